"""A sitting: one person decides claim after claim. Each decision is on disk before the next key is looked at."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from witnessmark.case import Case, load_judgements, load_plan, load_series
from witnessmark.claims import reading_of
from witnessmark.model import Claim, Judgement, Passage, Reason, Rereading, Source, Undone, Verdict

from .custody import load_custody
from .figures import references_of
from .judging import as_decided, decided
from .review import Clock, Waiting, decide, shared_of, take_back, waiting
from .stages import passages_of, speaker_kinds


@dataclass(frozen=True)
class Progress:
    """How far a sitting is.

    Attributes:
        decided, claims: of the claims of the sitting.
        figure: the planned figure whose inputs come first, or empty.
        inputs_decided, inputs: of what it rests on; of what all figures rest on where none was named.
    """

    decided: int
    claims: int
    figure: str
    inputs_decided: int
    inputs: int


class Sitting:
    """The claims of one sitting, in order, and what is decided about them as it goes on.

    Args:
        case: the case.
        clock: gives the time, with its zone.
        figure: a planned figure whose inputs come first, or None.
        again: also claims that are decided already.
    """

    def __init__(self, case: Case, clock: Clock, *, figure: str | None = None, again: bool = False) -> None:
        self._case, self._clock, self._figure = case, clock, figure
        self._lines: dict[str, list[Judgement | Undone]] = {}
        for line in load_judgements(case.paths)[0]:
            self._lines.setdefault(line.about, []).append(line)
        self._shared = shared_of(case, decided(_flat(self._lines)), load_custody(case).sources)
        self._kinds = speaker_kinds(case)
        self._made: list[tuple[int, Judgement]] = []
        plan, series = load_plan(case.paths), load_series(case.paths)
        named = [one for one in plan.figure if figure in (None, one.name)]
        begins = tuple({name for one in named for name in references_of(one, series)}) or ("-",)
        every = waiting(case, again=True, figure=figure)
        self._inputs = [one for one in every if one.claim.id.startswith(begins)]
        self.claims = every if again else [one for one in every if one.judgement is None]
        self._here = {one.claim.id for one in self.claims}
        self._alike: defaultdict[str, list[Claim]] = defaultdict(list)
        for one in every:
            self._alike[reading_of(one.claim)].append(one.claim)
        self._decided = {one.claim.id for one in every if one.judgement is not None}
        self._decided_here = len(self._here & self._decided)
        self._passages = lru_cache(maxsize=4)(self._read)

    def at(self, index: int) -> Waiting:
        """A claim of the sitting with what is decided about it now."""
        return self._now(self.claims[index])

    def reprints(self, index: int) -> int:
        """How many claims of the case, this one too, are read alike in the same quote."""
        claim = self.claims[index].claim
        same = "".join(claim.quote.split())
        return sum("".join(one.quote.split()) == same for one in self._alike[reading_of(claim)])

    def passage(self, index: int) -> Passage | None:
        """The passage that a claim stands in."""
        one = self.claims[index]
        return self._passages(one.source).get(one.claim.passage)

    def next_open(self, index: int) -> int | None:
        """The first undecided claim after one, else the first of all; None where everything is decided."""
        order = chain(range(index + 1, len(self.claims)), range(index + 1))
        return next((one for one in order if self.claims[one].claim.id not in self._decided), None)

    def decide(
        self, index: int, verdict: Verdict, reason: Reason | None = None, correction: Rereading | None = None
    ) -> Judgement:
        """Records a decision; durable when it returns.

        Raises:
            UsageError: for a correction that does not fit the claim.
        """
        one = self.at(index)
        made = decide(self._case, one, verdict, clock=self._clock, reason=reason, correction=correction)
        self._made.append((index, made))
        self._add(one, made)
        return made

    def undo(self) -> int | None:
        """Takes the last decision of this sitting back; gives its place, or None where there is none left."""
        if not self._made:
            return None
        index, judgement = self._made.pop()
        self._add(self.claims[index], take_back(self._case, judgement, clock=self._clock))
        return index

    @property
    def progress(self) -> Progress:
        """How far the sitting is."""
        return Progress(
            decided=self._decided_here,
            claims=len(self.claims),
            figure=self._figure or "",
            inputs_decided=sum(one.claim.id in self._decided for one in self._inputs),
            inputs=len(self._inputs),
        )

    def _now(self, one: Waiting) -> Waiting:
        about = one.claim.id
        own = decided(self._lines.get(about, ())).get(about, one.own)
        judgement = self._shared.of(one.claim)
        return replace(one, judgement=judgement, own=own, reads=as_decided(one.claim, judgement, self._kinds))

    def _add(self, one: Waiting, line: Judgement | Undone) -> None:
        about = one.claim.id
        self._lines.setdefault(about, []).append(line)
        now = decided(self._lines[about])[about]
        self._shared.settle(one.claim, now.holds, differs=bool(now.differ))
        for claim in self._alike[reading_of(one.claim)]:  # the others that this may show on
            was, shown = claim.id in self._decided, self._shared.of(claim) is not None
            if was != shown:
                (self._decided.add if shown else self._decided.discard)(claim.id)
                self._decided_here += (claim.id in self._here) * (1 if shown else -1)

    def _read(self, source: Source) -> dict[str, Passage]:
        return {one.id: one for one in passages_of(self._case, source)}


def _flat(lines: dict[str, list[Judgement | Undone]]) -> list[Judgement | Undone]:
    return [one for of_one in lines.values() for one in of_one]
