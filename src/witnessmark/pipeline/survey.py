"""One look at all claims of a case: counts from the summaries, and only those claims read that something refers to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from witnessmark.case import Case
from witnessmark.model import Claim, Judgement, Problem, Verdict
from witnessmark.report import MEASURES, Look, Tally, group_of, spreads_of

from .judging import as_decided, changed
from .shared import Shared, learned
from .stages import Found, claims_of, speaker_kinds

SHORT = 8  # characters that every reference to a claim has at least


@dataclass
class Survey:
    """What one look at all claims keeps.

    Attributes:
        tally: counts over all claims.
        look: what the first look shows; claims that a person rejected are not in it.
        claims: claims that the plan, a series or a quote in prose refers to, by id, as people corrected them.
        verdicts: the judgement that shows on each claim, by its id: its own, or that of a reprint.
        judged: ids of claims that were found and that somebody judged, themselves or in a reprint.
        counts: claims found, by sha256 of their source.
        problems: judged claims that are read differently now.
    """

    tally: Tally = field(default_factory=Tally)
    look: Look = field(default_factory=Look)
    claims: dict[str, Claim] = field(default_factory=dict)
    verdicts: dict[str, Judgement] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def survey(
    case: Case,
    found: Sequence[Found],
    own: Mapping[str, Judgement],
    differ: frozenset[str],
    named: tuple[str, ...],
    drawn: frozenset[str] = frozenset(),
) -> Survey:
    """Looks at all claims.

    Args:
        case: the case.
        found: the claims of every source, in order.
        own: judgements that hold, by the claim id that they are about.
        differ: ids of claims about which decisions differ.
        named: beginnings of the ids of claims that the plan, a series or a quote in prose refers to.
        drawn: measures whose intervals prose asks for.
    """
    made, kinds = Survey(verdicts=dict(own), look=Look(asked_for=drawn)), speaker_kinds(case)
    by_sha = {one.source.sha256: one.source for one in found}
    shared = learned(
        Shared(own, differ), own, lambda sha256: claims_of(case, by_sha[sha256]) if sha256 in by_sha else ()
    )
    readings = shared.readings
    wanted = tuple(one for one in named if len(one) >= SHORT)
    short = {one[:SHORT] for one in wanted}
    groups = []
    for place, one in enumerate(found):
        made.counts[one.source.sha256] = len(one.summary.ids)
        referred = any(name[:SHORT] in short or name in own for name in one.summary.ids)
        if not referred and readings.isdisjoint(one.summary.readings):
            groups.append(one.summary.groups)
            made.tally.add(one.summary.groups)
            made.look.add(place, one.summary.spreads, one.summary.groups)
            continue
        read = claims_of(case, one.source)
        verdicts = [
            shared.of(claim) if reading in readings else own.get(claim.id)
            for claim, reading in zip(read, one.summary.readings, strict=True)
        ]
        settled = [as_decided(*pair, kinds) for pair in zip(read, verdicts, strict=True)]
        groups.append(one.summary.groups if settled == read else tuple(Counter(map(group_of, settled)).items()))
        made.tally.add(groups[-1])
        for claim, before, judgement in zip(settled, read, verdicts, strict=True):
            _take(made, claim, before, judgement, wanted)
        held = _held(settled, made.verdicts)
        made.look.add(place, spreads_of(held), tuple(Counter(map(group_of, held)).items()))
    listed = frozenset(measure for measure, _, _ in made.tally.measures()[:MEASURES])
    for one, these in zip(found, groups, strict=True):
        if made.tally.wants(these, listed):
            made.tally.keep_examples(
                as_decided(claim, made.verdicts.get(claim.id), kinds) for claim in claims_of(case, one.source)
            )
    for place in made.look.places():
        read = claims_of(case, found[place].source)
        settled = [as_decided(claim, made.verdicts.get(claim.id), kinds) for claim in read]
        made.look.keep(_held(settled, made.verdicts))
    return made


def _held(claims: Sequence[Claim], verdicts: Mapping[str, Judgement]) -> list[Claim]:
    """The claims that nobody rejected."""
    decided = [(claim, verdicts.get(claim.id)) for claim in claims]
    return [claim for claim, one in decided if one is None or one.verdict is not Verdict.REJECTED]


def _take(made: Survey, claim: Claim, read: Claim, judgement: Judgement | None, wanted: tuple[str, ...]) -> None:
    if claim.id.startswith(wanted):
        made.claims[claim.id] = claim
    if judgement is not None:
        made.verdicts[claim.id] = judgement
        made.judged.add(claim.id)
        made.tally.decided(claim, judgement)
        problem = changed(read, judgement) if judgement.about == claim.id else None
        made.problems.extend([problem] if problem else [])
