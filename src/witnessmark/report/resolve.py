"""From the plan to figures: each statistic of each planned number, with who says it and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from witnessmark.errors import TraceError
from witnessmark.model import (
    Claim,
    ClaimKind,
    Declared,
    Figure,
    Finding,
    Judgement,
    Observation,
    PlannedFigure,
    Series,
    Standing,
    Verdict,
    worst,
)

from . import shown

OWN = "this report"


@dataclass(frozen=True)
class Inputs:
    """What planned figures may rest on.

    Attributes:
        claims: claims that the plan or a cell names, by id.
        verdicts: the judgement that holds, by claim id.
        series: series by name.
        findings: findings by the name of their planned figure.
        declared: "declared" where the plan was frozen as it stands, else "exploratory".
        changed: ids of judged claims that are read differently now: the judgement was about another reading.
    """

    claims: Mapping[str, Claim]
    verdicts: Mapping[str, Judgement]
    series: Mapping[str, Series]
    findings: Mapping[str, Finding]
    declared: Declared
    changed: frozenset[str] = frozenset()


def find_claim(claims: Mapping[str, Claim], reference: str) -> Claim:
    """The claim whose id is or begins with the reference.

    Raises:
        TraceError: where none or several do.
    """
    found = [claim for name, claim in claims.items() if name.startswith(reference)] if len(reference) >= 8 else []
    if len(found) != 1:
        many = "several claims" if found else "no claim of this case"
        raise TraceError(f"{many} answers to {reference!r}", "witnessmark review lists claims with their ids")
    return found[0]


def resolve(planned: PlannedFigure, inputs: Inputs) -> list[Figure]:
    """Every statistic of a planned number; the usual one first.

    Raises:
        TraceError: where a claim, series, cell or finding that the plan names is not there.
    """
    if planned.claim is not None:
        return _of_claim(planned, find_claim(inputs.claims, planned.claim), inputs)
    if planned.method is not None:
        return _of_finding(planned, inputs)
    return [_of_cell(planned, inputs)]


def series_of(planned: PlannedFigure, inputs: Inputs) -> Series:
    """The series that a planned number names.

    Raises:
        TraceError: where there is none of this name.
    """
    found = inputs.series.get(planned.series or "")
    if found is None:
        known = ", ".join(inputs.series) or "none"
        raise TraceError(f"figure {planned.name}: no series is called {planned.series!r}", f"known: {known}")
    return found


def _of_claim(planned: PlannedFigure, claim: Claim, inputs: Inputs) -> list[Figure]:
    _refuse_rejected(planned, [claim.id], inputs)
    quantity = claim.quantity
    low, high = (quantity.low, quantity.high) if quantity else (None, None)

    def figure(statistic: str, characters: str, value: float | None = None) -> Figure:
        return Figure(
            name=planned.name,
            statistic=statistic,
            value=value,
            low=low if value is None else None,
            high=high if value is None else None,
            shown=characters,
            unit=(quantity.unit if quantity else None) or "",
            who=claim.says,
            stance=claim.stance,
            how="quoted",
            standing=Standing.READ,
            undecided=_undecided([claim.id], inputs),
            claims=(claim.id,),
        )

    usual = "interval" if quantity else "period" if claim.kind is ClaimKind.DATE else "words"
    found = [figure(usual, shown.claim(claim))]
    if low is not None:
        found.append(figure("low", shown.number(low), low))
    if high is not None:
        found.append(figure("high", shown.number(high), high))
    return found


def _of_cell(planned: PlannedFigure, inputs: Inputs) -> Figure:
    series = series_of(planned, inputs)
    cell = next((one for one in series.observations if one.period == planned.period), None)
    if cell is None:
        raise TraceError(f"figure {planned.name}: series {series.name} has no cell {planned.period}", "")
    claims = _claims_of([cell], inputs)
    _refuse_rejected(planned, claims, inputs)
    return Figure(
        name=planned.name,
        statistic="value",
        value=cell.value,
        low=cell.low,
        high=cell.high,
        shown=shown.observation(cell),
        unit=series.unit,
        who=series.publisher,
        how="published",
        standing=cell.standing,
        undecided=_undecided(claims, inputs),
        claims=claims,
        observations=(cell.id,),
    )


def _of_finding(planned: PlannedFigure, inputs: Inputs) -> list[Figure]:
    series, finding = series_of(planned, inputs), inputs.findings[planned.name]
    cells = [one for one in series.observations if one.id in finding.inputs]
    claims = _claims_of(cells, inputs)
    _refuse_rejected(planned, claims, inputs)
    return [
        Figure(
            name=planned.name,
            statistic=one.name,
            value=one.value,
            low=one.low,
            high=one.high,
            shown=shown.statistic(one),
            unit=one.unit,
            who=OWN,
            how="computed here",
            standing=worst([finding.standing, *(cell.standing for cell in cells)]),
            undecided=_undecided(claims, inputs),
            claims=claims,
            observations=tuple(cell.id for cell in cells),
            finding=finding.id,
            method_version=finding.method_version,
            declared=inputs.declared,
            cautions=finding.cautions,
        )
        for one in finding.result
    ]


def _claims_of(cells: list[Observation], inputs: Inputs) -> tuple[str, ...]:
    return tuple(dict.fromkeys(find_claim(inputs.claims, one.claim).id for one in cells if one.claim is not None))


def _refuse_rejected(planned: PlannedFigure, claims: Iterable[str], inputs: Inputs) -> None:
    for judgement in (inputs.verdicts[one] for one in claims if one in inputs.verdicts):
        if judgement.verdict is Verdict.REJECTED:
            raise TraceError(
                f"figure {planned.name} rests on a claim that a person rejected as {judgement.reason}",
                "choose another claim in decisions/plan.toml or the series, or decide that claim again",
            )


def _undecided(claims: tuple[str, ...] | list[str], inputs: Inputs) -> int:
    return sum(1 for one in claims if one not in inputs.verdicts or one in inputs.changed)
