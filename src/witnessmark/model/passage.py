"""A passage: this text stands there."""

from __future__ import annotations

from typing import Literal

import msgspec

from .word import Word, open_id


class CharSpan(Word, frozen=True, kw_only=True, tag="chars"):
    """Characters of the decoded text, in code points, end exclusive."""

    start: int
    end: int


class PageSpan(Word, frozen=True, kw_only=True, tag="page"):
    """A page of a paged document, counted from 1 as a reader of the file counts."""

    page: int


class CellSpan(Word, frozen=True, kw_only=True, tag="cells", omit_defaults=True):
    """Cells of one row of a table, counted from 1, both ends included.

    Attributes:
        row: row of the table.
        first_column: first cell.
        last_column: last cell.
        sheet: sheet of a workbook, from 1.
        table: table of a text document, from 1.
    """

    row: int
    first_column: int
    last_column: int
    sheet: int | None = None
    table: int | None = None


BlockKind = Literal["paragraph", "footnote", "endnote", "comment", "note", "record", "headers"]


class BlockSpan(Word, frozen=True, kw_only=True, tag="block", omit_defaults=True):
    """A block of a document whose format has no pages and no characters to count.

    Attributes:
        kind: what sort of block.
        number: which of its kind, from 1, in its slide or chapter where it stands in one.
        slide: slide of a presentation, from 1.
        chapter: chapter of a book in the order of reading, from 1.
    """

    kind: BlockKind
    number: int
    slide: int | None = None
    chapter: int | None = None


class TimeSpan(Word, frozen=True, kw_only=True, tag="time"):
    """Seconds of a recording, end exclusive."""

    start: float
    end: float


MemberKind = Literal["file", "attachment", "message"]


class MemberSpan(Word, frozen=True, kw_only=True, tag="member"):
    """A place in a file that stands inside the source: in an archive, a message, a mailbox.

    Attributes:
        kind: what sort of file inside.
        number: which of its kind, from 1.
        path: its name in the archive as stated there. Never printed on a page: `place_of` leaves it out.
        inner: the place inside it.
    """

    kind: MemberKind
    number: int
    path: str
    inner: Where


Where = CharSpan | PageSpan | CellSpan | BlockSpan | TimeSpan | MemberSpan


class Passage(Word, frozen=True, kw_only=True):
    """Text of a source with its place.

    Attributes:
        id: hash of source, where and text; the reader's version is no part of it.
        source: sha256 of the source.
        number: place among the passages of its source, from 0.
        where: where it stands.
        text: the text, unedited.
        language: language tag that was stated or recognised, or None.
        reader: name and version of the reader that made it.
    """

    id: str
    source: str
    number: int
    where: Where
    text: str
    language: str | None = None
    reader: str


def passage_id(source: str, where: Where, text: str) -> str:
    """The id of a passage: same source, place and text, same id, whatever read it."""
    return open_id("p", {"source": source, "text": text, "where": msgspec.to_builtins(where)})


def make_passage(
    source: str, number: int, where: Where, text: str, reader: str, language: str | None = None
) -> Passage:
    """A passage with its id."""
    return Passage(
        id=passage_id(source, where, text),
        source=source,
        number=number,
        where=where,
        text=text,
        language=language,
        reader=reader,
    )


def place_of(where: Where) -> str:
    """Where a passage stands, for people: "page 3", "row 7", "file 2, page 1". Holds no file name, so it may be printed.

    Args:
        where: the place.
    """
    match where:
        case PageSpan():
            return f"page {where.page}"
        case CellSpan():
            sheet = f"sheet {where.sheet}, " if where.sheet else f"table {where.table}, " if where.table else ""
            return f"{sheet}row {where.row}"
        case BlockSpan():
            outer = f"slide {where.slide}, " if where.slide else f"chapter {where.chapter}, " if where.chapter else ""
            return outer + ("headers" if where.kind == "headers" else f"{where.kind} {where.number}")
        case TimeSpan():
            return f"{_clock(where.start)} to {_clock(where.end)}"
        case MemberSpan():
            return f"{where.kind} {where.number}, {place_of(where.inner)}"
        case CharSpan():
            return f"characters {where.start} to {where.end}"


def full_place_of(where: Where) -> str:
    """As `place_of`, with the names of files inside an archive: for the terminal of who holds the case, never a page.

    Args:
        where: the place.
    """
    if not isinstance(where, MemberSpan):
        return place_of(where)
    name = f" ({where.path})" if where.path else ""
    return f"{where.kind} {where.number}{name}, {full_place_of(where.inner)}"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
