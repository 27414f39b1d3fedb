from __future__ import annotations

import pytest

from witnessmark.errors import TraceError
from witnessmark.model import Figure, Standing
from witnessmark.report.prose import loose_numbers, quoted, tokens, unattributed


def figure(name: str = "wells", shown: str = "10,000", who: str = "The water board") -> Figure:
    return Figure(
        name=name, statistic="interval", shown=shown, unit="wells", who=who, how="quoted", standing=Standing.READ
    )


def typed(text: str) -> list[str]:
    return [one.typed for one in loose_numbers("main.md", text, [figure()])]


@pytest.mark.parametrize(
    "text",
    [
        "In 2015 the reform began.",
        "From 2010 to 2018, and since 1999.",
        "The 1980s and the 21st century.",
        "See section 3.2, table 4 and page 12.",
        "## 2.1 Wells\n\n1. First\n2) Second",
        "The office says {{figure: wells}} and {{text: 301 Hospital}}.",
        "A [link](https://example.org/2000/10).",
        "Between 2015 and 2018: nothing.",
        "In 2015 officials spoke; see table 4 and page 1204 &mdash; and &#8212;.",
        "> 1. First\n> 2. Second\n\n- a\n- 3. third\n\n   4) fourth",
        "## 2. Wells\n\n### 2.1. Dry wells",
    ],
)
def test_what_may_stand(text: str) -> None:
    assert typed(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 10,000 wells.", ["10,000"]),
        ("It fell by 12.5% and 3 wells closed.", ["12.5%", "3"]),
        ("Over 2000 wells; 2000 people.", ["2000", "2000"]),
        ("500 wells stood at the start of the line.", ["500"]),
        ("十万 is words, １２ is not, ٣ neither, ½ neither.", ["十万", "１２", "٣", "½"]),
        ("R2 is a name with a digit.", ["R2"]),
        ("5{{figure: wells}}", ["5"]),
        ("```\n77\n``` and `78`", ["77", "78"]),
        ("<!-- 79 -->", ["79"]),
        ("&frac12; of them, &#xbd; of them, &#49;", ["&frac12;", "&#xbd;", "&#49;"]),
        ("It costs $2000, or ~2000.", ["2000", "2000"]),
        (
            "1900 million, 2000 % and 2000 a year; 2000 were killed; 2000-bed",
            ["1900 million", "2000", "2000", "2000", "2000"],
        ),
        ("2000 executions and 2001 wells", ["2000", "2001"]),
        ("According to one source 500 were found; in part 40 percent.", ["500", "40"]),
        ("The number is\n100. Nobody says so.", ["100"]),
        ("## 60 hospitals\n\n## 2.5 million people", ["60", "2.5 million"]),
        ("wells](500) are no link", ["500"]),
        ("1<b>0</b>, **1**0 and 1\u200b0", ["1", "0", "1", "0", "1", "0"]),
    ],
)
def test_typed_numbers_are_found(text: str, expected: list[str]) -> None:
    assert typed(text) == expected


def test_all_are_reported_with_place_and_what_to_paste() -> None:
    found = loose_numbers("main.md", "First 10,000 wells.\nThen\n  77 more.", [figure()])
    assert [(one.line, one.column, one.typed, one.paste) for one in found] == [
        (1, 7, "10,000", "{{figure: wells interval}}"),
        (3, 3, "77", "{{text: 77}}"),
    ]


@pytest.mark.parametrize("text", ["{{figur: wells}}", "{{figure: wells", "{{ wells }}", "{{Figure: wells}}"])
def test_broken_addresses_are_refused_with_their_place(text: str) -> None:
    with pytest.raises(TraceError, match="line 2, column 1"):
        tokens("main.md", "first\n" + text)


def test_a_figure_needs_somebody_who_says_it() -> None:
    named = {"wells": figure()}
    assert unattributed("main.md", "The water board says {{figure: wells}}.", named) == []
    assert unattributed("main.md", "The water board: {{figure: wells}}.", named) == []
    assert unattributed("main.md", "It was {{figure: wells}}, computed here.", named) == []
    problems = unattributed("main.md", "The board says so. There were {{figure: wells}} wells.", named)
    assert [(one.code, one.about, one.where) for one in problems] == [
        ("unattributed", "wells", "main.md, line 1, column 31")
    ]


def test_a_number_with_a_point_does_not_end_the_sentence() -> None:
    named = {"wells": figure()}
    assert (
        unattributed("m.md", "The board says {{figure: wells}} and {{text: 3.5}} more {{figure: wells}}.", named) == []
    )


def test_quoted_lists_what_quotes_refer_to() -> None:
    assert quoted([("a.md", "{{quote: c-12345678}} {{figure: x}}"), ("b.md", "{{quote:}}")]) == ("c-12345678",)
