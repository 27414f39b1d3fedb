"""Who says what in English, by rules: cue verbs with the phrase before or after them, "according to", "X: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from witnessmark.model import Stance
from witnessmark.text import has_cjk, words

from .attribution import Attribution, Memory, Span
from .cues import ACCORDING, CUE, FIGURE, NOUN_CUE, PASSIVE, stance_of
from .quotations import quoted_attributions
from .speakers_han import han_attributions

_ADVERBS = re.compile(
    r"(?:\b(?:has|have|had|also|later|then|recently|reportedly|never|repeatedly|publicly|officially|previously|initially|subsequently|eventually|further|now|still|even|once|first|did|does|do|not|would|will|can|could|may|might|again|since|clearly|today|already)\s+)+\Z"
)
_BOUNDARY = re.compile(
    r"[,;:“”\"()\[\]!?]\s*|\s[-–—]+\s*|—|\b(?:that|but|while|whereas|although|though|because|when|where|with|if|as|since|after|before|until|which|who|and\s(?=(?:the|its|their|our|his|her|a|an|officials|experts)\b)|despite|given|whether)\s"
)
_AND = re.compile(r"\s(?:and|or)\s")
_LEADING = re.compile(
    r"(?:(?:however|meanwhile|moreover|furthermore|instead|yet|still|so|and|but|or|also|nevertheless|nonetheless|thus|indeed|in\s(?:fact|turn|response|addition|contrast|return|\d{4})|on\s\w+day|last\s\w+|today|yesterday|later|initially)[,\s]+)+"
)
_PREPOSITION = re.compile(
    r"(?:in|on|at|for|from|by|to|of|under|during|between|among|through|via|per|about|over|into|than|not|be|been|being|is|are|was|were)\b"
)
_PUBLISHED = re.compile(
    r"(?:the|this|that|its|their)\s(?:report|study|statement|paper|document|article|analysis|letter)\Z"
)
_OWN = re.compile(
    r"(?:its|their|his|her)\s(?:\w+\s)?(?:data|figures?|records?|statistics|estimates?|numbers|research)\Z"
)
_AGAIN = re.compile(r"the\s(?P<noun>[a-z]+)\Z")
_BARE = frozenset(words("he she they it"))
_FIRST = frozenset(words("i we us"))
_NOT_SPEAKERS = frozenset(
    words("there what which this that these those who you as so if nothing something anything all none one people")
)
_CONTENT = re.compile(r"[,:\s]*(?:that\b|[“\"‘]|:)")
_CONTENT_NOUNISH = re.compile(
    r"\s(?:that|how|a|an|the|its|his|her|their|it|he|she|they|there|no|only|over|about|some|more|nearly|around|at|up|between|tens|hundreds|thousands|millions|[0-9]|one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+s\s(?:are|were|have|had|will))"
)
_THAT = re.compile(
    r",?\s(?:(?:in|on|at|to|during|before|after|this|last|late|early|earlier)\b[^.;:“”\"]{0,48}?\s"
    r"|(?:[^\W\d][\w’'-]*\s){1,4}?)?that\s"
)
_TURN = re.compile(
    r";|[,—]\s*(?:but|while|although|though|whereas|yet|however)\b|\sbut\s(?=(?:the|a|an|its|independent|critics|others|this|it|he|she|they|[a-z]+\s(?:say|said|argue|show|found))\b)"
)
_WEIGHED = re.compile(
    r"\s(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:\w+ly\s)?(?:contradicted|disputed|denied|refuted|rejected|undermined|supported|backed|inconsistent|consistent|belied|unsupported|challenged)\b"
)
_ADVERBIAL = re.compile(
    r"[\s,]*(?:(?:on|in|at|during|to|last|this|by|late|early|yesterday|today|via|through|from|after|earlier|later|when|recently)\b[^“”\"]{0,90})?[.!”\"’)\s]*\Z"
)
_NAME_AFTER = re.compile(
    r"\s+(?P<who>(?:the\s|an?\s)?[^\s,.;:“”\"()]+(?:\s(?!(?:who|in|on|at|to|during|after|when|while|as|that|which|told|from|last|this|and\sadded|is|was|has|by|before|but)\b)[^\s,.;:“”\"()]+){0,9})"
)
_FRONTED = re.compile(r"(?:in|on|at|by|since|after|before|during|from|until|under|last|this|for|with|as)\b")
_TRAILING = re.compile(r"(?:\s(?:in|on|at|for|to|of|and|with|by|from))+\Z")
_MAX_WORDS = 14
_INTRODUCED = re.compile(r"(?P<who>[A-Z][^\n:：“”\"。.]{1,60}?)\s?[:：]\s*(?=[“\"‘'])")
_HEAD_EXPERT = re.compile(r":\s*(?P<who>[A-Z][\w’'. -]{2,40})\Z")


class RulesSpeakers:
    """Finds speakers by cue words and the phrases beside them."""

    def attributions(
        self, text: str, low: str, paragraph: Span, sentences: Sequence[Span], memory: Memory
    ) -> list[Attribution]:
        """See `SpeakerRule`."""
        found: list[Attribution] = []
        han = has_cjk(text[paragraph[0] : paragraph[1]])
        for start, end in sentences:
            found.extend(sentence_attributions(text, low, start, end, memory))
            if han:
                found.extend(han_attributions(text, start, end, memory))
        found.extend(quoted_attributions(text, low, paragraph, found, memory))
        return found


def sentence_attributions(text: str, low: str, start: int, end: int, memory: Memory) -> Iterator[Attribution]:
    """The attributions that one English sentence makes by its own words."""
    before: Attribution | None = None
    for match in CUE.finditer(low, start, end):
        one = _by_verb(text, low, (start, end), match, memory, before)
        if one is not None:
            before = one
            yield one
    yield from by_phrase(text, low, start, end, memory)


def _by_verb(
    text: str, low: str, sentence: Span, cue: re.Match[str], memory: Memory, earlier: Attribution | None
) -> Attribution | None:
    start, end = sentence
    verb = cue[0]
    inverted = _after_quote(text, low, start, cue, end)
    if inverted is not None:
        speaker = resolve(inverted, memory)
        return None if speaker is None else Attribution(start, end, speaker, stance_of(verb), cue.start())
    head = low[start : cue.start()]
    adverbs = _ADVERBS.search(head[-60:])
    cut = cue.start() - (len(adverbs[0]) if adverbs else 0)
    head = low[start:cut]
    if PASSIVE.search(low, max(start, cue.start() - 24), cue.start()):
        return said_of_nobody(low, end, cue)
    if not _is_used_as_verb(low, end, cue, head):
        return None
    if re.search(r",\s*\Z", head) and verb.endswith("ing"):
        here = earlier.speaker if earlier else None
        return None if here is None else _scope(low, start, end, cue, here, cut)
    # the subject of a verb inside what somebody says begins behind that somebody's own verb
    floor = _behind(low, earlier.cue, cut) if earlier else start
    phrase = phrase_before(text, low, floor, cut)
    speaker = resolve(phrase, memory) if phrase else None
    if phrase is None or speaker is None:
        return None
    return _scope(low, start, end, cue, speaker, text.rfind(phrase, start, cut))


def _behind(low: str, cue: int, cut: int) -> int:
    """The end of the cue that begins at a place, as far as `cut`."""
    match = CUE.match(low, cue)
    return min(match.end(), cut) if match else cue


def said_of_nobody(low: str, end: int, cue: re.Match[str]) -> Attribution | None:
    """What "is said to" be so is said by nobody in particular."""
    if re.match(r"\s(?:to|that)\b", low[cue.end() : cue.end() + 6]) and cue[0] in (
        "said",
        "believed",
        "estimated",
        "alleged",
        "reported",
        "claimed",
    ):
        return Attribution(cue.end(), end, None, Stance.ASSERTS, cue.start())
    return None


def _is_used_as_verb(low: str, end: int, cue: re.Match[str], head: str) -> bool:
    last = re.search(r"([a-z’'-]+)\s*\Z", head[-24:])
    if last and last[1] in (
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "by",
        "for",
        "and",
        "its",
        "their",
        "these",
        "those",
        "this",
        "such",
        "despite",
        "no",
        "any",
        "from",
        "be",
        "as",
    ):
        return False
    if cue["verb"]:
        return not (cue[0].endswith("s") and cue[0] in ("reports",))
    return bool(_CONTENT_NOUNISH.match(low, cue.end(), end) or _CONTENT.match(low, cue.end(), end))


def _after_quote(text: str, low: str, start: int, cue: re.Match[str], end: int) -> str | None:
    """The name behind the verb, where the verb follows a quotation's end or a comma: "...," says Name."""
    head = text[start : cue.start()].rstrip()
    if not head or not (
        head[-1] in '”"’'
        or (head[-1] == "," and text[cue.end() : cue.end() + 2].strip()[:1].isupper() and cue[0].endswith(("d", "s")))
    ):
        return None
    match = _NAME_AFTER.match(text, cue.end(), end)
    if (
        match is None
        or _FIRST & {match["who"].lower()}
        or match["who"].split()[0].lower() in ("that", "to", "in", "on", "at")
    ):
        return None
    return _TRAILING.sub("", match["who"])


