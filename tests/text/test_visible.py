from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from witnessmark.text.visible import visible


def test_what_steers_a_terminal_or_turns_a_line_around_is_marked() -> None:
    assert visible("\x1b[31m5\u202e1\x7f\x9b\ud800\u2066") == "␛[31m5\ufffd1\ufffd\ufffd\ufffd\ufffd"


def test_ordinary_text_stays() -> None:
    for text in ("Wells\n\t5,146", "五千口井，二〇一七", "می‌خواهم", "מים\u200f", "é ½ 👩‍🔬", ""):
        assert visible(text) == text


@given(st.text())
def test_no_offset_moves(text: str) -> None:
    assert len(visible(text)) == len(text)
