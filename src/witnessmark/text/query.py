"""Words to search for: how a query is read, how text is written for a full-text index, and where the words stand in a text.

SQLite's unicode61 takes a whole run of Chinese characters for one word, so that no part of it would be found. Here every
character of such a run becomes one index word: the character with the one after it, and the last one alone. Words of two
characters and more are then phrases of index words, and a single character is the beginning of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from witnessmark.errors import UsageError

SPREAD = 1  # rises when `spread` writes the same text differently: an index made before is then made again
CONTEXT = 240  # characters of a text that are shown around a hit

_C = "々〇〻㐀-䶿一-鿿豈-﫿ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿ가-힣\U00020000-\U0003ffff"  # scripts written without spaces, and Hangul
_CHAR = re.compile(f"[{_C}]")
# A run goes over one line break, since lines are broken inside words; and over spaces between characters set apart one by one.
_RUN = re.compile(
    rf"(?<![{_C}])[{_C}](?: {{1,4}}[{_C}](?![{_C}]))+|[{_C}](?:(?:[^\S\n]{{0,80}}\n[^\S\n]{{0,80}})?[{_C}])*"
)
_WORD = rf"(?:(?![{_C}])[^\W_])+"
_PIECE = re.compile(rf"[{_C}]|{_WORD}")
_TERM = re.compile(r"(?P<minus>(?<!\S)-)?(?:[\"“”](?P<phrase>[^\"“”]*)[\"“”]?|(?P<word>[^\s\"“”]+))")
_ALIKE = ("'’‘ʼ", '"“”„', "–—‐‑-")  # what a keyboard has one character for; the hyphen comes last in its class
_SPACE = re.compile(r"\s+")
_BROKEN = re.compile(rf"(?<=[{_C}])[^\S\n]*\n\s*(?=[{_C}])")


class Query(NamedTuple):
    """What is searched for.

    Attributes:
        wanted: words and phrases that must all stand in a text.
        unwanted: words and phrases of which none may.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


class Piece(NamedTuple):
    """A stretch of an excerpt, white space collapsed, and whether it is a hit."""

    text: str
    hit: bool


def parse_query(words: str) -> Query:
    """What a person typed: words, "phrases in quotation marks", and -words or -"phrases" that must not stand there.

    Raises:
        UsageError: where no word is asked for.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in _TERM.finditer(_plain(words)):
        said = term["word"] if term["phrase"] is None else term["phrase"]
        if _PIECE.search(said):
            (unwanted if term["minus"] else wanted).append(_SPACE.sub(" ", said).strip())
    if not wanted:
        raise UsageError(
            "no word to search for", 'give words, or a "phrase in quotation marks"; -word leaves texts out'
        )
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def spread(text: str) -> str:
    """The text as a full-text index takes it: words as they are, runs without spaces as overlapping pairs of characters."""
    if text.isascii():
        return text
    return _RUN.sub(lambda run: f" {' '.join(_pairs(run[0]))} ", _plain(text))


def match_of(query: Query) -> str:
    """The query in the language of SQLite FTS5, for an index of texts that were spread."""
    wanted = " AND ".join(map(_phrase, query.wanted))
    return f"({wanted}) NOT ({' OR '.join(map(_phrase, query.unwanted))})" if query.unwanted else wanted


def hits(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the wanted words stand in a text: start and end in code points, in order, without overlaps."""
    folded, origin = _folded(text)
    found = sorted((one.start(), one.end()) for said in query.wanted for one in _pattern(said).finditer(folded))
    kept: list[tuple[int, int]] = []
    for start, end in found:
        span = (origin[start], origin[end - 1] + 1)
        if kept and span[0] < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], span[1]))
        else:
            kept.append(span)
    return kept


def excerpt(text: str, spans: list[tuple[int, int]], width: int = CONTEXT) -> list[Piece]:
    """The part of a text in which most hits stand, with the hits apart.

    Args:
        text: the text.
        spans: where the hits stand, in order.
        width: characters to show, about.
    """
    start, end = _window(text, spans, width)
    pieces = [Piece("…", hit=False)] if start else []
    at = start
    for left, right in [one for one in spans if one[0] >= start and one[1] <= end]:
        pieces += [Piece(_line(text[at:left]), hit=False), Piece(_line(text[left:right]), hit=True)]
        at = right
    pieces.append(Piece(_line(text[at:end]), hit=False))
    return [one for one in [*pieces, Piece("…" if end < len(text) else "", hit=False)] if one.text]


