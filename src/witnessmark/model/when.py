"""Partial dates in EDTF (ISO 8601-2), levels 0 and 1, as far as claims and series need them. Nothing is ever padded."""

from __future__ import annotations

import re
from functools import lru_cache

_YEAR = r"(?:-?\d{4}|\d{3}X|\d{2}XX|XXXX)"
_DATE = rf"{_YEAR}(?:-(?:0[1-9]|1[0-2]|2[1-4]|XX)(?:-(?:0[1-9]|[12]\d|3[01]|XX))?)?[~?%]?"
_SIDE = rf"(?:{_DATE}|\.\.)"
_EDTF = re.compile(rf"(?:{_DATE}|{_SIDE}/{_SIDE})")
_DURATION = re.compile(r"P\d+(?:\.\d+)?[YMWD]")


def is_edtf(text: str) -> bool:
    """True for a date ("2006", "2006-03", "199X", "XXXX-05-12"), or an interval of two ("2015/..", "2010/2018")."""
    return bool(_EDTF.fullmatch(text)) and text != "../.."


def is_period(text: str) -> bool:
    """True for EDTF and for an ISO 8601 duration ("P1Y": a yearly rate whose year is not stated)."""
    return is_edtf(text) or bool(_DURATION.fullmatch(text))


@lru_cache(maxsize=4096)  # a case asks this of the same few dates for every claim
def year_of(text: str) -> int | None:
    """The year of a single date with a whole year in it: "2006-03" is 2006, "199X" and "2010/2018" are None."""
    match = re.fullmatch(r"(-?\d{4})(?:-.*)?", text.rstrip("~?%"))
    return int(match[1]) if match and "/" not in text else None


def years_spanned(text: str) -> tuple[int, int] | None:
    """First and last calendar year a date or closed interval can fall in; None where a side is open or unknown."""
    sides = text.split("/")
    first, last = _bounds(sides[0]), _bounds(sides[-1])
    return (first[0], last[1]) if first and last else None


def days_spanned(text: str) -> tuple[str, str]:
    """Bounds of the days that an EDTF date or interval can mean, as strings that sort: ("2006-03-00", "2006-03-99").

    An open or unknown side reaches to the end of all years.
    """
    sides = text.split("/")
    return _bound(sides[0], "0", "0000"), _bound(sides[-1], "9", "9999")


def _bound(side: str, digit: str, without: str) -> str:
    year, month, day = (*side.rstrip("~?%").split("-"), "XX", "XX")[:3]
    if not re.fullmatch(r"[\dX]{4}", year):
        return f"{without}-{digit * 2}-{digit * 2}"
    if month.isdigit() and int(month) > 12:  # a season
        month = "XX"
    return "-".join(one.replace("X", digit) for one in (year, month, day))


def _bounds(side: str) -> tuple[int, int] | None:
    year = side[:5] if side.startswith("-") else side[:4]
    if not re.fullmatch(r"-?\d{4}|\d{3}X|\d{2}XX", year):
        return None
    return int(year.replace("X", "0")), int(year.replace("X", "9"))
