"""The report's prose: numbers stand in it as addresses, and a typed one is found with its line and column.

{{figure: volume-claimed}}          the figure's usual statistic
{{figure: donors-fit r2_centred}}   a statistic of it
{{quote: c-1234abcd}}               the exact words of a claim, with who says them
{{chart: donors-fit}}               the series of a figure with its fit, or a series by its name
{{chart: intervals wells 2018}}     the claims of a measure and a period, as the first look draws them
{{chart: intervals wells}}          the same for the period that most sources speak of
{{chart: timeline}}                 the dated claims of the case, by year
{{text: 301 Hospital}}              characters that hold a digit and are no number
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from witnessmark.errors import TraceError
from witnessmark.model import Figure, Problem, Severity, make_problem

_TOKEN = re.compile(r"\{\{\s*([a-z]+)\s*:\s*([^{}]*?)\s*\}\}")
_OPENING = re.compile(r"\{\{")
KINDS = ("figure", "quote", "chart", "text")
INTERVALS, TIMELINE = "intervals ", "timeline"

# What may stand as digits: years, ordinals, and the numbers of sections, pages and lists. A year right after a hedge or
# right before a thing that is counted is a count.
_COUNTED = (
    r"(?:%|percent|people|persons|donors?|organs?|transplants?|cases|hospitals?|beds|patients|prisoners|detainees)"
)
_YEAR = re.compile(rf"(?<![\w.,])(?:1[89]|20|21)\d\d(?:s\b|(?![\w%]|[.,]\d))(?!\s+{_COUNTED}\b)")
_HEDGED = re.compile(
    r"\b(?:over|than|at least|at most|nearly|almost|some|approximately|up to|as many as)\s+$", re.IGNORECASE
)
_ORDINAL = re.compile(r"(?<![\w.,])\d+(?:st|nd|rd|th)\b")
_SECTION = re.compile(
    r"(?:\b(?:section|chapter|part|table|figure|page|source|note|article|appendix)s?|§)\s+\d+(?:\.\d+)*", re.I
)
_LIST = re.compile(r"^[ \t]*(?:#+[ \t]+\d{1,2}(?:\.\d{1,2})*[.)]?|\d{1,3}[.)])(?=[ \t])", re.MULTILINE)
_ADDRESS = re.compile(r"\]\([^)\s]*\)|<https?://[^>]*>")
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
    """Every digit in prose that is no address and no year, ordinal or section number, with what to write instead."""
    shown = {one.shown: one for one in figures}
    rest = _blank(text, [(one.start, one.end) for one in tokens(file, text)])
    rest = _blank(rest, [match.span() for match in _ADDRESS.finditer(rest)])
    for allowed in (_LIST, _SECTION, _ORDINAL):
        rest = _blank(rest, [match.span() for match in allowed.finditer(rest)])
    years = [match.span() for match in _YEAR.finditer(rest) if not _HEDGED.search(rest[: match.start()])]
    rest = _blank(rest, years)
    found = []
    for match in _NUMERAL.finditer(_plain_digits(rest)):
        typed = text[match.start() : match.end()]
        line, column = _place(text, match.start())
        figure = shown.get(typed)
        paste = f"{{{{figure: {figure.name} {figure.statistic}}}}}" if figure else f"{{{{text: {typed}}}}}"
        found.append(Loose(file, line, column, typed, paste))
    return found


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
    return "".join("0" if unicodedata.category(one) in ("Nd", "No", "Nl") else one for one in text)


def _place(text: str, position: int) -> tuple[int, int]:
    line = text.count("\n", 0, position) + 1
    return line, position - (text.rfind("\n", 0, position) + 1) + 1
