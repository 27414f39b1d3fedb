"""Two drawings of claims, intervals and a timeline: every speaker gets the same mark. SVG that loads nothing."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from . import shown
from .chart import Scale, scale, ticks

WIDTH, MARGIN = 480, 14
ROW, TOP, FOOT = 36, 8, 26
LABEL = 66  # characters of a label, counted in narrow ones
ORDERS = 1000.0  # a wider range than this is drawn on a log scale
BARS = 150  # height of the timeline
MOST_YEARS = 80  # years on its axis


class Row(NamedTuple):
    """One claim on a chart.

    Attributes:
        label: who speaks and the source: "The ministry, source 3".
        words: the number as words, with a stance where it is not to assert: "9,000 (denies)".
        low, high: bounds; None where a side is open.
    """

    label: str
    words: str
    low: float | None
    high: float | None


def is_wide(rows: Sequence[Row]) -> bool:
    """True where the bounds span more than three orders of magnitude, so that the chart has a log scale."""
    values = [one for one in _bounds(rows) if one > 0]
    return bool(values) and max(values) / min(values) > ORDERS


def intervals_chart(rows: Sequence[Row], what: str) -> str:
    """Intervals under one another, as an SVG element.

    Args:
        rows: the claims, in the order in which they are drawn.
        what: what a reader who cannot see the chart is told first.
    """
    wide = is_wide(rows)
    x, marks = _log(rows) if wide else _linear(rows)
    height = TOP + ROW * len(rows) + FOOT
    parts = []
    for value, text in marks:
        parts.append(f'<line class="grid" x1="{x(value):.1f}" x2="{x(value):.1f}" y1="{TOP}" y2="{height - FOOT}"/>')
        anchor = "start" if x(value) < 3 * MARGIN else "end" if x(value) > WIDTH - 3 * MARGIN else "middle"
        parts.append(_text(x(value), height - FOOT + 16, text, anchor))
    parts += [_row(one, TOP + ROW * place, x) for place, one in enumerate(rows)]
    told = "; ".join(f"{one.label}: {one.words}" for one in rows)
    return _svg(height, what, f"{what}. Claims drawn: {len(rows)}{', log scale' if wide else ''}. {told}.", parts)


def timeline_chart(years: Sequence[tuple[int, int]], what: str) -> str:
    """Claims per calendar year, as an SVG element.

    Args:
        years: year and number of claims, in order.
        what: what a reader who cannot see the chart is told first.
    """
    first, last = years[0][0], years[-1][0]
    height = TOP + BARS + FOOT
    slot = (WIDTH - 2 * MARGIN) / (last - first + 1)
    most = max(count for _, count in years)
    parts = [f'<line class="grid" x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{TOP + BARS}" y2="{TOP + BARS}"/>']
    for year, count in years:
        left, tall = MARGIN + slot * (year - first), max(1.0, (BARS - 20) * count / most)
        told = f"<title>{year}: {count}</title>"
        parts.append(
            f'<rect class="mark read" x="{left + slot * 0.15:.1f}" y="{TOP + BARS - tall:.1f}" width="{slot * 0.7:.1f}" '
            f'height="{tall:.1f}">{told}</rect>'
        )
        if slot > 18:
            parts.append(_text(left + slot / 2, TOP + BARS - tall - 4, str(count), "middle"))
    every = max(1, math.ceil(40 / slot))
    for year in range(first, last + 1, every):
        parts.append(_text(MARGIN + slot * (year - first + 0.5), TOP + BARS + 16, str(year), "middle"))
    told = ", ".join(f"{year}: {count}" for year, count in years)
    return _svg(height, what, f"{what}. Claims in each year: {told}.", parts)


def _svg(height: float, what: str, told: str, parts: Sequence[str]) -> str:
    return (
        f'<svg class="chart rows" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{shown.html(told)}">'
        f"<title>{shown.html(what)}</title>{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text class="axis" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{shown.html(text)}</text>'


def _row(row: Row, top: float, x: Scale) -> str:
    whole = f"{row.label}: {row.words}"
    words = row.words if _width(row.words) <= LABEL // 2 else _cut(row.words, LABEL // 2)
    label = f"{_cut(row.label, LABEL - _width(words) - 2)}: {words}"
    left = MARGIN if row.low is None else x(row.low)
    right = WIDTH - MARGIN if row.high is None else x(row.high)
    middle = top + 24
    parts = [f"<title>{shown.html(whole)}</title>", _text(MARGIN, top + 13, label, "start")]
    if row.low is not None and row.low == row.high:
        parts.append(f'<circle class="mark read" cx="{left:.1f}" cy="{middle:.1f}" r="4"/>')
    else:
        path = f"M{left:.1f} {middle:.1f}H{right:.1f}" + _end(left, middle, row.low is None, -1)
        path += _end(right, middle, row.high is None, 1)
        open_side = row.low is None or row.high is None
        parts.append(f'<path class="bar{" open" if open_side else ""}" d="{path}"/>')
    return f"<g>{''.join(parts)}</g>"


def _end(x: float, y: float, is_open: bool, side: int) -> str:
    """A cap where a side is bounded, the head of an arrow where it is open."""
    if is_open:
        return f"M{x - 6 * side:.1f} {y - 4:.1f}L{x:.1f} {y:.1f}L{x - 6 * side:.1f} {y + 4:.1f}"
    return f"M{x:.1f} {y - 4:.1f}V{y + 4:.1f}"


def _bounds(rows: Sequence[Row]) -> list[float]:
    return [value for one in rows for value in (one.low, one.high) if value is not None]


def _linear(rows: Sequence[Row]) -> tuple[Scale, list[tuple[float, str]]]:
    places = ticks(0.0, max([*_bounds(rows), 0.0]) or 1.0)
    every = math.ceil(len(places) / 6)
    return scale(places[0], places[-1], MARGIN, WIDTH - MARGIN), [(one, shown.number(one)) for one in places[::every]]


def _log(rows: Sequence[Row]) -> tuple[Scale, list[tuple[float, str]]]:
    """A log scale; what is nought stands at the left edge, which says so."""
    values = _bounds(rows)
    positive = [one for one in values if one > 0]
    first, last = math.floor(math.log10(min(positive))), math.ceil(math.log10(max(positive)))
    zero = len(positive) < len(values)
    first -= zero
    line = scale(float(first), float(last), MARGIN, WIDTH - MARGIN)

    def x(value: float) -> float:
        return line(max(float(first), math.log10(value))) if value > 0 else line(float(first))

    every = math.ceil((last - first) / 5)
    marks = [(10.0**power, shown.number(10.0**power)) for power in range(first, last + 1, every)]
    return x, [(0.0, "0"), *marks[1:]] if zero else marks


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _cut(text: str, room: int) -> str:
    if _width(text) <= room:
        return text
    while text and _width(text) > room - 1:
        text = text[:-1]
    return text.rstrip() + "…"
