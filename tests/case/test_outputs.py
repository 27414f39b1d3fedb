from __future__ import annotations

import os
from pathlib import Path

import pytest

from witnessmark.case import (
    Output,
    is_untouched,
    kept_records,
    make_own,
    record_lines,
    remove_others,
    write_output,
    write_records,
)
from witnessmark.errors import CaseError


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


@pytest.mark.parametrize("what", ["link", "file"])
def test_what_is_not_our_folder_is_left_alone(tmp_path: Path, what: str) -> None:
    web = tmp_path / "web"
    web.mkdir()
    (web / "mine.txt").write_text("mine", encoding="utf-8")
    published = tmp_path / "published"
    if what == "link":
        published.symlink_to(web)
    else:
        published.write_bytes(b"")
    with pytest.raises(CaseError, match="no folder of the case"):
        make_own(published)
    assert (web / "mine.txt").is_file()


def test_a_repository_inside_a_folder_of_ours_stays(tmp_path: Path) -> None:
    folder = tmp_path / "published"
    for name in (".git/objects/a", ".nojekyll", "old.html", "sub/old.html", ".index.html.part"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    remove_others(tmp_path, folder, [])
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        ".git/objects/a",
        ".nojekyll",
    ]


def test_records_that_were_changed_are_refused_when_they_are_used(tmp_path: Path, path: Path) -> None:
    write_records(tmp_path, path, "reader 1", b"{}", b"one\ntwo\n")
    assert record_lines(path) == b"one\ntwo\n"
    for damaged in (path.read_bytes()[:-1], b"\xff", b"{}\none\n"):
        path.write_bytes(damaged)
        with pytest.raises(CaseError, match="not what was written"):
            record_lines(path)
