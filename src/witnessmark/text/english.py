"""Numbers in English text: 1,234.5, 5.2 million, two dozen, half a million, tens of thousands, two thirds, 10k."""

from __future__ import annotations

import re
from collections.abc import Iterator

from witnessmark.model import Bound

from .numeral import Numeral
from .words import words

_UNITS = words("one two three four five six seven eight nine")
_TEENS = words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_VAGUE = {"dozen": (12.0, 99.0), "score": (40.0, 99.0), "ten": (10.0, 99.0)} | {
    word: (float(n), float(n) * 10 - 1) for word, n in _SCALES.items()
}
_SPANS = {"decade": 10, "century": 100, "centuries": 100}
_MAX_DIGITS = 18

_WORD: dict[str, tuple[str, int]] = (
    {w: ("unit", i + 1) for i, w in enumerate(_UNITS)}
    | {w: ("teen", i + 10) for i, w in enumerate(_TEENS)}
    | {w: ("tens", (i + 2) * 10) for i, w in enumerate(_TENS)}
    | {w: ("scale", n) for w, n in _SCALES.items()}
    | {"dozen": ("dozen", 12), "zero": ("teen", 0)}
)
_SCALE_WORDS = "hundred|thousand|million|billion|trillion"
_GAP = r"[^\S\n]*\n?[^\S\n]*"
_TOKEN = re.compile(
    rf"""(?<![a-zß-ɏ0-9０-９.,_@#&$])(?:
     (?P<vague>(?:(?:several|many|a[ ]few)[ ])?(?:(?:tens|hundreds|dozens|scores|thousands|millions)[ ]of[ ])
        (?:thousands|millions|billions|trillions)
        |(?:several|a[ ]few)[ ](?:hundred|thousand|million|billion|dozen)\b(?:[ ](?:thousand|million|billion)\b)?
        |dozens|hundreds|thousands|millions|billions|trillions|scores(?=[ ]of\b)|tens(?=[ ]of\b))\b
    |(?P<half>half(?:[ ]an?|-a)[ ](?P<halfof>{_SCALE_WORDS}|dozen|decade|century|hour|year|day|month|kilo\w*
        |mile|kilomet\w+))\b
    |(?P<part>(?P<top>an?|one|two|three|four|five|[0-9])[ -](?P<bottom>half|third|quarter|fifth|sixth|eighth
        |tenth)s?)(?=[ ]of\b|[,;.]|[ ](?:the|more|fewer|less)\b|(?<=s)\b|(?<=-third)\b|(?<=-half)\b
            |(?<=-quarter)\b|(?<=-fifth)\b|(?<=-tenth)\b)
    |(?P<halves>half)(?=[ ](?:of|the|its|their|all|his|her|our)\b)
    |(?P<spell>(?:an?[ ])(?:decade|century))\b(?!['’])
    |(?P<article>an?[ ](?={_SCALE_WORDS}|dozen))(?P<scaled>{_SCALE_WORDS}|dozen)\b
    |(?P<word>{"|".join(sorted(_WORD, key=len, reverse=True))})\b
    )
    |(?<![a-zß-ɏ0-9０-９.,_@#])(?P<digits>[0-9０-９]++(?:,[0-9]{{3}}(?![0-9]))*+(?:\.[0-9]++)?+)
     (?P<short>[ ]?(?:bn|mn|mln|tn)\b|k\b|[mb]\b)?
    |(?P<glyph>[½⅓⅔¼¾])""",
    re.VERBOSE,
)
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
_JOIN = re.compile(r"[ \u00a0-]|[ \u00a0]?\n[ \u00a0]?|[ \u00a0]and[ \u00a0]")
_AND_A_HALF = re.compile(r"\sand\sa\shalf\b")
_DECADES = re.compile(r"[\s-](decade|centurie|century)s?\b")
_THEN_SCALE = re.compile(rf"\s({_SCALE_WORDS})\b")
_METRES = re.compile(r"\s*(?:$|[,.;)]|\b(?:tall|deep|wide|long|high|above|below|away|from|to|of|x|by|and)\b)")


def english_numerals(low: str) -> Iterator[Numeral]:
    """The numbers of a text in order.

    Args:
        low: the text in lower case, character for character (`fold`).
    """
    run: list[re.Match[str]] = []
    for match in _TOKEN.finditer(low):
        if match["word"] is None and match["article"] is None and match["digits"] is None:
            yield from _read_run(run, low)
            run = []
            yield _special(match, low)
            continue
        if run and not (_is_word(match) and _JOIN.fullmatch(low, run[-1].end(), match.start())):
            yield from _read_run(run, low)
            run = []
        run.append(match)
    yield from _read_run(run, low)


def _is_word(match: re.Match[str]) -> bool:
    return match["word"] is not None


def _special(match: re.Match[str], low: str) -> Numeral:
    start, end = match.span()
    if match["vague"]:
        least, most = _vague_interval(match["vague"])
        return Numeral(start, end, least, most, Bound.VAGUE, words=True)
    if match["spell"]:
        years = float(_SPANS[match["spell"].split()[-1]])
        return Numeral(start, end, years, years, Bound.POINT, "years", words=True)
    if match["half"]:
        of = match["halfof"]
        value = {**_SCALES, "dozen": 12}.get(of, 1) / 2
        if of in _SPANS:
            return Numeral(start, end, _SPANS[of] / 2, _SPANS[of] / 2, Bound.POINT, "years", words=True)
        known = of in _SCALES or of == "dozen"
        return Numeral(start, end if known else start + 4, value, value, Bound.POINT, None if known else of, words=True)
    if match["glyph"]:
        value = _GLYPHS[match["glyph"]]
        return Numeral(start, end, value, value, Bound.POINT)
    value = 0.5
    if match["part"]:
        top = match["top"]
        count = 1 if top in ("a", "an") else int(top) if top.isdigit() else _WORD[top][1]
        value = count / _PARTS[match["bottom"]]
    return Numeral(start, end, value, value, Bound.POINT, "share", words=True)


