"""The words that hand speech to somebody. Read in sources, never written by the program."""

from __future__ import annotations

import re

from witnessmark.model import Stance

_SPEECH = (
    "says? said saying tells? told argue[sd]? argued arguing assert(?:s|ed|ing)? allege[sd]? alleging"
    " warn(?:s|ed|ing)? add(?:s|ed|ing) explain(?:s|ed|ing)? insist(?:s|ed|ing)?"
    " acknowledge[sd]? acknowledging confirm(?:s|ed|ing)? declare[sd]? declaring testif(?:y|ies|ied|ying)"
    " write[s]? wrote writing written believe[sd]? maintain(?:s|ed|ing)?"
    " conclude[sd]? concluding announce[sd]? announcing den(?:y|ies|ied|ying) reject(?:s|ed|ing) dispute[sd]"
    " disputing refute[sd]? refuting rebut(?:s|ted) contradict(?:s|ed|ing)?"
    " recall(?:s|ed|ing)? recount(?:s|ed)? reveal(?:s|ed|ing)? admit(?:s|ted|ting)? stress(?:es|ed)?"
    " emphasi[sz]e[sd]? comment(?:ed|s)? remark(?:s|ed)? report(?:ed|ing)"
    " claim(?:ed|ing) estimat(?:ed|ing) stat(?:ed|ing) suggest(?:s|ed|ing)? indicat(?:es?|ed|ing) not(?:ed"
    "|ing) describ(?:es?|ed) respond(?:s|ed)? repl(?:y|ies|ied)"
    " calculate[sd]? accuse[sd]? predict(?:s|ed)? forecasts? projected quoted?"
)
_NOUNISH = (
    "claims? reports? estimates? states notes? shows? showed shown showing finds? found documents?"
    " documented lists? listed puts? put records? recorded"
)
CUE = re.compile(rf"\b(?:(?P<verb>{'|'.join(_SPEECH.split())})|(?P<nounish>{'|'.join(_NOUNISH.split())}))\b")
ACCORDING = re.compile(
    r"\b(?:according\sto|in\sthe\swords\sof|as\s(?:reported|stated|estimated|claimed|announced|quoted)\sby|(?:reported|estimated|claimed)\sby)\s"
)
NOUN_CUE = re.compile(
    r"\b(?P<who>(?:(?:the|some|many|other|independent|conservative|recent|various|widespread|official|initial)\s)?(?:allegations?|claims?|reports?|estimates?|rumou?rs|accusations?|testimon(?:y|ies)))\s(?:that\s|(?=of\s(?:between|about|around|over|up|at|as|[0-9])))"
)
FIGURE = re.compile(
    r"\b(?P<who>(?:official|government|state|ministry|police|hospital|court|party|published)(?:\s(?:official|health))?\s(?:figures?|data|statistics|estimates?|numbers?|counts?|tolls?|totals?))\s(?:of|puts?(?:\s\w+){0,4}\sat|stands?\sat|is|are|was|were|:)\s"
)
HAN_CUE = re.compile(
    r"(?<![名职简号堪被自宣人统])(?P<verb>表示|指出|宣布|承认|否认|认为|估计|透露|报道|强调|指控|声称|宣称|证实|警告|写道|告诉|驳斥|反驳|(?<![小传])说(?![明法服话])|称(?![为号赞呼作]))"
    r"(?:了|，|,|：|:|、)?"
)
HAN_ACCORDING = re.compile(
    r"(?:根据|据)(?P<who>[^，。；：、“”\n据]{2,24}?)(?:的)?(?P<how>报道|统计|估计|估算|介绍|透露|称|说|表示|公布|数据|报告|消息|调查|披露)(?:的?(?:数据|数字|资料))?(?:显示|指出|称|，|,)"
)
_DENIES = re.compile(r"den(?:y|ies|ied|ying)\Z|否认")
_DISPUTES = re.compile(r"(?:reject|disput|refut|rebut|contradict)\w*\Z|驳斥|反驳")
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?:\s\w+ly)?\s\Z")


def stance_of(verb: str) -> Stance:
    """What a speaker does with the content, by the cue verb."""
    if _DENIES.match(verb):
        return Stance.DENIES
    return Stance.DISPUTES if _DISPUTES.match(verb) else Stance.ASSERTS
