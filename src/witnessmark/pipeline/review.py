"""`review`: which claims nobody has decided, in which order, and what a person decides about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from witnessmark.case import Case, append_judgements, load_judgements, load_plan, load_series
from witnessmark.errors import UsageError
from witnessmark.model import (
    Claim,
    Judgement,
    Passage,
    PlannedFigure,
    Reason,
    Rereading,
    Series,
    Source,
    Undone,
    Verdict,
    correct,
    judge,
    undo,
    year_of,
)
from witnessmark.preserve import Verifier, stamp

from .custody import load_custody
from .figures import references_of
from .judging import Decided, as_decided, decided
from .shared import Shared, learned
from .stages import claims_of, passages_of, speaker_kinds

Clock = Callable[[], datetime]


def actor_of(case: Case) -> str:
    """Id of the key of this case. Whoever decides is named by it, and by nothing else."""
    return Verifier(case.config.trust.verifier).key_id


@dataclass(frozen=True)
class Waiting:
    """A claim with its source and what was decided about it so far.

    Attributes:
        claim: as the program reads it.
        source: its source.
        judgement: the one that shows on it; about another claim where it was decided in a reprint.
        own: what was decided about this very claim.
        reads: the claim as a person corrected it, else as the program reads it.
    """

    claim: Claim
    source: Source
    judgement: Judgement | None
    own: Decided
    reads: Claim


@dataclass(frozen=True)
class Covered:
    """How much of what a figure rests on is decided.

    Attributes:
        figure: the planned figure.
        inputs: the claims that it rests on.
        decided: how many of them somebody decided.
        rejected: how many of those were rejected.
        differ: how many are undecided because two decisions differ.
    """

    figure: str
    inputs: tuple[str, ...]
    decided: int
    rejected: int
    differ: int


def every_claim(case: Case) -> Iterator[Waiting]:
    """Every claim of the last build with what was decided about it, in the order of sources and pages."""
    verdicts = decided(load_judgements(case.paths)[0])
    sources = load_custody(case).sources
    shared = shared_of(case, verdicts, sources)
    kinds = speaker_kinds(case)
    for source in sources:
        for claim in claims_of(case, source):
            judgement = shared.of(claim)
            reads = as_decided(claim, judgement, kinds)
            yield Waiting(claim, source, judgement, verdicts.get(claim.id, Decided()), reads)


def shared_of(case: Case, verdicts: dict[str, Decided], sources: Sequence[Source]) -> Shared:
    """Decisions as they show on reprints.

    Args:
        case: the case.
        verdicts: what was decided, by claim id.
        sources: the sources of the case.
    """
    own = {about: one.holds for about, one in verdicts.items() if one.holds is not None}
    by_sha = {one.sha256: one for one in sources}
    shared = Shared(own, [about for about, one in verdicts.items() if one.differ])
    return learned(shared, own, lambda sha256: claims_of(case, by_sha[sha256]) if sha256 in by_sha else ())


def waiting(case: Case, *, again: bool = False, figure: str | None = None) -> list[Waiting]:
    """Claims to decide: what figures rest on, then what has a measure, place or period of theirs, then the rest.

    Args:
        case: the case.
        again: also those decided before.
        figure: a planned figure whose inputs come before all others.

    Raises:
        UsageError: where no figure of the plan is called so.
    """
    plan, series = load_plan(case.paths), load_series(case.paths)
    chosen = [one for one in plan.figure if one.name == figure]
    if figure is not None and not chosen:
        raise UsageError(f"no figure of the plan is called {figure!r}", _planned(one.name for one in plan.figure))
    every = list(every_claim(case))
    first = _begins(chosen, series)
    then = _begins(plan.figure, series)
    about = _asked([one.reads for one in every if one.claim.id.startswith(then)], chosen or plan.figure, series)

    def rank(one: Waiting) -> tuple[bool, bool, int]:
        return (
            not one.claim.id.startswith(first),
            not one.claim.id.startswith(then),
            -len({("measure", one.reads.measure), ("place", one.reads.place), ("period", one.reads.period)} & about),
        )

    return sorted((one for one in every if again or one.judgement is None), key=rank)


def coverage(case: Case) -> list[Covered]:
    """How much of what each figure of the plan rests on is decided, as of now and not of the last build."""
    plan, series = load_plan(case.paths), load_series(case.paths)
    begins = _begins(plan.figure, series)
    every = [one for one in every_claim(case) if one.claim.id.startswith(begins)]
    return [covered(one, series, every) for one in plan.figure]


def covered(planned: PlannedFigure, series: dict[str, Series], every: Sequence[Waiting]) -> Covered:
    """How much of what one planned figure rests on is decided.

    Args:
        planned: the figure.
        series: by name.
        every: claims, with those that the figure rests on among them.
    """
    inputs = [one for one in every if one.claim.id.startswith(_begins([planned], series))]
    verdicts = [one.judgement for one in inputs if one.judgement is not None]
    return Covered(
        figure=planned.name,
        inputs=tuple(one.claim.id for one in inputs),
        decided=len(verdicts),
        rejected=sum(one.verdict is Verdict.REJECTED for one in verdicts),
        differ=sum(bool(one.own.differ) for one in inputs),
    )


def find_claim(case: Case, reference: str) -> Waiting:
    """The claim whose id is or begins with the reference.

    Raises:
        UsageError: where none or several do.
    """
    found = [one for one in every_claim(case) if one.claim.id.startswith(reference)] if len(reference) >= 6 else []
    if len(found) != 1:
        raise UsageError(
            f"{len(found)} claims answer to {reference!r}", "give six characters of the id or more; review lists them"
        )
    return found[0]


def passage_of(case: Case, one: Waiting) -> Passage | None:
    """The passage that a claim stands in."""
    return next((found for found in passages_of(case, one.source) if found.id == one.claim.passage), None)


def decide(
    case: Case,
    one: Waiting,
    verdict: Verdict,
    *,
    clock: Clock,
    reason: Reason | None = None,
    note: str = "",
    correction: Rereading | None = None,
) -> Judgement:
    """Records what a person decided about a reading; durable when it returns.

    Raises:
        UsageError: for a rejection without a reason, or a correction that does not fit the claim.
    """
    if verdict is Verdict.REJECTED and reason is None:
        raise UsageError("a rejection needs a reason", f"one of: {', '.join(Reason)}")
    supersedes = one.own.holds.id if one.own.holds else None
    try:
        if correction is not None and correct(one.claim, correction, one.claim.speaker_kind) == one.claim:
            raise UsageError("the correction changes nothing", "decide that it was read correctly")
        judgement = judge(
            one.claim,
            verdict,
            by=actor_of(case),
            at=stamp(clock()),
            reason=reason,
            note=note,
            supersedes=supersedes,
            settles=tuple(sorted(set(one.own.tips) - {supersedes})),
            correction=correction,
        )
    except ValueError as err:
        raise UsageError(str(err)) from err
    append_judgements(case.paths, [judgement])
    return judgement


def take_back(case: Case, judgement: Judgement, *, clock: Clock) -> Undone:
    """Takes a decision back: what held before it holds again. Durable when it returns."""
    undone = undo(judgement, by=actor_of(case), at=stamp(clock()))
    append_judgements(case.paths, [undone])
    return undone


def _begins(planned: Sequence[PlannedFigure], series: dict[str, Series]) -> tuple[str, ...]:
    return tuple({one for figure in planned for one in references_of(figure, series)}) or ("-",)


def _planned(names: Iterator[str]) -> str:
    return f"figures of the plan: {', '.join(names) or 'none'}"


def _asked(
    inputs: Sequence[Claim], planned: Sequence[PlannedFigure], series: dict[str, Series]
) -> set[tuple[str, str | None]]:
    """Measures, places and periods that figures are about."""
    about: set[tuple[str, str | None]] = set()
    for claim in inputs:
        about |= {("measure", claim.measure), ("place", claim.place), ("period", claim.period)}
    for one in planned:
        about.add(("period", one.period))
        if one.series in series:
            about |= {("measure", series[one.series].unit), ("place", series[one.series].geography)}
            years = {cell.period: year_of(cell.period) for cell in series[one.series].observations}
            first, last = one.first, one.last
            if first is not None and last is not None:
                about |= {("period", period) for period, year in years.items() if year and first <= year <= last}
    return {pair for pair in about if pair[1]}
