"""A number as the text writes it, before anything around it is read."""

from __future__ import annotations

from typing import NamedTuple

from witnessmark.model import Bound


class Numeral(NamedTuple):
    """A number standing in a text.

    Attributes:
        start, end: its place in code points, end exclusive.
        low, high: smallest and largest value that the number alone allows.
        bound: POINT or VAGUE, or a bound that the number carries in itself (500多).
        unit: unit that the number carries in itself ("percent", "years"), or None.
        words: written in words, so that ranges and lists are read with more care.
        mantissa: the value before a scale word that follows it ("5.2" of "5.2 million"); 0 without one.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    words: bool = False
    mantissa: float = 0.0
