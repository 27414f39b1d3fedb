"""How many, as a source puts it: an interval with the kind of its bound, never a bare number."""

from __future__ import annotations

from enum import StrEnum

from .word import Word


class Bound(StrEnum):
    """What the words around a number say about it."""

    POINT = "point"  # 5,146
    AT_LEAST = "at least"  # at least 5,000: [5000, ..]
    MORE_THAN = "more than"  # over 5,000: [5000, ..], the value itself excluded
    AT_MOST = "at most"  # up to 5,000: [.., 5000]
    LESS_THAN = "less than"  # under 5,000: [.., 5000], the value itself excluded
    ABOUT = "about"  # some 5,000: [5000, 5000], and not exact
    RANGE = "range"  # 60,000 to 100,000
    VAGUE = "vague"  # tens of thousands: [10000, 99999]
    OPEN = "open"  # up to 5,000 or more: bounds nothing


class Quantity(Word, frozen=True, kw_only=True):
    """An amount as written in a source.

    Attributes:
        low: smallest value the words allow, or None where they set no floor.
        high: largest value the words allow, or None where they set no ceiling.
        bound: what kind of statement the words make.
        unit: what is counted or measured, as the source names it ("transplants", "percent"), or None.
        as_written: the characters of the source.
    """

    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    as_written: str

    def __post_init__(self) -> None:
        """Refuse an interval that runs backwards."""
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"quantity runs backwards: {self.low} > {self.high}")
