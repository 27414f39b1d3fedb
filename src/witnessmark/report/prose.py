"""The report's prose: numbers stand in it as addresses, and a typed one is found with its line and column.

{{figure: volume-claimed}}          the figure's usual statistic
{{figure: donors-fit r2_centred}}   a statistic of it
{{quote: c-1234abcd}}               the exact words of a claim, with who says them
{{chart: donors-fit}}               the series of a figure with its fit, or a series by its name
{{chart: intervals wells 2018}}     the claims of a measure and a period, as the first look draws them
{{chart: intervals wells}}          the same for the period that most sources speak of
{{chart: timeline}}                 the dated claims of the case, by year
{{text: 301 Hospital}}              characters that hold a digit or a number word and are no number
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from witnessmark.errors import TraceError
from witnessmark.model import Figure, Problem, Severity, make_problem

from .number_words import number_words
from .render import item_lines

_TOKEN = re.compile(r"\{\{\s*([a-z]+)\s*:\s*([^{}]*?)\s*\}\}")
_OPENING = re.compile(r"\{\{")
KINDS = ("figure", "quote", "chart", "text")
INTERVALS, TIMELINE = "intervals ", "timeline"

# What may stand as digits: years, ordinals, and the numbers of sections, pages and lists. A year right after a hedge or a
# currency, or right before a thing that is counted, is a count.
_COUNTED = (
    r"(?:%|percent\b|per\b|times\b|(?:hundred|thousand|million|billion)s?\b|[万亿]|a\s+(?:year|month|week|day)\b"
    r"|or\s+(?:more|fewer|less)\b|people\b|persons?\b|donors?\b|organs?\b|transplants?\b|transplantations?\b|cases?\b"
    r"|hospitals?\b|beds?\b|patients?\b|prisoners?\b|detainees?\b|executions?\b|killings?\b|deaths?\b"
    r"|were\s+(?:killed|executed|detained|arrested|transplanted)\b)"
)
_YEAR = r"(?<![\w.,$€£¥~≈])(?:1[89]|20|21)\d\d(?:s\b|(?![\w%]|[.,]\d|/[a-z]))(?![\s-]+(?:{counted}))"
_HEDGED = re.compile(
    r"(?:\b(?:over|than|at least|at most|nearly|almost|some|approximately|up to|as many as|under|below|above|exactly"
    r"|total of|totalling)\s+|[$€£¥~≈]\s*)$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<![\w.,])\d+(?:st|nd|rd|th)\b")
_SECTION = re.compile(  # "the source 500 were found in" names no section
    r"(?<!\ba )(?<!\ban )(?<!\bone )(?<!\bthe )(?<!\bthis )"
    r"(?:\b(?:section|chapter|part|table|figure|page|source|note|article|appendix)s?|§)\s+"
    rf"\d{{1,4}}(?!,?\d)(?:\.\d+)*(?!\s*{_COUNTED})",
    re.IGNORECASE,
)
_HEADING = re.compile(rf"^#+[ \t]+\d{{1,2}}(?:[.)]|(?:\.\d{{1,2}})+[.)]?)(?=[ \t])(?!\s+{_COUNTED})", re.MULTILINE)
_ITEM = re.compile(r"(?:[-*+>][ \t]+|[ \t])*\d{1,3}[.)](?=[ \t])")
_ADDRESS = re.compile(r"(?<=\[)[^\[\]]*\](\([^)\s]*\))|(<https?://[^>]*>)")
_DIGITS = ("Nd", "No", "Nl")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_NUMERAL = re.compile(r"[^\W_]*\d[^\W_]*(?:[.,]\d+)*%?")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[。！？]|\n[ \t]*\n")
_ATTRIBUTION = re.compile(r"\bsays?\b|\bsaid\b|\baccording to\b|说|表示|\b(?:computed|counted) here\b", re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    """One address in prose."""

    kind: str
    argument: str
    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True)
class Loose:
    """A number typed into prose.

    Attributes:
        file, line, column: where, counted from 1.
        typed: the characters.
        paste: what to write instead.
    """

    file: str
    line: int
    column: int
    typed: str
    paste: str


def tokens(file: str, text: str) -> list[Token]:
    """The addresses in a text, in order.

    Raises:
        TraceError: for an address of an unknown kind or with broken braces; names file, line and column.
    """
    found = []
    for match in _TOKEN.finditer(text):
        line, column = _place(text, match.start())
        if match[1] not in KINDS:
            raise TraceError(
                f"{file}, line {line}, column {column}: no address is called {match[1]!r}",
                f"known: {', '.join(KINDS)}",
            )
        found.append(Token(match[1], match[2], match.start(), match.end(), line, column))
    starts = {one.start for one in found}
    for match in _OPENING.finditer(text):
        if match.start() not in starts:
            line, column = _place(text, match.start())
            raise TraceError(
                f"{file}, line {line}, column {column}: a broken address", "write {{figure: name statistic}}"
            )
    return found


def quoted(prose: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What the quotes in prose refer to, without looking whether it is there."""
    return tuple(match[2] for _, text in prose for match in _TOKEN.finditer(text) if match[1] == "quote" and match[2])


