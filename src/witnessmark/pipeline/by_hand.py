"""`claim new`: a claim that a person found. It is entered once, and every later build has it beside those of the extractor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from witnessmark.case import Case, append_hand_claims, load_hand_claims
from witnessmark.claims import MADE_BY, Quoted, enter, find_quote, nearest
from witnessmark.errors import UsageError
from witnessmark.model import Entry, HandClaim, Passage, Source, collapse, place_of
from witnessmark.preserve import stamp

from .custody import load_custody
from .review import Clock, actor_of
from .sources import find_source
from .stages import claims_of, passages_of

AROUND = 60  # characters shown on either side of a quote that stands in several places


@dataclass(frozen=True)
class Entered:
    """A claim entered by hand.

    Attributes:
        hand: the entry.
        source: its source, or None where the case no longer holds it.
        stands_at: where the quote stood when it was entered; empty where that is not known.
        built: True where the last build has it.
    """

    hand: HandClaim
    source: Source | None
    stands_at: str = ""
    built: bool = False


def enter_claim(case: Case, reference: str, quote: str, entry: Entry, clock: Clock, nth: int | None = None) -> Entered:
    """Enters a claim; durable when it returns. The next build has it.

    Args:
        case: the case.
        reference: number of the source, or the first digits of its SHA-256.
        quote: exact words; white space may differ.
        entry: how the person reads them.
        clock: gives the time, with its zone.
        nth: which of the places where the quote stands, from 1; needed where there are several.

    Raises:
        UsageError: where the quote stands nowhere, or in several places, or the entry does not fit it.
    """
    source = find_source(load_custody(case).sources, reference)
    passages = passages_of(case, source)
    if not passages:
        raise UsageError(f"nothing is read of source {source.number}", "run witnessmark build, then see its problems")
    places = find_quote(passages, quote)
    if not places:
        raise UsageError(f"the quote does not stand in source {source.number}", _nearest(passages, quote))
    number = _which(places, nth)
    quoted = places[number - 1]
    kept = {one.id: one for one in load_hand_claims(case.paths)[0]}
    hand = enter(passages, quoted, number, entry, by=actor_of(case), at=stamp(clock()), read=claims_of(case, source))
    before = kept.get(hand.id)
    if hand.read is None and before is not None and before.read is not None:
        hand = msgspec.structs.replace(hand, read=before.read)
    append_hand_claims(case.paths, [hand])
    return Entered(hand, source, place_of(quoted.passage.where))


def entered_claims(case: Case) -> list[Entered]:
    """Every claim entered by hand, in the order in which they were entered first."""
    sources = {one.sha256: one for one in load_custody(case).sources}
    hands = load_hand_claims(case.paths)[0]
    concerned = {one.source for one in hands}
    built = {
        claim.id: claim.passage
        for sha, source in sources.items()
        if sha in concerned
        for claim in claims_of(case, source)
        if claim.made_by == MADE_BY
    }
    where = {
        one.id: place_of(one.where) for sha in concerned & sources.keys() for one in passages_of(case, sources[sha])
    }
    return [
        Entered(one, sources.get(one.source), where.get(built.get(one.id, ""), ""), one.id in built) for one in hands
    ]


def _which(places: Sequence[Quoted], nth: int | None) -> int:
    if nth is None and len(places) == 1:
        return 1
    if nth is not None and 1 <= nth <= len(places):
        return nth
    listed = "\n".join(f"  {number}: {_shown(one)}" for number, one in enumerate(places, 1))
    raise UsageError(
        f"the quote stands in {len(places)} places:\n{listed}", "say which with --nth, or quote more words"
    )


def _shown(one: Quoted) -> str:
    text = one.passage.text
    around = collapse(text[max(0, one.start - AROUND) : one.end + AROUND]).strip()
    return f"{place_of(one.passage.where)}: …{around}…"


def _nearest(passages: Sequence[Passage], quote: str) -> str:
    near = nearest(passages, quote)
    if near is None:
        return "give the exact words; witnessmark search finds them"
    text = collapse(near.text).strip()
    return f"the nearest is {place_of(near.where)}: “{text if len(text) <= 300 else text[:300] + '…'}”"
