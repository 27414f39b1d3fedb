"""OpenDocument: texts (ODT), workbooks (ODS) and presentations (ODP)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from witnessmark.errors import ReadError
from witnessmark.model import BlockKind, BlockSpan, CellSpan, Passage, Problem, Severity, make_problem

from .nest import Nest, Writer, many
from .package import Package, local_names
from .table import JOINT, LONGEST_ROW, MOST_COLUMNS, MOST_ROWS
from .xmltree import attribute, local, parse

_MIME = b"application/vnd.oasis.opendocument."
_SILENT = frozenset(("tracked-changes", "sequence-decls", "forms", "ruby-text", "desc", "title"))
_SPACE = re.compile(r"[ \t\r\n]+")  # is one space in this format; tabs and line breaks are elements
_APART = frozenset(("note", "annotation", "text-box"))  # stand beside the paragraph that holds their anchor


class OdtReader:
    """Reads texts: paragraphs, rows of tables, text boxes, notes and comments; deleted text is left out."""

    name = "odt"
    version = 1
    media_types: tuple[str, ...] = ("application/vnd.oasis.opendocument.text",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the media type that stands first in the file."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        names = local_names(head)
        if names[:1] == ["mimetype"]:
            stated = head[38 : 38 + 80]
            wanted = self.media_types[0].encode()
            return 0.95 if stated.startswith((wanted + b"PK", wanted + b"-template")) else 0.0
        return 0.9 if suffix == f".{self.name}" and any(one in names for one in ("content.xml", "meta.xml")) else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The blocks in reading order; a note follows the paragraph that it hangs on.

        Raises:
            ReadError: where nothing at all can be read.
        """
        return self.read_within(data, source, Nest())

    def read_within(self, data: bytes, source: str, nest: Nest) -> Iterator[Passage | Problem]:
        """As `read`, within what may still be unpacked."""
        package = Package(data, nest.budget)
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.part("META-INF/manifest.xml"):
            hint = "save a copy without a password and add that; the original stays as evidence"
            yield make_problem("encrypted", source, "this document is encrypted and needs a password", hint=hint)
            return
        root = parse(package.part("content.xml"))
        body = next((one for one in root if local(one) == "body"), None)
        content = next(iter(body), None) if body is not None else None
        if content is None:
            raise ReadError("this document has no body", "obtain it again, or open it and save a copy as PDF")
        walk = _Walk(Writer(source, f"{self.name} {self.version}"), sheets=local(content) == "spreadsheet")
        yield from walk.blocks(content)
        if walk.cut:
            message = f"{many(walk.cut, 'row is', 'rows are')} beyond the limits of {MOST_ROWS} rows and {MOST_COLUMNS} columns"
            yield make_problem("row-cut", source, message, severity=Severity.PARTLY, hint="split it and add the parts")


class OdsReader(OdtReader):
    """Reads workbooks: one passage a row, each cell as it is shown."""

    name = "ods"
    media_types: tuple[str, ...] = ("application/vnd.oasis.opendocument.spreadsheet",)


class OdpReader(OdtReader):
    """Reads presentations: the blocks of each slide, then its notes."""

    name = "odp"
    media_types: tuple[str, ...] = ("application/vnd.oasis.opendocument.presentation",)


