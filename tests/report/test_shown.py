from __future__ import annotations

import pytest

from witnessmark.model import Bound, Quantity
from witnessmark.report.shown import between, number, quantity, rounded


@pytest.mark.parametrize(
    ("value", "expected"), [(5146, "5,146"), (8.5, "8.5"), (1234.56, "1,234.56"), (-3, "-3"), (0, "0"), (0.04, "0.04")]
)
def test_number(value: float, expected: str) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0.995289, "0.9953"), (14.2391, "14.24"), (9, "9"), (-1234.5, "-1,234.50")]
)
def test_rounded(value: float, expected: str) -> None:
    assert rounded(value) == expected


@pytest.mark.parametrize(
    ("low", "high", "bound", "written", "expected"),
    [
        (5, 5, Bound.POINT, "5", "5"),
        (60000, 100000, Bound.RANGE, "60,000 to 100,000", "60,000 to 100,000"),
        (5000, None, Bound.AT_LEAST, "at least 5,000", "at least 5,000"),
        (5000, None, Bound.MORE_THAN, "over 5,000", "more than 5,000"),
        (None, 5000, Bound.AT_MOST, "up to 5,000", "at most 5,000"),
        (None, 5000, Bound.LESS_THAN, "under 5,000", "less than 5,000"),
        (1700, 1700, Bound.ABOUT, "some 1,700", "about 1,700"),
        (10000, 99999, Bound.VAGUE, "tens of\nthousands", "tens of thousands"),
        (None, None, Bound.OPEN, "up to 100,000 or more", "up to 100,000 or more"),
    ],
)
def test_quantity(low: float | None, high: float | None, bound: Bound, written: str, expected: str) -> None:
    assert quantity(Quantity(low=low, high=high, bound=bound, as_written=written)) == expected


def test_interval_without_bounds() -> None:
    assert between(None, None) == "no bound"
