"""Claims by hand: where a quote stands, how its numbers read, and the claim that a person's entry makes of it.

Such a claim has the same id as one that an extractor makes of the same characters, so that the two are one claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from witnessmark.errors import UsageError
from witnessmark.model import (
    Bound,
    Claim,
    ClaimKind,
    Entry,
    HandClaim,
    Passage,
    Quantity,
    Seen,
    SpeakerKind,
    seen_of,
)
from witnessmark.text import Amount, Dated, amounts, dates, exactly, spread

from .identity import Identifier, Identity
from .kinds import kind_of_speaker

MADE_BY = "hand 1"
NEAR = 0.5  # share of the words of a quote that a passage must have to be named as the nearest


class Quoted(NamedTuple):
    """A place where a quote stands.

    Attributes:
        passage: the passage.
        base: characters of the source before it, with one between any two passages.
        start, end: the quote in it, code points.
    """

    passage: Passage
    base: int
    start: int
    end: int

    @property
    def text(self) -> str:
        """The quote in the source's own characters."""
        return self.passage.text[self.start : self.end]


def find_quote(passages: Sequence[Passage], quote: str) -> list[Quoted]:
    """Every place where a quote stands in one passage of a source, in order; white space may differ.

    Raises:
        UsageError: where it is empty.
    """
    if not quote.strip():
        raise UsageError("a quote without words", "give the exact words of the source")
    return list(_places(passages, exactly(quote)))


def nearest(passages: Sequence[Passage], quote: str) -> Passage | None:
    """The passage that shares most words with a quote, where it has half of them or more."""
    wanted = set(spread(quote).lower().split())
    shared = [len(wanted & set(spread(one.text).lower().split())) for one in passages]
    best = max(range(len(shared)), key=shared.__getitem__, default=None)
    return passages[best] if best is not None and wanted and shared[best] >= NEAR * len(wanted) else None


def enter(
    passages: Sequence[Passage], quoted: Quoted, nth: int, entry: Entry, *, by: str, at: str, read: Sequence[Claim] = ()
) -> HandClaim:
    """What a person's entry says, with the id of its claim.

    Args:
        passages: all passages of the source, in order.
        quoted: where the quote stands.
        nth: which of its places that is, from 1.
        entry: how the person reads it.
        by: id of the key of whoever enters it.
        at: UTC time to the second.
        read: claims that a program found in the source.

    Raises:
        UsageError: where the span does not stand in the quote once, or a number is given and no span.
    """
    kind, core, settled = _settle(quoted.text, entry)
    start, end = quoted.start + core[0], quoted.start + core[1]
    identity = Identifier(passages).identity_at(quoted.base, quoted.passage, start, end)
    return HandClaim(
        id=identity.id,
        source=quoted.passage.source,
        quote=quoted.text,
        nth=nth,
        core=quoted.text[core[0] : core[1]],
        kind=kind,
        entry=settled,
        by=by,
        at=at,
        read=_seen(identity.id, read),
    )


def claim_by_hand(
    hand: HandClaim, passages: Sequence[Passage], outlet: str, kinds: Mapping[str, SpeakerKind]
) -> Claim | None:
    """The claim that an entry makes, where its quote still stands in what is read of the source.

    Args:
        hand: the entry.
        passages: all passages of the source, in order.
        outlet: who narrates the document.
        kinds: kinds that a person gave to speakers.
    """
    identifier = Identifier(passages)
    places = list(_places(passages, exactly(hand.quote)))
    standing = [(one, core) for one in places for core in _cores(one, hand)]
    told = [(one, core, identifier.identity_at(one.base, one.passage, *core)) for one, core in standing]
    same = [one for one in told if one[2].id == hand.id]
    if not same:  # the text around it is read differently now
        same = [one for one in told if one[0] is places[min(hand.nth, len(places)) - 1]]
    return _claim(hand, *same[0], outlet, kinds) if same else None


def _places(passages: Sequence[Passage], pattern: re.Pattern[str]) -> Iterator[Quoted]:
    base = 0
    for passage in passages:
        for found in pattern.finditer(passage.text):
            yield Quoted(passage, base, found.start(), found.end())
        base += len(passage.text) + 1


