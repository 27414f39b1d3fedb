"""`trace`: from a figure, a claim or a phrase down to quotes, pages, hashes and custody. Only for the terminal: file names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from witnessmark.case import Case, load_judgements, load_plan, load_series
from witnessmark.errors import CaseError, TraceError
from witnessmark.model import Claim, CustodyEvent, Figure, Finding, Judgement, Observation, Passage, Source
from witnessmark.text import Piece, exactly, excerpt

from .custody import load_custody
from .judging import holding
from .review import Waiting, every_claim, passage_of
from .stages import passages_of

_ID = re.compile(r"c-[0-9a-f]{4,32}")

Kept = TypeVar("Kept", Figure, Finding)


@dataclass(frozen=True)
class SourceTrace:
    """A source with the custody entries that concern it."""

    source: Source
    entries: tuple[tuple[int, CustodyEvent], ...]


@dataclass(frozen=True)
class ClaimTrace:
    """A claim with its passage, its judgement and its source."""

    claim: Claim
    passage: Passage | None
    judgement: Judgement | None
    source: SourceTrace


@dataclass(frozen=True)
class PhraseTrace:
    """A passage that holds a phrase.

    Attributes:
        passage: the passage.
        context: the words around the phrase, with the phrase apart.
        places: start and end of the phrase in the passage, code points.
        source: its source.
    """

    passage: Passage
    context: tuple[Piece, ...]
    places: tuple[tuple[int, int], ...]
    source: SourceTrace


@dataclass(frozen=True)
class Traced:
    """Everything below a figure, a claim or a phrase.

    Attributes:
        figures: the figure's statistics, or nothing for a claim or a phrase.
        finding: the computation, or None.
        cells: observations it rests on, with their source where the case holds it.
        claims: claims it rests on.
        passages: for a phrase, every passage that holds it.
    """

    figures: tuple[Figure, ...] = ()
    finding: Finding | None = None
    cells: tuple[tuple[Observation, SourceTrace | None], ...] = ()
    claims: tuple[ClaimTrace, ...] = ()
    passages: tuple[PhraseTrace, ...] = ()


def trace(case: Case, name: str) -> Traced:
    """What a figure of the plan, a claim by its id, or a phrase rests on, as the last build left it.

    Args:
        case: the case.
        name: a figure's name, the first six characters or more of a claim's id, or words that stand in a source.

    Raises:
        TraceError: where none of these answers to it, or nothing was built yet.
    """
    custody = load_custody(case)
    sources = {one.sha256: _source(one, custody.events) for one in custody.sources}
    figures = tuple(one for one in _figures(case) if one.name == name)
    if figures:
        return _of_figure(case, figures, sources)
    claims = [one for one in every_claim(case) if one.claim.id.startswith(name)] if _ID.fullmatch(name) else []
    if len(claims) == 1:
        return Traced(claims=(_claim(case, claims[0], sources),))
    if claims:
        raise TraceError(f"{len(claims)} claims begin with {name!r}", "give more characters of the id")
    passages = tuple(_of_phrase(case, name, sources.values()))
    if passages:
        return Traced(passages=passages)
    planned = ", ".join(one.name for one in load_plan(case.paths).figure) or "none"
    raise TraceError(
        f"no figure, claim or passage answers to {name!r}", f"figures of the plan: {planned}; then witnessmark build"
    )


def _of_phrase(case: Case, words: str, sources: Iterable[SourceTrace]) -> Iterator[PhraseTrace]:
    if not words.strip():
        return
    pattern = exactly(words, any_case=True)
    for source in sources:
        for passage in passages_of(case, source.source):
            places = [one.span() for one in pattern.finditer(passage.text)]
            if places:
                yield PhraseTrace(passage, tuple(excerpt(passage.text, places)), tuple(places), source)


def _figures(case: Case) -> list[Figure]:
    try:
        lines = case.paths.figures.read_bytes().splitlines()
    except FileNotFoundError as err:
        raise TraceError("nothing was built yet", "run witnessmark build") from err
    return [_decoded(line, Figure) for line in lines]


def _decoded(data: bytes, kind: type[Kept]) -> Kept:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise CaseError("a file in derived/ is not what was written", "run witnessmark build") from err


def _of_figure(case: Case, figures: tuple[Figure, ...], sources: dict[str, SourceTrace]) -> Traced:
    first = figures[0]
    path = case.paths.findings / f"{first.name}.json"
    try:
        finding = _decoded(path.read_bytes(), Finding) if first.finding else None
    except FileNotFoundError as err:
        raise TraceError(f"the computation of {first.name} is not there", "run witnessmark build") from err
    cells = [
        (cell, next((one for sha, one in sources.items() if cell.source and sha.startswith(cell.source)), None))
        for series in load_series(case.paths).values()
        for cell in series.observations
        if cell.id in first.observations
    ]
    wanted = set(first.claims)
    claims = [_claim(case, one, sources) for one in every_claim(case) if one.claim.id in wanted]
    return Traced(figures, finding, tuple(cells), tuple(claims))


def _claim(case: Case, one: Waiting, sources: dict[str, SourceTrace]) -> ClaimTrace:
    judgement = holding(load_judgements(case.paths)[0]).get(one.claim.id)
    return ClaimTrace(one.claim, passage_of(case, one), judgement, sources[one.claim.source])


def _source(source: Source, events: tuple[CustodyEvent, ...]) -> SourceTrace:
    return SourceTrace(source, tuple((index, events[index]) for index in source.custody))