def phrase_before(text: str, low: str, start: int, cut: int) -> str | None:
    """The noun phrase that ends at `cut`, as printed; None where what stands there is none."""
    cut -= len(text[start:cut]) - len(text[start:cut].rstrip())
    if cut > start and text[cut - 1] in ",)—–-":
        cut = _over_insertion(low, start, cut)
    left = start
    for boundary in _BOUNDARY.finditer(low, max(start, cut - 200), cut):
        left = boundary.end()
    phrase = text[left:cut]
    phrase = phrase[match.end() :] if (match := _LEADING.match(phrase.lower())) else phrase
    if len(phrase.split()) > 6:
        parts = [m.end() for m in _AND.finditer(phrase)]
        phrase = phrase[parts[-1] :] if parts else phrase
    phrase = phrase.strip(" \t\r\n\u00a0•*-–—'’‘")
    return phrase if _may_speak(phrase) else None


def _over_insertion(low: str, start: int, cut: int) -> int:
    """Where the phrase before an insertion ends: "Name, head of the board," ends after Name."""
    closing = low[cut - 1]
    opening = {")": "(", "—": "—", "–": "–", "-": " -"}.get(closing, ", ")
    found = low.rfind(opening, start, cut - 1)
    return found if found > start else cut - 1


def _may_speak(phrase: str) -> bool:
    words = phrase.split()
    if not words or len(words) > _MAX_WORDS:
        return False
    first = words[0].lower()
    return (
        first not in _NOT_SPEAKERS
        and not _PREPOSITION.match(first)
        and any(c.isalpha() for c in phrase)
        and len(phrase) > 1
    )


