import hashlib
import os
import socket
import stat
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from witnessmark.case import Case, open_plain, writing
from witnessmark.errors import CaseError, Refused, UsageError
from witnessmark.model import Access, SourceKind
from witnessmark.pipeline.add import Added, Stated, Taken, add
from witnessmark.pipeline.custody import load_custody
from witnessmark.pipeline.verify import verify

Add = Callable[..., Added]
Clock = Callable[[], datetime]


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def _names(case: Case) -> list[str]:
    return [one.latest.original_path for one in load_custody(case).sources]


def test_a_folder_keeps_its_tree_in_sorted_order(case: Case, add_to: Add, material: Path) -> None:
    added = add_to(material)
    assert _names(case) == ["downloads/a.txt", "downloads/b.txt", "downloads/sub/c.html", "downloads/sub/empty"]
    assert [one.path for one in added.taken] == [
        str(material / name) for name in ("a.txt", "b.txt", "sub/c.html", "sub/empty")
    ]
    for one in added.taken:
        stored = case.paths.object(one.sha256)
        assert stored.read_bytes() == Path(one.path).read_bytes()
        assert stat.S_IMODE(stored.stat().st_mode) == 0o444
    assert verify(case).sound and not verify(case).leftovers


def test_what_was_stated_is_kept_with_the_file(case: Case, add_to: Add, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"x")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    stated = Stated(
        kind=SourceKind.PRESS,
        url="https://example.org/a",
        obtained_on="2026-11-20",
        obtained_from="the newspaper",
        how="saved from a browser",
        published="2016-05",
        language="en",
        outlet="Example Daily",
        title="A title",
        author="An institute",
        publisher="A publisher",
        container="A journal",
    )
    add_to(path, stated=stated)
    (source,) = load_custody(case).sources
    came = source.latest
    assert (came.original_name, came.original_path, came.disk_modified) == ("a.html", "a.html", "2001-09-09T01:46:40Z")
    assert (came.kind, came.url, came.obtained_on, came.outlet) == ("press", stated.url, "2026-11-20", "Example Daily")
    assert (came.obtained_from, came.how, came.language) == ("the newspaper", "saved from a browser", "en")
    cited = came.citation
    assert (cited.title, cited.author, cited.publisher) == ("A title", "An institute", "A publisher")
    assert (cited.container, cited.published) == ("A journal", "2016-05")


def test_the_same_bytes_twice_are_one_object_and_two_events(case: Case, add_to: Add, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"same")
    (tmp_path / "b").write_bytes(b"same")
    first = add_to(tmp_path / "a", tmp_path / "b")
    again = add_to(tmp_path / "b", stated=Stated(title="Corrected"))
    assert [one.new for one in (*first.taken, *again.taken)] == [True, False, False]
    custody = load_custody(case)
    (source,) = custody.sources
    assert source.custody == (1, 2, 3) and source.number == 1
    assert [one.original_name for one in source.arrivals] == ["a", "b", "b"]
    assert source.latest.citation.title == "Corrected"
    assert len([path for path in (case.paths.evidence / "objects").rglob("*") if path.is_file()]) == 1


def test_dot_files_are_skipped_and_odd_things_become_problems(case: Case, add_to: Add, material: Path) -> None:
    (material / ".hidden").write_bytes(b"x")
    (material / ".git").mkdir()
    (material / ".git" / "config").write_bytes(b"x")
    (material / "link").symlink_to(material / "a.txt")
    (material / "loop").symlink_to(material)
    os.mkfifo(material / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(material / "sock"))
    added = add_to(material)
    assert {(one.original_path, one.code) for one in added.not_taken} == {
        ("downloads/link", "symlink"),
        ("downloads/loop", "symlink"),
        ("downloads/pipe", "not-a-file"),
        ("downloads/sock", "not-a-file"),
    }
    assert len(added.taken) == 4
    custody = load_custody(case)
    assert sorted(one.code for one in custody.problems) == ["not-a-file", "not-a-file", "symlink", "symlink"]
    assert all("downloads" not in one.message + one.about for one in custody.problems)
    size = custody.size
    assert len(add_to(material).not_taken) == 4
    assert load_custody(case).size == size + 4  # arrivals again, the same problems once
    assert verify(case).sound


