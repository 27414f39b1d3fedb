import os
from pathlib import Path

import pytest

from witnessmark.case import Disk, RealDisk, open_plain, read_chunks


def test_what_is_written_is_read_listed_and_walked(tmp_path: Path) -> None:
    disk: Disk = RealDisk(tmp_path)
    disk.write("a/one", [b"12", b"", b"3"], keep=True)
    disk.write("a/two", [b"x"])
    disk.sync()
    disk.rename("a/two", "b/c/two")
    disk.sync()
    assert disk.read("a/one") == b"123" and disk.listing("a") == ["one"]
    assert [tuple(one) for one in disk.walk()] == [
        ("a", "folder", 0),
        ("a/one", "file", 3),
        ("b", "folder", 0),
        ("b/c", "folder", 0),
        ("b/c/two", "file", 1),
    ]
    assert (tmp_path / "a" / "one").stat().st_mode & 0o777 == 0o444
    disk.remove("a/one")
    disk.remove("a/one")
    assert not disk.is_file("a/one") and disk.listing("nowhere") == []


def test_writing_again_replaces_a_file_that_is_read_only(tmp_path: Path) -> None:
    disk = RealDisk(tmp_path)
    disk.write("f/a", [b"1"], keep=True)
    disk.write("f/a", [b"2"], keep=True)
    assert disk.read("f/a") == b"2"


def test_writing_over_a_link_does_not_touch_its_target(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"kept")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    RealDisk(tmp_path).write("link", [b"new"])
    assert (tmp_path / "target").read_bytes() == b"kept" and (tmp_path / "link").read_bytes() == b"new"


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "nothing"])
def test_only_ordinary_files_are_opened_and_nothing_waits(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "it"
    if kind == "link":
        (tmp_path / "target").write_bytes(b"x")
        path.symlink_to(tmp_path / "target")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    with pytest.raises(OSError):
        open_plain(path)
    with pytest.raises(OSError):
        b"".join(read_chunks(path))
    assert not RealDisk(tmp_path).is_file("it")


@pytest.mark.parametrize("whole", [True, False])
def test_a_sync_covers_every_file_and_folder_that_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    synced: set[str] = set()

    def syncfs(folder: str) -> bool:
        synced.add(folder)
        return whole

    monkeypatch.setattr("witnessmark.case.disk._syncfs", syncfs)
    monkeypatch.setattr("witnessmark.case.disk._fsync", synced.add)
    root = str(tmp_path)
    disk = RealDisk(tmp_path)
    disk.write("in/one", [b"1"])
    disk.write("in/two", [b"2"])
    disk.sync()
    assert synced == ({root} if whole else {root, f"{root}/in", f"{root}/in/one", f"{root}/in/two"})
    synced.clear()
    disk.rename("in/one", "to/the/one")
    disk.rename("in/two", "to/two")
    disk.sync()
    assert synced == ({root} if whole else {root, f"{root}/to", f"{root}/to/the"})
    synced.clear()
    disk.rename("to/two", "to/the/two")
    disk.sync()
    assert synced == {f"{root}/to/the"}  # one change is synced by itself
    synced.clear()
    disk.sync()
    assert synced == set()


def test_a_disk_that_cannot_sync_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = RealDisk(tmp_path)
    disk.write("f/one", [b"1"])

    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("witnessmark.case.disk._syncfs", lambda folder: False)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        disk.sync()


def test_odd_things_are_walked_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "link").symlink_to("/")
    os.mkfifo(tmp_path / "pipe")
    kinds = {one.name: one.kind for one in RealDisk(tmp_path).walk()}
    assert kinds == {"f": "folder", "f/link": "symlink", "pipe": "other"}
    (tmp_path / "l").symlink_to(tmp_path / "f")
    assert [one.kind for one in RealDisk(tmp_path / "l").walk()] == ["symlink"]
    assert [one.kind for one in RealDisk(tmp_path / "nowhere").walk()] == ["unreadable"]
