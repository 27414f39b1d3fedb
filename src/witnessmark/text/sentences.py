"""Sentence spans with exact offsets, for English and Chinese prose, headings and lists. Linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .words import words

Span = tuple[int, int]

_STOP = re.compile(
    r"""(?<![.!?…])[.!?…]++["”’'»)\]]*+(?=\s)   # a stop before white space
    |(?<![。！？])[。！？]++[”’」』）"]*+           # a Chinese stop
    |\n                                        # a line's end""",
    re.VERBOSE,
)
_ITEM = re.compile(r"[^\S\n]*(?:[•◦▪‣·*–—-][^\S\n]|\(?\d{1,3}[.)][^\S\n]|[（(]?[一二三四五六七八九十]{1,3}[、）)])")
_WORD_BEFORE = re.compile(r"[\w.]+$")
_INITIAL = re.compile(r"(?:\w\.)*\w")
_TITLES = frozenset(
    words(
        "mr mrs ms dr prof st rep reps sen sens gov gen col lt capt sgt maj hon rev messrs pres amb insp"
        " vs v e.g i.e cf no nos fig figs vol vols pp p para sec ch art approx ca al est eds ed"
        " jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.u"
    )
)
_WRAPPED = range(50, 121)  # a line this long, without a stop, is taken for a hard-wrapped one
_TRIM = " \t\r\n\f\v\u00a0\u3000"


def sentences(text: str) -> list[Span]:
    """The sentences of a text as (start, end) in code points, in order, without the white space around them.

    A blank line, a list item and a heading's line end a sentence; a hard-wrapped line does not.
    """
    spans: list[Span] = []
    start = 0
    for stop in _stops(text):
        _append(spans, text, start, stop)
        start = stop
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_TRIM))
    if left < len(piece):
        spans.append((start + left, start + len(piece.rstrip(_TRIM))))


def _stops(text: str) -> Iterator[int]:
    line = 0
    for match in _STOP.finditer(text):
        found = match[0]
        if found == "\n":
            if _line_ends_sentence(text, line, match.start()):
                yield match.end()
            line = match.end()
        elif found[0] in "。！？" or not _is_abbreviation(text, match.start(), match.end(), found):
            yield match.end()


def _is_abbreviation(text: str, dot: int, end: int, found: str) -> bool:
    nxt = text[end : end + 3].lstrip(_TRIM + "“\"'‘(")[:1]
    if found[0] == "…" or found.startswith(".."):
        return not nxt.isupper()
    if nxt.islower():
        return found[0] == "."
    if found != ".":
        return False
    word = _WORD_BEFORE.search(text, max(0, dot - 12), dot)
    if word is None:
        return False
    low = word[0].lower()
    return low in _TITLES or (
        bool(_INITIAL.fullmatch(low)) and not low[-1].isdigit() and low not in ("a.m", "p.m", "i")
    )


def _line_ends_sentence(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip(_TRIM) if end - start < 2000 else text[start : start + 1000] + text[end - 1000 : end]
    line = line.rstrip(_TRIM)
    upcoming = text[end + 1 : end + 40]
    rest = upcoming.lstrip(" \t\r\u00a0\u3000")
    if not line or not rest or rest[0] == "\n" or _ITEM.match(upcoming):
        return True
    if line[-1] in '.!?。！？：:；;…”"':
        return True
    if line[-1] in ",，、-–—(" or rest[0].islower():
        return False
    return len(line) not in _WRAPPED
