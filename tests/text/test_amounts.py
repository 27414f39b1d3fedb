from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.model import Bound
from witnessmark.text import amounts, dates

Expected = tuple[str, float | None, float | None, Bound]

ENGLISH: list[tuple[str, list[Expected]]] = [
    ("The clinic has 240 beds.", [("240", 240, 240, Bound.POINT)]),
    ("It treated 1,234.5 units.", [("1,234.5", 1234.5, 1234.5, Bound.POINT)]),
    ("Over 5,000 were moved.", [("5,000", 5000, None, Bound.MORE_THAN)]),
    ("More than 5,000 were moved.", [("5,000", 5000, None, Bound.MORE_THAN)]),
    ("At least 70 were hurt.", [("70", 70, None, Bound.AT_LEAST)]),
    ("No fewer than 70 were hurt.", [("70", 70, None, Bound.AT_LEAST)]),
    ("Up to 90 were hurt.", [("90", None, 90, Bound.AT_MOST)]),
    ("As many as 90 were hurt.", [("90", None, 90, Bound.AT_MOST)]),
    ("At most 90 were hurt.", [("90", None, 90, Bound.AT_MOST)]),
    ("No more than 90 were hurt.", [("90", None, 90, Bound.AT_MOST)]),
    ("Fewer than 90 were hurt.", [("90", None, 90, Bound.LESS_THAN)]),
    ("Under 90 were hurt.", [("90", None, 90, Bound.LESS_THAN)]),
    ("About 90 were hurt.", [("90", 90, 90, Bound.ABOUT)]),
    ("Nearly 90 were hurt.", [("90", 90, 90, Bound.ABOUT)]),
    ("Some 90 were hurt.", [("90", 90, 90, Bound.ABOUT)]),
    ("An estimated 90 were hurt.", [("90", 90, 90, Bound.ABOUT)]),
    ("Around 90 were hurt.", [("90", 90, 90, Bound.ABOUT)]),
    ("Up to 800 or more were hurt.", [("800", None, None, Bound.OPEN)]),
    ("There were 800 or more.", [("800", 800, None, Bound.AT_LEAST)]),
    ("There were 800 or so.", [("800", 800, 800, Bound.ABOUT)]),
    ("Between 300 and 500 left.", [("300 and 500", 300, 500, Bound.RANGE)]),
    ("It costs 300-500 each.", [("300-500", 300, 500, Bound.RANGE)]),
    ("It costs 3,000–5,000 each.", [("3,000–5,000", 3000, 5000, Bound.RANGE)]),
    ("It costs 300 to 500 each.", [("300 to 500", 300, 500, Bound.RANGE)]),
    ("Some 2 to 5 million moved.", [("2 to 5 million", 2e6, 5e6, Bound.RANGE)]),
    ("Prices rose from 30 to 50 each.", [("30", 30, 30, Bound.POINT), ("50", 50, 50, Bound.POINT)]),
    ("5.2 million people moved.", [("5.2 million", 5.2e6, 5.2e6, Bound.POINT)]),
    ("Half a million moved.", [("Half a million", 5e5, 5e5, Bound.POINT)]),
    ("Two and a half million moved.", [("Two and a half million", 2.5e6, 2.5e6, Bound.POINT)]),
    ("Two dozen moved.", [("Two dozen", 24, 24, Bound.POINT)]),
    ("A dozen moved.", [("A dozen", 12, 12, Bound.POINT)]),
    ("Over a million moved.", [("a million", 1e6, None, Bound.MORE_THAN)]),
    ("Tens of thousands moved.", [("Tens of thousands", 10000, 99999, Bound.VAGUE)]),
    ("Hundreds of thousands moved.", [("Hundreds of thousands", 100000, 999999, Bound.VAGUE)]),
    ("Thousands moved.", [("Thousands", 1000, 9999, Bound.VAGUE)]),
    ("It cost billions.", [("billions", 1e9, 9999999999, Bound.VAGUE)]),
    ("One hundred and five moved.", [("One hundred and five", 105, 105, Bound.POINT)]),
    ("Twenty-two moved.", [("Twenty-two", 22, 22, Bound.POINT)]),
    ("Three hundred thousand moved.", [("Three hundred thousand", 3e5, 3e5, Bound.POINT)]),
    ("Three and four were open.", [("Three", 3, 3, Bound.POINT), ("four", 4, 4, Bound.POINT)]),
    ("A loan of $3bn.", [("3bn", 3e9, 3e9, Bound.POINT)]),
    ("A fee of 10k.", [("10k", 10000, 10000, Bound.POINT)]),
    ("A loan of $5m today.", [("5m", 5e6, 5e6, Bound.POINT)]),
    ("A third of patients left.", [("A third", 1 / 3, 1 / 3, Bound.POINT)]),
    ("Two-thirds of patients left.", [("Two-thirds", 2 / 3, 2 / 3, Bound.POINT)]),
    ("Only one person came.", []),
    ("They found one hospital.", [("one", 1, 1, Bound.POINT)]),
    ("It is one of them, and no one knew.", []),
    ("Over the past weeks 40\npeople came.", [("40", 40, 40, Bound.POINT)]),
]

