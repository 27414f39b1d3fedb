from __future__ import annotations

import os
from pathlib import Path

import pytest

from witnessmark.case import (
    Output,
    is_untouched,
    kept_records,
    record_lines,
    remove_others,
    write_output,
    write_records,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "derived" / "ab" / "records.jsonl"


def test_records_come_back_with_their_summary(tmp_path: Path, path: Path) -> None:
    made = write_records(tmp_path, path, "reader 1", b'{"n":2}', b"one\ntwo\n")
    for known in (None, made.output):
        kept = kept_records(tmp_path, path, "reader 1", known)
        assert kept is not None
        assert kept.summary == b'{"n":2}'
        assert kept.output == made.output
    assert record_lines(path) == b"one\ntwo\n"


def test_another_key_is_another_file(tmp_path: Path, path: Path) -> None:
    made = write_records(tmp_path, path, "reader 1", b"{}", b"one\n")
    assert kept_records(tmp_path, path, "reader 2", made.output) is None


@pytest.mark.parametrize("place", [5, 100, -1])
def test_a_changed_byte_is_seen(tmp_path: Path, path: Path, place: int) -> None:
    made = write_records(tmp_path, path, "reader 1", b"{}", b"one\ntwo\n")
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert kept_records(tmp_path, path, "reader 1", made.output) is None


@pytest.mark.parametrize("length", [0, 10, 120])
def test_half_a_file_is_none(tmp_path: Path, path: Path, length: int) -> None:
    made = write_records(tmp_path, path, "reader 1", b"{}", b"one\ntwo\n" * 20)
    path.write_bytes(path.read_bytes()[:length])
    assert kept_records(tmp_path, path, "reader 1", made.output) is None
    assert kept_records(tmp_path, path, "reader 1", None) is None


def test_a_copied_file_is_untouched_and_an_edited_one_is_not(tmp_path: Path) -> None:
    output = write_output(tmp_path, tmp_path / "a", b"text")
    assert is_untouched(tmp_path, output)
    os.utime(tmp_path / "a", (1, 1))
    assert is_untouched(tmp_path, output)
    (tmp_path / "a").write_bytes(b"tent")
    assert not is_untouched(tmp_path, output)
    (tmp_path / "a").unlink()
    assert not is_untouched(tmp_path, output)


def test_what_earlier_builds_left_is_removed(tmp_path: Path) -> None:
    kept: Output = write_output(tmp_path, tmp_path / "derived" / "x" / "kept", b"1")
    write_output(tmp_path, tmp_path / "derived" / "y" / "old", b"2")
    remove_others(tmp_path, tmp_path / "derived", [kept.path])
    assert [one.name for one in (tmp_path / "derived").iterdir()] == ["x"]
