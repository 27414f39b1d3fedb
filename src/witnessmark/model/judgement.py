"""A judgement: a person decided whether a claim was read correctly. It never says that the claim is so."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from .claim import Claim
from .word import Word, open_id


class Verdict(StrEnum):
    """What a person decided about a reading."""

    READ_CORRECTLY = "read correctly"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why a reading was rejected. The list is closed."""

    MISREAD = "misread"
    DUPLICATE = "duplicate"
    NOT_A_CLAIM = "not a claim"
    OUT_OF_SCOPE = "out of scope"


class Seen(Word, frozen=True, kw_only=True):
    """What the person saw when deciding, copied so that a later change of the extractor shows."""

    source: str
    quote: str
    span: str
    before: str
    after: str
    speaker: str | None
    stance: str
    low: float | None
    high: float | None
    bound: str | None
    measure: str | None
    period: str | None


class Judgement(Word, frozen=True, kw_only=True):
    """One decision. Judgements are only ever added; a change of mind supersedes.

    Attributes:
        id: hash of all other fields.
        about: claim id.
        verdict: read correctly, or rejected.
        reason: why, for a rejection.
        by: id of the key of whoever decided.
        at: UTC time to the second.
        note: free words, or empty.
        supersedes: id of the judgement this one replaces.
        seen: what the person saw.
    """

    id: str
    about: str
    verdict: Verdict
    reason: Reason | None = None
    by: str
    at: str
    note: str = ""
    supersedes: str | None = None
    seen: Seen

    def __post_init__(self) -> None:
        """Refuse a rejection without a reason, and a reason without a rejection."""
        if (self.verdict is Verdict.REJECTED) != (self.reason is not None):
            raise ValueError("a rejection needs a reason, and only a rejection has one")


def seen_of(claim: Claim) -> Seen:
    """What a person sees of a claim."""
    quantity = claim.quantity
    return Seen(
        source=claim.source,
        quote=claim.quote,
        span=claim.span,
        before=claim.before,
        after=claim.after,
        speaker=claim.speaker,
        stance=str(claim.stance),
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        bound=str(quantity.bound) if quantity else None,
        measure=claim.measure,
        period=claim.period,
    )


def judge(
    claim: Claim,
    verdict: Verdict,
    *,
    by: str,
    at: str,
    reason: Reason | None = None,
    note: str = "",
    supersedes: str | None = None,
) -> Judgement:
    """A judgement with its id."""
    unnamed = Judgement(
        id="",
        about=claim.id,
        verdict=verdict,
        reason=reason,
        by=by,
        at=at,
        note=note,
        supersedes=supersedes,
        seen=seen_of(claim),
    )
    return msgspec.structs.replace(unnamed, id=judgement_id(unnamed))


def judgement_id(judgement: Judgement) -> str:
    """The id that a judgement must have: the hash of all its other fields, what the person saw among them."""
    fields = msgspec.to_builtins(judgement)
    del fields["id"]
    return open_id("j", fields)
