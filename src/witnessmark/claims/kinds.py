"""What sort of speaker a name is: the case's own table first, then a word in the name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from witnessmark.model import SpeakerKind

_WORDS: tuple[tuple[SpeakerKind, str, str], ...] = (
    (SpeakerKind.COURT, r"courts?|tribunals?|judges?", "法院|法庭"),
    (
        SpeakerKind.WITNESS,
        r"witness(?:es)?|survivors?|relatives?|detainees?|victims?|prisoners?|inmates?|mother|father|wife|husband|son|daughter|testimon(?:y|ies)|whistleblowers?",
        "证人|幸存者|家属|目击者",
    ),
    (
        SpeakerKind.SCHOLAR,
        r"universit(?:y|ies)|professors?|researchers?|stud(?:y|ies)|journals?|abstract|academics?|scholars?|scientists?|authors?|academy"
        r"|research|experts?|lancet|bmj|historians?",
        "大学|教授|学者|研究|期刊|学院|专家",
    ),
    (
        SpeakerKind.GOVERNMENT,
        r"ministr(?:y|ies)|ministers?|commissions?|commissioner|governments?|embass(?:y|ies)|consulate"
        r"|police|party|ccp|prc|state council|senate|congress"
        r"|parliament|officials?|official (?:figures?|data|statistics)|departments?|agenc(?:y|ies)"
        r"|administration|bureau|authorit(?:y|ies)"
        r"|president|premier|procuratorate|prosecutors?|military|army|council|united nations|u\.?n\.?",
        "部|委员会|政府|大使馆|公安|警方|当局|国务院|局|官方|检察院|外交部|卫健委|办公室|党|人大",
    ),
    (
        SpeakerKind.NGO,
        r"foundation|associations?|coalition|watch|amnesty|society|red cross|ngos?|rights groups?"
        r"|campaign(?:ers)?|institute|federation|alliance|network",
        "基金会|协会|组织|红十字会|联盟|学会",
    ),
    (
        SpeakerKind.COMPANY,
        r"hospitals?|compan(?:y|ies)|inc|ltd|corp(?:oration)?|clinics?|medical cent(?:er|re)|manufacturers?|firm",
        "医院|公司|集团|诊所",
    ),
    (
        SpeakerKind.PRESS,
        r"news|times|daily|post|reuters|press|magazine|newspapers?|guardian|bbc|cnn|xinhua|weekly|journalists?|reporters?|media|herald|tribune",
        "报|新闻|社|杂志|媒体|记者|电视台|通讯社",
    ),
)
_RULES = tuple((kind, re.compile(rf"\b(?:{english})\b|(?:{chinese})")) for kind, english, chinese in _WORDS)
_NOBODY = re.compile(
    r"(?:(?:the|some|many|other|several|independent|recent|various|credible|unconfirmed|persistent|such|these|those|new|most|conservative)\s)*"
    r"(?:estimates?|allegations?|reports?|claims|rumou?rs?|sources?|accounts?|critics|observers|evidence|accusations?|analysts|people|data|figures|numbers|others)"
)


def kind_of_speaker(name: str | None, kinds: Mapping[str, SpeakerKind]) -> SpeakerKind:
    """What sort of speaker a name is.

    Args:
        name: the speaker as printed, or None.
        kinds: kinds that a person gave to names; a name counts as printed, without its article, in any letter case.
    """
    if name is None:
        return SpeakerKind.UNATTRIBUTED
    low = re.sub(r"^(?:the|an?)\s+", "", name.lower().strip())
    for stated in (name, low):
        if stated in kinds:
            return kinds[stated]
    for stated, kind in kinds.items():
        if re.sub(r"^(?:the|an?)\s+", "", stated.lower().strip()) == low:
            return kind
    if _NOBODY.fullmatch(low):
        return SpeakerKind.UNATTRIBUTED
    return next((kind for kind, rule in _RULES if rule.search(low)), SpeakerKind.OTHER)
