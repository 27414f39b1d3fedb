"""What the readers of citations share: one passage for a record, then its abstract and notes as text of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from witnessmark.model import BlockSpan, Passage

from .nest import Writer

MOST_RECORDS = 100_000

Field = tuple[str, str]  # name, text
PROSE = frozenset(("abstract", "note", "annote", "annotation", "n2", "ab", "n1"))


def record(number: int, fields: Iterable[Field], writer: Writer) -> Iterator[Passage]:
    """The passages of one record.

    Args:
        number: its place in the file, from 1.
        fields: name and text of its fields, in order.
        writer: makes the passages.
    """
    where = BlockSpan(kind="record", number=number)
    kept = [(name, " ".join(text.split())) for name, text in fields if text.strip()]
    yield from writer.passage(where, "\n".join(f"{name}: {text}" for name, text in kept if name.lower() not in PROSE))
    for text in dict.fromkeys(text for name, text in kept if name.lower() in PROSE):
        yield from writer.passage(where, text)
