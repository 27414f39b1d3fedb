"""Prose to HTML: addresses become numbers that open their trace, quotes with their speakers, and charts."""

from __future__ import annotations

import re

from witnessmark.errors import LooseNumber, TraceError
from witnessmark.model import Figure, Problem

from . import shown
from .chart import mark_of, series_chart
from .claim_charts import claims_chart
from .material import Material
from .notes import Notes, sources_of_cells, sources_of_figure
from .prose import Token, loose_numbers, tokens, unattributed
from .public import decision
from .render import markdown
from .resolve import find_claim

_SLOT = "\ue000{}\ue001"  # private-use characters that no prose has
_SLOTS = re.compile("<p>\ue000(\\d+)\ue001</p>|\ue000(\\d+)\ue001")
_TAG = re.compile("<[^>]*>")
_LINK = re.compile("<a [^>]*>.*?</a>", re.DOTALL)
_MARKS = {
    "read": "filled circle: read in a source of the case",
    "inferred": "open circle: second-hand or derived",
    "interval": "bar: known only as an interval",
    "recalled": "dashed: recalled",
}


def essay(material: Material) -> tuple[str, list[Problem]]:
    """The prose as HTML, and a problem for each figure that nobody is named for.

    Raises:
        LooseNumber: where numbers are typed; lists every one with line, column and what to write.
        TraceError: where an address leads nowhere.
    """
    figures = [one for found in material.figures.values() for one in found]
    loose = [one for file, text in material.prose for one in loose_numbers(file, text, figures)]
    if loose:
        lines = "\n".join(
            f"  {one.file}, line {one.line}, column {one.column}: {one.typed}  ->  {one.paste}" for one in loose
        )
        counted = "1 number is" if len(loose) == 1 else f"{len(loose)} numbers are"
        raise LooseNumber(f"{counted} typed into the prose:\n{lines}", "write each as an address, as shown")
    notes = Notes(material)
    parts, problems = [], []
    for file, text in material.prose:
        named: dict[str, Figure] = {}
        slots = []
        for token in tokens(file, text):
            slots.append(_fill(token, file, material, named, notes))
        parts.append(_put(file, text, tokens(file, text), slots))
        problems.extend(unattributed(file, text, named))
    return "\n".join([*parts, notes.section()]), problems


def figure_of(argument: str, material: Material) -> Figure | None:
    """The figure that an address names, or None where the plan names it and it has no number.

    Raises:
        TraceError: where the plan names no such figure, or the figure has no such statistic.
    """
    name, _, statistic = argument.partition(" ")
    found = material.figures.get(name)
    if found is None:
        if name in material.missing:
            return None
        known = ", ".join(material.figures) or "none"
        raise TraceError(f"the plan names no figure {name!r}", f"it names: {known}")
    if not statistic.strip():
        return found[0]
    for one in found:
        if one.statistic == statistic.strip():
            return one
    raise TraceError(
        f"figure {name} has no statistic {statistic.strip()!r}", f"it has: {', '.join(one.statistic for one in found)}"
    )


def chart_block(name: str, material: Material) -> str:
    """The chart of a planned figure's series with its fit, or of a series by its name, with its key.

    Raises:
        TraceError: where there is neither.
    """
    planned = next((one for one in material.plan.figure if one.name == name and one.series), None)
    series = material.inputs.series.get(planned.series or "" if planned else name)
    if series is None:
        known = (
            ", ".join([*material.inputs.series, *(one.name for one in material.plan.figure if one.series)]) or "none"
        )
        raise TraceError(f"nothing called {name!r} can be drawn", f"these can: {known}")
    finding = material.inputs.findings.get(name)
    title = (planned.what if planned else "") or series.title
    shapes = {mark_of(one) for one in series.observations if not one.empty}
    key = "; ".join(told for mark, told in _MARKS.items() if mark in shapes)
    labels = sorted({label for one in material.figures.get(name, []) for label in one.labels})
    unread = sum(1 for one in series.observations if one.empty)
    notes = [
        f"{series.title}. {series.publisher} says; {series.geography}.",
        f"{key[0].upper()}{key[1:]}." if key else "",
        f"Cells not read: {unread}." if unread else "",
        "The line is a fit computed here." if finding else "",
        *(f'<span class="label">{shown.html(label)}</span>' for label in labels),
    ]
    caption = " ".join(note if note.startswith("<span") else shown.html(note) for note in notes if note)
    link = f'<a href="data/{shown.html(series.name)}.csv" download>The cells as a table (CSV)</a>'
    return f'<figure class="block">{series_chart(series, finding, title)}<figcaption>{caption} {link}</figcaption></figure>'


