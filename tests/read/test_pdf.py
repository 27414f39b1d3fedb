"""Pages of PDFs, and what is said of those without text."""

from __future__ import annotations

import pytest

from tests.support.pdf import make_pdf
from witnessmark.model import PageSpan, Passage, Problem, Severity
from witnessmark.read import pdf, read_bytes

SOURCE = "ab" * 32


def read(data: bytes) -> tuple[list[Passage], list[Problem]]:
    items = read_bytes(data, ".pdf", SOURCE)
    return [i for i in items if isinstance(i, Passage)], [i for i in items if isinstance(i, Problem)]


def test_one_passage_a_page() -> None:
    passages, problems = read(make_pdf([["The ministry says", "5,000 (in 2006)."], ["The court says 6,000."]]))
    assert problems == []
    assert [(passage.number, passage.where, passage.text) for passage in passages] == [
        (0, PageSpan(page=1), "The ministry says\n5,000 (in 2006)."),
        (1, PageSpan(page=2), "The court says 6,000."),
    ]
    assert {passage.reader for passage in passages} == {"pdf 1"}


def test_a_page_without_text_is_named() -> None:
    passages, problems = read(make_pdf([["Text."]] * 13 + [[]] + [["More."]]))
    assert [passage.where for passage in passages if isinstance(passage.where, PageSpan)][-1] == PageSpan(page=15)
    (problem,) = problems
    assert (problem.code, problem.where, problem.message) == (
        "no-text-layer",
        "page 14",
        "page 14 has no text layer",
    )
    assert "OCR" in problem.hint


def test_the_hyphen_that_is_printed_at_a_line_end_is_in_the_text() -> None:
    passages, _ = read(make_pdf([["It says trans-", "plants of 10-", "20 percent."]]))
    assert passages[0].text == "It says trans-plants of 10-\n20 percent."


def test_encrypted() -> None:
    passages, problems = read(make_pdf([["Hidden."]], encrypted=True))
    assert passages == []
    assert [(problem.code, problem.severity) for problem in problems] == [("encrypted", Severity.LOST)]


def test_a_missing_page_object_is_a_problem_and_the_others_are_read() -> None:
    data = make_pdf([["One."], ["Two."], ["Three."]]).replace(b"6 0 obj\n<< /Type /Page ", b"6 0 obj\n<< /Type /None ")
    passages, problems = read(data)
    texts = [passage.text for passage in passages]
    assert "One." in texts
    assert "Three." in texts
    assert len(passages) + len(problems) == 3


def test_pages_beyond_the_limit_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    passages, problems = read(make_pdf([["One."], ["Two."], ["Three."]]))
    assert [passage.text for passage in passages] == ["One.", "Two."]
    assert [(problem.code, problem.severity, problem.where) for problem in problems] == [
        ("too-many-pages", Severity.PARTLY, "page 3")
    ]


def test_a_header_behind_other_bytes_is_found() -> None:
    passages, _ = read(b"HTTP/1.1 200 OK\r\n\r\n" + make_pdf([["One."]]))
    assert [passage.text for passage in passages] == ["One."]


def test_text_outside_the_visible_page_is_not_read() -> None:
    passages, _ = read(make_pdf([["Above the page.", "On the page."]]).replace(b"72 720 Td", b"72 799 Td"))
    assert passages[0].text == "On the page."
