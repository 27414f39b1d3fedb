"""Amounts: numbers that say how many, with their hedges and ranges, and without the digits that count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from witnessmark.model import Bound

from .chinese import chinese_numerals
from .english import english_numerals
from .fold import after, before, fold, has_cjk
from .hedges import apply_bound, hedge_around
from .labels import LABEL
from .numeral import Numeral
from .words import words

Span = tuple[int, int]


class Amount(NamedTuple):
    """How many, as a text puts it.

    Attributes:
        start, end: the amount with its hedge, code points, end exclusive.
        core_start, core_end: the number or range alone.
        low, high, bound: the interval and what kind of bound it is.
        unit: unit written with the number ("percent", "USD", "km"), or None.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None


_NOISE = re.compile(
    r"""(?=[0-9(\[（+hw第])(?:
     https?://\S++|www\.\S++
    |(?<![0-9.])10\.[0-9]{4,9}/\S++
    |(?<![\w+])\+[0-9]{1,3}[ -]?\(?[0-9]{1,4}\)?(?:[ -]?[0-9]{2,5}){2,4}
    |\([0-9]{3}\)[ ]{0,2}[0-9]{3}[ -][0-9]{4}
    |(?<![0-9-])[0-9]{3}-[0-9]{3,4}-[0-9]{4}(?![0-9-])|(?<![0-9-])[0-9]{3,4}-[0-9]{7,8}(?![0-9])
    |(?<![0-9:])[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?:[ ]?[ap]\.?m\b\.?)?
    |(?<![0-9.,])[0-9]{1,2}(?:\.[0-9]{2})?[ ]?(?:[ap]\.m\.|[ap]m\b|o['’]clock)
    |(?<![0-9])[0-9]{1,2}[点时](?![0-9]*小)(?:[0-9]{1,2}分|半|许|左右)?
    |(?<![0-9/])[0-9]{1,4}/[0-9]{1,4}(?:/[0-9]{1,4})*+(?![0-9])
    |(?<![0-9.])[0-9]++(?:\.[0-9]++){2,}+
    |\[[0-9][0-9, –-]{0,20}\]|（[0-9]{1,2}）|\((?:[0-9]{1,2}|[ivx]{1,4})\)
    |第[0-9零一二三四五六七八九十百千]{1,8}
    |(?<![0-9])[0-9]{1,4}(?:st|nd|rd|th)\b
    |(?<![0-9])[0-9]{1,4}号)""",
    re.VERBOSE,
)
_LINE_START = re.compile(r"(?:^|\n)[^\S\n]*\(?\Z")
_ITEM_MARK = re.compile(r"[.)、](?=\s|[^\W0-9])")
_NAME_BEFORE = re.compile(r"(?:^|[\s(“\"])((?:[A-Z]|[a-z]{1,2}[A-Z])[A-Za-z]+)[ -]\Z")
_NOT_NAMES = frozenset(
    words(
        "a an the in on at by of for from to with and or but as if when while since after before over under"
        " about around nearly some"
        " only just at least another all these those there they we he she it its his her their our my no not"
        " than then thus so what which who"
        " between up almost roughly approximately estimated total more fewer less where although though"
        " because during within every each both"
        " last next past this that out one two three four five six seven eight nine ten eleven twelve until"
        " till through into across among per"
        " says said reports have has had were was are is including"
        " january february march april may june july august september october november december jan feb mar"
        " apr jun jul aug sept oct nov dec"
        " monday tuesday wednesday thursday friday saturday sunday rs rmb usd eur gbp cny"
    )
)
_INSTITUTION = re.compile(
    r"[ -](?:Hospital|Office|Project|Bureau|Division|Regiment|Brigade|Battalion|Squadron|Street|St|Avenue"
    r"|Ave|Road|Rd|Boulevard|Blvd|Minutes)\b"
)
_TITLE_NOUN = re.compile(r"\s(?:[A-Z][a-z]+s|Men|Women|People|Children)\b")
_NEVER_ONE = re.compile(
    r"(?:(?:no|any|some|every|each|this|that|which|the|day|number|another|not|only)[\s-]|[-’'])\Z|\bat\s\Z"
)
_ONE_NOUN = re.compile(
    r"[\s-](?!(?:of|another|day|who|that|which|can|could|must|should|may|might|will|would|is|was|has|had|or|and|in|on|at|by|to|with|from|for|as"
    r"|thing|way|kind|hand|side|sort|another|more|if|than|time|such|does|did|another|about|s|after|over|under|the|a|but|when|where|word|point)\b)[a-z]{3,}"
)
_RANGE = re.compile(r"\s?(?:-|–|~|～|－)\s?|\s(?:to|or)\s|\s?(?:至|到)\s?")
_BETWEEN_AND = re.compile(r"\s?(?:and|和|与)\s?")
_BETWEEN = re.compile(r"(?:\bbetween\s(?:an?\s(?:estimated\s)?|about\s|some\s|roughly\s)?|介于|在)(?:[$€£¥])?\Z")
_FROM = re.compile(r"\bfrom\s(?:about\s|some\s|around\s|just\s|over\s)?[$€£¥]?\Z")
_CHANGE = re.compile(
    r"\b(?:r[io]se|risen|rising|grew|grow\w*|increas\w+|jump\w+|fell|fall\w*|drop\w+|declin\w+|decreas\w+|cut|reduc\w+|climb\w+|soar\w*|surg\w+"
    r"|shrank|dipp\w+|slipp\w+|went|expand\w+|rais\w+|lower\w*|down|up|doubl\w+|moved|plung\w+|plummet\w+)\b"
)
_PERCENT = re.compile(r"[\s-]?(?:%|％)|[\s-](?:per\s?cent|percent|percentage[\s-]points?|pct)\b|个?百分点")
_MONEY_BEFORE = re.compile(r"(?:(us|a|hk|nt|c|au|ca|s)?([$€£¥￥])|\b(usd|eur|gbp|rmb|cny|hkd|jpy)\s?)\s?\Z")
_MONEY_AFTER = re.compile(
    r"[\s-]?(?:(?:u\.?s\.?\s|american\s)?(dollars?)|(euros?)|(pounds?\ssterling)|(yuan|renminbi|rmb)|(usd)|(人民币|元)|(美元)|(欧元)|(港元|港币))(?![a-z])"
)
_MONEY_NAMES = ("USD", "EUR", "GBP", "CNY", "USD", "CNY", "USD", "EUR", "HKD")
_SYMBOL = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY"}
_DOLLARS = {"us": "USD", "a": "AUD", "au": "AUD", "hk": "HKD", "nt": "TWD", "c": "CAD", "ca": "CAD", "s": "SGD"}
_ATTACHED = re.compile(
    r"(?:km²|km2|m²|m³|km|kg|cm|mm|ml|mg|µg|gb|mb|tb|kb|mph|kph|km/h|kwh|kw|mw|gw|hz|khz|mhz|ghz|ft|lbs?|oz|hrs?|mins?|°c|°f|℃|g|l|m|x|c|f)(?![a-z0-9])"
)
_SPELLED = {"x": "times", "c": "°c", "f": "°f", "℃": "°c"}
_HYPHENED = re.compile(r"[-‑](?=[a-z])")


