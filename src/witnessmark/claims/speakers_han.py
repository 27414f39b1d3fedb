"""Who says what in Chinese, by rules: X表示, 据X报道, X：“...”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from witnessmark.model import Stance

from .attribution import Attribution, Memory
from .cues import HAN_ACCORDING, HAN_CUE, stance_of

_CUT = re.compile(r"[。！？；，,：:“”「」（）()\s]")
_LEADING = re.compile(
    r"^(?:但是|但|而|不过|然而|此外|同时|另外|对此|其中|今天|昨天|昨日|日前|近日|随后|当时|目前|周[一二三四五六日]|[0-9]{1,4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?|在[^，]{1,12}[上中时])+"
)
_TRAILING = re.compile(
    r"(?:还|也|曾|则|均|都|又|再次|多次|公开|明确|坚决|断然|一致|对外|进一步|随后|近日|日前|昨日|今天|周[一二三四五六日]|[0-9]{4}年|在[^，]{1,16}[上中时]|向[^，]{1,10}|对[^，]{1,10}|于[^，]{1,10}日?)+$"
)
_PRONOUNS = frozenset(["他", "她", "他们", "她们", "该报告", "报告", "该机构", "该组织", "其"])
_NOBODY = frozenset(["我", "我们", "有人", "也", "还", "并", "可以", "应该", "不能", "所"])
_INTRODUCED = re.compile(r"(?P<who>[^，。；：:“”\n]{2,20})[：:](?=[“「])")
_MAX = 30


def han_attributions(text: str, start: int, end: int, memory: Memory) -> Iterator[Attribution]:
    """The attributions that one Chinese sentence makes by its own words."""
    for match in HAN_ACCORDING.finditer(text, start, end):
        who = match["who"] + (
            "" if match["how"] in ("报道", "称", "说", "表示", "介绍", "透露", "估计", "统计") else match["how"]
        )
        yield Attribution(match.end(), end, _named(who, memory) or who, Stance.ASSERTS, match.start())
    for match in HAN_CUE.finditer(text, start, end):
        who = _subject(text, start, match.start())
        speaker = _named(who, memory) if who else None
        if speaker is not None:
            yield Attribution(match.end(), end, speaker, stance_of(match["verb"]), match.start())
    introduced = _INTRODUCED.match(text, start, end)
    if introduced and not HAN_CUE.search(introduced["who"]):
        yield Attribution(introduced.end(), end, introduced["who"], Stance.ASSERTS, start)


def _subject(text: str, start: int, cut: int) -> str | None:
    """The words before a cue back to the clause's start, no times or adverbs; over a comma if bare."""
    clause = _clause(text, start, cut)
    if not clause and cut - 1 > start and text[cut - 1] in "，,":
        clause = _clause(text, start, cut - 1)
    return clause if clause and clause not in _NOBODY and len(clause) <= _MAX and not clause.startswith("据") else None


def _clause(text: str, start: int, cut: int) -> str:
    left = start
    for match in _CUT.finditer(text, max(start, cut - _MAX - 10), cut):
        left = match.end()
    return _TRAILING.sub("", _LEADING.sub("", text[left:cut]))


def _named(who: str, memory: Memory) -> str | None:
    if who in _PRONOUNS:
        return memory.speaker or (
            None if who == "其" else who if len(who) > 2 and not who.startswith(("他", "她")) else None
        )
    memory.speaker = who
    return who
