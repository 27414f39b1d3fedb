"""A figure: a number that the report prints, with who says it and how, and what it rests on."""

from __future__ import annotations

from typing import Literal

from .claim import Stance
from .finding import Caution
from .standing import Standing
from .word import Word

How = Literal["quoted", "published", "computed here", "counted here"]


class Figure(Word, frozen=True, kw_only=True):
    """One number to print.

    Attributes:
        name: its name in the plan.
        statistic: which statistic of the finding, claim or cell ("low", "interval", "r2_centred").
        value: the number, or None where it is an interval or words.
        low, high: the interval, where it is one.
        shown: the characters that are printed.
        unit: unit of the number.
        who: who says it; "this report" for what is computed here.
        how: quoted from a source, published in a series, computed or counted here.
        stance: what the speaker does with the number; one who denies it says it too.
        standing: inherited from every input.
        undecided: how many of its claims nobody has judged.
        claims: ids of the claims it rests on.
        observations: ids of the observations it rests on.
        finding: id of the finding it comes from, or None.
        method_version: version of the method that made it, or None.
        declared: "declared" or "exploratory" for findings, else empty.
        cautions: doubts that are printed beside it.
    """

    name: str
    statistic: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    shown: str
    unit: str
    who: str
    how: How
    stance: Stance = Stance.ASSERTS
    standing: Standing
    undecided: int = 0
    claims: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    finding: str | None = None
    method_version: int | None = None
    declared: str = ""
    cautions: tuple[Caution, ...] = ()

    @property
    def with_unit(self) -> str:
        """The characters that are printed, and the unit."""
        return with_unit(self.shown, self.unit)

    @property
    def labels(self) -> tuple[str, ...]:
        """The words that must stand beside the number wherever it is printed."""
        found = []
        if self.stance is not Stance.ASSERTS:
            found.append({Stance.DENIES: "denied", Stance.DISPUTES: "disputed"}[self.stance])
        if self.undecided:
            found.append("unreviewed")
        if self.standing is Standing.RECALLED:
            found.append("recalled-input")
        elif self.standing is not Standing.READ:
            found.append(f"{self.standing}-input")
        if self.declared == "exploratory":
            found.append("exploratory")
        return tuple(found)


def with_unit(shown: str, unit: str) -> str:
    """A number with its unit, which is said once: "8.5 percent" is not followed by another "percent"."""
    if shown.endswith("percent"):
        unit = unit.removeprefix("percent").strip()
    return shown if unit in ("", "1") else f"{shown} {unit}"
