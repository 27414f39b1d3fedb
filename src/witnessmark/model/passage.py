"""A passage: this text stands there."""

from __future__ import annotations

import msgspec

from .word import Word, open_id


class CharSpan(Word, frozen=True, kw_only=True, tag="chars"):
    """Characters of the decoded text, in code points, end exclusive."""

    start: int
    end: int


class PageSpan(Word, frozen=True, kw_only=True, tag="page"):
    """A page of a paged document, counted from 1 as a reader of the file counts."""

    page: int


class CellSpan(Word, frozen=True, kw_only=True, tag="cells"):
    """Cells of one row of a table, counted from 1, both ends included."""

    row: int
    first_column: int
    last_column: int


Where = CharSpan | PageSpan | CellSpan


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
    """Where a passage stands, for people: "page 3", "row 7", "characters 120 to 480"."""
    if isinstance(where, PageSpan):
        return f"page {where.page}"
    if isinstance(where, CellSpan):
        return f"row {where.row}"
    return f"characters {where.start} to {where.end}"
