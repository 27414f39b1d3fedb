"""What a number counts: the noun phrase after it, else before it, and whether it is a yearly rate."""

from __future__ import annotations

import re
from typing import NamedTuple

from witnessmark.text import Amount, has_cjk, words, words_after


class Counted(NamedTuple):
    """What a number counts.

    Attributes:
        unit: "transplants per year", "percent", "USD"; None where the text names nothing near.
        measure: what is counted, without the rate ("transplants").
        yearly: True for a rate per year.
    """

    unit: str | None
    measure: str | None
    yearly: bool


_WORD = re.compile(r"[^\W\d_](?:[\w]|[’'-](?=\w))*")
_STOP = frozenset(
    words(
        "a an the and or but of in on at by to from for with without as than that which who whom whose when"
        " where while if so because although though"
        " after before since until till during over under between among through into out up down off against"
        " about around despite per via amid"
        " is are was were be been being am has have had having do does did will would can could shall should"
        " may might must not no nor only also"
        " he she it they we you i his her its their our your my this these those there here such each every"
        " all some any both either neither"
        " or more less fewer most least then yet still just even ever never ago later earlier annually"
        " yearly daily monthly weekly including"
        " said says say told according claims claimed reported estimated undergo undergoes went came took"
        " take indicates suggests shows claiming"
    )
)
_IRREGULAR = frozenset(
    words("people men women children police cattle staff personnel data media feet mice teeth percent yuan renminbi")
)
_PERSONAL = frozenset(
    words(
        "killed dead detained injured wounded missing imprisoned arrested executed harvested infected"
        " displaced held jailed tortured sentenced murdered"
        " interned deported abducted evacuated hospitalised hospitalized vaccinated homeless unemployed fled"
        " died disappeared persecuted released"
        " convicted charged rescued hurt trapped buried enslaved trafficked screened tested interviewed transplanted"
    )
)
_TIME = frozenset(
    words("second minute hour day week month year decade seconds minutes hours days weeks months years decades")
)
_YEARLY = re.compile(
    r"\b(?:annual(?:ly)?|yearly|(?:a|per|each|every|every\ssingle)\syear|/\s?(?:year|yr)|per\sannum|p\.a\.)"
    r"(?![a-z-]|\s(?:earlier|later|ago|old|before|after|of|from|since)\b)|每年|年均|一年(?=[^前后来多以])|/年"
)
_NEXT = re.compile(r"[,;:(]\s|[0-9]")
_DIGITS = re.compile(r"[0-9]")
_OLD = re.compile(r"[\s-]years?[\s-](?:old|of\sage)\b|岁")
_AGED = re.compile(r"\baged?\s(?:(?:of|between|from)\s)?(?:[0-9]{1,3}\s(?:and|or|to)\s)?\Z")
_COMPOUND = re.compile(r"[-‑](?P<unit>[a-z]{3,})\b")
_OF_THE = re.compile(r"\s*of\s+(?:(?:the|these|those|its|their|his|her|our|all|such|an?)\s+)*")
_PASSIVE = re.compile(
    r"\s*(?:(?:have|has|had|were|was|are|is|being|been|be|may|might|could|will|reportedly|also|already)\s+)+(?P<done>[a-z]+(?:ed|en|d))\b"
)
_MONEY = re.compile(
    r"\s*in\s(?:\w+\s)?(?P<what>revenues?|sales|profits?|damages|fines|aid|funding|losses|debts?|costs?|cash|exports|imports|taxes|savings|income|assets|subsidies|investments?)\b"
)
_NUMBERING = re.compile(r"\bnumber(?:s|ed|ing)?\s(?:in|at|about|around|some)?\s?(?:the\s)?\Z")
_DROP = frozenset(
    words(
        "one two three four five six seven eight nine ten new different separate additional further other"
        " former own single total estimated least annual yearly known"
    )
)
_HAN_MEASURES = (
    "个|名|人次|人|家|所|例次|例|次|起|座|间|位|岁|倍|种|项|份|部|篇|台|张|批|户|辆|艘|枚|类"
    "|小时|分钟|公斤|公里|天|周|月|年"
)
_HAN_NOUN = re.compile(rf"[ ]?[多余]?(?P<measure>{_HAN_MEASURES})?[的]?(?P<noun>[\u4e00-\u9fff]{{0,8}})")
_HAN_CUT = re.compile(
    r"[的了在是有被和与及或从到中为将已就都也并而于对向把给以每约超逾近]|以上|以下|左右|手术后|接受|进行|完成|提供|遭|参与|表示|死亡|失踪|来自|因"
)
_HAN_UNIT = {word: word for word in words("人 岁 人次 小时 分钟 天 年 周 公斤 公里")} | {"月": "个月", "倍": "times"}
_PLURALS_BEFORE = re.compile(r"\b([a-z]{3,}s|people|children|women|men)\b")
_NOT_PLURAL = frozenset(
    words(
        "its was has is this thus does says hers ours theirs always puts shows suggests indicates finds"
        " perhaps series news less across towards"
        " besides process access as"
    )
)


