from __future__ import annotations

import pytest

from witnessmark.claims import RulesExtractor
from witnessmark.model import CharSpan, make_passage

EXAMPLES: list[tuple[str, str | None, str | None, str | None]] = [
    # text, unit, measure, period
    ("The clinic has 240 beds.", "beds", "beds", None),
    ("It does 60,000 to 100,000 transplants a year.", "transplants per year", "transplants", "P1Y"),
    ("It does 300 kidney transplants annually.", "kidney transplants per year", "kidney transplants", "P1Y"),
    ("Tens of thousands of ships came.", "ships", "ships", None),
    ("Two of the five rooms.", "rooms", "rooms", None),
    ("Over 40 killed.", "people killed", "people killed", None),
    ("Some 40 were detained.", "people detained", "people detained", None),
    ("A 20-minute film.", "minutes", "minutes", None),
    ("It fell by 12% over the winter.", "percent", None, None),
    ("It earned $40 million in revenue.", "USD", "revenue", None),
    ("It had 40 beds in 2015.", "beds", "beds", "2015"),
    ("Since 2015 it has had 40 beds.", "beds", "beds", "2015/.."),
    ("每年进行3万例移植手术。", "移植手术 per year", "移植手术", "P1Y"),
    ("共有30家医院。", "医院", "医院", None),
    ("共有30人。", "人", "人", None),
]


@pytest.mark.parametrize(("text", "unit", "measure", "period"), EXAMPLES, ids=[one[0] for one in EXAMPLES])
def test_unit_measure_and_period(text: str, unit: str, measure: str, period: str) -> None:
    passage = make_passage("0" * 64, 0, CharSpan(start=0, end=len(text)), text, "test/1")
    first = next(one for one in RulesExtractor().claims([passage], "x") if one.quantity)
    assert first.quantity is not None
    assert (first.quantity.unit, first.period) == (unit, period)
    assert measure is None or first.measure == measure


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It does several times more work than before.", "several times more"),
        ("It has more beds than any other clinic.", "more beds than any other clinic"),
        ("The vast majority left.", "The vast majority"),
        ("Most clinics closed.", "Most clinics"),
        ("Only a small fraction stayed.", "Only a small fraction"),
        ("绝大多数人离开。", "绝大多数"),
    ],
)
def test_comparisons(text: str, cue: str) -> None:
    passage = make_passage("0" * 64, 0, CharSpan(start=0, end=len(text)), text, "test/1")
    assert [(str(one.kind), one.span) for one in RulesExtractor().claims([passage], "x")] == [("comparison", cue)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The 35-year-old ship.", ["years"]),
        ("Two ships, aged 19 and 22, left.", ["ships", "years", "years"]),
        ("A 10-kilometer road and a nine-member board.", ["kilometers", "members"]),
        ("It rose 3.5 percent to $41.", ["percent", "USD"]),
        ("It has 300 beds and does 40 tests a year.", ["beds", "tests per year"]),
        ("It earned 30 cents, up from 20 cents a year earlier.", ["cents", "cents"]),
        ("It reached 30C at noon.", ["°c"]),
    ],
)
def test_units_of_one_sentence(text: str, units: list[str]) -> None:
    passage = make_passage("0" * 64, 0, CharSpan(start=0, end=len(text)), text, "test/1")
    found = [one.quantity.unit for one in RulesExtractor().claims([passage], "x") if one.quantity]
    assert found == units