def test_a_file_that_cannot_be_read_becomes_a_problem(
    case: Case, add_to: Add, material: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str | Path) -> int:
        if str(path).endswith("b.txt"):
            raise PermissionError(13, "Permission denied")
        return open_plain(path)

    monkeypatch.setattr(sys.modules["witnessmark.pipeline.add"], "open_plain", refuse)  # the name is a function too
    added = add_to(material)
    assert [(one.original_path, one.code) for one in added.not_taken] == [("downloads/b.txt", "unreadable")]
    assert len(added.taken) == 3


def test_a_source_disk_that_fails_half_way_becomes_a_problem(
    case: Case, add_to: Add, material: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (material / "big").write_bytes(bytes(3 << 20))
    real, calls = os.read, [0]

    def failing(descriptor: int, count: int) -> bytes:
        data = real(descriptor, count)
        if len(data) == 1 << 20:
            calls[0] += 1
            if calls[0] == 3:
                raise OSError(5, "Input/output error")
        return data

    monkeypatch.setattr(os, "read", failing)
    added = add_to(material)
    assert [(one.original_path, one.code) for one in added.not_taken] == [("downloads/big", "unreadable")]
    assert len(added.taken) == 4
    monkeypatch.undo()


def test_the_case_is_never_added_to_itself(case: Case, add_to: Add, tmp_path: Path) -> None:
    (tmp_path / "z.txt").write_bytes(b"z")
    before = load_custody(case).size
    added = add_to(case.paths.root, case.paths.evidence, tmp_path / "z.txt")
    assert [one.code for one in added.not_taken] == ["inside-the-case", "inside-the-case"]
    added = add_to(tmp_path)
    assert ("case", "inside-the-case") in {(one.original_name, one.code) for one in added.not_taken}
    assert not [one for one in added.taken if str(case.paths.root) in one.path]
    assert load_custody(case).size > before


def test_a_name_that_is_not_text_and_a_name_that_climbs_are_only_names(case: Case, add_to: Add, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    for name in (b"bad-\xff-name", b"line\nfeed", "a\\..\\..\\up", "名字"):
        with open(os.path.join(os.fsencode(folder), os.fsencode(name)), "wb") as out:  # noqa: PTH118, PTH123
            out.write(os.fsencode(name))
    assert len(add_to(folder).taken) == 4
    assert "odd/bad-\\xff-name" in _names(case)
    assert verify(case).sound


@pytest.mark.parametrize(
    "stated",
    [
        Stated(access=Access.RESTRICTED),
        Stated(kind=SourceKind.TESTIMONY),
        Stated(kind=SourceKind.LEAK),
        Stated(persons=True),
    ],
)
def test_refused_material_leaves_no_byte(case: Case, add_to: Add, material: Path, stated: Stated) -> None:
    before = _all_bytes(case.paths.root)
    with pytest.raises(Refused) as caught:
        add_to(material, stated=stated)
    assert caught.value.hint
    assert _all_bytes(case.paths.root) == before


def test_a_list_of_persons_anywhere_in_a_folder_leaves_no_byte(case: Case, add_to: Add, material: Path) -> None:
    (material / "zz").mkdir()
    (material / "zz" / "list.dat").write_bytes(b"Name,Date of Birth,Phone\nA,1,2\n")
    before = _all_bytes(case.paths.root)
    with pytest.raises(Refused, match="list of persons") as caught:
        add_to(material)
    assert caught.value.hint
    assert _all_bytes(case.paths.root) == before


def test_a_path_that_is_not_there_stops_before_anything_is_written(case: Case, add_to: Add, material: Path) -> None:
    before = _all_bytes(case.paths.root)
    with pytest.raises(UsageError):
        add_to(material, material / "nothing")
    assert _all_bytes(case.paths.root) == before


def test_the_log_holds_no_name_path_or_address(case: Case, add_to: Add, tmp_path: Path) -> None:
    canaries = ["Planted Canary One", "planted-canary-two", "planted.example.org", "Planted Canary Four"]
    folder = tmp_path / canaries[1]
    folder.mkdir()
    (folder / f"{canaries[0]}.txt").write_bytes(b"nothing")
    (folder / f"{canaries[3]}.lnk").symlink_to("nowhere")
    add_to(folder, stated=Stated(url=f"https://{canaries[2]}/", how=canaries[0], title=canaries[3], outlet=canaries[1]))
    log = _all_bytes(case.paths.log)
    sidecars = _all_bytes(case.paths.sidecars)
    for canary in canaries:
        assert canary.encode() not in log
        assert canary.encode() in sidecars


def test_each_commit_is_reported_after_it_is_durable(case: Case, clock: Clock, tmp_path: Path, material: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number:03d}").write_bytes(str(number).encode())
    told: list[tuple[int, int, int]] = []

    def progress(done: int, total: int, taken: Sequence[Taken]) -> None:
        held = {one.sha256 for one in load_custody(case).sources}
        assert {one.sha256 for one in taken} <= held
        told.append((done, total, len(taken)))

    add(case, [folder], Stated(), clock, os.urandom, progress)
    assert told == [(64, 150, 64), (128, 150, 64), (150, 150, 22)]
    assert verify(case).entries == 151


def test_an_interrupted_add_goes_on_where_it_stopped(case: Case, clock: Clock, add_to: Add, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03d}").write_bytes(str(number).encode())
    (folder / "link").symlink_to("nowhere")

    def stop(done: int, total: int, taken: Sequence[Taken]) -> None:
        if done == 128:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(case, [folder], Stated(), clock, os.urandom, stop)
    assert verify(case).sound
    added = add_to(folder)
    assert added.before == 128 and len(added.taken) == 72
    custody = load_custody(case)
    assert len(custody.sources) == 200 and custody.size == 202
    assert not case.paths.adding.exists()
    assert verify(case).sound and not verify(case).leftovers
    assert add_to(folder).before == 0  # a run that came to its end is no interrupted run


def test_another_add_after_an_interruption_takes_everything(
    case: Case, add_to: Add, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "one").write_bytes(b"1")

    def stop(done: int, total: int, taken: Sequence[Taken]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(case, [tmp_path / "one"], Stated(), clock, os.urandom, stop)
    assert add_to(tmp_path / "one", stated=Stated(title="other")).before == 0


def test_a_large_file_is_streamed(case: Case, add_to: Add, tmp_path: Path) -> None:
    big = tmp_path / "big.bin"
    with big.open("wb") as out:
        for number in range(20):
            out.write(bytes([number]) * (1 << 20))
        out.write(b"end")
    added = add_to(big, big)
    (one, two) = added.taken
    assert one.sha256 == hashlib.sha256(big.read_bytes()).hexdigest() and one.size == (20 << 20) + 3
    assert (one.new, two.new) == (True, False)
    assert verify(case).sound


def test_two_writers_never_meet(case: Case, add_to: Add, material: Path) -> None:
    with writing(case.paths), pytest.raises(CaseError, match="another command"):
        add_to(material)
    with writing(case.paths), pytest.raises(CaseError, match="another command"):
        verify(case)
    assert len(add_to(material).taken) == 4


def test_without_the_key_a_case_is_read_and_verified_not_added_to(
    case: Case, add_to: Add, material: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WITNESSMARK_HOME", str(tmp_path / "elsewhere"))
    with pytest.raises(CaseError, match="not on this machine"):
        add_to(material)
    assert verify(case).sound and load_custody(case).size == 1


def test_adding_the_original_again_puts_damaged_bytes_back(case: Case, add_to: Add, material: Path) -> None:
    taken = add_to(material).taken
    altered, gone = (case.paths.object(one.sha256) for one in taken[:2])
    altered.chmod(0o644)
    altered.write_bytes(b"other\n")
    gone.unlink()
    assert {one.code for one in verify(case).damage} == {"original-altered", "original-missing"}
    add_to(material)
    assert verify(case).sound


def test_a_full_disk_is_an_error_with_a_hint_and_loses_nothing(
    case: Case, add_to: Add, material: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(CaseError, match="No space left") as caught:
            add_to(material)
    assert caught.value.hint
    assert verify(case).sound
    assert len(add_to(material).taken) == 4
    assert verify(case).sound and not verify(case).leftovers
