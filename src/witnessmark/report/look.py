"""The first look over a whole case: which claims answer the same question, how far apart they stand, and when.

It is fed with a summary of each source and asks afterwards for the claims of a few, so that its cost does not grow with the
claims of a case. It compares nothing but bounds: no mean, no weight, no verdict.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from witnessmark.model import Bound, Claim, ClaimKind, Modality, Stance, Word, year_of, years_spanned

from .tally import Group

ROWS = 14  # claims drawn on one chart
CHARTS = 12  # charts on the page
PAIRS = 10  # disagreements, and denials, on the page
DENIALS = 4  # denials drawn on one chart
QUOTED_YEARS = 12  # years of which quotes are listed
QUOTES = 2  # quotes of each
LONGEST = 2  # calendar years that a period may touch and stand beside the claims of one year
RATE = "P"  # how a duration begins: a rate whose year is not stated
_COMPARED = frozenset({Modality.PLAIN, Modality.ESTIMATED})


class Question(NamedTuple):
    """What claims must share to be compared: measure, unit and period as written."""

    measure: str
    unit: str
    period: str


class Spread(Word, frozen=True, kw_only=True):
    """How far the claims of one source to one question reach.

    Attributes:
        measure, unit, period: the question; "" where the text names none.
        claims: how many.
        denials: how many of them deny or dispute.
        least_high: smallest upper bound that somebody says; None where no claim has one.
        most_low: largest lower bound that somebody says; None where no claim has one.
    """

    measure: str
    unit: str
    period: str
    claims: int
    denials: int
    least_high: float | None
    most_low: float | None


def question_of(claim: Claim) -> Question | None:
    """The question that a claim answers, or None where it has no measure or bounds nothing."""
    quantity = claim.quantity
    if claim.kind is not ClaimKind.QUANTITY or quantity is None or not claim.measure or quantity.bound is Bound.OPEN:
        return None
    if (quantity.low is None and quantity.high is None) or (quantity.low or 0) < 0 or (quantity.high or 0) < 0:
        return None
    return Question(claim.measure, quantity.unit or "", claim.period or "")


def spreads_of(claims: Iterable[Claim]) -> tuple[Spread, ...]:
    """The claims of one source, question by question."""
    asked: defaultdict[Question, list[Claim]] = defaultdict(list)
    for claim in claims:
        question = question_of(claim)
        if question is not None:
            asked[question].append(claim)
    return tuple(_spread(question, found) for question, found in asked.items())


def _spread(question: Question, claims: Sequence[Claim]) -> Spread:
    return Spread(
        measure=question.measure,
        unit=question.unit,
        period=question.period,
        claims=len(claims),
        denials=sum(1 for one in claims if denies(one)),
        least_high=min((value for one in claims if (value := _high(one)) is not None), default=None),
        most_low=max((value for one in claims if (value := _low(one)) is not None), default=None),
    )


def denies(claim: Claim) -> bool:
    """True where the speaker denies or disputes the number."""
    return claim.stance is not Stance.ASSERTS


def _compared(claim: Claim) -> bool:
    return not denies(claim) and claim.modality in _COMPARED


def _high(claim: Claim) -> float | None:
    return claim.quantity.high if claim.quantity is not None and _compared(claim) else None


def _low(claim: Claim) -> float | None:
    return claim.quantity.low if claim.quantity is not None and _compared(claim) else None


@dataclass
class _Asked:
    """What is known of one question over all sources; places are those of sources in the case."""

    claims: int = 0
    sources: int = 0
    denials: int = 0
    places: list[int] = field(default_factory=list)
    denied_at: list[int] = field(default_factory=list)
    least: tuple[float, int] | None = None
    most: tuple[float, int] | None = None
    kept: list[Claim] = field(default_factory=list)
    denied: list[Claim] = field(default_factory=list)
    lowest: Claim | None = None
    highest: Claim | None = None

    def add(self, place: int, spread: Spread) -> None:
        self.claims += spread.claims
        self.sources += 1
        self.denials += spread.denials
        if len(self.places) < ROWS:
            self.places.append(place)
        if spread.denials and len(self.denied_at) < DENIALS:
            self.denied_at.append(place)
        if spread.least_high is not None and (self.least is None or spread.least_high < self.least[0]):
            self.least = (spread.least_high, place)
        if spread.most_low is not None and (self.most is None or spread.most_low > self.most[0]):
            self.most = (spread.most_low, place)

    def wanted(self) -> set[int]:
        ends = {end[1] for end in (self.least, self.most) if end is not None}
        return {*self.places, *self.denied_at, *ends}

    def keep(self, claim: Claim) -> None:
        if denies(claim):
            if len(self.denied) < DENIALS:
                self.denied.append(claim)
            return
        if len(self.kept) < ROWS:
            self.kept.append(claim)
        if self.lowest is None and self.least is not None and _high(claim) == self.least[0]:
            self.lowest = claim
        if self.highest is None and self.most is not None and _low(claim) == self.most[0]:
            self.highest = claim

    def printed(self) -> list[Claim]:
        ends = [one for one in (self.lowest, self.highest) if one is not None]
        return list({one.id: one for one in (*ends, *self.denied, *self.kept)}.values())


class Shared(NamedTuple):
    """Questions whose claims stand on one chart: the same measure and unit, and periods that touch.

    Attributes:
        measure, unit: what is counted.
        year: the calendar year that every period touches, or None where all have the period of the first question.
        questions: the questions.
        claims, sources: how many claims, and in how many sources at most.
    """

    measure: str
    unit: str
    year: int | None
    questions: tuple[Question, ...]
    claims: int
    sources: int


class Pair(NamedTuple):
    """Two claims to one question whose bounds leave a gap.

    Attributes:
        question: the question.
        lower, upper: the claims.
        ratio: nearest bounds, larger by smaller; infinite where the smaller is nought.
    """

    question: Question
    lower: Claim
    upper: Claim
    ratio: float


@dataclass
class Look:
    """Everything that the first look knows about the claims of a case.

    Attributes:
        asked_for: measures whose charts prose asks for.
        undated: claims without a calendar date.
        several_years: claims whose period touches several years.
    """

    asked_for: frozenset[str] = frozenset()
    undated: int = 0
    several_years: int = 0
    _asked: dict[Question, _Asked] = field(default_factory=dict)
    _years: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    _year_places: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _year_quotes: defaultdict[int, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    _chosen: set[Question] = field(default_factory=set)
    _chosen_years: set[int] = field(default_factory=set)

    def add(self, place: int, spreads: Iterable[Spread], groups: Iterable[tuple[Group, int]]) -> None:
        """Counts one source.

        Args:
            place: its place among the sources of the case.
            spreads: its claims question by question.
            groups: its claims with their periods.
        """
        for spread in spreads:
            question = Question(spread.measure, spread.unit, spread.period)
            self._asked.setdefault(question, _Asked()).add(place, spread)
        for group, count in groups:
            self._date(place, group.period, count)

    def _date(self, place: int, period: str | None, count: int) -> None:
        year = single_year(period or "")
        if year is not None:
            self._years[year] += count
            places = self._year_places[year]
            if len(places) < QUOTES and place not in places:
                places.append(place)
        elif period and not period.startswith(RATE):
            self.several_years += count
        else:
            self.undated += count

    def places(self) -> list[int]:
        """The sources whose claims must be given to `keep`, in order; to be asked when every source was added."""
        self._chosen, self._chosen_years = self._to_print(), set(self.quoted_years())
        wanted = {place for one in self._chosen for place in self._asked[one].wanted()}
        wanted |= {place for year in self._chosen_years for place in self._year_places[year]}
        return sorted(wanted)

    def keep(self, claims: Iterable[Claim]) -> None:
        """Keeps what is printed of the claims of one source; to be called in the order of `places`."""
        for claim in claims:
            question = question_of(claim)
            if question is not None and question in self._chosen:
                self._asked[question].keep(claim)
            year = single_year(claim.period or "")
            if year is not None and year in self._chosen_years and len(self._year_quotes[year]) < QUOTES:
                self._year_quotes[year].append(claim)

    def printed(self) -> list[Claim]:
        """Every claim that was kept."""
        kept = [claim for one in self._asked.values() for claim in one.printed()]
        return [*kept, *(claim for quotes in self._year_quotes.values() for claim in quotes)]

    def _to_print(self) -> set[Question]:
        charts = self.shared()
        wanted = [*charts[:CHARTS], *(one for one in charts if one.measure in self.asked_for)]
        drawn = {question for chart in wanted for question in chart.questions}
        return drawn | set(self._apart()[:PAIRS]) | set(self._denied()[:PAIRS])

    def shared(self) -> list[Shared]:
        """What can be drawn together, most sources first: at least two claims each."""
        by_measure: defaultdict[tuple[str, str], list[Question]] = defaultdict(list)
        for question in self._asked:
            by_measure[(question.measure, question.unit)].append(question)
        found = [one for questions in by_measure.values() for one in self._shared(questions) if one.claims > 1]
        return sorted(found, key=lambda one: (-one.sources, -one.claims, one.measure, one.unit, one.questions))

    def _shared(self, questions: Sequence[Question]) -> list[Shared]:
        years: dict[int, list[Question]] = defaultdict(list)
        alone = []
        for question in questions:
            year = single_year(question.period)
            if year is not None:
                years[year].append(question)
            else:
                alone.append(question)
        made = []
        for question in alone:
            span = years_spanned(question.period) if question.period else None
            near = range(span[0], span[1] + 1) if span and span[1] - span[0] < LONGEST else range(0)
            beside = [year for year in near if year in years]
            for year in beside:
                years[year].append(question)
            if not beside:
                made.append(self._together(None, [question]))
        return [*made, *(self._together(year, asked) for year, asked in sorted(years.items()))]

    def _together(self, year: int | None, questions: Sequence[Question]) -> Shared:
        asked = [self._asked[one] for one in questions]
        claims, sources = sum(one.claims for one in asked), sum(one.sources for one in asked)
        return Shared(questions[0].measure, questions[0].unit, year, tuple(sorted(questions)), claims, sources)

    def rows(self, shared: Shared) -> list[Claim]:
        """The claims of one chart, at most ROWS: the ends and the denials first, then in the order of sources."""
        asked = [self._asked[one] for one in shared.questions]
        ends = [claim for one in asked for claim in (one.lowest, one.highest) if claim is not None]
        low = min((one for one in ends if _high(one) is not None), key=lambda one: _high(one) or 0.0, default=None)
        high = max((one for one in ends if _low(one) is not None), key=lambda one: _low(one) or 0.0, default=None)
        denied = [claim for one in asked for claim in one.denied][:DENIALS]
        first = [one for one in (low, high, *denied) if one is not None]
        chosen = {one.id: one for one in (*first, *(claim for one in asked for claim in one.printed()))}
        return list(chosen.values())[:ROWS]

    def apart(self) -> list[Pair]:
        """Questions to which claims answer with bounds that leave a gap, the widest first."""
        pairs = []
        for question in self._apart()[:PAIRS]:
            asked = self._asked[question]
            if asked.lowest is not None and asked.highest is not None:
                pairs.append(Pair(question, asked.lowest, asked.highest, _ratio(asked)))
        return pairs

    @property
    def apart_count(self) -> int:
        """How many questions have such answers."""
        return len(self._apart())

    def _apart(self) -> list[Question]:
        found = [one for one, asked in self._asked.items() if one.period and _ratio(asked) > 1]
        return sorted(found, key=lambda one: (-_ratio(self._asked[one]), one))

    def denied(self) -> list[tuple[Question, Claim, Claim]]:
        """Questions with a denial beside a claim that says a number: question, the claim, the denial."""
        pairs = []
        for question in self._denied()[:PAIRS]:
            asked = self._asked[question]
            if asked.denied and asked.kept:
                denial = asked.denied[0]
                said = next((one for one in asked.kept if _meet(one, denial)), asked.kept[0])
                pairs.append((question, said, denial))
        return pairs

    @property
    def denied_count(self) -> int:
        """How many questions have a denial beside another claim."""
        return len(self._denied())

    def _denied(self) -> list[Question]:
        found = [one for one, asked in self._asked.items() if 0 < asked.denials < asked.claims and one.period]
        return sorted(found, key=lambda one: (-self._asked[one].sources, one))

    def years(self) -> list[tuple[int, int]]:
        """Calendar years and the claims whose period lies in each, in order."""
        return sorted(self._years.items())

    def quoted_years(self) -> list[int]:
        """The years with the most claims, in order."""
        most = sorted(self._years, key=lambda year: (-self._years[year], year))
        return sorted(most[:QUOTED_YEARS])

    def quotes(self, year: int) -> list[Claim]:
        """The first claims of a year."""
        return self._year_quotes[year]


def single_year(period: str) -> int | None:
    """The calendar year in which a whole period lies, or None."""
    if not period or period.startswith(RATE):
        return None
    span = years_spanned(period) if "/" in period else None
    if span is not None:
        return span[0] if span[0] == span[1] else None
    return year_of(period)


def _ratio(asked: _Asked) -> float:
    """Larger by smaller of the nearest bounds; 1 or less where the claims meet, infinite where the smaller is nought."""
    if asked.least is None or asked.most is None or asked.most[0] <= asked.least[0]:
        return 1.0
    return asked.most[0] / asked.least[0] if asked.least[0] else math.inf


def _meet(one: Claim, other: Claim) -> bool:
    a, b = one.quantity, other.quantity
    if a is None or b is None:
        return False
    first, second = (a.low or 0.0, b.low or 0.0)
    return first <= (math.inf if b.high is None else b.high) and second <= (math.inf if a.high is None else a.high)
