"""Who narrates a document: what a person stated, else a byline or masthead, else "document"."""

from __future__ import annotations

import re
from collections.abc import Sequence

NOBODY = "document"  # the outlet where the text names none
_HEAD, _FOOT = 10, 5
_NAME = r"(?P<name>[^\s|,.;:].{0,78}?)"
_HEADS = (
    re.compile(rf"(?i:source|outlet|publisher|published by|issued by)\s*[:：]\s*{_NAME}\s*$"),
    re.compile(r"(?:来源|稿源|出处|发布单位|发布机构)\s*[:：]\s*(?P<name>\S{1,30})"),
    re.compile(r"(?P<name>新华社|中新社|法新社|路透社|美联社|中央社)[^，。]{0,20}电"),
    re.compile(r"[A-Z][\w .,'-]{1,40}\((?P<name>[A-Z][A-Za-z .]{1,30})\)\s*(?:--|[-–—])"),
    re.compile(
        rf"(?:©|\(c\)"
        rf"|(?i:copyright))\s*(?:©\s*)?(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?\s*,?\s*)?(?:by\s+)?{_NAME}\s*(?:[.|]"
        rf"|(?i:all rights reserved)|$)"
    ),
    re.compile(
        r"[A-Z][A-Za-z ]{1,30}(?:, [A-Z][A-Za-z. ]{1,12})?\s*[-–—]+\s*(?:The |the"
        r" )?(?P<name>[A-Z][\w’'&-]*(?:\s(?:of|for|the|and|in|on"
        r"|[A-Z][\w’'&-]*)){0,8})(?:\s\([A-Z]+\))?\s(?:today|has|is|announce[sd]|released?|publishe[sd])\b"
    ),
    re.compile(r"(?i:by)\s+(?P<name>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,5})\s*(?:[|,].*)?$"),
)
_FEET = (_HEADS[4], re.compile(rf"(?i:discover|read|see)\s(?i:more)\s(?i:from|at|on)\s{_NAME}\s*$"))


def outlet_of(lines: Sequence[str], stated: str | None) -> str:
    """Who narrates a document.

    Args:
        lines: the lines of the document; the first ten and the last five that are not empty are looked at.
        stated: what a person stated, or None.
    """
    if stated and stated.strip():
        return stated.strip()
    full = [line.strip() for line in lines if line.strip()]
    return _first(full[:_HEAD], _HEADS) or _first(full[-_FOOT:], _FEET) or NOBODY


def _first(lines: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> str | None:
    for pattern in patterns:
        for line in lines:
            match = pattern.match(line[:400])
            if match:
                return match["name"].strip(" .|")
    return None