def measures_drawn(prose: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The measures whose intervals charts in prose ask for, with and without a last word that may be a period."""
    asked = [match[2] for _, text in prose for match in _TOKEN.finditer(text) if match[1] == "chart"]
    named = [one.removeprefix(INTERVALS).strip() for one in asked if one.startswith(INTERVALS)]
    return frozenset(one for name in named for one in (name, name.rpartition(" ")[0]) if one)


def loose_numbers(file: str, text: str, figures: Iterable[Figure]) -> list[Loose]:
    """Every number in prose, in digits or in words, that is no address, year, ordinal or section number, and what to paste."""
    listed = list(figures)
    shown = {one.shown: one for one in listed}
    rest = _blank(text, [(one.start, one.end) for one in tokens(file, text)])
    rest = _blank(rest, [match.span(match.lastindex or 0) for match in _ADDRESS.finditer(rest)])
    hidden = [match.span() for match in _ENTITY.finditer(rest) if _has_digit(unescape(match[0]))]
    rest = _blank(rest, [match.span() for match in _ENTITY.finditer(rest)])
    rest = _blank(rest, _item_numbers(rest))
    for allowed in (_HEADING, _SECTION, _ORDINAL):
        rest = _blank(rest, [match.span() for match in allowed.finditer(rest)])
    year = _year({one.unit for one in listed})
    years = [match.span() for match in year.finditer(rest) if not _HEDGED.search(rest[: match.start()])]
    rest = _blank(rest, years)
    found = []
    digits = [match.span() for match in _NUMERAL.finditer(_plain_digits(rest))]
    for start, end in _joined(rest, sorted([*hidden, *digits, *number_words(rest)])):
        typed = text[start:end]
        line, column = _place(text, start)
        figure = shown.get(typed)
        paste = f"{{{{figure: {figure.name} {figure.statistic}}}}}" if figure else f"{{{{text: {typed}}}}}"
        found.append(Loose(file, line, column, typed, paste))
    return found


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, with digits and the number word that belongs to them ("3 million") as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and (start < joined[-1][1] or (text[joined[-1][1] : start] == " " and text[start].isalpha())):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _year(units: Iterable[str]) -> re.Pattern[str]:
    """A year that stands before no counted thing, the units of the figures among them."""
    own = [rf"{re.escape(one)}\b" for one in sorted(units) if one not in ("", "1")]
    return re.compile(_YEAR.format(counted="|".join([_COUNTED, *own])))


def _item_numbers(text: str) -> list[tuple[int, int]]:
    """Where the numbers of list items stand; a number that a line break put first in its line is none."""
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    matches = (_ITEM.match(text, starts[line]) for line in item_lines(text) if line < len(starts))
    return [match.span() for match in matches if match]


def _has_digit(text: str) -> bool:
    return any(unicodedata.category(one) in _DIGITS for one in text)


def unattributed(file: str, text: str, figure_of: dict[str, Figure]) -> list[Problem]:
    """A problem for each figure in a sentence that does not say who says it.

    Args:
        file: name of the prose file.
        text: the prose.
        figure_of: figures by the argument of their address.
    """
    found = tokens(file, text)
    covered = _blank(text, [(one.start, one.end) for one in found])
    problems = []
    for token in found:
        figure = figure_of.get(token.argument)
        if token.kind != "figure" or figure is None:
            continue
        sentence = text[slice(*_sentence(covered, token.start))]
        if not _ATTRIBUTION.search(sentence) and figure.who not in sentence:
            problems.append(
                make_problem(
                    "unattributed",
                    figure.name,
                    "a figure stands in a sentence that does not say who says it",
                    severity=Severity.NOTE,
                    where=f"{file}, line {token.line}, column {token.column}",
                    hint=f"name the speaker: {figure.who} says ...",
                )
            )
    return problems


def _sentence(text: str, position: int) -> tuple[int, int]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.end() > position:
            return start, match.end()
        start = match.end()
    return start, len(text)


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans covered by a letter that ends no sentence; offsets stay."""
    for start, end in spans:
        text = text[:start] + "".join("\n" if one == "\n" else "_" for one in text[start:end]) + text[end:]
    return text


def _plain_digits(text: str) -> str:
    """The text with every numeral of any script as an ASCII digit; offsets stay."""
    return "".join("0" if unicodedata.category(one) in _DIGITS else one for one in text)


def _place(text: str, position: int) -> tuple[int, int]:
    line = text.count("\n", 0, position) + 1
    return line, position - (text.rfind("\n", 0, position) + 1) + 1
