"""From passages to claims: what is said (numbers, dates, comparisons), who says it, and the exact words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from witnessmark.model import Claim, ClaimKind, Passage, Quantity, SpeakerKind, Stance
from witnessmark.text import Amount, Anchor, Dated, amounts, dateline, dates, fold

from .attribution import Attribution, Memory, SpeakerRule, holding
from .comparisons import Comparison, comparisons
from .identity import Identifier
from .kinds import kind_of_speaker
from .layout import Span, Splitter, bounded, is_headline, is_item, paragraphs, sentence_at
from .modality import modal_marks, modality_between
from .places import places_in
from .units import Counted, counted

Mention = Amount | Dated | Comparison
_CLAUSE = 240  # characters after a cue in which its modality is read
_AFTER = 60  # characters after the claim itself in which it is read too


class Rules(NamedTuple):
    """Everything about an extractor that may change without changing the id of a claim.

    Attributes:
        made_by: name and version of the extractor.
        split: sentence splitter.
        speakers: how speakers are found.
        kinds: kinds that a person gave to speakers.
    """

    made_by: str
    split: Splitter
    speakers: SpeakerRule
    kinds: Mapping[str, SpeakerKind]


class _Said(NamedTuple):
    """Who says one claim."""

    speaker: str | None
    chain: tuple[str, ...]
    stance: Stance
    cue: int


def find_claims(passages: Sequence[Passage], outlet: str, rules: Rules) -> list[Claim]:
    """The claims of one source, in reading order.

    Args:
        passages: all passages of one source, in order.
        outlet: who narrates the document.
        rules: how sentences and speakers are found.
    """
    identifier = Identifier(passages)
    anchor = Anchor(dateline([line for passage in passages[:4] for line in passage.text[:4000].splitlines()[:12]]))
    memory = Memory()
    found: list[Claim] = []
    for passage in passages:
        identifier.turn_to(passage)
        found.extend(_in_passage(passage, outlet, rules, identifier, anchor, memory))
    return found


def _mentions(text: str, low: str, anchor: Anchor) -> list[Mention]:
    when = dates(text, anchor, low)
    many = amounts(text, [(one.core_start, one.core_end) for one in when], low)
    both: list[Mention] = sorted([*when, *many], key=lambda one: one.core_start)
    both.extend(comparisons(low, [(one.start, one.end) for one in both]))
    return sorted(both, key=lambda one: one.core_start)


def _in_passage(
    passage: Passage, outlet: str, rules: Rules, identifier: Identifier, anchor: Anchor, memory: Memory
) -> Iterator[Claim]:
    text = passage.text
    low = fold(text)
    mentions = _mentions(text, low, anchor)
    if not mentions and not text.rstrip().endswith((":", "：")) and memory.quoted is None:
        memory.lead = memory.lead if is_item(text, 0) or not text.strip() else None
        return
    spans = bounded(text, rules.split(text))
    starts = [start for start, _ in spans]
    voices = _Voices(text, low, spans, rules.speakers, memory, outlet)
    sentence = _Sentence(text, low, (0, 0), [])
    for mention in mentions:
        quote = sentence_at(starts, spans, mention.start, mention.end)
        if quote != sentence.span:
            inside = [one for one in _near(mentions, mention, quote) if isinstance(one, Dated)]
            sentence = _Sentence(text, low, quote, inside)
        said = voices.of(mention.core_start)
        yield _claim(passage, mention, sentence, said, outlet, rules, identifier)
    voices.finish()


def _near(mentions: Sequence[Mention], mention: Mention, quote: Span) -> Iterator[Mention]:
    """The mentions of one sentence; the list is sorted, so only neighbours are looked at."""
    index = _index(mentions, mention)
    while index < len(mentions) and mentions[index].core_start < quote[1]:
        yield mentions[index]
        index += 1


def _index(mentions: Sequence[Mention], mention: Mention) -> int:
    low, high = 0, len(mentions)
    while low < high:
        middle = (low + high) // 2
        if mentions[middle].core_start < mention.core_start:
            low = middle + 1
        else:
            high = middle
    return low


class _Sentence:
    """One sentence while its claims are made."""

    def __init__(self, text: str, low: str, span: Span, dated: Sequence[Dated]) -> None:
        self.text, self.low, self.span, self.dated = text, low, span, dated
        self.words = text[span[0] : span[1]]
        self.last: Counted | None = None
        self._places = places_in(self.words)
        self.marks = modal_marks(low[span[0] : span[1]])

    def period_near(self, at: int) -> str | None:
        """The date of the sentence that stands nearest to a place in it."""
        known = [one for one in self.dated if one.period]
        return min(known, key=lambda one: abs(one.core_start - at)).period if known else None

    def place_near(self, at: int) -> str | None:
        """The place of the sentence that is named nearest to a place in it."""
        here = at - self.span[0]
        return min(self._places, key=lambda one: abs(one[0] - here))[1] if self._places else None


class _Voices:
    """Who says what in one passage, worked out paragraph by paragraph and only where somebody asks."""

    def __init__(
        self, text: str, low: str, spans: Sequence[Span], rule: SpeakerRule, memory: Memory, outlet: str
    ) -> None:
        self._text, self._low, self._rule, self._memory, self._outlet = text, low, rule, memory, outlet
        self._paragraphs = paragraphs(text, spans)
        self._reach = -1
        self._item = False
        self._sentences: list[Span] = []
        self._by_sentence: dict[int, list[Attribution]] = {}
        self._found: list[Attribution] = []

    def of(self, at: int) -> _Said:
        """Who says what stands at a place; places are asked for in order."""
        while at >= self._reach and self._advance():
            pass
        lead = self._memory.lead if self._item else None
        held = holding(self._around(at), at)
        narrators = (lead, self._outlet) if lead else (self._outlet,)
        if not held:
            return _Said(narrators[0], narrators, Stance.ASSERTS, -1)
        inner = held[0]
        chain = dict.fromkeys([one.speaker for one in held if one.speaker is not None] + list(narrators))
        return _Said(inner.speaker, tuple(chain), inner.stance, inner.cue)

    def finish(self) -> None:
        """Reads the paragraphs that nobody asked about, for what they leave to the next passage."""
        while self._advance():
            pass

    def _around(self, at: int) -> list[Attribution]:
        index = next((i for i, (start, end) in enumerate(self._sentences) if start <= at < end), -1)
        if index not in self._by_sentence:
            start, end = self._sentences[index] if index >= 0 else (at, at + 1)
            self._by_sentence[index] = [one for one in self._found if one.start < end and start < one.end]
        return self._by_sentence[index]

    def _advance(self) -> bool:
        group = next(self._paragraphs, None)
        if group is None:
            return False
        memory, start, end = self._memory, group[0][0], group[-1][1]
        memory.speaker = None
        self._item = is_item(self._text, start)
        self._sentences, self._by_sentence, self._reach = group, {}, end
        self._found = self._rule.attributions(self._text, self._low, (start, end), group, memory)
        if self._text[end - 1] in ":：":
            memory.lead = next((one.speaker for one in reversed(self._found) if one.end >= end - 1), None)
            self._item = False
        elif not self._item:
            memory.lead = None
        return True


def _claim(
    passage: Passage,
    mention: Mention,
    sentence: _Sentence,
    said: _Said,
    outlet: str,
    rules: Rules,
    identifier: Identifier,
) -> Claim:
    quote_start, quote_end = sentence.span
    kind, quantity, measure, period = _content(mention, sentence)
    identity = identifier.identify(passage, mention.core_start, mention.core_end)
    clause_end = max(mention.end + _AFTER, min(quote_end, said.cue + _CLAUSE))
    clause_start = said.cue if quote_start <= said.cue <= mention.core_start else quote_start
    return Claim(
        id=identity.id,
        source=passage.source,
        passage=passage.id,
        kind=kind,
        start=mention.start,
        end=mention.end,
        span=sentence.text[mention.start : mention.end],
        core_start=mention.core_start,
        core_end=mention.core_end,
        quote_start=quote_start,
        quote_end=quote_end,
        quote=sentence.words,
        before=identity.before,
        after=identity.after,
        speaker=said.speaker,
        speaker_kind=kind_of_speaker(said.speaker, rules.kinds),
        outlet=outlet,
        chain=said.chain,
        stance=said.stance,
        modality=modality_between(sentence.marks, clause_start - quote_start, clause_end - quote_start),
        quantity=quantity,
        measure=measure,
        period=period,
        place=sentence.place_near(mention.core_start),
        headline=passage.number == 0 and is_headline(passage.text, sentence.span),
        made_by=rules.made_by,
    )


def _content(mention: Mention, sentence: _Sentence) -> tuple[ClaimKind, Quantity | None, str | None, str | None]:
    """Kind, quantity, measure and period of what is said."""
    if isinstance(mention, Dated):
        return ClaimKind.DATE, None, None, mention.period
    written = sentence.text[mention.start : mention.end]
    period = sentence.period_near(mention.core_start)
    if isinstance(mention, Comparison):
        quantity = Quantity(
            low=mention.low, high=mention.high, bound=mention.bound, unit=mention.unit, as_written=written
        )
        return ClaimKind.COMPARISON, quantity, None, period
    what = counted(sentence.low, mention, sentence.span, sentence.last)
    sentence.last = what if mention.unit is None else None
    quantity = Quantity(low=mention.low, high=mention.high, bound=mention.bound, unit=what.unit, as_written=written)
    return ClaimKind.QUANTITY, quantity, what.measure, "P1Y" if what.yearly else period