def resolve(phrase: str, memory: Memory) -> str | None:
    """The speaker that a phrase names: the phrase, or for a pronoun whoever spoke last in the paragraph."""
    low = phrase.lower()
    if low in _FIRST:
        return None
    if low in _BARE:
        return memory.speaker
    if memory.speaker is not None and (
        _PUBLISHED.match(low) or _OWN.match(low) or _names_again(low, memory.speaker.lower())
    ):
        return memory.speaker
    memory.speaker = phrase
    return phrase


def is_fronted(preceding: str) -> bool:
    """True for a short phrase of time or place at a sentence's head: "Since 2010,"."""
    return preceding[-1:] == "," and len(preceding) <= 24 and _FRONTED.match(preceding) is not None


def _names_again(low: str, speaker: str) -> bool:
    """True for "the ministry" after "the Ministry of Ports"."""
    again = _AGAIN.match(low)
    return again is not None and re.search(rf"\b{again['noun']}\b", speaker) is not None


def _scope(low: str, start: int, end: int, cue: re.Match[str], speaker: str, phrase_start: int) -> Attribution:
    """What a subject and its verb reach over: the content after the verb, or all that stands before it at the end."""
    stance = stance_of(cue[0])
    preceding = low[start:phrase_start].rstrip()
    fronted = is_fronted(preceding)
    closes = preceding[-1:] in tuple(',，”"’') and not fronted
    if closes and _ADVERBIAL.match(low[cue.end() : end]) and not _CONTENT.match(low, cue.end(), end):
        return Attribution(start, end, speaker, stance, start)
    if fronted and low.startswith(" to ", cue.end()):
        return Attribution(start, end, speaker, stance, start)  # "Since 2010, X has claimed to ...": all of it
    that = _THAT.match(low, cue.end(), end)
    begin = that.end() if that else cue.end()
    turn = _TURN.search(low, begin, end)
    return Attribution(begin, turn.start() if turn else end, speaker, stance, cue.start())


def by_phrase(text: str, low: str, start: int, end: int, memory: Memory) -> Iterator[Attribution]:
    """The attributions of a sentence that need no verb: according to X, official figures of, X: "..."."""
    for match in ACCORDING.finditer(low, start, end):
        name = _NAME_AFTER.match(text, match.end() - 1, end)
        speaker = resolve(_TRAILING.sub("", name["who"]), memory) if name else None
        if speaker is not None:
            turn = _TURN.search(low, start, match.start())
            last = _TURN.search(low, match.end(), end)
            yield Attribution(
                turn.end() if turn else start, last.start() if last else end, speaker, Stance.ASSERTS, start
            )
    for match in NOUN_CUE.finditer(low, start, end):
        if match["who"].startswith("the ") and match.start() > start + 3:
            continue  # "examines the allegations that": whoever examines them speaks
        turn = _TURN.search(low, match.end(), end) or _WEIGHED.search(low, match.end(), end)
        yield Attribution(
            match.end(),
            turn.start() if turn else end,
            text[match.start("who") : match.end("who")],
            Stance.ASSERTS,
            match.start(),
        )
    for match in FIGURE.finditer(low, start, end):
        stop = low.find(",", match.end() + 16, end)
        yield Attribution(
            match.end(),
            stop if stop > 0 else end,
            text[match.start("who") : match.end("who")],
            Stance.ASSERTS,
            match.start(),
        )
    introduced = _INTRODUCED.match(text, start, end)
    if introduced and len(introduced["who"].split()) <= 6:
        yield Attribution(introduced.end(), end, introduced["who"], Stance.ASSERTS, start)
