"""One look at all claims of a case: counts from the summaries, and only those claims read that something refers to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from witnessmark.case import Case
from witnessmark.model import Claim, Judgement, Problem, Verdict
from witnessmark.report import MEASURES, Look, Tally, group_of, spreads_of

from .judging import changed
from .stages import Found, claims_of

SHORT = 8  # characters that every reference to a claim has at least


@dataclass
class Survey:
    """What one look at all claims keeps.

    Attributes:
        tally: counts over all claims.
        look: what the first look shows; claims that a person rejected are not in it.
        claims: claims that the plan, a series or a quote in prose refers to, by id.
        judged: ids of claims that were found and that somebody judged.
        counts: claims found, by sha256 of their source.
        problems: judged claims that are read differently now.
    """

    tally: Tally = field(default_factory=Tally)
    look: Look = field(default_factory=Look)
    claims: dict[str, Claim] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def survey(
    case: Case,
    found: Sequence[Found],
    verdicts: Mapping[str, Judgement],
    used: tuple[str, ...],
    quoted: tuple[str, ...],
    drawn: frozenset[str] = frozenset(),
) -> Survey:
    """Looks at all claims.

    Args:
        case: the case.
        found: the claims of every source, in order.
        verdicts: judgements that hold, by claim id.
        used: beginnings of the ids of claims that figures rest on.
        quoted: beginnings of the ids of claims that prose quotes.
        drawn: measures whose intervals prose asks for.
    """
    made = Survey(look=Look(asked_for=drawn))
    wanted = tuple(one for one in (*used, *quoted) if len(one) >= SHORT)
    short = {one[:SHORT] for one in wanted}
    for place, one in enumerate(found):
        groups, spreads = one.summary.groups, one.summary.spreads
        made.counts[one.source.sha256] = len(one.summary.ids)
        made.tally.add(one.summary.groups)
        if any(name[:SHORT] in short or name in verdicts for name in one.summary.ids):
            claims = claims_of(case, one.source)
            for claim in claims:
                _take(made, claim, verdicts.get(claim.id), wanted, used)
            held = _held(claims, verdicts)
            if len(held) < len(claims):
                spreads, groups = spreads_of(held), tuple((group_of(claim), 1) for claim in held)
        made.look.add(place, spreads, groups)
    listed = frozenset(measure for measure, _, _ in made.tally.measures()[:MEASURES])
    for one in found:
        if made.tally.wants(one.summary.groups, listed):
            made.tally.keep_examples(claims_of(case, one.source))
    for place in made.look.places():
        made.look.keep(_held(claims_of(case, found[place].source), verdicts))
    return made


def _held(claims: Sequence[Claim], verdicts: Mapping[str, Judgement]) -> list[Claim]:
    """The claims that nobody rejected."""
    rejected = {name for name, one in verdicts.items() if one.verdict is Verdict.REJECTED}
    return [one for one in claims if one.id not in rejected]


def _take(
    made: Survey, claim: Claim, judgement: Judgement | None, wanted: tuple[str, ...], used: tuple[str, ...]
) -> None:
    if claim.id.startswith(wanted):
        made.claims[claim.id] = claim
    if claim.id.startswith(used):
        made.tally.used(claim)
    if judgement is not None:
        made.judged.add(claim.id)
        made.tally.decided(claim, judgement)
        problem = changed(claim, judgement)
        made.problems.extend([problem] if problem else [])
