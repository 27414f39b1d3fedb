"""Claims of single files without a case: one row a claim, offsets in the decoded file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from witnessmark.claims import outlet_of
from witnessmark.errors import ReadError
from witnessmark.model import Bound, CharSpan, Claim, ClaimKind, Passage, Problem, Word
from witnessmark.plugins import Extractor
from witnessmark.read import read_bytes

from .engines import extractor_named

UNATTRIBUTED = "unattributed"
JOINT = "\n\n"  # what stands between passages of a format whose file is not text
_KINDS = {ClaimKind.DATE: "dated_event", ClaimKind.COMPARISON: "comparative", ClaimKind.STATEMENT: "statement"}


class ExtractedRow(Word, frozen=True, kw_only=True):
    """One claim of one file, flat.

    Attributes:
        file: base name of the file.
        kind: quantity, vague_quantity, dated_event, comparative or statement.
        start, end, span: the number, date or cue with its hedge; code points into the decoded file, end exclusive.
        quote_start, quote_end, quote: its sentence.
        low, high, unit: the quantity, or None.
        measure: what the number measures, or None.
        period: EDTF, or an ISO 8601 duration for a rate whose year is not stated.
        place: place the sentence names.
        speaker: who says it, as printed; "unattributed" where the text attributes it to nobody.
        outlet: who narrates the document.
        modality: how the speaker puts it.
        chain: from the origin to the outlet.
    """

    file: str
    kind: str
    start: int
    end: int
    span: str
    quote_start: int
    quote_end: int
    quote: str
    low: float | None
    high: float | None
    unit: str | None
    measure: str | None
    period: str | None
    place: str | None
    speaker: str
    outlet: str
    modality: str
    chain: tuple[str, ...]


def extract(files: Sequence[Path], engine: str, outlet: str | None = None) -> Iterator[ExtractedRow | Problem]:
    """The claims of files, one row each, file by file in reading order; a file's problems come before its claims.

    Args:
        files: what to read.
        engine: "rules" or "spacy".
        outlet: who narrates them, where a person states it.

    Raises:
        ReadError: where a file cannot be opened.
        PluginError: for an unknown engine.
        MissingExtra: where the engine is not installed.
    """
    extractor = extractor_named(engine, {})
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as err:
            raise ReadError(f"{path.name} cannot be read: {err.strerror}", "check its name and permissions") from err
        material = read_bytes(data, path.suffix.lower(), hashlib.sha256(data).hexdigest())
        yield from (one for one in material if isinstance(one, Problem))
        yield from _rows(path.name, [one for one in material if isinstance(one, Passage)], extractor, outlet)


def _rows(name: str, passages: Sequence[Passage], extractor: Extractor, outlet: str | None) -> Iterator[ExtractedRow]:
    lines = [line for passage in passages for line in passage.text.splitlines()]
    offsets: dict[str, int] = {}
    joined = 0
    for passage in passages:
        offsets[passage.id] = passage.where.start if isinstance(passage.where, CharSpan) else joined
        joined += len(passage.text) + len(JOINT)
    for claim in extractor.claims(passages, outlet_of(lines, outlet)):
        yield row_of(claim, name, offsets[claim.passage])


def row_of(claim: Claim, file: str, offset: int) -> ExtractedRow:
    """A claim as a flat row.

    Args:
        claim: the claim.
        file: base name of its file.
        offset: where its passage begins in the decoded file.
    """
    quantity = claim.quantity
    vague = quantity is not None and quantity.bound is Bound.VAGUE
    return ExtractedRow(
        file=file,
        kind=_KINDS.get(claim.kind, "vague_quantity" if vague else "quantity"),
        start=claim.start + offset,
        end=claim.end + offset,
        span=claim.span,
        quote_start=claim.quote_start + offset,
        quote_end=claim.quote_end + offset,
        quote=claim.quote,
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        unit=quantity.unit if quantity else None,
        measure=claim.measure,
        period=claim.period,
        place=claim.place,
        speaker=claim.speaker if claim.speaker is not None else UNATTRIBUTED,
        outlet=claim.outlet,
        modality=str(claim.modality),
        chain=claim.chain,
    )
