"""One SVG chart of a series: its cells, marked by how well each is known, and a fitted curve. It loads nothing."""

from __future__ import annotations

import math
from collections.abc import Callable

from witnessmark.model import Finding, Observation, Series, Standing, years_spanned

from . import shown

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 40
CURVE_POINTS = 120

Scale = Callable[[float], float]


def series_chart(series: Series, finding: Finding | None, title: str) -> str:
    """The chart as an SVG element that stands inside a page.

    Args:
        series: the series.
        finding: a polynomial finding on it, or None.
        title: what a reader who cannot see the chart is told first.
    """
    cells = [
        (sum(span) / 2, one) for one in series.observations if (span := years_spanned(one.period)) and not one.empty
    ]
    if not cells:
        return f'<p class="note">No cell of {shown.html(series.title)} has a value that was read.</p>'
    curve = _curve(finding, [year for year, _ in cells]) if finding else []
    years = [year for year, _ in cells] + [year for year, _ in curve]
    tops = [value for _, one in cells for value in (one.value, one.low, one.high) if value is not None]
    values = [0.0, *tops, *(value for _, value in curve)]
    x = scale(min(years) - 0.5, max(years) + 0.5, LEFT, WIDTH - RIGHT)
    marks = ticks(min(values), max(values))
    y = scale(marks[0], marks[-1], HEIGHT - BOTTOM, TOP)
    parts = [
        *_axes(x, y, marks, sorted({round(year) for year in years}), series.unit),
        *([_path(curve, x, y)] if curve else []),
        *(_mark(year, one, x, y) for year, one in cells),
    ]
    description = f"{series.title}, {series.unit}, {series.geography}: {len(cells)} cells."
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{shown.html(f"{title}. {description}")}">'
        f"<title>{shown.html(title)}</title><desc>{shown.html(description)}</desc>{''.join(parts)}</svg>"
    )


def mark_of(cell: Observation) -> str:
    """Which mark a cell gets: its class in the page's style sheet."""
    if cell.standing is Standing.RECALLED:
        return "recalled"
    if cell.value is None:
        return "interval"
    return "read" if cell.standing is Standing.READ else "inferred"


def _curve(finding: Finding, years: list[float]) -> list[tuple[float, float]]:
    """The fit over its window, and never past the cells: what lies ahead or before is no business of a chart."""
    chosen = finding.parameters
    first, last = max(float(chosen.first), min(years)), min(float(chosen.last), max(years))
    powers = [(finding.statistic(f"coefficient_{power}"), power) for power in range(chosen.degree + 1)]
    points = []
    for step in range(CURVE_POINTS + 1):
        year = first + (last - first) * step / CURVE_POINTS
        value = sum(found.value * (year - chosen.origin) ** power for found, power in powers if found)
        points.append((year, value))
    return points


def scale(low: float, high: float, first: float, last: float) -> Scale:
    """A scale that takes low to first and high to last."""
    return lambda value: first + (value - low) / (high - low) * (last - first)


def ticks(low: float, high: float) -> list[float]:
    """Round values that cover the range, four to eight of them."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if span / (power * factor) <= 7)
    first, last = math.floor(low / step), math.ceil((high + span / 20) / step)  # room above the highest mark
    return [step * place for place in range(first, last + 1)]


def _axes(x: Scale, y: Scale, marks: list[float], years: list[int], unit: str) -> list[str]:
    parts = [f'<text class="axis" x="{LEFT}" y="{TOP - 4}">{shown.html(unit)}</text>']
    for tick in marks:
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>')
        parts.append(
            f'<text class="axis" x="{LEFT - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{shown.number(tick)}</text>'
        )
    every = max(1, math.ceil(len(years) / 12))
    for year in years[::every]:
        parts.append(
            f'<text class="axis" x="{x(year):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{year}</text>'
        )
    return parts


def _path(curve: list[tuple[float, float]], x: Scale, y: Scale) -> str:
    points = " ".join(f"{x(year):.1f},{y(value):.1f}" for year, value in curve)
    return f'<polyline class="fit" points="{points}"/>'


def _mark(year: float, cell: Observation, x: Scale, y: Scale) -> str:
    where, kind = x(year), mark_of(cell)
    label = "" if cell.standing is Standing.READ else f", {cell.standing}-input"
    told = f"<title>{shown.html(cell.period)}: {shown.html(shown.observation(cell))}{shown.html(label)}</title>"
    if cell.value is not None:
        drawn = f'<circle class="mark {kind}" cx="{where:.1f}" cy="{y(cell.value):.1f}" r="4.5">{told}</circle>'
        return drawn + _label(cell, where, y(cell.value))
    low, high = cell.low, cell.high
    top = y(high) if high is not None else float(TOP)
    foot = y(low) if low is not None else y(0)
    bar = (
        f'<path class="bar {kind}" d="M{where - 5:.1f} {top:.1f}H{where + 5:.1f}M{where:.1f} {top:.1f}V{foot:.1f}'
        f'M{where - 5:.1f} {foot:.1f}H{where + 5:.1f}">{told}</path>'
    )
    return bar + _label(cell, where, top)


def _label(cell: Observation, where: float, height: float) -> str:
    if cell.standing is not Standing.RECALLED:
        return ""
    return f'<text class="axis" x="{where:.1f}" y="{height - 10:.1f}" text-anchor="middle">recalled-input</text>'
