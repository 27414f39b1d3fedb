"""Comparisons without a number: several times more than, more than any other, the vast majority, 数倍."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from witnessmark.model import Bound


class Comparison(NamedTuple):
    """A comparison in a text; places in code points, ends exclusive; low and high where its words set them."""

    start: int
    end: int
    core_start: int
    core_end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str


_MORE = "more|fewer|less|higher|larger|greater|lower|smaller|faster|longer"
_COMPARISON = re.compile(
    rf"""(?<![a-z0-9])(?=[aclmfhgstuvoj])(?:
    (?P<times>(?:at[ ]least[ ]|up[ ]to[ ]|more[ ]than[ ])?
        (?P<tcore>(?:several|many)[ ]times[ ](?:{_MORE}|as[ ](?:many|much|high|large))))
    |(?P<rank>(?P<rcore>(?:{_MORE})[ ](?:[a-z-]+[ ]){{0,4}}?than[ ](?:any|all)[ ]other[ ][a-z]+))
    |(?P<major>(?:the[ ]|an?[ ])?(?:(?:vast|overwhelming|great|large|clear|absolute)[ ])?(?P<mcore>majority)\b)
    |(?P<most>(?P<mocore>most(?:[ ]of[ ](?:the|these|those|its|their))?[ ][a-z]+s)\b)
    |(?P<part>(?:only[ ]|just[ ])?(?P<pcore>an?[ ](?:tiny|small|minor|mere)[ ](?:fraction|share|proportion
        |minority|part|percentage)))\b
    |(?P<bulk>(?P<bcore>an?[ ](?:large|substantial|significant|growing)[ ](?:share|proportion|part|percentage)))\b
    )|(?=[数几好多绝大极少])(?P<han>(?P<hcore>[数几好多]倍于?|绝大多数|大多数|多数(?=的|器官|人)|极少数|少数(?=的|人)))""",
    re.VERBOSE,
)
_READ: dict[str, tuple[str, float | None, float | None, Bound, str]] = {
    "times": ("tcore", 2.0, None, Bound.AT_LEAST, "times"),
    "rank": ("rcore", None, None, Bound.OPEN, "rank"),
    "major": ("mcore", 0.5, 1.0, Bound.VAGUE, "share"),
    "most": ("mocore", 0.5, 1.0, Bound.VAGUE, "share"),
    "part": ("pcore", 0.0, 0.5, Bound.VAGUE, "share"),
    "bulk": ("bcore", None, None, Bound.OPEN, "share"),
    "han": ("hcore", None, None, Bound.OPEN, "share"),
}


def comparisons(low: str, taken: Sequence[tuple[int, int]]) -> Iterator[Comparison]:
    """The comparisons of a text in order, without those that touch a sorted list of taken spans."""
    index = 0
    for match in _COMPARISON.finditer(low):
        while index < len(taken) and taken[index][1] <= match.start():
            index += 1
        if index < len(taken) and taken[index][0] < match.end():
            continue
        form = next(name for name in _READ if match[name] is not None)
        core, least, most, bound, unit = _READ[form]
        start, end = match.span()
        yield Comparison(start, end, match.start(core), match.end(core), least, most, bound, unit)
