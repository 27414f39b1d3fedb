"""Numbers in Chinese text: 1880万, 三千五百, 数以万计, 百分之三十. Offsets are code points into the text given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from witnessmark.model import Bound

from .numeral import Numeral

_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_SCALE = _SMALL | _LARGE
_MAX_CHARS = 24  # longer runs are not numbers that anybody writes

# A single numeral character counts only before a measure word: 三家医院, but not 三峡.
_MEASURE = (
    "个|名|人|家|所|例|次|起|座|间|位|岁|倍|种|项|份|部|篇|小时|分钟|公斤|公里|元|美元|天|周|年|场|台"
    "|张|只|批|户|辆|艘|枚|类|成"
)
_NUMERAL = re.compile(
    rf"""(?P<vague>数以[十百千万亿]{{1,2}}计|成千上万|[数几][十百千万亿]{{1,3}}|十几万?)
    |(?P<over>上[百千万亿][万亿]?)(?=[{_MEASURE[0]}名人家例次起座吨])
    |百分之(?P<percent>[0-9０-９]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百点]{{1,8}})
    |(?P<digits>(?<![A-Za-z0-9０-９.,_@#])[0-9０-９]++(?:,[0-9]{{3}})*+(?:\.[0-9]++)?+)[ ]?
        (?P<scale>[十百千]?[万亿]|[百千])
    |(?<!第)(?<!星期)(?<!礼拜)(?P<plain>[零〇一二两三四五六七八九十百千万亿]++)""",
    re.VERBOSE,
)
_BEFORE_MEASURE = re.compile(rf"[多余]?(?:{_MEASURE})")
_MORE = re.compile(r"[多余来](?=[万亿个名人家所例次起座间位岁倍种项元年天\s])")
_NOT_NUMBERS = frozenset(
    ["千万", "万一", "百一", "一一", "一", "万", "亿", "百", "千", "一百一", "万千", "十", "零", "〇"]
)


def chinese_value(run: str) -> float | None:
    """The value of a run of Chinese numeral characters ("三千五百" is 3500), or None where it is not one number."""
    if len(run) > _MAX_CHARS or not run:
        return None
    if not any(c in _SCALE for c in run):
        return float(_DIGIT[run]) if len(run) == 1 else None
    total = section = 0
    digit: int | None = None
    for char in run:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[char]
            digit = None
        else:
            section += digit or 0
            total = (total + section) * _LARGE[char] if char == "亿" else total + (section or 1) * _LARGE[char]
            section, digit = 0, None
    return float(total + section + (digit or 0))


def chinese_numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a Chinese text in order; digits without a Chinese scale are left to the other grammar."""
    for match in _NUMERAL.finditer(text):
        numeral = _VALUES[match.lastgroup or "plain"](match, text)
        if numeral is not None:
            yield numeral


def _vague(match: re.Match[str], _: str) -> Numeral:
    word = match["vague"]
    if word == "成千上万":
        return Numeral(match.start(), match.end(), 1000.0, 99999.0, Bound.VAGUE)
    if word.startswith("十几"):
        times = 10000 if word.endswith("万") else 1
        return Numeral(match.start(), match.end(), 11.0 * times, 19.0 * times, Bound.VAGUE)
    unit = chinese_value("一" + "".join(c for c in word if c in _SCALE)) or 1.0
    return Numeral(match.start(), match.end(), unit, unit * 10 - 1, Bound.VAGUE)


def _over(match: re.Match[str], _: str) -> Numeral:
    value = chinese_value("一" + match["over"][1:]) or 1.0
    return Numeral(match.start(), match.end(), value, None, Bound.AT_LEAST)


def _percent(match: re.Match[str], _: str) -> Numeral | None:
    written = match["percent"]
    if written[0].isdecimal():
        value: float | None = float(written)
    else:
        whole, _dot, part = written.partition("点")
        value = chinese_value(whole)
        if value is not None and part and all(c in _DIGIT for c in part):
            value += float("0." + "".join(str(_DIGIT[c]) for c in part))
    return None if value is None else Numeral(match.start(), match.end(), value, value, Bound.POINT, "percent")


def _scaled(match: re.Match[str], text: str) -> Numeral | None:
    if len(match["digits"]) > _MAX_CHARS:
        return None
    scale = 1
    for char in match["scale"]:
        scale *= _SCALE[char]
    mantissa = float(match["digits"].replace(",", ""))
    return _maybe_more(match, text, round(mantissa * scale, 6))._replace(mantissa=mantissa)


def _plain(match: re.Match[str], text: str) -> Numeral | None:
    run = match["plain"]
    if run in _NOT_NUMBERS and not (run == "十" and _BEFORE_MEASURE.match(text, match.end())):
        return None
    if len(run) == 1 and not _BEFORE_MEASURE.match(text, match.end()):
        return None
    value = chinese_value(run)
    if value is None:
        return None
    if text.startswith("成", match.end()) and len(run) == 1 and not text.startswith("成为", match.end()):
        return Numeral(match.start(), match.end(), value * 10, value * 10, Bound.POINT, "percent")
    return _maybe_more(match, text, value)


def _maybe_more(match: re.Match[str], text: str, value: float) -> Numeral:
    if _MORE.match(text, match.end()):
        return Numeral(match.start(), match.end(), value, None, Bound.MORE_THAN)
    return Numeral(match.start(), match.end(), value, value, Bound.POINT)


_VALUES = {"vague": _vague, "over": _over, "percent": _percent, "scale": _scaled, "digits": _scaled, "plain": _plain}
