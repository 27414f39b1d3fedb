"""How well a value is known. Whatever is computed from several values stands no better than the worst of them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Standing(StrEnum):
    """How a value came to us, best first."""

    READ = "read"  # stands in a source of this case
    SECOND_HAND = "second-hand"  # a source of this case says that another text has it
    DERIVED = "derived"  # exact arithmetic on values that were read
    RECALLED = "recalled"  # somebody remembers it; no text was seen


_ORDER = tuple(Standing)


def worst(standings: Iterable[Standing]) -> Standing:
    """The standing that a result inherits from its inputs; READ for no inputs at all."""
    return max(standings, key=_ORDER.index, default=Standing.READ)
