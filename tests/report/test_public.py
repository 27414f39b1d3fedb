"""What may go out, and in which characters."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from witnessmark.model import Arrival, Citation, Source, with_unit
from witnessmark.report import shown
from witnessmark.report.public import PublicSource, public_source
from witnessmark.report.render import page
from witnessmark.report.site import _table

SHA = "a" * 64


def card(**arrival: object) -> PublicSource:
    came = Arrival(original_name="x.txt", original_path="x.txt", **arrival)  # type: ignore[arg-type]
    return public_source(Source(sha256=SHA, size=1, number=1, arrivals=(came,), custody=()), "text/plain", "", [])


@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://user:word@example.org/a@b", "https://example.org/a@b"),
        ("http://a@b@example.org", "http://example.org"),
        ("file:///home/somebody/a.html", None),
        ("/home/somebody/a.html", None),
        ("javascript:alert(1)", None),
        ("https://", None),
    ],
)
def test_only_web_addresses_without_a_user_go_out(stated: str, printed: str | None) -> None:
    assert card(url=stated).url == printed


@pytest.mark.parametrize(
    ("stated", "printed"), [("2026-11", "2026-11"), ("2026-11-20T14:33", None), ("at 14:33", None)]
)
def test_only_dates_go_out(stated: str, printed: str | None) -> None:
    found = card(obtained_on=stated, citation=Citation(published=stated))
    assert (found.obtained_on, found.published) == (printed, printed)


def test_a_page_shows_what_cannot_be_seen_and_obeys_nothing() -> None:
    values = {"title": "T", "heading": "5\u202e146 <b>\x1b", "language": '"><i>', "up": "", "as_of": "", "log_size": 1}
    text = page("sources.html", **values, log_root="", pages=[], sources=[]).decode()
    assert "5\ufffd146 &lt;b&gt;␛" in text and "<i>" not in text and "\u202e" not in text
    assert shown.html("\u202e<") == "\ufffd&lt;"
    assert (
        "<em>"
        in page("sources.html", **{**values, "title": Markup("<em>")}, log_root="", pages=[], sources=[]).decode()
    )


def test_no_cell_of_a_table_is_a_formula() -> None:
    rows = _table(["a"], [["=1+1"], ["＝1"], ["\n=1"], ["@x"], [-5.0], ["plain"]]).decode()
    assert rows == "a\n'=1+1\n'＝1\n\"'\n=1\"\n'@x\n-5\nplain\n"


def test_a_unit_is_said_once() -> None:
    assert with_unit("8.5 percent", "percent") == "8.5 percent"
    assert with_unit("5 percent", "percent per year") == "5 percent per year"
    assert with_unit("8.5", "percent") == "8.5 percent"
    assert with_unit("0.99", "1") == "0.99"
    assert with_unit("5", "wells") == "5 wells"


def test_a_small_number_is_not_printed_as_zero() -> None:
    assert [shown.rounded(one) for one in (0.00003, -0.00003, 0.0004, 0.0)] == ["3e-05", "-3e-05", "0.0004", "0"]