def amounts(text: str, taken: Sequence[Span] = (), low: str | None = None) -> list[Amount]:
    """The amounts of a text in reading order.

    Args:
        text: the text.
        taken: sorted spans that are something else already (dates); a number that touches one is left out.
        low: the text folded to lower case, where the caller has it.
    """
    low = fold(text) if low is None else low
    numerals = _free(_numerals(low, text), _merged([m.span() for m in _NOISE.finditer(low)], taken))
    found: list[Amount] = []
    for first, second in _pairs([n for n in numerals if _counts(text, low, n)], low):
        amount = _amount(low, first, second)
        if not found or amount.core_start >= found[-1].end:
            found.append(amount)
    return found


def _numerals(low: str, text: str) -> list[Numeral]:
    english = list(english_numerals(low))
    if not has_cjk(text):
        return english
    chinese = list(chinese_numerals(text))
    return _free(english, [(n.start, n.end) for n in chinese], chinese)


def _merged(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    return sorted([*one, *other])


def _free(numerals: Sequence[Numeral], spans: Sequence[Span], add: Sequence[Numeral] = ()) -> list[Numeral]:
    """The numerals that touch none of the spans (sorted by start), with `add` put in order."""
    kept: list[Numeral] = list(add)
    index, reach = 0, 0
    for numeral in numerals:
        while index < len(spans) and spans[index][0] < numeral.end:
            reach = max(reach, spans[index][1])
            index += 1
        if reach <= numeral.start:
            kept.append(numeral)
    return sorted(kept, key=lambda n: n.start) if add else kept


def _counts(text: str, low: str, n: Numeral) -> bool:
    """False for labels, names with digits, footnote marks, and "one" as a pronoun."""
    window = before(low, n.start, 24)
    if text[n.end : n.end + 1] in ("*", "_", "=", "/", "\\", "@") or _glued(text, low, n):
        return False
    if n.words:
        return _word_counts(text, low, n, window)
    if LABEL.search(window) or _INSTITUTION.match(text, n.end) or _numbers_an_item(low, n, window):
        return False
    name = _NAME_BEFORE.search(before(text, n.start, 24))
    plain = n.low is not None and n.low < 3000 and "," not in low[n.start : n.end] and n.mantissa == 0
    named = name is not None and plain and name[1].lower() not in _NOT_NAMES and not _PERCENT.match(low, n.end)
    return not (named and not re.match(r"\s(?:people|[a-z]{3,}s)\b", low[n.end : n.end + 24]))


def _numbers_an_item(low: str, n: Numeral, window: str) -> bool:
    """A short number at the head of a line with a full stop or bracket: "3. ..."."""
    return n.end - n.start <= 3 and bool(_ITEM_MARK.match(low, n.end)) and bool(_LINE_START.search(window))


def _glued(text: str, low: str, n: Numeral) -> bool:
    """A letter follows at once and is no unit: 5G, 3D, 2b."""
    follows = low[n.end : n.end + 1]
    if not "a" <= follows <= "z":
        return False
    unit = _ATTACHED.match(low, n.end)
    return unit is None or (len(unit[0]) == 1 and text[n.end].isupper() != (unit[0] in "cf"))


def _word_counts(text: str, low: str, n: Numeral, window: str) -> bool:
    word = low[n.start : n.end]
    if word == "one":
        return bool(_ONE_NOUN.match(low, n.end)) and not _NEVER_ONE.search(window)
    if text[n.start].isupper() and n.bound is not Bound.VAGUE and " " not in word:
        return _begins(window) or bool(_TITLE_NOUN.match(text, n.end))
    return not LABEL.search(window) or window.endswith(("s ", "call "))


def _begins(window: str) -> bool:
    stripped = window.rstrip(" \t\r\u00a0")
    return not stripped or stripped[-1] in "\n.!?:;“\"'‘(•–—-*"


def _pairs(numerals: Sequence[Numeral], low: str) -> Iterator[tuple[Numeral, Numeral | None]]:
    index = 0
    while index < len(numerals):
        first = numerals[index]
        second = numerals[index + 1] if index + 1 < len(numerals) else None
        if second is not None and _is_range(low, first, second):
            yield _scaled_like(first, second), second
            index += 2
        else:
            yield first, None
            index += 1


def _is_range(low: str, first: Numeral, second: Numeral) -> bool:
    if (
        first.bound is not Bound.POINT
        or second.bound not in (Bound.POINT, Bound.MORE_THAN)
        or second.start - first.end > 14
    ):
        return False
    joint, percents = _PERCENT.subn("", low[first.end : second.start], count=1)
    if percents and not _PERCENT.match(low, second.end):
        return False
    joint = re.sub(
        r"[$€£¥]|(?<=\s)(?:an?\s)?(?:about|some|over|estimated|almost|nearly|as many as)\s|[元名人个]", "", joint
    )
    window = before(low, first.start, 64)
    if _BETWEEN_AND.fullmatch(joint):
        ranged = bool(_BETWEEN.search(window))
    else:
        ranged = bool(_RANGE.fullmatch(joint))
        if joint.strip() in ("to", "至", "到") and _FROM.search(window):
            ranged = _CHANGE.search(window) is None
    low_value = _scaled_like(first, second).low
    return ranged and low_value is not None and second.low is not None and low_value < second.low


def _scaled_like(first: Numeral, second: Numeral) -> Numeral:
    """In "2 to 5 million" the scale word of the second number belongs to both."""
    if second.mantissa and not first.mantissa and first.low is not None and second.low is not None and first.low < 1000:
        factor = second.low / second.mantissa
        value = round(first.low * factor, 6)
        return first._replace(low=value, high=value)
    return first


def _amount(low: str, first: Numeral, second: Numeral | None) -> Amount:
    end = second.end if second else first.end
    window = before(low, first.start)
    hedge = hedge_around(low, first.start, end, window)
    own = first.bound if second is None else Bound.RANGE
    high = second.high if second else first.high
    least, most, bound = apply_bound(first.low, high, own, hedge.bound)
    start = hedge.start
    if second is not None and (between := _BETWEEN.search(window)):
        start = min(start, first.start - len(window) + between.start())
    unit, right = _unit_written(low, first, second, end)
    return Amount(start, max(hedge.end, right), first.start, end, least, most, bound, unit)


def _unit_written(low: str, first: Numeral, second: Numeral | None, end: int) -> tuple[str | None, int]:
    """The unit that stands on the number itself, and where the amount ends with it."""
    own = first.unit or (second.unit if second else None)
    if own:
        return own, end
    percent = _PERCENT.match(low, end) or _PERCENT.match(low, first.end)
    if percent:
        return "percent", max(end, percent.end())
    money = _MONEY_BEFORE.search(before(low, first.start, 8))
    if money:
        return _currency(money), end
    money = _MONEY_AFTER.match(low, end)
    if money:
        return _MONEY_NAMES[(money.lastindex or 1) - 1], end
    attached = _ATTACHED.match(low, end) if not first.words else None
    if attached:
        return _SPELLED.get(attached[0], attached[0]), attached.end()
    return None, end


def _currency(match: re.Match[str]) -> str:
    if match[3]:
        return {"RMB": "CNY"}.get(match[3].upper(), match[3].upper())
    return _DOLLARS.get(match[1], "USD") if match[2] == "$" else _SYMBOL[match[2]]


def words_after(low: str, amount: Amount, width: int = 90) -> str:
    """The characters after an amount's number in which its unit may stand."""
    hyphen = _HYPHENED.match(low, amount.end)
    return after(low, hyphen.end() if hyphen else amount.end, width)
