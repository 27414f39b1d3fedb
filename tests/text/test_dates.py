from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.model import is_period
from witnessmark.text import Anchor, dateline, dates

EXAMPLES: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("It opened in 2006.", [("2006", "2006")]),
    ("It opened in March 2006.", [("March 2006", "2006-03")]),
    ("It opened on 14 March 2006.", [("14 March 2006", "2006-03-14")]),
    ("It opened on March 14, 2006.", [("March 14, 2006", "2006-03-14")]),
    ("It opened on Jan. 5, 2016.", [("Jan. 5, 2016", "2016-01-05")]),
    ("It opened on 2006-03-14.", [("2006-03-14", "2006-03-14")]),
    ("It opened on 13/05/2016.", [("13/05/2016", "2016-05-13")]),
    ("It opened on 05/06/2016.", [("05/06/2016", "2016")]),
    ("It opened on May 12.", [("May 12", "XXXX-05-12")]),
    ("It opened in May.", [("May", "XXXX-05")]),
    ("It may 12 times fail.", []),
    ("They march 5 miles.", []),
    ("It began in the 1980s.", [("1980s", "1980/1989")]),
    ("It began in the late 1990s.", [("late 1990s", "1995/1999")]),
    ("It has run since 2015.", [("2015", "2015/..")]),
    ("It has run after July 1999.", [("July 1999", "1999-07/..")]),
    ("It has run since the late 1990s.", [("late 1990s", "1995/..")]),
    ("It grew from 2000 onward.", [("2000", "2000/..")]),
    ("The post-2000 growth.", [("2000", "2000/..")]),
    ("It will end by 2030.", [("2030", "../2030")]),
    ("It ran until 2014.", [("2014", "../2014")]),
    ("It ran 2010-2018.", [("2010-2018", "2010/2018")]),
    ("It ran from 2010 to 2018.", [("2010 to 2018", "2010/2018")]),
    ("It ran between 2010 and 2018.", [("2010 and 2018", "2010/2018")]),
    ("The 1999–06 series.", [("1999–06", "1999/2006")]),
    (
        "It opened in July 1999 and closed six months later.",
        [("July 1999", "1999-07"), ("six months later", "2000-01")],
    ),
    ("In the past two decades it grew.", [("the past two decades", None)]),
    ("On July 20, 1999 it began. On July 22 it spread.", [("July 20, 1999", "1999-07-20"), ("July 22", "1999-07-22")]),
    ("Over 2000 people came.", []),
    ("There were 2000 beds.", []),
    ("Bill H.R. 1503 passed.", []),
    ("February 30, 2016 is no day.", [("February 30, 2016", "2016-02")]),
    ("2024年5月8日公布。", [("2024年5月8日", "2024-05-08")]),
    ("5月8日公布。", [("5月8日", "XXXX-05-08")]),
    ("2015年以来。", [("2015年", "2015/..")]),
    ("自2015年起。", [("2015年", "2015/..")]),
    ("2010年至2018年。", [("2010年至2018年", "2010/2018")]),
    ("2010-2018年。", [("2010-2018年", "2010/2018")]),
    ("二〇一五年。", [("二〇一五年", "2015")]),
    ("20世纪80年代。", [("20世纪80年代", "1980/1989")]),
    ("到2030年。", [("2030年", "../2030")]),
    ("2015年前。", [("2015年", "../2015")]),
    ("历时10年。", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_examples(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(text[one.core_start : one.core_end], one.period) for one in dates(text)] == expected


def test_a_dateline_gives_the_year_of_a_later_day() -> None:
    anchor = Anchor(dateline(["A title", "2020-01-10", "Text"]))
    assert [one.period for one in dates("It began on 30 December and ended on 5 January.", anchor)] == [
        "2019-12-30",
        "2020-01-05",
    ]
    assert [one.period for one in dates("Over the past two decades", anchor)] == ["2000/2020"]
    assert [one.period for one in dates("It began three years ago", anchor)] == ["2017"]


@given(st.text(alphabet=st.sampled_from("0123456789 -/,.()年月日世纪代至到Mayinsceby") | st.characters()))
def test_no_year_is_invented_and_every_period_is_edtf(text: str) -> None:
    digits = "".join(re.findall(r"\d|[零〇一二三四五六七八九十]", text))
    for one in dates(text):
        assert text[one.core_start : one.core_end]
        assert one.start <= one.core_start < one.core_end <= one.end
        assert one.period is None or is_period(one.period)
        if one.period and re.match(r"\d", one.period):
            assert digits, "a year without any digit in the text"
