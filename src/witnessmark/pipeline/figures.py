"""The plan carried out: methods run, figures resolved; a number that does not exist becomes a problem and the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from witnessmark.errors import MethodError, TraceError
from witnessmark.forensics import fit_series
from witnessmark.model import (
    Claim,
    Figure,
    Finding,
    Observation,
    Plan,
    PlannedFigure,
    PolynomialParameters,
    Problem,
    Quantity,
    Series,
    Severity,
    Source,
    Standing,
    make_problem,
    year_of,
)
from witnessmark.report import Inputs, resolve


@dataclass(frozen=True)
class Numbers:
    """What the plan came to.

    Attributes:
        inputs: what the figures rest on, findings included.
        figures: statistics by the name of their planned figure.
        missing: planned figures without a number, and why.
        problems: one for each of those.
    """

    inputs: Inputs
    figures: dict[str, list[Figure]]
    missing: dict[str, str]
    problems: list[Problem]


def references(plan: Plan, series: Mapping[str, Series]) -> tuple[str, ...]:
    """Beginnings of the ids of all claims that the plan and the series name."""
    named = [one.claim for one in plan.figure]
    cells = [cell.claim for one in series.values() for cell in one.observations]
    return tuple(sorted({one for one in (*named, *cells) if one}))


def references_of(planned: PlannedFigure, series: Mapping[str, Series]) -> tuple[str, ...]:
    """Beginnings of the ids of the claims that one planned figure rests on."""
    if planned.claim is not None:
        return (planned.claim,)
    rests_on = series.get(planned.series or "")
    cells = rests_on.observations if rests_on is not None else ()
    return tuple(dict.fromkeys(cell.claim for cell in cells if cell.claim and _is_used(planned, cell)))


def _is_used(planned: PlannedFigure, cell: Observation) -> bool:
    if planned.method is None:
        return cell.period == planned.period
    year = year_of(cell.period)
    return not cell.empty and year is not None and (planned.first or year) <= year <= (planned.last or year)


def make_numbers(plan: Plan, inputs: Inputs) -> Numbers:
    """Runs the plan.

    Args:
        plan: the plan.
        inputs: claims, judgements and series; its findings are filled here.
    """
    findings: dict[str, Finding] = {}
    missing: dict[str, str] = {}
    problems: list[Problem] = []
    for planned in plan.figure:
        try:
            if planned.method is not None:
                findings[planned.name] = _run(planned, inputs)
        except (MethodError, TraceError) as err:
            missing[planned.name] = err.message
            problems.append(_problem(planned, err))
    filled = replace(inputs, findings=findings)
    figures: dict[str, list[Figure]] = {}
    for planned in plan.figure:
        if planned.name in missing:
            continue
        try:
            figures[planned.name] = resolve(planned, filled)
        except TraceError as err:
            missing[planned.name] = err.message
            problems.append(_problem(planned, err))
    return Numbers(filled, figures, missing, problems)


def series_problems(series: Iterable[Series], sources: Mapping[str, Source]) -> list[Problem]:
    """A problem for each cell with a value that names neither a claim nor a source of this case."""
    problems = []
    for one in series:
        for cell in one.observations:
            held = cell.claim is not None or any(cell.source and sha.startswith(cell.source) for sha in sources)
            if not held and not cell.empty:
                problems.append(
                    make_problem(
                        "cell-without-source",
                        one.name,
                        "a cell of a series names no claim and no source of this case, so its trace ends there",
                        severity=Severity.NOTE,
                        where=cell.period,
                        hint="add the source and write its sha256 in the row",
                    )
                )
    return problems


def cell_problems(series: Iterable[Series], claims: Mapping[str, Claim]) -> list[Problem]:
    """A problem for each cell whose value is not what the claim that it names says; derived cells are other numbers."""
    problems = []
    for one in series:
        for cell in one.observations:
            named = [claim for name, claim in claims.items() if cell.claim and name.startswith(cell.claim)]
            if cell.value is None or cell.standing is Standing.DERIVED or len(named) != 1:
                continue
            if not _holds(named[0].quantity, cell.value):
                message = "a cell of a series has another value than the claim that it names"
                hint = "mend the row, name another claim, or say that the cell is derived and how"
                problems.append(
                    make_problem(
                        "cell-differs", one.name, message, severity=Severity.NOTE, where=cell.period, hint=hint
                    )
                )
    return problems


def _holds(quantity: Quantity | None, value: float) -> bool:
    """True where a claim gives a number and its interval holds the value."""
    if quantity is None:
        return False
    above = quantity.low is None or quantity.low <= value
    return above and (quantity.high is None or value <= quantity.high)


def _run(planned: PlannedFigure, inputs: Inputs) -> Finding:
    series = inputs.series.get(planned.series or "")
    if series is None or planned.first is None or planned.last is None:
        raise TraceError(f"no series is called {planned.series!r}", "decisions/series/ holds the series")
    parameters = PolynomialParameters(
        series=series.name,
        first=planned.first,
        last=planned.last,
        degree=planned.degree,
        one_parameter=planned.one_parameter,
        origin=planned.origin if planned.origin is not None else planned.first,
    )
    return fit_series(series, parameters, declared=inputs.declared)


def _problem(planned: PlannedFigure, err: MethodError | TraceError) -> Problem:
    return make_problem("figure-without-number", planned.name, err.message, severity=Severity.PARTLY, hint=err.hint)
