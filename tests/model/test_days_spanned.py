from __future__ import annotations

import pytest

from witnessmark.model import Arrival, Citation, SourceKind, days_spanned


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2006-03-05", "2006-03-05", "2006-03-05"),
        ("2006-03~", "2006-03-00", "2006-03-99"),
        ("2006", "2006-00-00", "2006-99-99"),
        ("199X", "1990-00-00", "1999-99-99"),
        ("XXXX-05-12", "0000-05-12", "9999-05-12"),
        ("2006-21", "2006-00-00", "2006-99-99"),
        ("2015/..", "2015-00-00", "9999-99-99"),
        ("../2018-02", "0000-00-00", "2018-02-99"),
        ("2010/2018", "2010-00-00", "2018-99-99"),
    ],
)
def test_a_date_spans_the_days_that_it_can_mean(text: str, first: str, last: str) -> None:
    assert days_spanned(text) == (first, last)


def test_what_an_arrival_leaves_unsaid_stays_as_it_was() -> None:
    earlier = Arrival(
        original_name="a",
        original_path="x/a",
        kind=SourceKind.PRESS,
        outlet="Post",
        citation=Citation(title="T", published="2018"),
    )
    later = Arrival(original_name="b", original_path="y/b", url="u", citation=Citation(published="2019"))
    assert later.over(earlier) == Arrival(
        original_name="b",
        original_path="y/b",
        kind=SourceKind.PRESS,
        outlet="Post",
        url="u",
        citation=Citation(title="T", published="2019"),
    )
