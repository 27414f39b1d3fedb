"""What the page of the first look prints: counts of what came in, and claims side by side. Nothing in it is a finding."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from witnessmark.model import Claim, Modality, Problem, Stance

from . import shown
from .interval_chart import MOST_YEARS, Row, intervals_chart, is_wide, timeline_chart
from .look import CHARTS, Look, Question, Shared
from .material import Material
from .public import PublicClaim
from .tally import TallyRow

OUTLETS = 12  # outlets listed
PROBLEMS = 20  # problems listed
NOT_STATED = "not stated"


class Drawn(NamedTuple):
    """A chart of intervals with the claims that it draws.

    Attributes:
        heading: measure and period.
        svg: the chart.
        claims: what is drawn, in its order, each with the page of its source.
        more: claims to the same question that are not drawn.
        wide: whether the scale is logarithmic.
        touching: whether periods of other lengths stand beside the year.
    """

    heading: str
    svg: Markup
    claims: list[tuple[PublicClaim, str]]
    more: int
    wide: bool
    touching: bool


class Beside(NamedTuple):
    """Two claims to one question, side by side."""

    heading: str
    gap: str
    claims: tuple[tuple[PublicClaim, str], tuple[PublicClaim, str]]


def look_page(material: Material, problems: Sequence[Problem]) -> dict[str, object]:
    """The values of the page's template.

    Args:
        material: the report's material.
        problems: every doubt about it.
    """
    look = material.look
    charts = look.shared()
    return {
        "arrived": _arrived(material),
        "source_count": len(material.sources),
        "speakers": _speakers(material.tally.rows()),
        "outlets": _outlets(material.tally.rows()),
        "claim_count": material.tally.total,
        "charts": [draw(material, one) for one in charts[:CHARTS]],
        "more_charts": max(0, len(charts) - CHARTS),
        "apart": [
            Beside(heading(one.question), _gap(one.ratio), (_shown(material, one.lower), _shown(material, one.upper)))
            for one in look.apart()
        ],
        "apart_count": look.apart_count,
        "denied": [
            Beside(heading(question), "", (_shown(material, said), _shown(material, denial)))
            for question, said, denial in look.denied()
        ],
        "denied_count": look.denied_count,
        "timeline": Markup(timeline(look)),
        "timeline_note": timeline_note(look),
        "years": [(year, [_shown(material, one) for one in look.quotes(year)]) for year in look.quoted_years()],
        "year_count": len(look.years()),
        "problems": [(one, _about(material, one)) for one in problems[:PROBLEMS]],
        "problem_count": len(problems),
    }


def draw(material: Material, chart: Shared) -> Drawn:
    """One chart of intervals.

    Args:
        material: the report's material.
        chart: what it draws.
    """
    order = {sha256: source.number for sha256, source in material.sources.items()}
    claims = sorted(material.look.rows(chart), key=lambda one: (order[one.source], *_place(material, one)))
    year = str(chart.year) if chart.year is not None else ""
    rows = [_row(one, order[one.source], year) for one in claims]
    title = heading(chart.questions[0], chart.year)
    return Drawn(
        heading=title,
        svg=Markup(intervals_chart(rows, title)),
        claims=[_shown(material, one) for one in claims],
        more=chart.claims - len(claims),
        wide=is_wide(rows),
        touching=chart.year is not None and any(one.period != year for one in chart.questions),
    )


def _place(material: Material, claim: Claim) -> tuple[int, int, str]:
    return material.passages[claim.passage].number, claim.core_start, claim.id


def heading(question: Question, year: int | None = None) -> str:
    """A question in words: "wells, 2018"."""
    if year is not None:
        period = str(year)
    elif not question.period:
        period = "no period stated"
    elif question.period.startswith("P"):
        period = f"a rate ({question.period}), year not stated"
    else:
        period = question.period
    unit = f" ({question.unit})" if question.unit and question.unit != question.measure else ""
    return f"{question.measure}{unit}, {period}"


def timeline(look: Look) -> str:
    """The timeline's drawing, or a sentence where nothing is dated."""
    years = look.years()
    if not years:
        return '<p class="note">No claim with a calendar year was found.</p>'
    last = years[-1][0]
    return timeline_chart([one for one in years if one[0] > last - MOST_YEARS], "Dated claims by year")


def timeline_note(look: Look) -> str:
    """What the timeline leaves out, in words."""
    years = look.years()
    last = years[-1][0] if years else 0
    earlier = sum(count for year, count in years if year <= last - MOST_YEARS)
    told = [f"{earlier} claims are dated before the axis begins."] if earlier else []
    if look.several_years:
        told.append(f"{look.several_years} claims have a period that touches several years or is not whole.")
    told.append(f"{look.undated} claims have no calendar date. Neither is drawn." if look.several_years else "")
    if not look.several_years and look.undated:
        told.append(f"{look.undated} claims have no calendar date and are not drawn.")
    return " ".join(one for one in told if one)


def _row(claim: Claim, number: int, year: str) -> Row:
    quantity = claim.quantity
    notes = [str(claim.stance)] if claim.stance is not Stance.ASSERTS else []
    if claim.modality is not Modality.PLAIN:
        notes.append(str(claim.modality))
    if year and claim.period and claim.period != year:
        notes.append(claim.period)
    words = shown.claim(claim) + (f" ({', '.join(notes)})" if notes else "")
    low, high = (quantity.low, quantity.high) if quantity else (None, None)
    return Row(f"{claim.says}, source {number}", words, low, high)


def _shown(material: Material, claim: Claim) -> tuple[PublicClaim, str]:
    public = material.claim(claim)
    return public, material.source_page(public.source)


def _gap(ratio: float) -> str:
    if math.isinf(ratio):
        return "The smaller bound is nought."
    factor = f"{ratio:,.2f}" if ratio < 10 else f"{ratio:,.0f}"
    return f"The nearest bounds differ by a factor of {factor}."


def _arrived(material: Material) -> list[tuple[str, list[tuple[str, int]], int]]:
    """What came in: a row for each heading, its values with their counts, and how many values are left out."""
    latest = [source.latest for source in material.sources.values()]
    kinds = Counter(str(one.kind) for one in latest)
    types = Counter(material.media_types.get(sha256, "unknown") for sha256 in material.sources)
    languages = Counter(one.language or NOT_STATED for one in latest)
    outlets = Counter(one.outlet or one.citation.container or one.citation.publisher or NOT_STATED for one in latest)
    rows = (("Kind", kinds), ("Media type", types), ("Language", languages), ("Outlet", outlets))
    return [(name, _most(counts)[:OUTLETS], max(0, len(counts) - OUTLETS)) for name, counts in rows]


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _speakers(rows: Iterable[TallyRow]) -> list[tuple[str, int]]:
    """Kinds of speaker, those with most claims first; a kind that says nothing stands too."""
    return sorted(((str(one.kind), one.found) for one in rows if not one.outlet), key=lambda one: (-one[1], one[0]))


def _outlets(rows: Iterable[TallyRow]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for one in rows:
        if one.outlet:
            counts[one.outlet] += one.found
    return _most(counts)[:OUTLETS]


def _about(material: Material, problem: Problem) -> str:
    source = material.sources.get(problem.about)
    return f"source {source.number}" if source is not None else "the case"
