"""Rows of tables and their places."""

from __future__ import annotations

import pytest

from witnessmark.model import CellSpan, Passage, Problem, Severity
from witnessmark.read import read_bytes, table
from witnessmark.read.table import MOST_COLUMNS, delimiter

SOURCE = "ab" * 32


def read(text: str | bytes, suffix: str = ".csv") -> tuple[list[Passage], list[Problem]]:
    data = text if isinstance(text, bytes) else text.encode()
    items = read_bytes(data, suffix, SOURCE)
    return [i for i in items if isinstance(i, Passage)], [i for i in items if isinstance(i, Problem)]


def test_rows_keep_their_numbers_and_cells_as_they_stand() -> None:
    passages, problems = read('year,who says,number\r\n\r\n2006,"court, second",  5 \r\n,,\r\n2007,"a\nb",6\r\n')
    assert problems == []
    assert [(passage.where, passage.text) for passage in passages] == [
        (CellSpan(row=1, first_column=1, last_column=3), "year | who says | number"),
        (CellSpan(row=3, first_column=1, last_column=3), "2006 | court, second |   5 "),
        (CellSpan(row=5, first_column=1, last_column=3), "2007 | a\nb | 6"),
    ]
    assert [passage.number for passage in passages] == [0, 1, 2]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark: str) -> None:
    rows = [["year", "who, says; what", "n"], ["2006", "a", "1,5"], ["2007", "b", "2,5"]]
    quoted = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    assert delimiter(quoted) == mark


def test_decimal_commas_are_no_delimiters() -> None:
    assert delimiter("year;share;number\n" + "2006;1,5;2,5\n2007;2,5;3,5\n" * 9) == ";"


def test_one_column_is_a_table_too() -> None:
    passages, _ = read("number\n5\n6\n")
    assert [passage.text for passage in passages] == ["number", "5", "6"]


def test_a_byte_order_mark_is_no_part_of_the_first_cell() -> None:
    passages, _ = read(b"\xef\xbb\xbfyear,number\n2006,5\n")
    assert passages[0].text == "year | number"


def test_a_spreadsheets_unicode_text_is_read() -> None:
    passages, _ = read("\ufeffyear\tnumber\r\n2006\t五千\r\n".encode("utf-16-le"), ".csv")
    assert passages[1].text == "2006 | 五千"


def test_ragged_rows_are_read_and_said_once() -> None:
    passages, problems = read("a,b,c\n1,2\n3,4,5\n6,7,8,9\n")
    assert [passage.text for passage in passages] == ["a | b | c", "1 | 2", "3 | 4 | 5", "6 | 7 | 8 | 9"]
    (problem,) = problems
    assert (problem.code, problem.severity, problem.where) == ("ragged-rows", Severity.NOTE, "row 2")
    assert problem.message.startswith("2 rows are")


def test_wide_rows_are_cut_at_a_cell() -> None:
    passages, problems = read(",".join(["7"] * (MOST_COLUMNS + 5)))
    assert passages[0].where == CellSpan(row=1, first_column=1, last_column=MOST_COLUMNS)
    assert passages[0].text.count("7") == MOST_COLUMNS
    assert [problem.code for problem in problems] == ["row-cut"]


def test_long_rows_are_cut_at_a_cell() -> None:
    passages, problems = read(",".join(["x" * 100_000] * 12) + "\n1,2\n")
    assert passages[0].where == CellSpan(row=1, first_column=1, last_column=10)
    assert "row-cut" in [problem.code for problem in problems]


def test_a_cell_over_the_limit_is_a_problem() -> None:
    passages, problems = read("a,b\n" + "x" * 200_000 + ",1\n2,3\n")
    assert [passage.text for passage in passages] == ["a | b", "2 | 3"]
    assert [(problem.code, problem.where) for problem in problems] == [("row-unreadable", "row 2")]


def test_rows_beyond_the_limit_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 3)
    assert [problem.code for problem in read("a,b\n1,2\n3,4\n")[1]] == []
    passages, problems = read("a,b\n1,2\n3,4\n5,6\n")
    assert len(passages) == 3
    assert [(problem.code, problem.where) for problem in problems] == [("too-many-rows", "row 4")]


def test_of_two_even_cuts_the_finer_one_counts() -> None:
    assert delimiter("x;y,1,2\n" * 5) == ","
