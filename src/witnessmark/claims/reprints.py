"""Reprints: claims that are read alike in quotes that are nearly the same, as when two papers print one dispatch."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from witnessmark.model import Claim
from witnessmark.text import words

LIKE = 0.9  # share of four-character pieces that two quotes have in common (Jaccard)
PIECE = 4
TRIED = 32  # quotes of about the same length that a quote is compared with, at most

_DROPPED = re.compile(r"[^\w$€£¥%°]+|_+")
_THOUSANDS = re.compile(r"(?<=\d)[,  ](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_DENIAL = re.compile(
    rf"\b(?:{'|'.join(words('no not none nobody nothing never neither nor without cannot'))})\b|n['’]t\b|[不没沒未无無非否莫]",
    re.IGNORECASE,
)


class _Like(NamedTuple):
    """A quote as it is compared: its letters and figures alone, and what no likeness may pass over."""

    letters: str
    numbers: tuple[str, ...]
    denials: int


class _Known(NamedTuple):
    """A quote that was added: its length first, by which it is found."""

    length: int
    about: str
    like: _Like


def reading_of(claim: Claim) -> str:
    """Sixteen hex digits that two claims share when they are read alike: the same number, date or cue, and who says what.

    Two claims of one quote differ here by which of its equal cores they are.
    """
    quote, quantity = claim.quote, claim.quantity
    core = "".join(quote[claim.core_start - claim.quote_start : claim.core_end - claim.quote_start].split())
    earlier = "".join(quote[: claim.core_start - claim.quote_start].split()).count(core)
    read = (core, earlier, claim.kind, claim.speaker, claim.stance, claim.modality, claim.measure, claim.period)
    amount = (quantity.low, quantity.high, quantity.bound, quantity.unit) if quantity else ()
    told = "\0".join(str(one) for one in (*read, *amount))
    return hashlib.blake2b(told.casefold().encode(), digest_size=8).hexdigest()


class Reprints:
    """Claims that were added, found again by another claim that stands in a reprint of the same words."""

    def __init__(self) -> None:
        self._same: defaultdict[tuple[str, _Like], list[str]] = defaultdict(list)
        self._near: defaultdict[str, list[_Known]] = defaultdict(list)

    def add(self, claim: Claim) -> None:
        """Adds a claim."""
        reading, like = reading_of(claim), _like(claim.quote)
        if claim.id not in self._same[(reading, like)]:
            self._same[(reading, like)].append(claim.id)
            insort(self._near[reading], _Known(len(like.letters), claim.id, like))

    def drop(self, claim: Claim) -> None:
        """Takes a claim out."""
        reading, like = reading_of(claim), _like(claim.quote)
        self._same[(reading, like)].remove(claim.id)
        self._near[reading].remove(_Known(len(like.letters), claim.id, like))

    def like(self, claim: Claim) -> list[str]:
        """Ids of the added claims, this one left out, whose quote is nearly the same and read alike."""
        if not self._near:
            return []
        reading = reading_of(claim)
        if reading not in self._near:
            return []
        like = _like(claim.quote)
        found = [one for one in self._same.get((reading, like), ()) if one != claim.id]
        return found or self._nearly(claim.id, like, self._near[reading])

    @property
    def readings(self) -> set[str]:
        """The readings of all added claims."""
        return {reading for reading, known in self._near.items() if known}

    @staticmethod
    def _nearly(about: str, like: _Like, known: Sequence[_Known]) -> list[str]:
        length = len(like.letters)
        first = bisect_left(known, int(length * LIKE), key=lambda one: one.length)
        last = bisect_left(known, int(length / LIKE) + 1, key=lambda one: one.length)
        near = sorted(known[first:last], key=lambda one: (abs(one.length - length), one.about))[:TRIED]
        pieces = _pieces(like.letters) if near else set()
        return [one.about for one in near if one.about != about and _alike(like, pieces, one.like)]


def _alike(like: _Like, pieces: set[str], other: _Like) -> bool:
    if (like.numbers, like.denials) != (other.numbers, other.denials):
        return False
    theirs = _pieces(other.letters)
    return len(pieces & theirs) >= LIKE * len(pieces | theirs)


def _pieces(letters: str) -> set[str]:
    return {letters[at : at + PIECE] for at in range(max(1, len(letters) - PIECE + 1))}


def _like(quote: str) -> _Like:
    text = _THOUSANDS.sub("", unicodedata.normalize("NFKC", quote))
    return _Like(
        _DROPPED.sub("", text.casefold()), tuple(_NUMBER.findall(text)), sum(1 for _ in _DENIAL.finditer(text))
    )
