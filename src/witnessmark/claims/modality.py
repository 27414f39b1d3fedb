"""How a speaker puts it: plain, estimated, conditional, planned, opinion, or that nothing was found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from witnessmark.model import Modality

_RULES: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (
        Modality.ABSENT,
        re.compile(
            r"\bno (?:official )?(?:records?|evidence|data|documents?|figures|trace) (?:exist|of|that|was"
            r"|were|is|are|could)|\b(?:found|find|finds) no\b"
            r"|\b(?:could|did|can|does) not (?:find|locate|provide|exist)\b|没有(?:记录|证据|数据)|未(?:发现"
            r"|查到|找到)|查无"
        ),
    ),
    (
        Modality.PLANNED,
        re.compile(
            r"\b(?:plans?|planned|planning|intends?|intended|aims?|pledge[sd]?|vow(?:s|ed)|is to|are to|will"
            r"|set to|scheduled|expected to|target of|by 20\d\d it would)\b"
            r"|计划|将(?!近)|拟|打算|预计|目标"
        ),
    ),
    (
        Modality.CONDITIONAL,
        re.compile(r"\b(?:if|unless|would|could|might|may|perhaps|possibly)\b|如果|若|可能|假如|或许|也许"),
    ),
    (
        Modality.ESTIMATED,
        re.compile(
            r"\b(?:estimat\w+|calculat\w+|extrapolat\w+|project(?:s|ed|ions?)|suggest(?:s|ed|ing)?"
            r"|approximat\w+|believed to|thought to|appears? to|indicates?)\b"
            r"|估计|估算|推算|据估|推测"
        ),
    ),
    (
        Modality.OPINION,
        re.compile(
            r"\b(?:believes?|thinks?|in (?:my|our|his|her) (?:view|opinion)|should|ought|likely|probably)\b"
            r"|认为|相信|应该|应当"
        ),
    ),
)


_ORDER = tuple(modality for modality, _ in _RULES)

Mark = tuple[int, Modality]


def modal_marks(sentence: str) -> list[Mark]:
    """The words of a sentence, in lower case, that say how it is put, each with its offset."""
    return [(match.start(), modality) for modality, rule in _RULES for match in rule.finditer(sentence)]


def modality_between(marks: Iterable[Mark], start: int, end: int) -> Modality:
    """How a stretch of a sentence puts what it says: the strongest of the marks in it.

    Args:
        marks: the marks of the sentence.
        start: where the stretch begins in the sentence.
        end: where it ends.
    """
    return min((m for at, m in marks if start <= at < end), key=_ORDER.index, default=Modality.PLAIN)
