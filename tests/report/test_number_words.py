from __future__ import annotations

import pytest

from witnessmark.report.number_words import number_words
from witnessmark.report.prose import loose_numbers


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in number_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two hospitals and dozens of beds.", ["Two", "dozens"]),
        ("Tens of thousands of wells; a hundred and five more.", ["Tens of thousands", "a hundred and five"]),
        ("ninety-nine cases, two million people", ["ninety-nine", "two million"]),
        ("Half of them, a third of the wells, two-thirds in all.", ["Half", "a third", "two-thirds"]),
        ("Most of the wells; most villages.", ["Most", "most"]),
        ("a majority of patients", ["majority"]),
        ("It doubled, grew fivefold, and was twice as large.", ["doubled", "fivefold", "twice"]),
        ("several dozen\nwells", ["several dozen"]),
        ("数十家医院，一百人，百分之三十，十万例。", ["数十", "一百", "百分之三十", "十万"]),
        ("三家医院，大多数患者，成千上万。", ["三", "大多数", "成千上万"]),
        ("三分之二的人", ["三分之二"]),
    ],
)
def test_number_words_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "One of them says so; no one denies it.",
        "First, the second text; a third party; the fourth of May.",
        "The two texts differ; both say so; the two sides; between two readings.",
        "It is the most likely reading, at most a guess, and most often read so.",
        "Louis XIV and part II of it.",
        "A often-used, often weighted, tenuous, attend, canine, networks word.",
        "half-hearted, one-sided",
        "万一如此，一家医院，第三次，星期三，二〇一五年三月，千方百计。",
        "_________",
    ],
)
def test_what_counts_nothing_may_stand(text: str) -> None:
    assert found(text) == []


def test_words_are_reported_with_place_and_what_to_paste() -> None:
    told = loose_numbers("main.md", "In 2015,\nsome dozens closed; {{text: two}} opened.", [])
    assert [(one.line, one.column, one.typed, one.paste) for one in told] == [(2, 6, "dozens", "{{text: dozens}}")]


def test_a_scale_after_digits_is_told_once() -> None:
    assert [one.typed for one in loose_numbers("m.md", "3 million", [])] == ["3 million"]
