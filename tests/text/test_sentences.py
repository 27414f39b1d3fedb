from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.text import fold, sentences

EXAMPLES: list[tuple[str, list[str]]] = [
    ("One came. Two left.", ["One came.", "Two left."]),
    ("Dr. Who and Mr. X met. They spoke.", ["Dr. Who and Mr. X met.", "They spoke."]),
    ("The U.S. Congress met. It voted.", ["The U.S. Congress met.", "It voted."]),
    ("It cost 5.2 million. It was paid.", ["It cost 5.2 million.", "It was paid."]),
    ("He asked: “Why?” She left.", ["He asked: “Why?”", "She left."]),
    ("A title\n\nA sentence here.", ["A title", "A sentence here."]),
    ("A title\nA sentence here.", ["A title", "A sentence here."]),
    ("- first item\n- second item", ["- first item", "- second item"]),
    (
        "This line is wrapped by hand at some seventy characters or so, and\nit goes on.",
        ["This line is wrapped by hand at some seventy characters or so, and\nit goes on."],
    ),
    ("部长说了。他走了！真的？", ["部长说了。", "他走了！", "真的？"]),
    ("他说：“走。”然后走了。", ["他说：“走。”", "然后走了。"]),
    ("A\r\n\r\nB c d.", ["A", "B c d."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_examples(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text())
def test_sentences_cover_all_that_is_not_white(text: str) -> None:
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(spans[i][1] <= spans[i + 1][0] for i in range(len(spans) - 1))
    rest = "".join(
        text[a:b] for a, b in zip([0, *(e for _, e in spans)], [*(s for s, _ in spans), len(text)], strict=True)
    )
    assert not rest.strip()


@given(st.text())
def test_fold_moves_no_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
