"""`search`: words as a person typed them, in passages and in quotes of claims. It knows texts, and nobody's name.

The index is brought up to the last build at the first search after it, source by source.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from witnessmark.case import Case, Found, Index, Narrow, SourceRow, decisions_digest, open_index, writing
from witnessmark.errors import CaseError, UsageError
from witnessmark.model import Source, SourceKind, days_spanned, is_edtf
from witnessmark.text import Piece, Query, excerpt, hits, match_of, parse_query

from .build import last_build
from .custody import load_custody, log_root
from .sources import find_source, list_sources
from .stages import Progress, claims_of, no_progress, passages_of

Over = Literal["both", "passages", "claims"]


@dataclass(frozen=True)
class Asked:
    """Where to search, and how much to show.

    Attributes:
        sources: numbers or first hex digits of sources; empty for all.
        kind: kind of source, or None.
        language: language tag, or None.
        since, until: EDTF bounds of the day of publication, or None.
        over: passages, claims, or both.
        limit: how many of each to show; 0 for all.
    """

    sources: tuple[str, ...] = ()
    kind: SourceKind | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    over: Over = "both"
    limit: int = 20


@dataclass(frozen=True)
class Hit:
    """A passage or claim that holds the words.

    Attributes:
        found: the passage or claim.
        source: the source it stands in.
        context: the words around the hits.
    """

    found: Found
    source: SourceRow
    context: tuple[Piece, ...]


@dataclass(frozen=True)
class Searched:
    """What a search found.

    Attributes:
        passages, claims: the best of each, best first.
        passages_found, claims_found: how many there are in all.
        undated: sources left out because nobody stated when they were published.
        behind: True where evidence or decisions changed since the last build.
    """

    passages: tuple[Hit, ...]
    claims: tuple[Hit, ...]
    passages_found: int
    claims_found: int
    undated: int
    behind: bool


def search(case: Case, words: str, asked: Asked = Asked(), progress: Progress = no_progress) -> Searched:
    """Passages and claims that hold the words.

    Args:
        case: the case.
        words: words, "phrases", -words that must not stand there.
        asked: where to look.
        progress: told how the index comes on, where it has to be made.

    Raises:
        UsageError: where no word is asked for, or a filter cannot be.
        CaseError: where nothing was built yet, or the index cannot be written.
    """
    query = parse_query(words)
    _check(asked)
    with up_to_date(case, progress) as index:
        return search_index(index, query, asked, behind=_is_behind(case))


def search_index(index: Index, query: Query, asked: Asked, *, behind: bool = False) -> Searched:
    """The same in an index that is up to date.

    Args:
        index: the index.
        query: what is searched for.
        asked: where to look.
        behind: whether the case changed since the last build.
    """
    narrow, undated = _narrow(index, asked)
    match = match_of(query)

    def shown(found: Sequence[Found]) -> tuple[Hit, ...]:
        return tuple(
            Hit(one, index.source(one.source), tuple(excerpt(one.text, hits(one.text, query)))) for one in found
        )

    passages, passages_found = index.passages(match, narrow, asked.limit) if asked.over != "claims" else ([], 0)
    claims, claims_found = index.claims(match, narrow, asked.limit) if asked.over != "passages" else ([], 0)
    return Searched(shown(passages), shown(claims), passages_found, claims_found, undated, behind)


@contextmanager
def up_to_date(case: Case, progress: Progress = no_progress) -> Iterator[Index]:
    """The index, as the last build left the case.

    Raises:
        CaseError: where nothing was built yet, or the index cannot be written.
    """
    state = _state(case)
    with open_index(case.paths.index) as index:
        if not state or index.state() != state:
            with writing(case.paths):
                _bring_up(case, index, state, progress)
        yield index


def _bring_up(case: Case, index: Index, state: str, progress: Progress) -> None:
    sources = {one.number: one for one in load_custody(case).sources}
    rows = {one.number: one for one in list_sources(case) if one.passages is not None}
    if not rows:
        raise CaseError("nothing was built yet", "run witnessmark build")
    held = {one.number: one.made_from for one in index.sources()}
    todo = [one for number, one in rows.items() if held.get(number) != one.made_from]
    with index.changing(state):
        for number in held.keys() - rows.keys():
            index.drop(number)
        for done, row in enumerate(todo, 1):
            source: Source = sources[row.number]
            index.put(row, passages_of(case, source), claims_of(case, source))
            progress("Indexing", done, len(todo), 0)


def _state(case: Case) -> str:
    """What the last build was; nothing where it did not come to its end."""
    try:
        return hashlib.sha256(case.paths.build_record.read_bytes()).hexdigest()
    except OSError:
        return ""


def _is_behind(case: Case) -> bool:
    made = last_build(case)
    return made is None or made.root != log_root(case) or made.decisions != decisions_digest(case.paths)


def _check(asked: Asked) -> None:
    for what, value in (("--since", asked.since), ("--until", asked.until)):
        if value is not None and not is_edtf(value):
            raise UsageError(f"{what} {value!r} is not a date", "write 2026, 2026-11 or 2026-11-20")


def _narrow(index: Index, asked: Asked) -> tuple[Narrow, int]:
    """Where to look, and how many sources fell for want of a date."""
    if not (asked.sources or asked.kind or asked.since or asked.until):
        return Narrow(None, asked.language), 0
    left = sources = index.sources()
    if asked.sources:
        left = list({one.number: one for one in (find_source(sources, wanted) for wanted in asked.sources)}.values())
    if asked.kind is not None:
        left = [one for one in left if one.kind == asked.kind]
    undated = 0
    if asked.since is not None or asked.until is not None:
        undated = sum(one.published is None for one in left)
        first = days_spanned(asked.since)[0] if asked.since else ""
        last = days_spanned(asked.until)[1] if asked.until else "~"
        dated = [(one, days_spanned(one.published)) for one in left if one.published is not None]
        left = [one for one, (begins, ends) in dated if ends >= first and begins <= last]
    return Narrow(frozenset(one.number for one in left), asked.language), undated
