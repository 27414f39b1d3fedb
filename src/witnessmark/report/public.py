"""What may go out: an allow-list of fields. A file name, a path, a host, a user or a minute is in none of these words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from witnessmark.model import (
    Claim,
    CustodyEvent,
    Figure,
    Finding,
    Judgement,
    Observation,
    Passage,
    Series,
    Source,
    Word,
    is_edtf,
    place_of,
    program_read,
    with_unit,
)

from . import shown

_WEB = re.compile(r"(https?://)(?:[^/?#@]*@)*([^\s@/?#]+(?:[/?#]\S*)?)", re.IGNORECASE)
CONTEXT = 600  # characters of the passage printed on either side of a quote


class PublicEvent(Word, frozen=True, kw_only=True):
    """A custody event with its day and a role in place of a person."""

    index: int
    event: str
    day: str
    role: str


class PublicSource(Word, frozen=True, kw_only=True):
    """A source card."""

    number: int
    sha256: str
    size: int
    media_type: str
    kind: str
    title: str
    author: str | None
    publisher: str | None
    container: str | None
    published: str | None
    outlet: str | None
    language: str | None
    url: str | None
    obtained_on: str | None
    custody: tuple[PublicEvent, ...]


class PublicClaim(Word, frozen=True, kw_only=True):
    """A claim with its quote in context."""

    id: str
    source: int
    sha256: str
    place: str
    kind: str
    says: str
    speaker_kind: str
    outlet: str
    chain: tuple[str, ...]
    stance: str
    modality: str
    shown: str
    low: float | None
    high: float | None
    bound: str | None
    unit: str | None
    measure: str | None
    period: str | None
    quote: str
    span: str
    before: str
    after: str
    span_start: int
    decision: str
    corrected: str


class PublicCell(Word, frozen=True, kw_only=True):
    """A cell of a series."""

    id: str
    series: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    shown: str
    as_written: str
    standing: str
    label: str
    source: int | None
    claim: str | None
    note: str


class PublicFigure(Word, frozen=True, kw_only=True):
    """A figure and the ids of what it rests on."""

    name: str
    what: str
    statistic: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    shown: str
    unit: str
    who: str
    how: str
    standing: str
    labels: tuple[str, ...]
    undecided: int
    same_question: int | None
    claims: tuple[str, ...]
    cells: tuple[str, ...]
    finding: str | None
    cautions: tuple[str, ...]

    @property
    def with_unit(self) -> str:
        """The characters that are printed, and the unit."""
        return with_unit(self.shown, self.unit)


class Trace(Word, frozen=True, kw_only=True):
    """trace.json: from each printed figure down to the hash and the custody of the bytes it rests on."""

    format: int = 1
    checkpoint_size: int
    checkpoint_root: str
    figures: tuple[PublicFigure, ...]
    findings: tuple[Finding, ...]
    cells: tuple[PublicCell, ...]
    claims: tuple[PublicClaim, ...]
    sources: tuple[PublicSource, ...]


def public_source(source: Source, media_type: str, first_line: str, events: Sequence[CustodyEvent]) -> PublicSource:
    """The card of a source.

    Args:
        source: the source.
        first_line: how its text begins, which stands in for a title that nobody stated.
        media_type: what its bytes are.
        events: the whole custody log.
    """
    arrival, citation = source.latest, source.latest.citation
    return PublicSource(
        number=source.number,
        sha256=source.sha256,
        size=source.size,
        media_type=media_type,
        kind=str(arrival.kind),
        title=citation.title or (f"“{first_line}”" if first_line else f"untitled source {source.number}"),
        author=citation.author,
        publisher=citation.publisher,
        container=citation.container,
        published=_date(citation.published),
        outlet=arrival.outlet,
        language=arrival.language,
        url=_address(arrival.url),
        obtained_on=_date(arrival.obtained_on),
        custody=tuple(
            PublicEvent(index=index, event=events[index].event, day=events[index].at[:10], role="keeper of the case")
            for index in source.custody
        ),
    )


def public_claim(
    claim: Claim, passage: Passage, number: int, judgement: Judgement | None, shown_on: int = 1
) -> PublicClaim:
    """A claim with its passage around the quote.

    Args:
        claim: the claim.
        passage: the passage it stands in.
        number: number of its source.
        judgement: the judgement that holds for it.
        shown_on: on how many claims that judgement shows.
    """
    quantity = claim.quantity
    return PublicClaim(
        id=claim.id,
        source=number,
        sha256=claim.source,
        place=place_of(passage.where),
        kind=str(claim.kind),
        says=claim.says,
        speaker_kind=str(claim.speaker_kind),
        outlet=claim.outlet,
        chain=claim.chain,
        stance=str(claim.stance),
        modality=str(claim.modality),
        shown=shown.claim(claim),
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        bound=str(quantity.bound) if quantity else None,
        unit=quantity.unit if quantity else None,
        measure=claim.measure,
        period=claim.period,
        quote=claim.quote,
        span=claim.span,
        before=passage.text[max(0, claim.quote_start - CONTEXT) : claim.quote_start],
        after=passage.text[claim.quote_end : claim.quote_end + CONTEXT],
        span_start=claim.start - claim.quote_start,
        decision=decision(judgement, shown_on),
        corrected=corrected(judgement),
    )


def public_cell(series: Series, cell: Observation, sources: Mapping[str, Source]) -> PublicCell:
    """A cell with the number of its source and the words that must stand beside it."""
    number = next((one.number for sha, one in sources.items() if cell.source and sha.startswith(cell.source)), None)
    standing = str(cell.standing)
    return PublicCell(
        id=cell.id,
        series=series.name,
        period=cell.period,
        value=cell.value,
        low=cell.low,
        high=cell.high,
        shown=shown.observation(cell),
        as_written=cell.as_written,
        standing=standing,
        label="" if standing == "read" or cell.empty else f"{standing}-input",
        source=number,
        claim=cell.claim,
        note=cell.note,
    )


def public_figure(figure: Figure, what: str, label: str, same_question: int | None) -> PublicFigure:
    """A figure as it goes out.

    Args:
        figure: the figure.
        what: what it is, from the plan.
        label: what its statistic is, for people.
        same_question: for a quoted figure, how many other claims there are of the same measure and period.
    """
    return PublicFigure(
        name=figure.name,
        what=what,
        statistic=figure.statistic,
        label=label,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        shown=figure.shown,
        unit=figure.unit,
        who=figure.who,
        how=figure.how,
        standing=str(figure.standing),
        labels=figure.labels,
        undecided=figure.undecided,
        same_question=same_question,
        claims=figure.claims,
        cells=figure.observations,
        finding=figure.finding,
        cautions=tuple(one.says for one in figure.cautions),
    )


def _date(stated: str | None) -> str | None:
    """A date that a person stated, where it is one: EDTF has no minutes."""
    return stated if stated and is_edtf(stated) else None


def _address(stated: str | None) -> str | None:
    """A web address without a user's name or password in it; a path on somebody's disk is none."""
    found = _WEB.fullmatch(stated or "")
    return f"{found[1]}{found[2]}" if found else None


def decision(judgement: Judgement | None, shown_on: int = 1) -> str:
    """What a person decided, in words.

    Args:
        judgement: the judgement that holds, or None.
        shown_on: on how many claims it shows.
    """
    if judgement is None:
        return "undecided"
    words = "corrected by a person" if judgement.correction is not None else judgement.told
    return words if shown_on < 2 else f"{words} (decided once for {shown_on} reprints)"


def corrected(judgement: Judgement | None) -> str:
    """What the program had read where a person corrected it, one sentence; empty where nobody did."""
    read = program_read(judgement) if judgement is not None else ""
    return f"Corrected by a person. The program read: {read}." if read else ""
