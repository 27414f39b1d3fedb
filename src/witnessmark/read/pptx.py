"""PPTX: the paragraphs and table rows of each slide, then its notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from witnessmark.errors import ReadError
from witnessmark.model import BlockKind, BlockSpan, Passage, Problem, Severity, make_problem

from .nest import Nest, Writer
from .ooxml import main_part, related, sure
from .package import Package
from .table import JOINT
from .xmltree import attribute, local, parse

_SILENT = frozenset(("Fallback",))
_FIELDS = ("sldNum", "dt", "hdr", "ftr")  # placeholders that say the same on each slide


class PptxReader:
    """Reads presentations: text in shapes and tables and the speaker's notes; charts and drawings are not read."""

    name = "pptx"
    version = 1
    media_types: tuple[str, ...] = ("application/vnd.openxmlformats-officedocument.presentationml.presentation",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the names of the first members."""
        return sure(head, self.name)

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The slides in order, hidden ones too.

        Raises:
            ReadError: where nothing at all can be read.
        """
        return self.read_within(data, source, Nest())

    def read_within(self, data: bytes, source: str, nest: Nest) -> Iterator[Passage | Problem]:
        """As `read`, within what may still be unpacked."""
        package = Package(data, nest.budget)
        main = main_part(package, "ppt/presentation.xml")
        parts = related(package, main)
        writer = Writer(source, f"{self.name} {self.version}")
        ids = [_relation(one) for one in parse(package.part(main)).iter("{*}sldId")]
        for number, key in enumerate(ids, 1):
            try:
                yield from _slide(package, parts.get(key, ("", ""))[1], number, writer)
            except ReadError as err:
                where = f"slide {number}"
                yield make_problem(
                    "unreadable-slide", source, err.message, severity=Severity.PARTLY, where=where, hint=err.hint
                )


def _slide(package: Package, part: str, number: int, writer: Writer) -> Iterator[Passage]:
    yield from _blocks(parse(package.part(part)), number, "paragraph", writer)
    for kind, target in related(package, part).values():
        if kind == "notesSlide":
            yield from _blocks(parse(package.part(target)), number, "note", writer)


def _relation(element: etree._Element) -> str:
    """The `r:id`, which stands beside an `id` that means something else."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def _blocks(root: etree._Element, slide: int, kind: BlockKind, writer: Writer) -> Iterator[Passage]:
    for number, text in enumerate(_texts(root), 1):
        yield from writer.passage(BlockSpan(kind=kind, number=number, slide=slide), text)


def _texts(element: etree._Element) -> Iterator[str]:
    """The paragraphs and rows under an element, in the order of the file."""
    for one in element:
        name = local(one)
        if name == "p":
            yield _paragraph(one)
        elif name == "tr":
            cells = ["\n".join(filter(None, map(str.strip, _texts(cell)))) for cell in one if local(cell) == "tc"]
            yield JOINT.join(cells) if any(cells) else ""
        elif name and name not in _SILENT and not (name == "sp" and _is_field(one)):
            yield from _texts(one)


def _is_field(shape: etree._Element) -> bool:
    return any(attribute(one, "type") in _FIELDS for one in shape.iter("{*}ph"))


def _paragraph(paragraph: etree._Element) -> str:
    parts: list[str] = []
    for one in paragraph.iter("{*}t", "{*}br", "{*}tab"):
        name = local(one)
        parts.append((one.text or "") if name == "t" else "\n" if name == "br" else "")
    return "".join(parts)
