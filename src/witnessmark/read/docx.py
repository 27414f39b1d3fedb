"""DOCX: paragraphs, rows of tables, text boxes, footnotes, endnotes and comments, as they stand with changes accepted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from witnessmark.errors import ReadError
from witnessmark.model import BlockKind, BlockSpan, CellSpan, Passage, Problem, Severity, make_problem

from .nest import Nest, Writer
from .ooxml import main_part, related, sure
from .package import Package
from .table import JOINT
from .xmltree import attribute, local, parse

# Deleted and moved-away text, field codes, the pronunciation over characters, and the second form of one drawing.
_SILENT = frozenset(("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "Fallback", "pPr", "rPr"))
_APART = frozenset(("txbxContent",))  # stands beside the paragraph that holds its anchor
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES: tuple[tuple[str, str, BlockKind], ...] = (
    ("footnotes", "footnote", "footnote"),
    ("endnotes", "endnote", "endnote"),
    ("comments", "comment", "comment"),
)


class DocxReader:
    """Reads Word documents.

    A tab and a line break inside a paragraph become those characters. Text that was deleted under change tracking is
    left out and text that was inserted is read; page headers and footers are not read.
    """

    name = "docx"
    version = 1
    media_types: tuple[str, ...] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the names of the first members."""
        return sure(head, self.name)

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The blocks of the document, then its notes and comments.

        Raises:
            ReadError: where nothing at all can be read.
        """
        return self.read_within(data, source, Nest())

    def read_within(self, data: bytes, source: str, nest: Nest) -> Iterator[Passage | Problem]:
        """As `read`, within what may still be unpacked."""
        package = Package(data, nest.budget)
        main = main_part(package, "word/document.xml")
        writer = Writer(source, f"{self.name} {self.version}")
        root = parse(package.part(main))
        body = next((one for one in root if local(one) == "body"), root)
        yield from _Body(writer).blocks(body)
        parts = {kind: target for kind, target in related(package, main).values() if target in package}
        for part, tag, kind in _NOTES:
            if part in parts:
                try:
                    yield from _notes(parse(package.part(parts[part])), tag, kind, writer)
                except ReadError as err:
                    yield make_problem("unreadable", source, err.message, severity=Severity.PARTLY, hint=err.hint)


class _Body:
    """Walks a body in reading order; its numbers go on from block to block."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, parent: etree._Element) -> Iterator[Passage]:
        for one in parent:
            name = local(one)
            if name in _SILENT:
                continue
            if name == "p":
                yield from self._paragraph(one)
            elif name == "tbl":
                yield from self._table(one)
            else:  # content controls, inserted blocks
                yield from self.blocks(one)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Passage]:
        self._paragraphs += 1
        yield from self._writer.passage(BlockSpan(kind="paragraph", number=self._paragraphs), text_of(paragraph))
        for box in apart(paragraph):
            yield from self.blocks(box)

    def _table(self, table: etree._Element) -> Iterator[Passage]:
        self._tables += 1
        number = self._tables
        for row, line in enumerate(_children(table, "tr"), 1):
            cells = [_paragraphs_of(cell) for cell in _children(line, "tc")]
            where = CellSpan(row=row, first_column=1, last_column=max(1, len(cells)), table=number)
            yield from self._writer.passage(where, JOINT.join(cells) if any(cells) else "")


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph as it is read with all changes accepted.

    Args:
        paragraph: a `w:p`, or any element inside one.
    """
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def _collect(element: etree._Element, parts: list[str]) -> None:
    for one in element:
        name = local(one)
        if name == "t":
            parts.append(one.text or "")
        elif name in _CHARACTERS:
            parts.append(_CHARACTERS[name])
        elif name == "sym":
            parts.append(_symbol(attribute(one, "char")))
        elif name and name not in _SILENT and name not in _APART:
            _collect(one, parts)


def _symbol(code: str) -> str:
    """A character of a symbol font; those of the private area mean something in that font alone."""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "\ufffd" if "\ue000" <= char <= "\uf8ff" else char


def apart(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in an element, outermost ones alone.

    Args:
        element: the element.
    """
    for one in element:
        name = local(one)
        if name in _APART:
            yield one
        elif name and name not in _SILENT:
            yield from apart(one)


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also where a content control stands around them."""
    for one in element:
        name = local(one)
        if name == tag:
            if not any(local(mark) == "del" for props in one if local(props) == "trPr" for mark in props):
                yield one
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _children(one, tag)


def _paragraphs_of(element: etree._Element) -> str:
    """All paragraphs inside an element, tables inside a cell included, one a line."""
    lines = (text_of(one).strip() for one in element.iter("{*}p") if not _silenced(one, element))
    return "\n".join(line for line in lines if line)


def _silenced(element: etree._Element, top: etree._Element) -> bool:
    for one in element.iterancestors():
        if one is top:
            return False
        if local(one) in _SILENT:
            return True
    return False


def _notes(root: etree._Element, tag: str, kind: BlockKind, writer: Writer) -> Iterator[Passage]:
    number = 0
    for one in root:
        if local(one) == tag and attribute(one, "type") in ("", "normal"):  # the others draw the line above notes
            number += 1
            yield from writer.passage(BlockSpan(kind=kind, number=number), _paragraphs_of(one))