def counted(low: str, amount: Amount, sentence: tuple[int, int], last: Counted | None) -> Counted:
    """What an amount counts.

    Args:
        low: the passage in lower case, character for character.
        amount: the amount.
        sentence: start and end of its sentence in the passage.
        last: what the amount before it in the same sentence counts, or None.
    """
    follows = words_after(low, amount)[: max(0, sentence[1] - amount.end)]
    if has_cjk(follows[:6]) or (
        not follows.strip() and has_cjk(low[max(sentence[0], amount.start - 4) : amount.start])
    ):
        return _han(low, amount, sentence, follows)
    if _OLD.match(low, amount.core_end) or _AGED.search(low[max(sentence[0], amount.start - 20) : amount.start]):
        return Counted("years", "age", False)
    yearly = _is_yearly(low, amount, sentence, follows)
    compound = _COMPOUND.match(low, amount.core_end)
    if compound and amount.unit is None and not _ends(compound["unit"]):
        return _compound(compound["unit"], follows, yearly)
    money = _MONEY.match(follows)
    if money:
        return _rated(amount.unit or "currency", money["what"], yearly)
    phrase = _phrase_after(follows)
    if amount.unit is not None:
        return _rated(amount.unit, phrase or _phrase_before(low, amount, sentence), yearly)
    if not phrase and _NUMBERING.search(low[max(sentence[0], amount.start - 24) : amount.start]):
        return _rated("people", "people", yearly)
    if not phrase and not follows.lstrip().startswith("of ") and last is not None:
        return Counted(last.unit, last.measure, last.yearly or yearly)
    if not phrase:
        phrase = _phrase_before(low, amount, sentence)
    return _rated(phrase, phrase, yearly)


def _compound(unit: str, follows: str, yearly: bool) -> Counted:
    """In "a 20-page list" pages are counted; the rest of the phrase is what they measure."""
    plural = f"{unit}es" if unit.endswith(("ch", "sh", "x")) else f"{unit}s"
    return _rated("people" if unit == "person" else plural, _phrase_after(follows) or plural, yearly)


def _rated(unit: str | None, measure: str | None, yearly: bool) -> Counted:
    return Counted(f"{unit} per year" if unit and yearly else unit, measure, yearly)


def _is_yearly(low: str, amount: Amount, sentence: tuple[int, int], follows: str) -> bool:
    """A rate stands between the number and the next number or clause, or shortly before it."""
    if _YEARLY.search(_NEXT.split(follows, maxsplit=1)[0]):
        return True
    return bool(_YEARLY.search(_DIGITS.split(low[max(sentence[0], amount.start - 40) : amount.start])[-1]))


def _phrase_after(follows: str) -> str | None:
    """The noun phrase at the head of what follows a number."""
    of = _OF_THE.match(follows)
    rest = follows[of.end() :] if of else follows
    passive = _PASSIVE.match(rest)
    if passive and passive["done"] in _PERSONAL:
        return f"people {passive['done']}"
    words: list[str] = []
    position = 0
    for match in _WORD.finditer(rest):
        gap = rest[position : match.start()]
        word = match[0]
        if (
            word in _STOP
            or (gap.strip(" \t\r\n\u00a0-'’s") and words)
            or (not words and gap.strip(" \t\r\n\u00a0-‑%+"))
        ):
            break
        position = match.end()
        if word in _PERSONAL and (not words or words[-1] in _IRREGULAR or words[-1].endswith("s")):
            words.append(word)
            break
        if words and _ends(words[-1]) and not _ends(word):
            break
        if word not in _DROP:
            words.append(word.removesuffix("’s").removesuffix("'s"))
        if len(words) == 5:
            break
    return _tidy(words)


def _ends(word: str) -> bool:
    """True for a plural noun, which ends the phrase unless another plural follows."""
    return (
        word in _IRREGULAR
        or word in _TIME
        or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s")))
    )


def _tidy(words: list[str]) -> str | None:
    if not words:
        return None
    if words[0] in _PERSONAL:
        return f"people {words[0]}"
    if words[0] in _TIME:
        return words[0] if words[0].endswith("s") else f"{words[0]}s"
    plural = next((i for i, word in enumerate(words) if _ends(word)), None)
    keep = words[: plural + 1] if plural is not None else words[:3]
    if plural is not None and plural + 1 < len(words) and words[plural + 1] in _PERSONAL:
        keep = words[: plural + 2]
    return " ".join(keep)


def _phrase_before(low: str, amount: Amount, sentence: tuple[int, int]) -> str | None:
    """The nearest plural noun before a number that is followed by none, in the same sentence."""
    window = low[max(sentence[0], amount.start - 120) : amount.start]
    found = [m[1] for m in _PLURALS_BEFORE.finditer(window) if m[1] not in _NOT_PLURAL and m[1] not in _STOP]
    return found[-1] if found else None


def _han(low: str, amount: Amount, sentence: tuple[int, int], follows: str) -> Counted:
    window = low[max(sentence[0], amount.start - 16) : amount.start]
    yearly = bool(_YEARLY.search(window)) or follows.startswith(("/年", "每年"))
    match = _HAN_NOUN.match(follows)
    measure_word = match["measure"] if match else None
    noun = _HAN_CUT.split(match["noun"], maxsplit=1)[0] if match else ""
    unit = amount.unit or _HAN_UNIT.get(measure_word or "") or noun or measure_word
    return _rated(unit or None, noun or _HAN_UNIT.get(measure_word or ""), yearly)
