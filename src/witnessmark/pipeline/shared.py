"""Decisions that show on reprints: made once about one claim, they hold for each claim read alike in nearly the same quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from witnessmark.claims import Reprints
from witnessmark.model import Claim, Judgement, Reason


class Shared:
    """Judgements by the words they are about. A judgement stays about its one claim; others show it.

    Args:
        own: judgements that hold, by the claim id that they are about.
        differ: ids of claims about which decisions differ; they show nobody's.
    """

    def __init__(self, own: Mapping[str, Judgement], differ: Iterable[str] = ()) -> None:
        self._own = dict(own)
        self._differ = set(differ)
        self._reprints = Reprints()

    def learn(self, claim: Claim) -> None:
        """Lets reprints show what was decided about a claim. A duplicate is said of one claim, and of no other."""
        judgement = self._own.get(claim.id)
        if judgement is not None and judgement.reason is not Reason.DUPLICATE:
            self._reprints.add(claim)

    def settle(self, claim: Claim, judgement: Judgement | None, *, differs: bool = False) -> None:
        """Changes what holds for a claim."""
        before = self._own.pop(claim.id, None)
        if before is not None and before.reason is not Reason.DUPLICATE:
            self._reprints.drop(claim)
        if judgement is not None:
            self._own[claim.id] = judgement
        (self._differ.add if differs else self._differ.discard)(claim.id)
        self.learn(claim)

    @property
    def readings(self) -> set[str]:
        """Readings of the claims whose decisions others may show."""
        return self._reprints.readings

    def of(self, claim: Claim) -> Judgement | None:
        """The judgement that shows on a claim: its own, else the one that all its decided reprints share."""
        own = self._own.get(claim.id)
        if own is not None or claim.id in self._differ:
            return own
        found = [self._own[one] for one in self._reprints.like(claim)]
        meant = {(one.verdict, one.reason, one.correction) for one in found}
        return min(found, key=lambda one: (one.at, one.id)) if len(meant) == 1 else None


def learned(shared: Shared, own: Mapping[str, Judgement], claims_of: Callable[[str], Iterable[Claim]]) -> Shared:
    """Lets it learn every decided claim that still stands.

    Args:
        shared: what learns.
        own: judgements that hold, by claim id.
        claims_of: the claims of a source by its sha256; nothing for a source that is gone.
    """
    for sha256 in sorted({one.seen.source for one in own.values()}):
        for claim in claims_of(sha256):
            if claim.id in own:
                shared.learn(claim)
    return shared