class _Walk:
    """Walks a body in reading order; its numbers go on from block to block, or from slide to slide."""

    def __init__(self, writer: Writer, *, sheets: bool) -> None:
        self._writer = writer
        self._sheets = sheets
        self._numbers: dict[BlockKind, int] = {}
        self._tables = 0
        self._slides = 0
        self._rows = 0
        self.cut = 0

    def blocks(self, parent: etree._Element, kind: BlockKind = "paragraph") -> Iterator[Passage]:
        for one in parent:
            name = local(one)
            if name in ("p", "h"):
                yield from self._block(kind, _text(one))
                for beside in _apart(one):
                    yield from self._beside(beside)
            elif name == "table":
                yield from self._table(one)
            elif name == "page":
                self._slides += 1
                self._numbers = {}
                yield from self.blocks(one)
            elif name == "notes":
                yield from self.blocks(one, "note")
            elif name and name not in _SILENT:
                yield from self.blocks(one, kind)

    def _block(self, kind: BlockKind, text: str) -> Iterator[Passage]:
        number = self._numbers.get(kind, 0) + 1
        self._numbers[kind] = number
        yield from self._writer.passage(BlockSpan(kind=kind, number=number, slide=self._slides or None), text)

    def _beside(self, beside: etree._Element) -> Iterator[Passage]:
        name = local(beside)
        if name == "text-box":
            yield from self.blocks(beside)
        elif name == "annotation":
            yield from self._block("comment", _paragraphs(beside))
        else:
            endnote = attribute(beside, "note-class") == "endnote"
            bodies = [one for one in beside if local(one) == "note-body"]
            yield from self._block("endnote" if endnote else "footnote", "\n".join(map(_paragraphs, bodies)))

    def _table(self, table: etree._Element) -> Iterator[Passage]:
        self._tables += 1
        number, row = self._tables, 1
        for line in _rows_of(table):
            cells = _cells(line)
            times = _times(line, "number-rows-repeated")
            if not cells:
                row += times
                continue
            for _ in range(times):  # a repeated row is shown so often, and each may be meant
                self._rows += 1
                if self._rows > MOST_ROWS or cells[-1][0] > MOST_COLUMNS:
                    self.cut += 1
                    break
                where = CellSpan(
                    row=row,
                    first_column=cells[0][0],
                    last_column=cells[-1][0],
                    sheet=number if self._sheets else None,
                    table=None if self._sheets else number,
                )
                yield from self._writer.passage(where, _joined(cells))
                row += 1


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for one in table:
        name = local(one)
        if name == "table-row":
            yield one
        elif name in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows_of(one)


def _cells(line: etree._Element) -> list[tuple[int, str]]:
    """Column and text of the cells of a row that are not empty."""
    cells: list[tuple[int, str]] = []
    column, size = 1, 0
    for one in line:
        if local(one) not in ("table-cell", "covered-table-cell"):
            continue
        times = _times(one, "number-columns-repeated")
        text = _paragraphs(one).strip()
        if text:
            for again in range(times):
                size += len(text)
                if size > LONGEST_ROW or column + again > MOST_COLUMNS:
                    break
                cells.append((column + again, text))
        column += times
    return cells


def _joined(cells: list[tuple[int, str]]) -> str:
    """The cells of a row; one that is empty stands as nothing, and many in a row as one."""
    parts: list[str] = []
    last = cells[0][0] - 1
    for column, text in cells:
        parts.extend([""] * min(column - last - 1, 20))
        parts.append(text)
        last = column
    return JOINT.join(parts)


def _times(element: etree._Element, name: str) -> int:
    stated = attribute(element, name)
    return max(1, int(stated)) if stated.isdecimal() and len(stated) < 9 else 1


def _paragraphs(element: etree._Element) -> str:
    lines: list[str] = []
    _lines(element, lines)
    return "\n".join(line for line in lines if line)


def _lines(element: etree._Element, lines: list[str]) -> None:
    for one in element:
        name = local(one)
        if name in ("p", "h"):
            lines.append(_text(one).strip())
        elif name and name not in _SILENT and name not in ("annotation", "creator", "date"):
            _lines(one, lines)


def _text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def _collect(element: etree._Element, parts: list[str]) -> None:
    parts.append(_SPACE.sub(" ", element.text or ""))
    for one in element:
        name = local(one)
        if name == "s":
            parts.append(" " * min(_count(one), 1000))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name and name not in _SILENT and name not in _APART:
            _collect(one, parts)
        parts.append(_SPACE.sub(" ", one.tail or ""))


def _count(space: etree._Element) -> int:
    stated = attribute(space, "c")
    return int(stated) if stated.isdecimal() and len(stated) < 9 else 1


def _apart(element: etree._Element) -> Iterator[etree._Element]:
    for one in element:
        name = local(one)
        if name in _APART:
            yield one
        elif name and name not in _SILENT:
            yield from _apart(one)
