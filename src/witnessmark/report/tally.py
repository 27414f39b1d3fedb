"""What was found and what became of it, by who speaks: so that a page shows one side's absence without being asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from witnessmark.model import Claim, ClaimKind, Judgement, Reason, SpeakerKind, Verdict, Word

EXAMPLES = 25  # claims kept of each measure
UNNAMED = "no measure named"


class Group(Word, frozen=True, kw_only=True):
    """Claims that the tally cannot tell apart.

    Attributes:
        speaker_kind, outlet: who speaks, and in whose text.
        kind, measure, period: what is asked; measure and period may be unnamed.
        counted: whether it has a number.
    """

    speaker_kind: SpeakerKind
    outlet: str
    kind: ClaimKind
    measure: str | None
    period: str | None
    counted: bool


def group_of(claim: Claim) -> Group:
    """The group of a claim."""
    return Group(
        speaker_kind=claim.speaker_kind,
        outlet=claim.outlet,
        kind=claim.kind,
        measure=claim.measure,
        period=claim.period,
        counted=claim.quantity is not None,
    )


@dataclass(frozen=True)
class TallyRow:
    """What became of the claims of one kind of speaker in one outlet ("" for all outlets together)."""

    kind: SpeakerKind
    outlet: str
    found: int
    read_correctly: int
    rejected: tuple[tuple[str, int], ...]
    undecided: int
    used: int


@dataclass
class Tally:
    """Counts over all claims of a case."""

    total: int = 0
    _counts: Counter[tuple[SpeakerKind, str, str]] = field(default_factory=Counter)
    _questions: Counter[tuple[ClaimKind, str | None, str | None]] = field(default_factory=Counter)
    _measures: Counter[str] = field(default_factory=Counter)
    _sources: Counter[str] = field(default_factory=Counter)
    _examples: defaultdict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))

    def add(self, groups: Iterable[tuple[Group, int]]) -> None:
        """Counts the claims of one source; nothing about them is decided yet."""
        measures: Counter[str] = Counter()
        for group, count in groups:
            self.total += count
            self._counts[(group.speaker_kind, group.outlet, "found")] += count
            self._questions[(group.kind, group.measure, group.period)] += count
            if group.counted:
                measures[group.measure or UNNAMED] += count
        self._measures.update(measures)
        self._sources.update(measures.keys())

    def decided(self, claim: Claim, judgement: Judgement) -> None:
        """Counts what a person decided about a claim that was added."""
        what = str(judgement.reason) if judgement.reason is not None else str(judgement.verdict)
        self._counts[(claim.speaker_kind, claim.outlet, what)] += 1

    def used(self, claim: Claim) -> None:
        """Counts that a figure rests on a claim that was added."""
        self._counts[(claim.speaker_kind, claim.outlet, "used")] += 1

    def wants(self, groups: Iterable[tuple[Group, int]], measures: frozenset[str]) -> bool:
        """True where a source has claims that would still be kept as examples of one of the measures."""
        named = {group.measure or UNNAMED for group, _ in groups if group.counted} & measures
        return any(len(self._examples[one]) < EXAMPLES for one in named)

    def keep_examples(self, claims: Iterable[Claim]) -> None:
        """Keeps the first claims of each measure."""
        for claim in claims:
            kept = self._examples[claim.measure or UNNAMED]
            if claim.quantity is not None and len(kept) < EXAMPLES:
                kept.append(claim)

    def rows(self) -> list[TallyRow]:
        """A row for each kind of speaker, also those with no claim, each followed by its outlets."""
        rows = []
        for kind in SpeakerKind:
            outlets = sorted({outlet for one, outlet, what in self._counts if one is kind and what == "found"})
            rows.append(self._row(kind, outlets, ""))
            rows.extend(self._row(kind, [outlet], outlet) for outlet in outlets)
        return rows

    def _row(self, kind: SpeakerKind, outlets: list[str], label: str) -> TallyRow:
        def count(what: str) -> int:
            return sum(self._counts[(kind, outlet, what)] for outlet in outlets)

        rejected = tuple((str(reason), count(reason)) for reason in Reason if count(reason))
        correct = count(Verdict.READ_CORRECTLY)
        return TallyRow(
            kind=kind,
            outlet=label,
            found=count("found"),
            read_correctly=correct,
            rejected=rejected,
            undecided=count("found") - correct - sum(number for _, number in rejected),
            used=count("used"),
        )

    def measures(self) -> list[tuple[str, int, int]]:
        """Measure, claims and sources, most claims first; the nameless last."""
        rows = [(one, count, self._sources[one]) for one, count in self._measures.items()]
        return sorted(rows, key=lambda row: (row[0] == UNNAMED, -row[1], row[0]))

    def examples(self, measure: str) -> list[Claim]:
        """The first claims of a measure, in the order of sources and pages."""
        return self._examples[measure]

    def all_examples(self) -> list[Claim]:
        """The kept claims of every measure."""
        return [one for kept in self._examples.values() for one in kept]

    def same_question(self, claim: Claim) -> int:
        """How many other claims there are of the same kind, measure and period."""
        return self._questions[(claim.kind, claim.measure, claim.period)] - 1
