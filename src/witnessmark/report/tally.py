"""What was found and what became of it, by who speaks: so that a page shows one side's absence without being asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from witnessmark.model import Bound, Claim, Judgement, Reason, SpeakerKind, Verdict

EXAMPLES = 25  # claims kept of each measure
UNNAMED = "no measure named"


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
    """Counts over all claims of a case, filled one claim at a time.

    Args:
        used: beginnings of the ids of claims that a planned figure rests on.
    """

    used: tuple[str, ...]
    _counts: Counter[tuple[SpeakerKind, str, str]] = field(default_factory=Counter)
    _questions: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)
    _measures: Counter[str] = field(default_factory=Counter)
    _measure_sources: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _examples: defaultdict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    total: int = 0

    def add(self, claim: Claim, judgement: Judgement | None) -> None:
        """Counts one claim with the judgement that holds for it."""
        self.total += 1
        key = (claim.speaker_kind, claim.outlet)
        self._counts[(*key, "found")] += 1
        self._counts[(*key, _outcome(judgement))] += 1
        if claim.id.startswith(self.used):
            self._counts[(*key, "used")] += 1
        self._questions[(str(claim.kind), claim.measure, claim.period)] += 1
        if claim.quantity is not None:
            self._count_measure(claim)

    def _count_measure(self, claim: Claim) -> None:
        measure = claim.measure or UNNAMED
        self._measures[measure] += 1
        self._measure_sources[measure].add(claim.source)
        kept = self._examples[measure]
        if len(kept) < EXAMPLES and claim.quantity is not None and claim.quantity.bound is not Bound.OPEN:
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

        return TallyRow(
            kind=kind,
            outlet=label,
            found=count("found"),
            read_correctly=count(Verdict.READ_CORRECTLY),
            rejected=tuple((str(reason), count(reason)) for reason in Reason if count(reason)),
            undecided=count("undecided"),
            used=count("used"),
        )

    def measures(self) -> list[tuple[str, int, int]]:
        """Measure, claims and sources, most claims first; the nameless last."""
        rows = [(one, count, len(self._measure_sources[one])) for one, count in self._measures.items()]
        return sorted(rows, key=lambda row: (row[0] == UNNAMED, -row[1], row[0]))

    def examples(self, measure: str) -> list[Claim]:
        """The first claims of a measure, in the order of sources and pages."""
        return self._examples[measure]

    def all_examples(self) -> list[Claim]:
        """The kept claims of every measure."""
        return [one for kept in self._examples.values() for one in kept]

    def same_question(self, claim: Claim) -> int:
        """How many other claims there are of the same kind, measure and period."""
        return self._questions[(str(claim.kind), claim.measure, claim.period)] - 1


def _outcome(judgement: Judgement | None) -> str:
    if judgement is None:
        return "undecided"
    return str(judgement.reason) if judgement.reason is not None else str(judgement.verdict)