def _cores(one: Quoted, hand: HandClaim) -> list[tuple[int, int]]:
    """Where the core stands inside the span inside the quote, in the passage."""
    span = exactly(hand.entry.span or hand.quote).search(one.passage.text, one.start, one.end)
    return [] if span is None else [c.span() for c in exactly(hand.core).finditer(one.passage.text, *span.span())]


def _claim(
    hand: HandClaim,
    one: Quoted,
    core: tuple[int, int],
    identity: Identity,
    outlet: str,
    kinds: Mapping[str, SpeakerKind],
) -> Claim:
    entry, text = hand.entry, one.passage.text
    span = exactly(entry.span or hand.quote).search(text, one.start, one.end)
    start, end = span.span() if span else core
    quantity = None
    if hand.kind is ClaimKind.QUANTITY:
        bound = entry.bound or Bound.POINT
        quantity = Quantity(low=entry.low, high=entry.high, bound=bound, unit=entry.unit, as_written=text[start:end])
    return Claim(
        id=hand.id,
        source=hand.source,
        passage=one.passage.id,
        kind=hand.kind,
        start=start,
        end=end,
        span=text[start:end],
        core_start=core[0],
        core_end=core[1],
        quote_start=one.start,
        quote_end=one.end,
        quote=one.text,
        before=identity.before,
        after=identity.after,
        speaker=entry.speaker,
        speaker_kind=kind_of_speaker(entry.speaker, kinds),
        outlet=outlet,
        chain=tuple(dict.fromkeys(one for one in (entry.speaker, outlet) if one)),
        stance=entry.stance,
        modality=entry.modality,
        quantity=quantity,
        measure=entry.measure,
        period=entry.period,
        place=entry.place,
        made_by=MADE_BY,
    )


def _settle(quote: str, entry: Entry) -> tuple[ClaimKind, tuple[int, int], Entry]:
    """The kind of claim, the core in the quote, and the entry with what its span says filled in."""
    numbered = any(one is not None for one in (entry.low, entry.high, entry.bound, entry.unit))
    if entry.span is None:
        if numbered:
            raise UsageError("a number is given and not where it stands", "give the words that hold it with --span")
        return ClaimKind.STATEMENT, (0, len(quote)), entry
    start, end = _span(quote, entry.span)
    amount, date = _mentioned(quote, start, end)
    entry = msgspec.structs.replace(entry, span=quote[start:end])
    if amount is None and not numbered:
        if date is None:
            return ClaimKind.STATEMENT, (start, end), entry
        period = entry.period or date.period
        return ClaimKind.DATE, (date.core_start, date.core_end), msgspec.structs.replace(entry, period=period)
    core = (amount.core_start, amount.core_end) if amount else (start, end)
    return ClaimKind.QUANTITY, core, _counted(entry, amount)


def _span(quote: str, words: str) -> tuple[int, int]:
    found = [one.span() for one in exactly(words).finditer(quote)] if words.strip() else []
    if len(found) != 1:
        raise UsageError(
            f"the span {words!r} stands {len(found)} times in the quote",
            "give exact words of the quote, as many as it takes to tell the place",
        )
    return found[0]


def _mentioned(quote: str, start: int, end: int) -> tuple[Amount | None, Dated | None]:
    """The only number, or the only date, that stands in a span; a number counts before a date."""
    when = dates(quote)
    many = amounts(quote, [(one.core_start, one.core_end) for one in when])
    counts = [one for one in many if start <= one.core_start and one.core_end <= end]
    days = [one for one in when if start <= one.core_start and one.core_end <= end]
    return counts[0] if len(counts) == 1 else None, days[0] if len(days) == 1 and not counts else None


def _counted(entry: Entry, amount: Amount | None) -> Entry:
    low, high, bound = entry.low, entry.high, entry.bound
    if amount is not None and low is None and high is None:
        low, high = amount.low, amount.high
        bound = bound or amount.bound
    if low is None and high is None:
        raise UsageError("the span holds no one number that can be read", "give --low, --high, or both")
    if bound is None:
        bound = Bound.AT_LEAST if high is None else Bound.AT_MOST if low is None else Bound.RANGE
        bound = Bound.POINT if low == high else bound
    unit = entry.unit or (amount.unit if amount else None) or entry.measure
    return msgspec.structs.replace(entry, low=low, high=high, bound=bound, unit=unit)


def _seen(identity: str, read: Sequence[Claim]) -> Seen | None:
    return next((seen_of(one) for one in read if one.id == identity and one.made_by != MADE_BY), None)
