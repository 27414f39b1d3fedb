"""A judgement: a person decided whether a claim was read correctly. It never says that the claim is so."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

import msgspec

from .claim import Claim, SpeakerKind, Stance
from .quantity import Bound, Quantity
from .when import is_period
from .word import Word, open_id

Removable = Literal["speaker", "low", "high", "unit", "measure", "period"]


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
    unit: str | None = None


class Rereading(Word, frozen=True, kw_only=True):
    """How a person reads a quote that a program read otherwise. What is left out stays as the program read it.

    Attributes:
        speaker: who says it, as printed.
        stance: what the speaker does with it.
        low, high, bound: the quantity.
        unit: what is counted or measured.
        measure: what the number measures.
        period: EDTF, or an ISO 8601 duration.
        without: fields that the program filled and the quote does not say.
    """

    speaker: str | None = None
    stance: Stance | None = None
    low: float | None = None
    high: float | None = None
    bound: Bound | None = None
    unit: str | None = None
    measure: str | None = None
    period: str | None = None
    without: tuple[Removable, ...] = ()

    def __post_init__(self) -> None:
        """Refuse one that changes nothing, a field both given and taken away, and a period that is none."""
        given = {name for name in self.__struct_fields__ if name != "without" and getattr(self, name) is not None}
        if not given and not self.without:
            raise ValueError("a correction that changes nothing")
        if given & set(self.without):
            raise ValueError(f"given and taken away: {', '.join(sorted(given & set(self.without)))}")
        if self.period is not None and not is_period(self.period):
            raise ValueError(f"not a period: {self.period!r}; write 2006, 2006-03, 2006/2009, or P1Y for a year's rate")


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
        settles: ids of the others that it replaces: those that differed in two copies, and those that were taken back.
        correction: how the person reads the quote, where a program read it otherwise.
        seen: what the person saw, as the program read it.
    """

    id: str
    about: str
    verdict: Verdict
    reason: Reason | None = None
    by: str
    at: str
    note: str = ""
    supersedes: str | None = None
    settles: tuple[str, ...] = ()
    correction: Rereading | None = None
    seen: Seen

    def __post_init__(self) -> None:
        """Refuse a rejection without a reason, a reason without a rejection, and a rejection that corrects."""
        if (self.verdict is Verdict.REJECTED) != (self.reason is not None):
            raise ValueError("a rejection needs a reason, and only a rejection has one")
        if self.verdict is Verdict.REJECTED and self.correction is not None:
            raise ValueError("a reading is rejected or corrected, not both")

    @property
    def replaces(self) -> tuple[str, ...]:
        """Ids of all judgements that this one replaces."""
        return self.settles if self.supersedes is None else (self.supersedes, *self.settles)

    @property
    def told(self) -> str:
        """What was decided, in words: "read correctly", "read correctly, as corrected", "rejected as misread"."""
        if self.reason is not None:
            return f"rejected as {self.reason}"
        return f"{self.verdict}, as corrected" if self.correction is not None else str(self.verdict)


class Undone(Word, frozen=True, kw_only=True):
    """A decision taken back: a line of its own, for no line is ever removed. What held before it holds again.

    Attributes:
        id: hash of all other fields.
        about: claim id.
        undoes: id of the judgement that no longer counts.
        by: id of the key of whoever took it back.
        at: UTC time to the second.
    """

    id: str
    about: str
    undoes: str
    by: str
    at: str


def undo(judgement: Judgement, *, by: str, at: str) -> Undone:
    """The line that takes a judgement back."""
    unnamed = Undone(id="", about=judgement.about, undoes=judgement.id, by=by, at=at)
    return msgspec.structs.replace(unnamed, id=judgement_id(unnamed))


def correct(claim: Claim, correction: Rereading, speaker_kind: SpeakerKind) -> Claim:
    """The claim as a person reads it.

    Args:
        claim: as a program read it.
        correction: what the person reads otherwise.
        speaker_kind: kind of the speaker after the correction.

    Raises:
        ValueError: where its interval runs backwards, or it gives bounds or a unit to a claim without a number.
    """
    now = {name: getattr(correction, name) for name in ("speaker", "measure", "period")}
    settled = {
        name: None if name in correction.without else value if value is not None else getattr(claim, name)
        for name, value in now.items()
    }
    chain = claim.chain
    if settled["speaker"] != claim.speaker:
        rest = [one for one in claim.chain if one != claim.speaker]
        chain = tuple(dict.fromkeys(one for one in (settled["speaker"], *rest) if one))
    return msgspec.structs.replace(
        claim,
        speaker=settled["speaker"],
        measure=settled["measure"],
        period=settled["period"],
        speaker_kind=speaker_kind,
        chain=chain,
        stance=correction.stance or claim.stance,
        quantity=_amount(claim, correction),
    )


def _amount(claim: Claim, correction: Rereading) -> Quantity | None:
    names = ("low", "high", "bound", "unit")
    given = {name: getattr(correction, name) for name in names if getattr(correction, name) is not None}
    given.update({name: None for name in names if name in correction.without})
    if not given:
        return claim.quantity
    if claim.quantity is None:
        raise ValueError("the claim has no number to correct; enter one with witnessmark claim new")
    made = msgspec.structs.replace(claim.quantity, **given)
    if made.low is not None and made.high is not None and made.low > made.high:
        raise ValueError(f"the interval runs backwards: {made.low:g} > {made.high:g}")
    if "bound" not in given and ("low" in given or "high" in given):
        made = msgspec.structs.replace(made, bound=_bound(made.low, made.high))
    return made


def _bound(low: float | None, high: float | None) -> Bound:
    if low is None or high is None:
        return Bound.OPEN if low is high else Bound.AT_MOST if low is None else Bound.AT_LEAST
    return Bound.POINT if low == high else Bound.RANGE


def program_read(judgement: Judgement) -> str:
    """What the program had read in the fields that a person corrected: "speaker nobody, low 5"; empty where none is."""
    return ", ".join(_read(judgement))


def _read(judgement: Judgement) -> Iterator[str]:
    correction = judgement.correction
    if correction is None:
        return
    for name in correction.__struct_fields__:
        if name != "without" and (getattr(correction, name) is not None or name in correction.without):
            then = getattr(judgement.seen, name)
            yield f"{name} {'not stated' if then is None else f'{then:,.10g}' if isinstance(then, float) else then}"


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
        unit=quantity.unit if quantity else None,
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
    settles: tuple[str, ...] = (),
    correction: Rereading | None = None,
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
        settles=settles,
        correction=correction,
        seen=seen_of(claim),
    )
    return msgspec.structs.replace(unnamed, id=judgement_id(unnamed))


def judgement_id(line: Judgement | Undone) -> str:
    """The id that a judgement or a line that takes one back must have: the hash of all its other fields.

    What the person saw is among them. Fields that came after the first version are left out where they are empty.
    """
    fields = msgspec.to_builtins(line)
    del fields["id"]
    if isinstance(line, Undone):
        return open_id("u", fields)
    for name in ("settles", "correction"):
        if not fields[name]:
            del fields[name]
    if line.seen.unit is None:
        del fields["seen"]["unit"]
    return open_id("j", fields)
