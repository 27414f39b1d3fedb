"""Ids that no rule of an extractor decides: each claim hangs on the characters around it in the whole source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from witnessmark.model import CONTEXT, Passage, claim_id, collapse
from witnessmark.text import exactly

_FIRST_LOOK = 2 * CONTEXT


class Identity(NamedTuple):
    """The id of a claim and the 40 characters on either side of its core, white space collapsed."""

    id: str
    before: str
    after: str


class Identifier:
    """Gives the claims of one source their ids. To be asked in reading order.

    Args:
        passages: all passages of the source, in order.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        # White space at either end of the source is a matter of the reader, so it is no part of the context.
        self._whole = "\n".join(passage.text for passage in passages).rstrip()
        self._first = len(self._whole) - len(self._whole.lstrip())
        self._seen: Counter[tuple[str, str, str]] = Counter()
        self._base = 0
        self._next = 0

    def turn_to(self, passage: Passage) -> None:
        """Goes on to the next passage; passages come in the order in which they were given."""
        self._base, self._next = self._next, self._next + len(passage.text) + 1

    def identify(self, passage: Passage, core_start: int, core_end: int) -> Identity:
        """The identity of the core at these offsets of the passage that was turned to last."""
        start, end = self._base + core_start, self._base + core_end
        key = (self._before(start), collapse(self._whole[start:end]), self._after(end))
        occurrence = self._seen[key]
        self._seen[key] += 1
        return Identity(claim_id(passage.source, *key, occurrence), key[0], key[2])

    def identity_at(self, base: int, passage: Passage, core_start: int, core_end: int) -> Identity:
        """The identity of any core, asked in any order: equal ones before it are counted in the text itself.

        Args:
            base: characters of the source before the passage, with one between any two passages.
            passage: the passage.
            core_start: where the core begins in it.
            core_end: where it ends.
        """
        start, end = base + core_start, base + core_end
        key = (self._before(start), collapse(self._whole[start:end]), self._after(end))
        earlier = exactly(key[1]).finditer(self._whole, 0, start)
        same = sum((self._before(one.start()), collapse(one[0]), self._after(one.end())) == key for one in earlier)
        return Identity(claim_id(passage.source, *key, same), key[0], key[2])

    def _before(self, start: int) -> str:
        width = _FIRST_LOOK
        while True:
            text = collapse(self._whole[max(self._first, start - width) : start])
            if len(text) >= CONTEXT or start - width <= self._first:
                return text[-CONTEXT:]
            width *= 4

    def _after(self, end: int) -> str:
        width = _FIRST_LOOK
        while True:
            text = collapse(self._whole[end : end + width])
            if len(text) >= CONTEXT or end + width >= len(self._whole):
                return text[:CONTEXT]
            width *= 4
