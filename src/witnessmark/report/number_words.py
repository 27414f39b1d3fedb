"""Numbers typed as words, in English and Chinese: "two dozen", "most", 数十, 百分之三十.

A number word that counts, a vague count and a share are numbers. What may stand: "one", ordinals ("first", "a third party"),
"both", a pair that the text itself names ("the two texts", "two sides"), Roman numerals, and 一 alone.
"""

from __future__ import annotations

import re

from witnessmark.text import has_cjk

_SMALL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|zero"
)
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
_PART = "half|halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|thousandths?"
_COUNT = rf"(?:(?:an?|one|several|a[ ]few)[ \n-](?={_SCALE})|one[ -])?(?:{_SMALL}|{_SCALE})"
_ENGLISH = re.compile(
    rf"""(?<![\w.-])(?:
     (?:tens|hundreds|thousands|dozens|scores|millions|billions|trillions)(?:[ \n]+of[ \n]+(?:thousands|millions|billions))?
    |(?:an?|one|{_SMALL})[ \n-](?:half|(?:{_PART})(?=[ \n]of\b|[ \n](?:more|fewer|less)\b)
        |thirds|quarters|fifths|sixths|tenths)
    |half[ \n](?:of\b|an?\b|the\b|its\b|their\b|all\b)|halved|doubled|tripled|trebled|quadrupled
    |(?:twice|thrice)(?=[ \n](?:as|the|that)\b)|(?:{_SMALL}|hundred|thousand)-?fold
    |(?:the[ \n]+)?(?:vast[ \n]+|overwhelming[ \n]+|large[ \n]+|great[ \n]+)?(?:majority|minority)(?=[ \n]+of\b)
    |(?<!at[ \n])most(?=[ \n]+of\b|[ \n]+[a-z]+(?<!s)s\b)
    |{_COUNT}(?:[ \n-]+(?:and[ \n]+)?(?:{_SMALL}|{_SCALE}|one))*
    )(?![\w-]*[\w])""",
    re.VERBOSE | re.IGNORECASE,
)
# Phrases that count nothing. A pair of texts, sides or things that the sentence itself names is no figure.
_ALLOWED = re.compile(
    r"\b(?:of[ \n]the[ \n]two|the[ \n]two|these[ \n]two|those[ \n]two|the[ \n]other[ \n]two|between[ \n]two|one[ \n]or[ \n]two"
    r"|two[ \n]sides|in[ \n]two)\b",
    re.IGNORECASE,
)
_DIGIT, _TIMES = "零〇一二两三四五六七八九", "十百千万亿"
_MEASURE = "[个名人家所例次起座间位岁倍种项份部篇元天周年场台张只批户辆艘枚类成颗口条]|小时|分钟|公斤|公里|美元"
_CHINESE = re.compile(
    rf"""百分之[{_DIGIT}十百点]+|[{_DIGIT}十百]+分之[{_DIGIT}十百]+
    |[数几上成][十百千万亿]+(?:[上成][十百千万亿]+)?|数以[十百千万亿]+计|无数|大多数|多数|大部分|绝大多数|过半|一半|半数
    |(?<![第周期拜])(?=[{_DIGIT}{_TIMES}]*[{_TIMES}])[{_DIGIT}{_TIMES}]{{2,}}[余多]?
    |(?<![第周期拜初十])[二两三四五六七八九十][余多]?(?={_MEASURE})""",
    re.VERBOSE,
)
_CHINESE_ALLOWED = re.compile(
    "万一|千万(?=[别不要])|千方百计|"
    "[零〇一二三四五六七八九]{4}年|[一二三四五六七八九十]{1,2}月|十?[一二三四五六七八九]日"
)


def number_words(text: str) -> list[tuple[int, int]]:
    """Where numbers stand as words, in order.

    Args:
        text: the prose, with everything that is no prose covered by `_`.
    """
    allowed = [match.span() for match in _ALLOWED.finditer(text)]
    found = [match.span() for match in _ENGLISH.finditer(text)]
    found = [(start, end - _trailing(text[start:end])) for start, end in found]
    if has_cjk(text):
        allowed += [match.span() for match in _CHINESE_ALLOWED.finditer(text)]
        found += [match.span() for match in _CHINESE.finditer(text)]
    return sorted(one for one in found if not any(one[0] < end and start < one[1] for start, end in allowed))


def _trailing(words: str) -> int:
    """How many characters at the end say what the half is of, and no number: "of" of "half of"."""
    match = re.fullmatch(r"half([ \n]\w+)", words, re.IGNORECASE)
    return len(match[1]) if match else 0
