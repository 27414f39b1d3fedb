"""One look at all claims of a case: counts from the summaries, and only those claims read that something refers to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from witnessmark.case import Case
from witnessmark.model import Claim, Judgement, Problem
from witnessmark.report import MEASURES, Tally

from .judging import changed
from .stages import Found, claims_of

SHORT = 8  # characters that every reference to a claim has at least


@dataclass
class Survey:
    """What one look at all claims keeps.

    Attributes:
        tally: counts over all claims.
        claims: claims that the plan, a series or a quote in prose refers to, by id.
        judged: ids of claims that were found and that somebody judged.
        counts: claims found, by sha256 of their source.
        problems: judged claims that are read differently now.
    """

    tally: Tally = field(default_factory=Tally)
    claims: dict[str, Claim] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def survey(
    case: Case,
    found: Sequence[Found],
    verdicts: Mapping[str, Judgement],
    named: tuple[str, ...],
) -> Survey:
    """Looks at all claims.

    Args:
        case: the case.
        found: the claims of every source, in order.
        verdicts: judgements that hold, by claim id.
        named: beginnings of the ids of claims that the plan, a series or a quote in prose refers to.
    """
    made = Survey()
    wanted = tuple(one for one in named if len(one) >= SHORT)
    short = {one[:SHORT] for one in wanted}
    for one in found:
        made.counts[one.source.sha256] = len(one.summary.ids)
        made.tally.add(one.summary.groups)
        if any(name[:SHORT] in short or name in verdicts for name in one.summary.ids):
            for claim in claims_of(case, one.source):
                _take(made, claim, verdicts.get(claim.id), wanted)
    listed = frozenset(measure for measure, _, _ in made.tally.measures()[:MEASURES])
    for one in found:
        if made.tally.wants(one.summary.groups, listed):
            made.tally.keep_examples(claims_of(case, one.source))
    return made


def _take(made: Survey, claim: Claim, judgement: Judgement | None, wanted: tuple[str, ...]) -> None:
    if claim.id.startswith(wanted):
        made.claims[claim.id] = claim
    if judgement is not None:
        made.judged.add(claim.id)
        made.tally.decided(claim, judgement)
        problem = changed(claim, judgement)
        made.problems.extend([problem] if problem else [])