def _vague_interval(written: str) -> tuple[float, float]:
    words = [w.rstrip("s") for w in written.split() if w.rstrip("s") in _VAGUE]
    least, most = _VAGUE[words[0]]
    for word in words[1:]:
        scale = _SCALES[word]
        least, most = least * scale, (most + 1) * scale - 1
    return least, most


def _read_run(run: list[re.Match[str]], low: str) -> Iterator[Numeral]:
    """Numbers in a run of adjacent number words: "two hundred and five" is one, "two three" are two."""
    index = 0
    while index < len(run):
        if run[index]["digits"]:
            numeral, index = _digits(run, index, low)
        else:
            numeral, index = _words(run, index, low)
        if numeral is not None:
            yield numeral


def _digits(run: list[re.Match[str]], index: int, low: str) -> tuple[Numeral | None, int]:
    match = run[index]
    written = match["digits"]
    if len(written) > _MAX_DIGITS:
        return None, index + 1
    value, end, mantissa = float(written.replace(",", "")), match.end("digits"), 0.0
    short = (match["short"] or "").strip()
    if short and not (short == "m" and _is_metres(match, low)):
        mantissa, end = value, match.end("short")
        value *= _SHORT[short]
    index += 1
    while index < len(run) and run[index]["word"] in _SCALES and run[index].start() - end <= 2:
        mantissa = mantissa or value
        value *= _SCALES[run[index]["word"]]
        end = run[index].end()
        index += 1
    if index < len(run) and run[index]["word"] == "dozen" and run[index].start() - end <= 2:
        value, end, index = value * 12, run[index].end(), index + 1
    if value > 10**21:
        return None, index
    return _decades(
        Numeral(match.start(), end, round(value, 6), round(value, 6), Bound.POINT, mantissa=mantissa), low
    ), index


def _is_metres(match: re.Match[str], low: str) -> bool:
    money = low[max(0, match.start() - 1) : match.start()] in tuple("$€£¥")
    return not money and bool(_METRES.match(low, match.end("short"), match.end("short") + 20))


class _Count:
    """A number in words while it is being read."""

    def __init__(self) -> None:
        self.total = 0.0
        self.part: float | None = None
        self.last = ""
        self.scale = 10**15

    def take(self, kind: str, value: int, joined_by_and: bool) -> bool:
        """Adds the next word; False where it begins another number."""
        if joined_by_and and (kind in ("scale", "dozen") or self.last != "scale"):
            return False
        if kind == "scale" and value > 100:
            return self._take_scale(value)
        if kind in ("scale", "dozen"):
            return self._take_times(kind, value)
        fits = self.last in ("", "scale") or (kind == "unit" and self.last == "tens")
        if fits:
            self.part = (self.part or 0) + value
            self.last = kind
        return fits

    def _take_scale(self, value: int) -> bool:
        if value >= self.scale or (self.part is None and self.last):
            return False
        self.total += (1 if self.part is None else self.part) * value
        self.part, self.last, self.scale = None, "scale", value
        return True

    def _take_times(self, kind: str, value: int) -> bool:
        if (self.part is not None and self.part >= 100) or self.last == "dozen":
            return False
        self.part = (1 if self.part is None else self.part) * value
        self.last = kind
        return True

    @property
    def value(self) -> float:
        return self.total + (self.part or 0)


def _words(run: list[re.Match[str]], index: int, low: str) -> tuple[Numeral | None, int]:
    count, start, end = _Count(), run[index].start(), run[index].start()
    if run[index]["word"] in _SCALES or run[index]["word"] == "dozen":
        return None, index + 1  # "million" alone says no number
    while index < len(run):
        gap = low[end : run[index].start()] if end > start else ""
        if run[index]["digits"]:
            break
        kind, value = _WORD[run[index]["scaled"] or run[index]["word"]]
        if not count.take(kind, value, "and" in gap):
            break
        end = run[index].end()
        index += 1
    total, end = _and_a_half(low, end, count.value)
    if end == start:
        return None, index + 1
    return _decades(Numeral(start, end, total, total, Bound.POINT, words=True), low), index


def _and_a_half(low: str, end: int, value: float) -> tuple[float, int]:
    """Adds "and a half", and the scale word that may follow it."""
    half = _AND_A_HALF.match(low, end)
    if half is None:
        return value, end
    scale = _THEN_SCALE.match(low, half.end())
    return ((value + 0.5) * _SCALES[scale[1]], scale.end()) if scale else (value + 0.5, half.end())


def _decades(numeral: Numeral, low: str) -> Numeral:
    """Reads "two decades" as twenty years: the word becomes part of the number."""
    match = _DECADES.match(low, numeral.end)
    if match is None or numeral.low is None or numeral.low > 1000:
        return numeral
    years = numeral.low * (10 if match[1] == "decade" else 100)
    return numeral._replace(end=match.end(), low=years, high=years, unit="years")