def exactly(words: str, *, any_case: bool = False) -> re.Pattern[str]:
    """These very words as a pattern, whatever white space the text has between them and however it curls its quotation marks.

    Args:
        words: at least one character that is no white space.
        any_case: letter case does not matter.
    """
    made = ""
    for before, char in pairwise(" " + _SPACE.sub(" ", words.strip())):
        if char == " ":
            made += r"\s*" if _CHAR.match(before) else r"\s+"
        else:
            made += r"\s*" if _CHAR.match(before) and _CHAR.match(char) else ""
            made += next((f"[{alike}]" for alike in _ALIKE if char in alike), re.escape(char))
    return re.compile(made, re.IGNORECASE if any_case else 0)


def is_spaceless(text: str) -> bool:
    """True where a third or more of the letters of a text are of a script that the index spreads."""
    letters = sum(map(str.isalnum, text))
    return letters > 0 and 3 * len(_CHAR.findall(text)) >= letters


def _line(text: str) -> str:
    """Text on one line; a line break inside a run without spaces leaves none."""
    return _SPACE.sub(" ", _BROKEN.sub("", text))


def _plain(text: str) -> str:
    """Full-width and compatibility characters as ordinary ones, without soft hyphens."""
    return unicodedata.normalize("NFKC", text).replace("\u00ad", "")


def _pairs(run: str) -> list[str]:
    chars = [one for one in run if not one.isspace()]
    return [a + b for a, b in pairwise(chars)] + chars[-1:]


def _phrase(said: str) -> str:
    """A word or phrase for FTS5: a run at its end need not end there in the text, so its last character goes or is a prefix."""
    parts: list[str] = []
    at, tail = 0, ""
    for run in _RUN.finditer(said):
        pairs = _pairs(run[0])
        last = _PIECE.search(said, run.end()) is None
        tail = " *" if last and len(pairs) == 1 else ""
        parts += [said[at : run.start()], *(pairs[:-1] if last and len(pairs) > 1 else pairs)]
        at = run.end()
    parts.append(said[at:])
    return f'"{" ".join(parts)}"'.replace("\0", " ") + tail


def _pattern(said: str) -> re.Pattern[str]:
    """The same word or phrase as a pattern on folded text."""
    folded = _folded(said)[0]
    pieces = list(_PIECE.finditer(folded))
    written = [rf"(?:(?<![^\W_])|(?<=[{_C}]))" if not _CHAR.match(pieces[0][0]) else ""] if pieces else ["(?!)"]
    for before, piece in pairwise([None, *pieces]):
        if piece is None:
            continue
        if before is not None:
            close = before.end() == piece.start() or bool(_CHAR.match(before[0])) != bool(_CHAR.match(piece[0]))
            touching = bool(_CHAR.match(before[0])) and bool(_CHAR.match(piece[0]))
            written.append(r"\s*" if close and touching else r"[\W_]*" if close else r"[\W_]+")
        written.append(re.escape(piece[0]))
    if pieces and not _CHAR.match(pieces[-1][0]):
        written.append(rf"(?:(?![^\W_])|(?=[{_C}]))")
    return re.compile("".join(written))


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text in one case without accents, and for each of its characters the place it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters = [_letters(one) for one in text]
    return "".join(letters), [place for place, found in enumerate(letters) for _ in found]


@lru_cache(maxsize=1 << 14)
def _letters(char: str) -> str:
    if "가" <= char <= "힣":  # which would come apart into the letters of the syllable
        return char
    if char == "\u00ad":
        return ""
    low = unicodedata.normalize("NFKD", char).casefold()
    return "".join(one for one in low if not unicodedata.combining(one) or _CHAR.match(char))


def _window(text: str, spans: list[tuple[int, int]], width: int) -> tuple[int, int]:
    if len(text) <= width:
        return 0, len(text)
    if not spans:
        return 0, _back(text, width)
    counts = [
        (sum(1 for right in spans if left[0] <= right[0] and right[1] <= left[0] + width // 2), -left[0])
        for left in spans[:200]
    ]
    first = spans[max(range(len(counts)), key=counts.__getitem__)]
    start = max(0, first[0] - width // 3)
    if start:
        space = text.find(" ", start, min(start + 20, first[0]))
        start = space + 1 if space >= 0 else start
    return start, min(len(text), max(_back(text, start + width), first[1]))


def _back(text: str, end: int) -> int:
    """The end of the last word before a place, unless it lies far back."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - 20, end)
    return space if space > 0 else end
