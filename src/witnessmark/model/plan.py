"""The plan: each number we mean to print, named before it is made."""

from __future__ import annotations

import re
from typing import Literal

from .when import is_edtf
from .word import Word

LONGEST = 80  # characters of a name: it becomes the name of a file
SHORTEST = 8  # characters of a claim's id that a reference has at least
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PlannedFigure(Word, frozen=True, kw_only=True):
    """One number we mean to print: of a claim, of a cell of a series, or of a method run on a series.

    Attributes:
        name: lower-case words joined by hyphens; its address in the report.
        what: what the number is, for people.
        claim: id of a claim, or its first eight characters or more.
        series: name of a series.
        period: EDTF period of one cell of that series.
        method: name of a method to run on that series ("polynomial").
        first, last: years of the window for a method, both included.
        degree: degree of the polynomial.
        one_parameter: fit y = c (year - origin)**degree alone.
        origin: year at which t = 0; the first year where it is not stated.
    """

    name: str
    what: str = ""
    claim: str | None = None
    series: str | None = None
    period: str | None = None
    method: Literal["polynomial"] | None = None
    first: int | None = None
    last: int | None = None
    degree: int = 2
    one_parameter: bool = False
    origin: int | None = None

    def __post_init__(self) -> None:
        """Refuse a name that cannot be an address, and anything but one of the three forms."""
        if not _NAME.fullmatch(self.name) or len(self.name) > LONGEST:
            raise ValueError(
                f"{self.name!r} is not a name: use lower-case words joined by hyphens, {LONGEST} characters"
            )
        forms = (
            self.claim is not None and self.series is None and self.method is None,
            self.series is not None and self.period is not None and self.claim is None and self.method is None,
            self.series is not None and self.method is not None and self.claim is None and self.period is None,
        )
        if sum(forms) != 1:
            raise ValueError(f"{self.name}: give claim, or series and period, or series and method")
        if self.claim is not None and len(self.claim) < SHORTEST:
            raise ValueError(f"{self.name}: give {SHORTEST} characters or more of the id of a claim")
        if self.period is not None and not is_edtf(self.period):
            raise ValueError(f"{self.name}: {self.period!r} is not an EDTF period")
        if self.method is not None and (self.first is None or self.last is None):
            raise ValueError(f"{self.name}: a method needs its window: first and last year")


class Plan(Word, frozen=True, kw_only=True):
    """decisions/plan.toml.

    Attributes:
        data_seen: whether the numbers were public or seen when the plan was made.
        figure: the figures, in the order of the file.
    """

    data_seen: Literal["yes", "no"] = "yes"
    figure: tuple[PlannedFigure, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two figures of one name."""
        names = [one.name for one in self.figure]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two figures are called {', '.join(twice)}")


class Accepted(Word, frozen=True, kw_only=True):
    """The value that a printed figure had when a person last accepted it: one line of decisions/figures.lock.

    Attributes:
        figure: its name in the plan.
        statistic: which statistic.
        shown: the characters that were printed.
        inputs: ids of everything it rested on.
        method_version: version of its method, or None.
        by: id of the key of whoever accepted it.
        on: UTC day.
    """

    figure: str
    statistic: str
    shown: str
    inputs: tuple[str, ...]
    method_version: int | None = None
    by: str
    on: str