def _fill(token: Token, file: str, material: Material, named: dict[str, Figure], notes: Notes) -> str:
    try:
        if token.kind == "text":
            return shown.html(token.argument)
        if token.kind == "chart":
            return _chart(token.argument, material, notes)
        if token.kind == "quote":
            return _quote(token.argument, material, notes)
        figure = figure_of(token.argument, material)
    except TraceError as err:
        where = f"{file}, line {token.line}, column {token.column}"
        raise TraceError(f"{where}: {err.message}", err.hint) from err
    if figure is None:
        return '<span class="label">no number: see the plan</span>'
    named[token.argument] = figure
    return _number(figure) + notes.call(sources_of_figure(figure, material))


def _number(figure: Figure) -> str:
    labels = "".join(f' <span class="label">{shown.html(label)}</span>' for label in figure.labels)
    address = f"trace/{figure.name}.html#{figure.statistic}"
    told = f"{figure.who} says; {figure.how}"
    return f'<a class="figure" href="{shown.html(address)}" title="{shown.html(told)}">{shown.html(figure.shown)}</a>{labels}'


def _chart(argument: str, material: Material, notes: Notes) -> str:
    planned = next((one for one in material.plan.figure if one.name == argument and one.series), None)
    series = material.inputs.series.get(planned.series or "" if planned else argument)
    claims = claims_chart(argument, material) if series is None else None
    if claims is not None:
        block, sources = claims
    else:
        block = chart_block(argument, material)
        sources = tuple(sources_of_cells(series.observations, material)) if series is not None else ()
    called = notes.call(sources) if sources or claims is None else ""
    return block.replace("</figcaption>", f"{called}</figcaption>")


def _quote(reference: str, material: Material, notes: Notes) -> str:
    planned = next((one for one in material.plan.figure if one.name == reference and one.claim), None)
    claim = find_claim(material.inputs.claims, (planned.claim if planned else None) or reference)
    number = material.sources[claim.source].number
    words = " ".join(claim.quote.split())
    card = f"{material.source_page(number)}#source-{number}"
    judgement = material.inputs.verdicts.get(claim.id)
    label = (
        "unreviewed"
        if judgement is None or claim.id in material.inputs.changed
        else decision(judgement, material.shown_on(judgement))
    )
    beside = "" if label.startswith("read correctly") else f' <span class="label">{shown.html(label)}</span>'
    link = f'<a href="{shown.html(card)}">source {number}</a>'
    said = f"({shown.html(claim.says)} {shown.html(claim.verb)}, {link})"
    return f"“{shown.html(words)}” {said}{beside}{notes.call([claim.source])}"


def _put(file: str, text: str, found: list[Token], slots: list[str]) -> str:
    if any(mark in text for mark in _SLOT.format("")):
        raise TraceError(f"{file}: a private-use character (U+E000 or U+E001) stands in the prose", "remove it")
    for place, token in reversed(list(enumerate(found))):
        text = text[: token.start] + _SLOT.format(place) + text[token.end :]
    rendered = markdown(text)
    _refuse_misplaced(file, rendered, found)

    def fill(match: re.Match[str]) -> str:
        place = int(match[1] or match[2])
        inside_paragraph = match[1] is not None and found[place].kind != "chart"
        return f"<p>{slots[place]}</p>" if inside_paragraph else slots[place]

    return _SLOTS.sub(fill, rendered)


def _refuse_misplaced(file: str, rendered: str, found: list[Token]) -> None:
    """Stops where an address would land inside a tag or a link, where it could neither be read nor followed."""
    text = _TAG.sub("", _LINK.sub("", rendered))
    standing = {int(match[1] or match[2]) for match in _SLOTS.finditer(text)}
    for place, token in enumerate(found):
        if place not in standing:
            raise TraceError(
                f"{file}, line {token.line}, column {token.column}: an address stands inside a link or a code block's name",
                "write it as a word of the sentence",
            )
