"""Dates in English and Chinese text as EDTF. A year that the text does not give is never filled in."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from witnessmark.model import is_period

from .fold import after, before, fold, has_cjk
from .labels import LABEL
from .words import words

_MONTHS = words("january february march april may june july august september october november december")
_MONTH = (
    {name: i + 1 for i, name in enumerate(_MONTHS)} | {name[:3]: i + 1 for i, name in enumerate(_MONTHS)} | {"sept": 9}
)
_MON = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust"
    r"|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9])"
_SP = r"[ \u00a0\r\n]{1,2}"
_DATE = re.compile(
    rf"""(?<![0-9a-z_.,$€£¥@\#])(?:
     (?P<iso>(?P<iy>{_YEAR})-(?P<im>0[1-9]|1[0-2])(?:-(?P<id>0[1-9]|[12][0-9]|3[01]))?(?![0-9-]))
    |(?P<slash>(?P<sa>[0-9]{{1,2}})[/.](?P<sb>[0-9]{{1,2}})[/.](?P<sy>{_YEAR}))
    |(?P<dmy>(?P<dd>{_DAY})(?:{_SP}of)?{_SP}(?P<dm>{_MON})\b\.?(?:,?{_SP}(?P<dy>{_YEAR}))?)
    |(?P<mdy>(?P<mm>{_MON}){_SP}(?P<md>{_DAY})(?:(?:,{_SP}|{_SP})(?P<my>{_YEAR}))?)(?![0-9,]*[0-9]|{_SP}(?:people|percent))
    |(?P<mony>(?P<om>{_MON}),?{_SP}(?:of{_SP})?(?P<oy>{_YEAR}))
    |(?P<decade>(?P<dp>early|mid|late)?[ -]?(?P<de>(?:1[5-9]|20)[0-9]0)['’]?s)\b
    |(?P<range>(?P<ra>{_YEAR})(?P<rj>[ ]?[-–—/~～][ ]?|{_SP}(?:to|through|until|till
        |and){_SP})(?:the[ ]year[ ])?(?P<rb>{_YEAR}|[0-9]{{2}}(?![0-9%,.]|{_SP}(?:people|percent))))
    |(?P<year>{_YEAR})(?![0-9,]*[0-9]|\.[0-9])
    |(?P<mon>(?<=\bin[ ])(?:early[ ]|late[ ]|mid-)?(?P<lm>{_MON})|(?<=\bsince[ ])(?P<lm2>{_MON})
        |(?<=\bby[ ])(?P<lm3>{_MON})|(?<=\buntil[ ])(?P<lm4>{_MON}))\b(?![-'’])
    |(?P<ago>(?P<an>[0-9]{{1,3}}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty){_SP}(?P<au>day|week|month|year|decade)s?{_SP}(?P<ad>later|earlier|ago|afterwards?))\b
    |(?P<past>(?:the{_SP})?(?:past|last|previous|preceding){_SP}(?P<pn>[0-9]{{1,3}}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty){_SP}(?P<pu>day|week|month|year|decade)s?)\b
    |(?P<rel>(?P<rw>last|this|next){_SP}(?P<ru>year))\b
    )""",
    re.VERBOSE,
)
_ZH = re.compile(
    r"""(?P<zy>(?<![0-9０-９])(?:1[5-9]|20)[0-9]{2}|[一二][零〇一二三四五六七八九]{3})[ ]?年
        (?:(?P<zto>[ ]?[至到–-][ ]?)(?P<zy2>(?:1[5-9]|20)[0-9]{2})[ ]?年)?
        (?:[ ]?(?P<zm>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])[ ]?月
        (?:[ ]?(?P<zd>[12][0-9]|3[01]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[ ]?[日号])?)?
    |(?P<range>(?<![0-9])(?P<ra>(?:1[5-9]|20)[0-9]{2})[ ]?[至到~～–—-][ ]?(?P<rb>(?:1[5-9]|20)[0-9]{2})[ ]?年)
    |(?P<zm2>(?<![0-9])(?:1[0-2]|0?[1-9]))[ ]?月[ ]?(?P<zd2>[12][0-9]|3[01]|0?[1-9])[ ]?[日号]
    |(?P<cent>1[5-9]|20|21|十九|二十|二十一)世纪(?P<dec>[0-9])0年代
    |(?P<dec2>(?:1[5-9]|20)[0-9]0)年代""",
    re.VERBOSE,
)
_OPEN_BEFORE = re.compile(
    r"(?:\b(?:since|after|post)(?:[\s-](?:about|around|at least|as early as|early|late|the end"
    r" of))?(?:\s(?:the\s)?(?:year|summer|spring|autumn|fall|winter)(?:\sof)?|\sthe)?[\s-]|自从|自)\Z"
)
_UNTIL_BEFORE = re.compile(
    r"(?:\b(?:by|until|till|before|pre|prior to)(?:\s(?:the\s)?(?:year|end of)|\sthe)?[\s-]|截至|截止|直到|到)\Z"
)
_FROM_BEFORE = re.compile(r"\b(?:from|starting|beginning)(?:\s(?:in|with))?(?:\s(?:the\s)?year|\sthe)?\s\Z")
_BETWEEN_BEFORE = re.compile(r"\bbetween(?:\sthe\syears)?\s\Z")
_ONWARD = re.compile(
    r"\s(?:on(?:wards?)?\b|and\s(?:beyond|after|later|since)\b|(?:to|until)\s(?:the\s)?(?:present|today|now"
    r"|date)\b|forward\b)|[-–](?:present|now)\b|\+|[ ]?(?:以来|以后|之后|后|起|至今|开始)"
)
_BEFORE_ZH = re.compile(r"[ ]?(?:之前|以前|前)(?!后)")
_QUANTITY_BEFORE = re.compile(
    r"(?:\b(?:over|more than|fewer than|less than|at least|nearly|almost|some|about|approximately|roughly|up"
    r" to|as many as|another|total of)|[$€£¥])\s?\Z"
)
_DATE_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|after|before|during|of|year|years|and|to|through|early|late|mid"
    r"|between|around|circa|as of|spring|summer|autumn|fall|winter|q[1-4]|the|both|for|post|pre|dated"
    r"|published|copyright)[\s-]|[(（/–—-]|©\s?|,\s)\Z"
)
_COUNTED = re.compile(
    r"\s(?:people|persons|men|women|children|cases|patients|members|deaths|beds|organs|transplants|donors|dollars|yuan|miles|kilomet\w+|metres?|meters?|kg|km|feet|pages|words|hours|tons?|tonnes)\b|[\s-]?(?:%|percent)|\s?(?:人|名|例|个|家|元|次|万|亿|多|余|米|吨)"
)
_PLURAL = re.compile(r"\s[a-z]{3,}s\b(?!['’])")
_NUMBER = {w: i for i, w in enumerate(words("zero one two three four five six seven eight nine ten eleven twelve"))} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
_ZH_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_PART = {"early": (0, 4), "mid": (4, 6), "late": (5, 9), "": (0, 9)}
_DATELINE = 120  # a line this long or shorter at the head of a document may carry its date


class Dated(NamedTuple):
    """A date as a text puts it.

    Attributes:
        start, end: its place with the word that opens or closes it ("since 2015"), code points, end exclusive.
        core_start, core_end: the date alone.
        period: EDTF, or None for a time that counts from a day the text does not give ("the past two decades").
    """

    start: int
    end: int
    core_start: int
    core_end: int
    period: str | None


class Anchor(NamedTuple):
    """What a document says of its own day, from which relative and yearless dates are read.

    Attributes:
        dateline: the day at the head of the document, EDTF, or None.
    """

    dateline: str | None = None


NO_ANCHOR = Anchor()


def dateline(lines: Sequence[str]) -> str | None:
    """The whole date that stands in a short line among the first ten, EDTF, or None."""
    for line in [one for one in lines if one.strip()][:10]:
        if len(line) > _DATELINE:
            continue
        for found in dates(line):
            if found.period and re.fullmatch(r"\d{4}-\d\d-\d\d", found.period):
                return found.period
    return None


def dates(text: str, anchor: Anchor = NO_ANCHOR, low: str | None = None) -> list[Dated]:
    """The dates of a text in reading order.

    Args:
        text: the text.
        anchor: what earlier text of the same document gave.
        low: the text folded to lower case, where the caller has it.
    """
    low = fold(text) if low is None else low
    found: list[Dated] = []
    last: tuple[int, str] | None = None
    for start, end, written in sorted(
        [*_english(text, low, anchor), *_chinese(text)], key=lambda one: (one[0], -one[1])
    ):
        if found and start < found[-1].core_end:
            continue
        period = _with_year(low, start, written, last, anchor)
        if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", written):
            last = (end, written)
        one = _opened(low, start, end, period)
        if one.period is None or is_period(one.period):
            found.append(one)
    return found


def _english(text: str, low: str, anchor: Anchor) -> Iterator[tuple[int, int, str]]:
    for match in _DATE.finditer(low):
        form = next(name for name in _READ if match[name] is not None)
        period = _READ[form](match, text, anchor)
        if period is not None:
            yield match.start() + (1 if low[match.start()] in " -" else 0), match.end(), period


def _iso(m: re.Match[str], _: str, __: Anchor) -> str | None:
    return m[0] if m["id"] is None or _is_day(m["iy"], int(m["im"]), int(m["id"])) else f"{m['iy']}-{m['im']}"


def _slash(m: re.Match[str], _: str, __: Anchor) -> str | None:
    first, second = int(m["sa"]), int(m["sb"])
    if first > 12 >= second > 0 and _is_day(m["sy"], second, first):
        return f"{m['sy']}-{second:02d}-{first:02d}"
    if second > 12 >= first > 0 and _is_day(m["sy"], first, second):
        return f"{m['sy']}-{first:02d}-{second:02d}"
    return str(m["sy"])  # which is the month cannot be seen


def _dmy(m: re.Match[str], text: str, _: Anchor) -> str | None:
    return _day_of(m["dy"], m["dm"], m["dd"], text[m.start("dm")])


def _mdy(m: re.Match[str], text: str, _: Anchor) -> str | None:
    return _day_of(m["my"], m["mm"], m["md"], text[m.start("mm")])


def _day_of(year: str | None, month: str, day: str, initial: str) -> str | None:
    if initial.islower():
        return None
    number, which = _month(month), int(re.sub(r"\D", "", day))
    if not _is_day(year or "2000", number, which):
        return f"{year or 'XXXX'}-{number:02d}"
    return f"{year or 'XXXX'}-{number:02d}-{which:02d}"


def _mony(m: re.Match[str], text: str, _: Anchor) -> str | None:
    return None if text[m.start("om")].islower() else f"{m['oy']}-{_month(m['om']):02d}"


def _decade(m: re.Match[str], _: str, __: Anchor) -> str | None:
    first, last = _PART[m["dp"] or ""]
    start = int(m["de"])
    return f"{start + first}/{start + last}"


def _range(m: re.Match[str], text: str, _: Anchor) -> str | None:
    start, end = m["ra"], m["rb"]
    joint = m["rj"].strip()
    if joint == "and" and not _BETWEEN_BEFORE.search(fold(before(text, m.start(), 24))):
        return None
    if len(end) == 2:
        end = str(int(start[:2]) * 100 + int(end) + (100 if end < start[2:] else 0))
    return f"{start}/{end}" if int(start) < int(end) else None


def _year(m: re.Match[str], text: str, _: Anchor) -> str | None:
    low_before, follows = fold(before(text, m.start(), 24)), after(text, m.end(), 24)
    if _QUANTITY_BEFORE.search(low_before) or _COUNTED.match(follows):
        return None
    dated = _DATE_BEFORE.search(low_before) is not None
    if not dated and LABEL.search(low_before):
        return None
    return str(m["year"]) if dated or not _PLURAL.match(follows) else None


def _mon(m: re.Match[str], text: str, _: Anchor) -> str | None:
    name = m["lm"] or m["lm2"] or m["lm3"] or m["lm4"]
    at = max(m.start(group) for group in ("lm", "lm2", "lm3", "lm4"))
    return f"XXXX-{_month(name):02d}" if text[at].isupper() else None


def _ago(m: re.Match[str], _: str, anchor: Anchor) -> str | None:
    count = _NUMBER.get(m["an"]) if not m["an"].isdigit() else int(m["an"])
    sign = 1 if m["ad"] in ("later", "afterward", "afterwards") else -1
    kind = "ago" if m["ad"] == "ago" else "then"
    return f"{kind}:{sign * (count or 0)}:{m['au']}"


def _past(m: re.Match[str], _: str, anchor: Anchor) -> str | None:
    count = _NUMBER.get(m["pn"]) if not m["pn"].isdigit() else int(m["pn"])
    return f"past:{count}:{m['pu']}"


def _rel(m: re.Match[str], _: str, anchor: Anchor) -> str | None:
    if anchor.dateline is None:
        return None
    return str(int(anchor.dateline[:4]) + {"last": -1, "this": 0, "next": 1}[m["rw"]])


_READ = {
    "iso": _iso, "slash": _slash, "dmy": _dmy, "mdy": _mdy, "mony": _mony, "decade": _decade, "range": _range,
    "year": _year, "mon": _mon, "ago": _ago, "past": _past, "rel": _rel,
}  # fmt: skip


def _month(name: str) -> int:
    return _MONTH[name.rstrip(".")]


def _is_day(year: str, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(int(year), month)[1]


def _chinese(text: str) -> Iterator[tuple[int, int, str]]:
    if not has_cjk(text):
        return
    for m in _ZH.finditer(text):
        period = _zh_period(m)
        if period is not None:
            yield m.start(), m.end(), period


def _zh_period(m: re.Match[str]) -> str | None:
    if m["zy"]:
        year = m["zy"] if m["zy"][0].isdigit() and m["zy"][0] in "12" else "".join(str(_ZH_DIGIT[c]) for c in m["zy"])
        if m["zy2"]:
            return f"{year}/{m['zy2']}" if int(year) < int(m["zy2"]) else None
        return _ymd(year, m["zm"], m["zd"])
    if m["range"]:
        return f"{m['ra']}/{m['rb']}" if int(m["ra"]) < int(m["rb"]) else None
    if m["zm2"]:
        return _ymd("XXXX", m["zm2"], m["zd2"])
    if m["dec2"]:
        return f"{m['dec2']}/{int(m['dec2']) + 9}"
    century = {"十九": 19, "二十": 20, "二十一": 21}.get(m["cent"]) or int(m["cent"])
    start = (century - 1) * 100 + int(m["dec"]) * 10
    return f"{start}/{start + 9}"


def _ymd(year: str, month: str | None, day: str | None) -> str:
    if month is None:
        return year
    number = _zh_small(month)
    if day is None or not _is_day(year if year != "XXXX" else "2000", number, _zh_small(day)):
        return f"{year}-{number:02d}"
    return f"{year}-{number:02d}-{_zh_small(day):02d}"


def _zh_small(written: str) -> int:
    if written.isdigit() and written.isascii():
        return int(written)
    tens, _, ones = written.rpartition("十") if "十" in written else ("", "", written)
    return (
        (_ZH_DIGIT[tens] if tens else 1) * 10 + (_ZH_DIGIT[ones] if ones else 0) if "十" in written else _ZH_DIGIT[ones]
    )


def _with_year(low: str, start: int, period: str, last: tuple[int, str] | None, anchor: Anchor) -> str | None:
    """A yearless or relative date read from the dates that the text itself gives; otherwise left as it is."""
    near = last[1] if last is not None and start - last[0] < 600 and "\n\n" not in low[last[0] : start] else None
    if period.startswith("XXXX"):
        if near is not None:
            return near[:4] + period[4:]
        return _latest_before(period, anchor.dateline) if anchor.dateline else period
    kind, _, rest = period.partition(":")
    if not rest:
        return period
    if kind == "past":
        count, _, unit = rest.partition(":")
        return (
            f"{_moved(anchor.dateline, -int(count), unit)}/{anchor.dateline[:4]}"
            if anchor.dateline and unit in ("year", "decade")
            else None
        )
    count, _, unit = rest.partition(":")
    return _moved(anchor.dateline if kind == "ago" else near, int(count), unit)


def _latest_before(period: str, day: str) -> str:
    year = int(day[:4])
    return f"{year if period[5:] <= day[5 : 5 + len(period) - 5] else year - 1}{period[4:]}"


def _moved(origin: str | None, count: int, unit: str) -> str | None:
    """A date some years or months from another, as exact as the text is; None for days, or without an origin."""
    if origin is None or unit in ("day", "week"):
        return None
    if unit in ("year", "decade"):
        return str(int(origin[:4]) + count * (10 if unit == "decade" else 1))
    months = int(origin[:4]) * 12 + int(origin[5:7]) - 1 + count
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _opened(low: str, start: int, end: int, period: str | None) -> Dated:
    """The date with the words that leave one side of it open."""
    if period is None or "/" in period:
        return _opened_range(low, start, end, period)
    window = before(low, start, 40)
    onward = _ONWARD.match(low, end)
    opened = _OPEN_BEFORE.search(window)
    if opened or (onward and (_FROM_BEFORE.search(window) or onward[0].strip() != "后" or low[end - 1 : end] == "年")):
        left = start - len(window) + opened.start() if opened else start
        return Dated(left, onward.end() if onward else end, start, end, f"{period}/..")
    until = _UNTIL_BEFORE.search(window)
    ended = _BEFORE_ZH.match(low, end)
    if until or ended:
        left = start - len(window) + until.start() if until else start
        return Dated(left, ended.end() if ended else end, start, end, f"../{period}")
    return Dated(start, end, start, end, period)


def _opened_range(low: str, start: int, end: int, period: str | None) -> Dated:
    if period is None:
        return Dated(start, end, start, end, None)
    window = before(low, start, 40)
    if opened := _OPEN_BEFORE.search(window):
        return Dated(start - len(window) + opened.start(), end, start, end, f"{period.split('/')[0]}/..")
    if until := _UNTIL_BEFORE.search(window):
        return Dated(start - len(window) + until.start(), end, start, end, f"../{period.split('/')[1]}")
    return Dated(start, end, start, end, period)
