from __future__ import annotations

import math

import pytest

from witnessmark.model import Bound, Claim, ClaimKind, Modality, Quantity, SpeakerKind, Stance
from witnessmark.report.interval_chart import Row, intervals_chart, is_wide, timeline_chart
from witnessmark.report.look import ROWS, Look, question_of, single_year, spreads_of
from witnessmark.report.tally import group_of


def claim(
    low: float | None,
    high: float | None,
    *,
    period: str | None = "2018",
    stance: Stance = Stance.ASSERTS,
    modality: Modality = Modality.PLAIN,
    unit: str = "wells",
    number: int = 0,
    bound: Bound = Bound.RANGE,
) -> Claim:
    return Claim(
        id=f"c-{number:08d}-{low}-{high}-{period}-{stance}",
        source=str(number % 10) * 64,
        passage="p-1",
        kind=ClaimKind.QUANTITY,
        start=0,
        end=1,
        span="5",
        core_start=0,
        core_end=1,
        quote_start=0,
        quote_end=1,
        quote="5",
        before="",
        after="",
        speaker="The water office",
        speaker_kind=SpeakerKind.GOVERNMENT,
        outlet="document",
        stance=stance,
        modality=modality,
        quantity=Quantity(low=low, high=high, bound=bound, unit=unit, as_written="5"),
        measure="wells",
        period=period,
        made_by="test 1",
    )


def looked(*sources: list[Claim], asked_for: frozenset[str] = frozenset()) -> Look:
    look = Look(asked_for=asked_for)
    for place, claims in enumerate(sources):
        look.add(place, spreads_of(claims), [(group_of(one), 1) for one in claims])
    for place in look.places():
        look.keep(sources[place])
    return look


def test_the_widest_gap_comes_first_with_the_nearest_bounds() -> None:
    look = looked(
        [claim(10, 20), claim(5, 6, period="2017")], [claim(60, 100)], [claim(18, 70)], [claim(9, 9, period="2017")]
    )
    assert [(one.question.period, one.ratio) for one in look.apart()] == [("2018", 3.0), ("2017", 1.5)]
    assert look.apart()[0].lower == claim(10, 20) and look.apart()[0].upper == claim(60, 100, number=0)


@pytest.mark.parametrize(
    "other",
    [
        claim(20, 30),
        claim(None, 90),
        claim(90, 90, period="2017"),
        claim(90, 90, unit="percent"),
        claim(90, 90, stance=Stance.DENIES),
        claim(90, 90, modality=Modality.PLANNED),
        claim(90, 90, bound=Bound.OPEN),
    ],
)
def test_what_meets_or_answers_another_question_is_no_disagreement(other: Claim) -> None:
    assert looked([claim(10, 20)], [other]).apart() == []
    assert looked([claim(10, 20)], [claim(90, 90)]).apart() != []


def test_claims_without_a_period_are_never_set_against_each_other() -> None:
    look = looked([claim(1, 1, period=None)], [claim(9, 9, period=None)])
    assert look.apart() == [] and [one.claims for one in look.shared()] == [2]


def test_nought_is_infinitely_far_and_breaks_nothing() -> None:
    assert looked([claim(0, 0)], [claim(9, 9)]).apart()[0].ratio == math.inf


def test_a_denial_stands_beside_the_claim_that_it_meets() -> None:
    denial = claim(9, 9, stance=Stance.DENIES)
    ((_, said, denied),) = looked([claim(1, 2)], [claim(8, 9, number=1)], [denial]).denied()
    assert said == claim(8, 9, number=1) and denied == denial


def test_the_ends_and_the_denials_are_drawn_however_many_claims_there_are() -> None:
    crowd = [[claim(50, 50, number=number)] for number in range(100)]
    low, high, denial = claim(1, 1, number=7), claim(99, 99, number=8), claim(50, 50, stance=Stance.DENIES)
    look = looked(*crowd, [low], *crowd, [high], [denial])
    (chart,) = look.shared()
    rows = look.rows(chart)
    assert chart.claims == 203 and len(rows) == ROWS
    assert {low.id, high.id, denial.id} <= {one.id for one in rows}
    assert len(look.places()) <= 2 * ROWS


def test_periods_that_touch_stand_together_and_long_ones_alone() -> None:
    look = looked(
        [
            claim(1, 1),
            claim(2, 2, period="2018-03"),
            claim(3, 3, period="2017/2018"),
            claim(4, 4, period="2000/2018"),
            claim(5, 5, period="2000/2018", number=1),
        ]
    )
    assert [(one.year, [asked.period for asked in one.questions]) for one in look.shared()] == [
        (2018, ["2017/2018", "2018", "2018-03"]),
        (None, ["2000/2018"]),
    ]


def test_years_are_counted_and_what_is_undated_is_said() -> None:
    look = looked(
        [claim(1, 1), claim(2, 2, period="2018-03"), claim(3, 3, period="2000/2009"), claim(4, 4, period=None)]
    )
    assert look.years() == [(2018, 2)] and look.several_years == 1 and look.undated == 1
    assert [one.quantity.low for one in look.quotes(2018) if one.quantity] == [1, 2]


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2018", 2018),
        ("2018-03", 2018),
        ("2018-01/2018-06", 2018),
        ("2017/2018", None),
        ("P1Y", None),
        ("", None),
        ("201X", None),
    ],
)
def test_single_year(period: str, year: int | None) -> None:
    assert single_year(period) == year


def test_a_number_below_nought_or_without_a_bound_answers_nothing() -> None:
    assert question_of(claim(-1, 4)) is None and question_of(claim(None, None)) is None


def test_every_speaker_gets_the_same_mark_and_a_denial_its_word() -> None:
    drawn = intervals_chart([Row("A, source 1", "5", 5, 5), Row("B, source 2", "5 (denies)", 5, 5)], "wells, 2018")
    assert drawn.count('<circle class="mark read"') == 2 and drawn.count("5 (denies)") >= 2
    swapped = intervals_chart([Row("B, source 2", "5", 5, 5), Row("A, source 1", "5 (denies)", 5, 5)], "wells, 2018")
    exchanged = swapped.replace("A, source 1", "X").replace("B, source 2", "A, source 1").replace("X", "B, source 2")
    assert exchanged == drawn


def test_an_open_side_is_an_arrow_to_the_edge() -> None:
    drawn = intervals_chart([Row("A", "at least 5", 5, None), Row("B", "2 to 9", 2, 9)], "wells")
    assert drawn.count('class="bar open"') == 1 and drawn.count('class="bar"') == 1
    assert "H466.0" in drawn


def test_a_wide_range_is_drawn_on_a_log_scale_that_says_so() -> None:
    rows = [Row("A", "5", 5, 5), Row("B", "90,000", 90000, 90000), Row("C", "0", 0, 0)]
    assert is_wide(rows) and "log scale" in intervals_chart(rows, "wells")
    assert not is_wide(rows[:1]) and "log scale" not in intervals_chart(rows[:1], "wells")


@pytest.mark.parametrize(
    "rows", [[Row("A", "0", 0, 0)], [Row("A", "at least 0", 0, None)], [Row("水" * 90, "5", None, 5)]]
)
def test_odd_rows_are_drawn(rows: list[Row]) -> None:
    assert "nan" not in intervals_chart(rows, "wells & more")


def test_a_timeline_has_a_bar_a_year() -> None:
    drawn = timeline_chart([(2000, 3), (2005, 1)], "years")
    assert drawn.count("<rect") == 2 and "2000: 3" in drawn
