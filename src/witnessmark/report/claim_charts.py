"""Charts of claims inside prose: the intervals of a measure and period, and the timeline, as the first look draws them."""

from __future__ import annotations

from witnessmark.errors import TraceError

from . import shown
from .look import Shared
from .look_page import draw, timeline, timeline_note
from .material import Material
from .prose import INTERVALS, TIMELINE


def claims_chart(argument: str, material: Material) -> tuple[str, tuple[str, ...]] | None:
    """The block of a chart of claims, and the hashes of the sources it draws; None where the address asks for another chart.

    Args:
        argument: what stands behind "chart:".
        material: the report's material.

    Raises:
        TraceError: where fewer than two claims answer to the measure and period.
    """
    if argument == TIMELINE:
        caption = f"Claims by the calendar year of their period. {timeline_note(material.look)}"
        return _block(
            timeline(material.look), caption, '<a href="look.html#timeline">The first claims of each year</a>'
        ), ()
    if not argument.startswith(INTERVALS):
        return None
    drawn = draw(material, _asked(argument.removeprefix(INTERVALS).strip(), material))
    notes = [
        f"{drawn.heading}. A row a claim, the same mark for every speaker; an arrow is a side that the words leave open.",
        "The scale is logarithmic." if drawn.wide else "",
        f"{drawn.more} more claims are not drawn; the lowest and the highest are." if drawn.more > 0 else "",
    ]
    numbers = sorted({(claim.source, page, claim.sha256) for claim, page in drawn.claims})
    links = ", ".join(
        f'<a href="{shown.html(page)}#source-{number}">source {number}</a>' for number, page, _ in numbers
    )
    told = " ".join(one for one in notes if one)
    return _block(str(drawn.svg), told, f"Drawn from {links}."), tuple(sha256 for _, _, sha256 in numbers)


def _asked(name: str, material: Material) -> Shared:
    charts = material.look.shared()
    whole = [one for one in charts if one.measure == name]
    if whole:
        return whole[0]
    measure, _, period = name.rpartition(" ")
    for one in charts:
        if one.measure == measure and period in (_period(one), _period(one) or "none"):
            return one
    known = sorted({f"{one.measure} {_period(one) or 'none'}" for one in charts})[:20]
    raise TraceError(
        f"no two claims answer to {name!r}, so no intervals can be drawn",
        f"these can: {'; '.join(known) or 'none'}; the page of the first look shows them",
    )


def _period(chart: Shared) -> str:
    return str(chart.year) if chart.year is not None else chart.questions[0].period


def _block(drawing: str, caption: str, links: str) -> str:
    return f'<figure class="block">{drawing}<figcaption>{shown.html(caption)} {links}</figcaption></figure>'
