"""`sources`: what the case holds, with its number and what the last build found in it; and which source a reference means."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from witnessmark.case import Case, SourceRow, record_head
from witnessmark.errors import UsageError
from witnessmark.model import Source

from .custody import load_custody
from .stages import ClaimsSummary, ReadSummary, stated_outlet

AnySource = TypeVar("AnySource", Source, SourceRow)
LEAST = 6  # digits of a hash that name a source


def list_sources(case: Case) -> list[SourceRow]:
    """Every source by number: what a person stated about it, and what the last build found in it."""
    return [_row(case, one) for one in load_custody(case).sources]


def find_source(sources: Sequence[AnySource], reference: str) -> AnySource:
    """The source that a number, or the first digits of a SHA-256, means.

    Args:
        sources: those to choose from.
        reference: "3", or six hex digits or more.

    Raises:
        UsageError: where none or several answer to it.
    """
    wanted = reference.strip().lower()
    if re.fullmatch(r"[0-9]{1,9}", wanted):
        numbered = [one for one in sources if one.number == int(wanted)]
        if numbered:
            return numbered[0]
    found = [one for one in sources if one.sha256.startswith(wanted)] if len(wanted) >= LEAST else []
    if len(found) != 1:
        raise UsageError(
            f"{len(found)} sources answer to {reference!r}",
            f"give its number, or {LEAST} digits of its SHA-256 or more; witnessmark sources lists them",
        )
    return found[0]


def _row(case: Case, source: Source) -> SourceRow:
    read, found = record_head(case.paths.passages(source.sha256)), record_head(case.paths.claims(source.sha256))
    passages = msgspec.json.decode(read.summary, type=ReadSummary) if read else None
    claims = msgspec.json.decode(found.summary, type=ClaimsSummary) if found else None
    arrival = source.latest
    row = SourceRow(
        number=source.number,
        sha256=source.sha256,
        name=source.name,
        title=arrival.citation.title,
        kind=str(arrival.kind),
        language=arrival.language,
        outlet=stated_outlet(source),
        published=arrival.citation.published,
        passages=passages.passages if passages else None,
        claims=len(claims.ids) if claims else None,
        problems=len((*passages.problems, *(claims.problems if claims else ()))) if passages else None,
    )
    made_from = [msgspec.json.encode(row), *(one.sha256.encode() for one in (read, found) if one)]
    return msgspec.structs.replace(row, made_from=hashlib.sha256(b"\n".join(made_from)).hexdigest())
