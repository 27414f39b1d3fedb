"""`review`: which claims nobody has decided, and what a person decides about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from witnessmark.case import Case, append_judgements, load_judgements, load_plan, load_series
from witnessmark.errors import UsageError
from witnessmark.model import Claim, Judgement, Passage, Reason, Source, Verdict, judge
from witnessmark.preserve import Verifier, stamp

from .custody import load_custody
from .figures import references
from .judging import holding
from .stages import claims_of, passages_of

Clock = Callable[[], datetime]


def actor_of(case: Case) -> str:
    """Id of the key of this case. Whoever decides is named by it, and by nothing else."""
    return Verifier(case.config.trust.verifier).key_id


@dataclass(frozen=True)
class Waiting:
    """A claim with its source and what was decided about it so far."""

    claim: Claim
    source: Source
    judgement: Judgement | None


def every_claim(case: Case) -> Iterator[Waiting]:
    """Every claim of the last build with its judgement, in the order of sources and pages."""
    verdicts = holding(load_judgements(case.paths)[0])
    for source in load_custody(case).sources:
        for claim in claims_of(case, source):
            yield Waiting(claim, source, verdicts.get(claim.id))


def waiting(case: Case, *, again: bool = False) -> list[Waiting]:
    """Claims to decide: those that a figure rests on first, then the rest; with `again`, also those decided before."""
    named = references(load_plan(case.paths), load_series(case.paths)) or ("-",)
    found = [one for one in every_claim(case) if again or one.judgement is None]
    return sorted(found, key=lambda one: not one.claim.id.startswith(named))


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
    case: Case, one: Waiting, verdict: Verdict, *, clock: Clock, reason: Reason | None = None, note: str = ""
) -> Judgement:
    """Records what a person decided about a reading; durable when it returns.

    Raises:
        UsageError: for a rejection without a reason.
    """
    if verdict is Verdict.REJECTED and reason is None:
        raise UsageError("a rejection needs a reason", f"one of: {', '.join(Reason)}")
    judgement = judge(
        one.claim,
        verdict,
        by=actor_of(case),
        at=stamp(clock()),
        reason=reason,
        note=note,
        supersedes=one.judgement.id if one.judgement else None,
    )
    append_judgements(case.paths, [judgement])
    return judgement
