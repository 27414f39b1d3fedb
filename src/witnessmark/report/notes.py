"""Footnotes of the prose: what each figure, quote and chart rests on, in the manner of the Chicago notes style.

The first time a source is cited its note is whole; after that it has a short form that names the earlier note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from witnessmark.model import Figure, Observation

from . import shown
from .material import Material
from .public import PublicSource

HASH = 12  # digits of a hash that a note prints
SHORT = 5  # words of a title that a short form keeps
NAMELESS = "No source of this case is named for it"


class Notes:
    """The notes of one report, in the order in which the prose calls for them."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._notes: list[str] = []
        self._first: dict[str, int] = {}

    def call(self, sources: Iterable[str]) -> str:
        """Makes a note on sources and gives the mark that stands in the text.

        Args:
            sources: hashes of the sources; each is cited once.
        """
        number = len(self._notes) + 1
        known = [one for one in self._material.sources if one in set(sources)]
        cited = [self._cite(one, number) for one in known]
        self._notes.append("; ".join(cited) or NAMELESS)
        return f'<sup class="call"><a id="call-{number}" href="#note-{number}" aria-label="Note {number}">{number}</a></sup>'

    def section(self) -> str:
        """The notes at the end, each with a way back, or nothing where the prose calls for none."""
        if not self._notes:
            return ""
        items = "".join(
            f'<li id="note-{number}">{note}. <a href="#call-{number}" aria-label="Back to the text of note {number}">↩</a></li>'
            for number, note in enumerate(self._notes, 1)
        )
        return f'<section id="notes" class="notes"><h2>Notes</h2><ol>{items}</ol></section>'

    def _cite(self, sha256: str, number: int) -> str:
        source = self._material.source(sha256)
        page = self._material.source_page(source.number)
        link = f'<a href="{shown.html(page)}#source-{source.number}">source {source.number}</a>'
        first = self._first.setdefault(sha256, number)
        if first != number:
            return f'{shown.html(short(source))} (<a href="#note-{first}">note {first}</a>; {link})'
        return f"{shown.html(whole(source))} ({link})"


def whole(source: PublicSource) -> str:
    """A source as a first note cites it.

    Author, “Title,” Container (Publisher), date, address, archived on DAY, sha256 and its first twelve digits.
    """
    where = source.container or ""
    if source.publisher and source.publisher != source.container:
        where = f"{where} ({source.publisher})" if where else source.publisher
    archived = f"archived on {source.custody[0].day}" if source.custody else ""
    digits = f"sha256 {source.sha256[:HASH]}"
    parts = [
        source.author or "",
        _quoted(source.title),
        where,
        source.published or "",
        source.url or "",
        archived,
        digits,
    ]
    return _joined(parts)


def short(source: PublicSource) -> str:
    """A source as every later note cites it: author and the first words of the title."""
    words = source.title.strip("“”").split()
    title = " ".join(words[:SHORT]) + ("…" if len(words) > SHORT else "")
    return _joined([source.author or "", _quoted(title)])


def sources_of_figure(figure: Figure, material: Material) -> list[str]:
    """The sources that a figure rests on, by its claims and its cells."""
    cells = [cell for series in material.inputs.series.values() for cell in series.observations]
    used = set(figure.observations)
    found = [material.inputs.claims[one].source for one in figure.claims]
    return [*found, *sources_of_cells([one for one in cells if one.id in used], material)]


def sources_of_cells(cells: Sequence[Observation], material: Material) -> list[str]:
    """The sources that cells of a series name, and those of their claims."""
    begins = {one.source for one in cells if one.source}
    claims = {one.claim for one in cells if one.claim}
    named = [sha256 for sha256 in material.sources if sha256.startswith(tuple(begins))] if begins else []
    return [*named, *(claim.source for name, claim in material.inputs.claims.items() if name.startswith(tuple(claims)))]


def _quoted(title: str) -> str:
    return f"“{title.strip('“”')}”"


def _joined(parts: Sequence[str]) -> str:
    """Parts joined by commas; a comma after a quoted title stands inside the quotation marks."""
    return ", ".join(one for one in parts if one).replace("”, ", ",” ")
