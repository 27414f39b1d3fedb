from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pdf import make_pdf
from witnessmark.errors import PluginError, ReadError
from witnessmark.model import Problem
from witnessmark.pipeline.extract import ExtractedRow, extract


def rows(found: list[ExtractedRow | Problem]) -> list[ExtractedRow]:
    return [one for one in found if isinstance(one, ExtractedRow)]


def test_offsets_count_in_the_decoded_file(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("\ufeffTitle\r\nThe\u00a0ministry said that over 40\u00a0ships came in 2015.\r\n".encode())
    decoded = path.read_bytes().decode("utf-8")
    found = rows(list(extract([path], "rules")))
    assert [(one.kind, one.low, one.high, one.period) for one in found] == [
        ("quantity", 40.0, None, "2015"),
        ("dated_event", None, None, "2015"),
    ]
    for one in found:
        assert decoded[one.start : one.end] == one.span
        assert decoded[one.quote_start : one.quote_end] == one.quote
        assert one.file == "note.txt"
        assert one.speaker == "The\u00a0ministry"
        assert one.chain == ("The\u00a0ministry", "document")


def test_offsets_of_pages_count_in_the_pages_joined(tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    path.write_bytes(make_pdf([["It has 40 ships."], ["Thousands came."]]))
    joined = "It has 40 ships.\n\nThousands came."
    found = rows(list(extract([path], "rules", outlet="The Example Post")))
    assert [(one.kind, one.outlet) for one in found] == [
        ("quantity", "The Example Post"),
        ("vague_quantity", "The Example Post"),
    ]
    assert all(joined[one.start : one.end] == one.span for one in found)


def test_problems_of_reading_are_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"")
    assert [one.code for one in extract([path], "rules") if isinstance(one, Problem)] == ["empty"]


def test_what_nobody_says_is_unattributed(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("It is said that 40 ships came.", encoding="utf-8")
    assert [one.speaker for one in rows(list(extract([path], "rules")))] == ["unattributed"]


def test_a_missing_file_and_an_unknown_engine_are_said(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        list(extract([tmp_path / "none.txt"], "rules"))
    with pytest.raises(PluginError):
        list(extract([], "oracle"))
