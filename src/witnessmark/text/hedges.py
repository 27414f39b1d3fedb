"""The words around a number that say what kind of bound it is: "at least", "up to ... or more", 逾, 不到."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from witnessmark.model import Bound

_BEFORE: tuple[tuple[Bound, str, str], ...] = (
    (
        Bound.AT_LEAST,
        r"at (?:the (?:very )?)?least|(?:no|not) (?:fewer|less) than|a minimum of|minimum of|as (?:few|little) as",
        "至少|不少于|不低于|不下|最少|起码|最低",
    ),
    (
        Bound.AT_MOST,
        r"up to|as (?:many|much|high|long|large) as|at (?:the )?(?:very )?most|(?:no|not) more than|a"
        r" maximum of|maximum of",
        "多达|至多|最多|不超过|不多于|高达",
    ),
    (
        Bound.MORE_THAN,
        r"over|(?:more|greater|larger|higher|longer|older|better) than|above|upwards? of|in excess of"
        r"|exceed(?:s|ed|ing)?"
        r"|north of|surpass(?:ed|ing|es)?|topp(?:ed|ing)",
        "超过|多于|高于|大于|不止|超出|逾|超",
    ),
    (
        Bound.LESS_THAN,
        r"under|(?:less|fewer|lower|smaller|younger|shorter) than|below|short of|shy of",
        "不到|不足|少于|低于|未满|小于|未达",
    ),
    (
        Bound.ABOUT,
        r"about|around|roughly|approximately|approx\.?|some|an estimated|estimated|nearly|almost|close to|circa|ca\."
        r"|in the (?:region|order) of",
        "大约|大概|将近|接近|估计|约有|约为|约|近|~|≈",
    ),
)
_PRE = re.compile(
    "(?:"
    + "|".join(rf"(?P<h{i}>\b(?:{english})|{chinese})" for i, (_, english, chinese) in enumerate(_BEFORE))
    + r")(?:[\s的有为]|\s(?:an?|the|another|a total of)\s)?(?:us|hk|nt)?[$€£¥]?\s?\Z"
)
_POST: tuple[tuple[Bound, str], ...] = (
    (
        Bound.AT_LEAST,
        r"\s(?:or|and)\s(?:more|above|over|older|higher|longer|greater|up)\b|\+(?![0-9])|\splus\b(?!\s[0-9])|\sat\sleast\b|及?以上",
    ),
    (Bound.AT_MOST, r"\s(?:or|and)\s(?:fewer|less|under|below|younger|lower)\b|\sat\s(?:the\s)?most\b|及?以下|以内"),
    (Bound.MORE_THAN, r"[多余](?=[\s人名个家所例次起座间位岁倍种项元年天])"),
    (Bound.ABOUT, r"\sor\sso\b|[\s-]odd\b|左右|上下|前后|\sapproximately\b"),
)
_POST_RE = re.compile("|".join(f"(?P<p{i}>{words})" for i, (_, words) in enumerate(_POST)))
_SPACES = re.compile(r"\s")
_REACH = 36  # characters before a number in which its hedge may begin
_UPPER = {Bound.AT_MOST, Bound.LESS_THAN}
_LOWER = {Bound.AT_LEAST, Bound.MORE_THAN}


class Hedge(NamedTuple):
    """What the words around a number do to it: where they begin and end, and the bound they make (None for none)."""

    start: int
    end: int
    bound: Bound | None


def hedge_around(low: str, start: int, end: int, window: str) -> Hedge:
    """The hedge around a number.

    Args:
        low: the text in lower case, character for character.
        start: where the number begins.
        end: where it ends.
        window: the characters before the number in which a hedge may stand.
    """
    pre = _pre(window)
    post = _POST_RE.match(low, end)
    left = start if pre is None else start - len(window) + pre.start()
    right = end if post is None else post.end()
    first = _bound(pre, "h", [row[0] for row in _BEFORE])
    second = _bound(post, "p", [row[0] for row in _POST])
    return Hedge(left, right, _join(first, second))


def _pre(window: str) -> re.Match[str] | None:
    """The hedge that ends where the window ends. Line breaks and hard spaces count as spaces."""
    return _PRE.search(_SPACES.sub(" ", window), max(0, len(window) - _REACH))


def _bound(match: re.Match[str] | None, prefix: str, bounds: Sequence[Bound]) -> Bound | None:
    if match is None:
        return None
    return next(bound for i, bound in enumerate(bounds) if match[f"{prefix}{i}"] is not None)


def _join(first: Bound | None, second: Bound | None) -> Bound | None:
    if first is None or second is None:
        return first or second
    clash = (first in _UPPER and second in _LOWER) or (first in _LOWER and second in _UPPER)
    return Bound.OPEN if clash else second if first is Bound.ABOUT else first


def apply_bound(
    low: float | None, high: float | None, own: Bound, hedge: Bound | None
) -> tuple[float | None, float | None, Bound]:
    """The interval and bound of a number once its hedge is read.

    Args:
        low: smallest value that the number alone allows.
        high: largest value that it allows.
        own: the bound that it carries in itself.
        hedge: what the words around it say, or None.
    """
    if hedge is None:
        return low, high, own
    if hedge is Bound.OPEN:
        return None, None, hedge
    if own is Bound.VAGUE:
        return (low, None, own) if hedge in _LOWER else (None, high, own) if hedge in _UPPER else (low, high, own)
    if hedge is Bound.ABOUT:
        return (low, high, own if own is not Bound.POINT else hedge)
    if hedge in _LOWER:
        return low, None, hedge
    return None, high if high is not None else low, hedge
