"""A claim that a person found in a source and entered: the exact words, and how the person reads them."""

from __future__ import annotations

from .claim import ClaimKind, Modality, Stance
from .judgement import Seen
from .quantity import Bound
from .when import is_period
from .word import Word


class Entry(Word, frozen=True, kw_only=True):
    """How a person reads a quote. What is left out is not said, but for numbers and dates, which are read from the span.

    Attributes:
        span: the words of the quote that hold the number or date; None where the quote as a whole is a statement.
        speaker: who says it, as printed, or None where the text attributes it to nobody.
        stance: what the speaker does with it.
        modality: how the speaker puts it.
        low, high, bound: the quantity.
        unit: what is counted or measured, as the source names it.
        measure: what the number measures.
        period: EDTF, or an ISO 8601 duration.
        place: place the quote is about.
    """

    span: str | None = None
    speaker: str | None = None
    stance: Stance = Stance.ASSERTS
    modality: Modality = Modality.PLAIN
    low: float | None = None
    high: float | None = None
    bound: Bound | None = None
    unit: str | None = None
    measure: str | None = None
    period: str | None = None
    place: str | None = None

    def __post_init__(self) -> None:
        """Refuse an interval that runs backwards, and a period that is none."""
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"the interval runs backwards: {self.low:g} > {self.high:g}")
        if self.period is not None and not is_period(self.period):
            raise ValueError(f"not a period: {self.period!r}; write 2006, 2006-03, 2006/2009, or P1Y for a year's rate")


class HandClaim(Word, frozen=True, kw_only=True):
    """One line of decisions/claims.jsonl. Lines are only ever added; the last one with an id holds.

    Attributes:
        id: id of the claim, by the same rule as that of a claim that a program found.
        source: sha256 of the source.
        quote: the words, in the source's own characters.
        nth: which place it is of those where the quote stands in the source, from 1.
        core: the number or date alone, on which the id hangs; the whole quote for a statement.
        kind: quantity, date or statement.
        entry: how the person reads it, numbers and dates filled in.
        by: id of the key of whoever entered it.
        at: UTC time to the second.
        read: how a program had read the same claim, where one had.
    """

    id: str
    source: str
    quote: str
    nth: int = 1
    core: str
    kind: ClaimKind
    entry: Entry
    by: str
    at: str
    read: Seen | None = None