NOT_AMOUNTS = [
    "See Section 5 and Figure 3 on page 12.",
    "Resolution 2417 and No. 44.",
    "It is COVID-19, again.",
    "He has an iPhone 11 now.",
    "Doctors at 301 Hospital spoke.",
    "Call (202) 555-0100 or +1 202 555 0100.",
    "It began at 9:30 and at 5 p.m. it ended.",
    "As shown before [12] and (3).",
    "The 21st meeting, the 2nd of its kind.",
    "A 5G mast.",
    "See http://example.org/a/123 now.",
    "Write to @user99 or #tag7.",
    "Version 1.2.3 is out.",
    "1. Open the door\n2. Close it",
    "第三次会议在第12页。",
    "他一直说一些事。",
    "The Group of Seven met.",
]

CHINESE: list[tuple[str, list[Expected]]] = [
    ("共有240名医生。", [("240", 240, 240, Bound.POINT)]),
    ("逾1880万人登记。", [("1880万", 18800000, None, Bound.MORE_THAN)]),
    ("超过5000名患者。", [("5000", 5000, None, Bound.MORE_THAN)]),
    ("至少30家医院。", [("30", 30, None, Bound.AT_LEAST)]),
    ("不少于30家医院。", [("30", 30, None, Bound.AT_LEAST)]),
    ("不超过30家医院。", [("30", None, 30, Bound.AT_MOST)]),
    ("多达30家医院。", [("30", None, 30, Bound.AT_MOST)]),
    ("不到30家医院。", [("30", None, 30, Bound.LESS_THAN)]),
    ("近30家医院。", [("30", 30, 30, Bound.ABOUT)]),
    ("大约30家医院。", [("30", 30, 30, Bound.ABOUT)]),
    ("约一万五千人。", [("一万五千", 15000, 15000, Bound.ABOUT)]),
    ("每年2.5万至5万例。", [("2.5万至5万", 25000, 50000, Bound.RANGE)]),
    ("每年3-5万例。", [("3-5万", 30000, 50000, Bound.RANGE)]),
    ("数以万计的人。", [("数以万计", 10000, 99999, Bound.VAGUE)]),
    ("数十万人。", [("数十万", 100000, 999999, Bound.VAGUE)]),
    ("三家医院开放。", [("三", 3, 3, Bound.POINT)]),
    ("百分之三十的人。", [("百分之三十", 30, 30, Bound.POINT)]),
    ("500多人离开。", [("500", 500, None, Bound.MORE_THAN)]),
    ("3亿元。", [("3亿", 3e8, 3e8, Bound.POINT)]),
    ("上万人离开。", [("上万", 10000, None, Bound.AT_LEAST)]),
    ("两亿人。", [("两亿", 2e8, 2e8, Bound.POINT)]),
    ("30人以上。", [("30", 30, 30, Bound.POINT)]),
]


def found(text: str) -> list[Expected]:
    when = dates(text)
    taken = [(one.core_start, one.core_end) for one in when]
    return [(text[one.core_start : one.core_end], one.low, one.high, one.bound) for one in amounts(text, taken)]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_english(text: str, expected: list[Expected]) -> None:
    if text == "Only one person came.":
        expected = []  # "only one" leans on what went before
    assert [
        (core, pytest.approx(low) if low is not None else None, high and pytest.approx(high), bound)
        for core, low, high, bound in found(text)
    ] == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE, ids=[text for text, _ in CHINESE])
def test_chinese(text: str, expected: list[Expected]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", NOT_AMOUNTS)
def test_what_counts_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It fell 12%.", "percent"),
        ("It fell 12 percent.", "percent"),
        ("It cost US$3.5 billion.", "USD"),
        ("It cost £30.", "GBP"),
        ("It cost 30 euros.", "EUR"),
        ("它值30元。", "CNY"),
        ("它值30美元。", "USD"),
        ("A card of 16GB.", "gb"),
        ("A walk of 5km.", "km"),
        ("A decade of work.", "years"),
        ("Two decades of work.", "years"),
    ],
)
def test_unit_on_the_number(text: str, unit: str) -> None:
    assert [one.unit for one in amounts(text)] == [unit]


@given(st.text())
def test_any_text_gives_nested_spans_in_order(text: str) -> None:
    last = 0
    for one in amounts(text):
        assert 0 <= one.start <= one.core_start < one.core_end <= one.end <= len(text)
        assert one.core_start >= last
        last = one.core_end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1.",
        "1 ",
        "1-",
        "(1",
        "[1, ",
        "+1 ",
        "one ",
        "hundred ",
        "at least ",
        "一",
        "万",
        "10.1234/",
        "A",
        ".",
    ],
)
def test_no_text_blows_up(piece: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        amounts(piece * (length // len(piece)))
        return time.process_time() - start

    assert seconds(40_000) < 4.0
