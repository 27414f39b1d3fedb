"""A finding: one run of one method, with what it assumed and how it can mislead."""

from __future__ import annotations

from typing import Literal

import msgspec

from .standing import Standing
from .word import Word, open_id

Declared = Literal["declared", "exploratory"]


class Caution(Word, frozen=True, kw_only=True):
    """A doubt about a number, printed wherever the number is printed."""

    code: str
    says: str


class Statistic(Word, frozen=True, kw_only=True):
    """One number of a finding.

    Attributes:
        name: which number ("r2_centred").
        value: the number, on cells that have a value.
        low, high: the range it takes over the cells known only as intervals, or None where there are none.
        unit: its unit, or "1" for a pure number.
        label: what the number is, for people.
    """

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    unit: str = "1"
    label: str


class PolynomialParameters(Word, frozen=True, kw_only=True, tag="polynomial"):
    """Parameters of a polynomial fit.

    Attributes:
        series: name of the series.
        first, last: years of the window, both included.
        degree: degree of the polynomial.
        one_parameter: fit y = c (year - origin)**degree instead of all coefficients.
        origin: year at which t = 0.
    """

    series: str
    first: int
    last: int
    degree: int = 2
    one_parameter: bool = False
    origin: int


Parameters = PolynomialParameters  # becomes a union, by tag, with the second method


class Finding(Word, frozen=True, kw_only=True):
    """One run of one method.

    Attributes:
        id: hash of method, parameters, inputs and seed.
        method: name of the method.
        method_version: rises when the method's numbers change.
        parameters: a struct of the method's own.
        seed: seed of its draws, or None where it draws nothing.
        inputs: ids of the observations and claims used.
        left_out: ids of those inside the window that were not used, each with the reason.
        result: its statistics.
        standing: the worst standing among the inputs.
        declared: whether the plan that names it was frozen before this run ("declared" or "exploratory").
        assumptions: what it takes for granted, one sentence each.
        cautions: its doubts.
    """

    id: str
    method: str
    method_version: int
    parameters: Parameters
    seed: int | None = None
    inputs: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    result: tuple[Statistic, ...]
    standing: Standing
    declared: Declared = "exploratory"
    assumptions: tuple[str, ...]
    cautions: tuple[Caution, ...] = ()

    def statistic(self, name: str) -> Statistic | None:
        """The statistic of this name, or None."""
        return next((one for one in self.result if one.name == name), None)


def finding_id(method: str, parameters: Parameters, inputs: tuple[str, ...], seed: int | None) -> str:
    """The id of a finding; its version is an attribute, so that a newer version replaces the older one's value."""
    return open_id(
        "f",
        {
            "inputs": list(inputs),
            "method": method,
            "parameters": msgspec.to_builtins(parameters),
            "seed": seed,
        },
    )
