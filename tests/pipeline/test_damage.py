"""Damage to every kind of file under evidence/: each is found and named, originals by the name they came under."""

import hashlib
import os
import random  # noqa: TID251 - a seeded choice of what to damage
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from witnessmark.case import Case, CasePaths, open_case
from witnessmark.errors import IntegrityError
from witnessmark.pipeline.add import Added
from witnessmark.pipeline.custody import load_custody
from witnessmark.pipeline.verify import Verified, verify
from witnessmark.preserve import Damage

Add = Callable[..., Added]


@pytest.fixture
def full(case: Case, add_to: Add, tmp_path: Path) -> Case:
    """A case whose log has a full tile, a partial one and two levels; 300 files in five sidecars."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(300):
        (folder / f"paper-{number:03d}.txt").write_bytes(f"text {number}\n".encode() * (1 + number % 3))
    (folder / "link").symlink_to("nowhere")
    add_to(folder)
    assert verify(case).sound
    return case


def _files(case: Case) -> list[Path]:
    return sorted(path for path in case.paths.evidence.rglob("*") if path.is_file())


def _names(case: Case) -> dict[str, str]:
    return {one.sha256: one.latest.original_path for one in load_custody(case).sources}


def _write(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def _at(found: Verified, case: Case, path: Path) -> list[Damage]:
    name = str(path.relative_to(case.paths.evidence))
    return [one for one in found.damage if one.path == name]


def _assert_named(case: Case, path: Path, names: dict[str, str]) -> None:
    found = _at(verify(case), case, path)
    assert found, path
    if path.name in names:
        assert {(one.sha256, one.name) for one in found} == {(path.name, names[path.name])}


def test_a_flip_in_every_kind_of_file_is_found_and_named(full: Case) -> None:
    names = _names(full)
    chance = random.Random(1)
    files = _files(full)
    others = [path for path in files if path.name not in names]
    assert len(others) == 1 + 5 + 2 + 2 + 1  # checkpoint, sidecars, bundles, level 0, level 1
    for path in [*others, *others, *others, *chance.sample([p for p in files if p.name in names], 25)]:
        data = path.read_bytes()
        at, bit = chance.randrange(len(data)), chance.randrange(8)
        _write(path, data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :])
        _assert_named(full, path, names)
        _write(path, data)
    assert verify(full).sound


def test_every_byte_of_a_small_log_is_guarded(case: Case, add_to: Add, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text\n")
    add_to(tmp_path / "a.txt")
    names = _names(case)
    for path in _files(case):
        data = path.read_bytes()
        for at in range(len(data)):
            _write(path, data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :])
            _assert_named(case, path, names)
        _write(path, data)
    assert verify(case).sound


@pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
def test_a_truncated_file_is_found_and_named(full: Case, keep: float) -> None:
    names = _names(full)
    others = [path for path in _files(full) if path.name not in names]
    for path in [*others, full.paths.object(sorted(names)[3])]:
        data = path.read_bytes()
        _write(path, data[: int(len(data) * keep)])
        _assert_named(full, path, names)
        _write(path, data)
    assert verify(full).sound


def test_a_longer_file_is_found_and_named(full: Case) -> None:
    names = _names(full)
    others = [path for path in _files(full) if path.name not in names]
    for path in [*others, full.paths.object(sorted(names)[3])]:
        data = path.read_bytes()
        _write(path, data + b"\n")
        _assert_named(full, path, names)
        _write(path, data)


def test_a_deleted_file_is_found_and_named(full: Case) -> None:
    names = _names(full)
    others = [path for path in _files(full) if path.name not in names]
    for path in [*others, full.paths.object(sorted(names)[3])]:
        data = path.read_bytes()
        path.unlink()
        _assert_named(full, path, names)
        path.write_bytes(data)
    assert verify(full).sound


def test_an_extra_file_anywhere_is_found_and_named(full: Case) -> None:
    evidence = full.paths.evidence
    extra_object = hashlib.sha256(b"planted").hexdigest()
    places = [
        evidence / "note.txt",
        evidence / "objects" / "x",
        full.paths.object(extra_object),
        evidence / "objects" / "sha256" / "zz" / "x",
        evidence / "log" / "checkpoint.bak",
        evidence / "log" / "tile" / "0" / "x001" / "000",
        evidence / "log" / "tile" / "0" / "001.p" / "200",
        evidence / "log" / "tile" / "entries" / "001.p" / "7",
        evidence / "sidecars" / "000009999-064.jsonl",
        evidence / "sidecars" / "000000001-003.jsonl",
        evidence / "incoming" / "x",
        evidence / "line\nfeed",
    ]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"planted")
        (one,) = {one.path for one in verify(full).damage}
        assert one == str(place.relative_to(evidence)).replace("\n", "\\n")
        place.unlink()
    strange = os.path.join(os.fsencode(evidence), b"not-\xff-text")  # noqa: PTH118
    with open(strange, "wb"):  # noqa: PTH123
        pass
    assert [one.path for one in verify(full).damage] == ["not-\\xff-text"]


def test_two_swapped_originals_are_both_named_and_told_apart(full: Case) -> None:
    names = _names(full)
    first, second = sorted(names)[:2]
    a, b = full.paths.object(first), full.paths.object(second)
    data = a.read_bytes()
    _write(a, b.read_bytes())
    _write(b, data)
    found = {one.sha256: one for one in verify(full).damage}
    assert set(found) == {first, second}
    assert names[second] in found[first].message and names[first] in found[second].message


def test_swapped_log_files_are_found(full: Case) -> None:
    log = full.paths.log / "tile"
    for a, b in (("0/000", "entries/000"), ("entries/001.p/46", "0/001.p/46")):
        one, two = (log / a).read_bytes(), (log / b).read_bytes()
        (log / a).write_bytes(two)
        (log / b).write_bytes(one)
        found = verify(full)
        assert _at(found, full, log / a) and _at(found, full, log / b)
        (log / a).write_bytes(one)
        (log / b).write_bytes(two)
    sidecars = sorted(full.paths.sidecars.iterdir())
    one, two = sidecars[0].read_bytes(), sidecars[1].read_bytes()
    sidecars[0].write_bytes(two)
    sidecars[1].write_bytes(one)
    found = verify(full)
    assert _at(found, full, sidecars[0]) and _at(found, full, sidecars[1])


def test_a_line_taken_out_of_a_sidecar_or_put_in_another_order_is_found(full: Case) -> None:
    sidecar = sorted(full.paths.sidecars.iterdir())[1]
    rows = sidecar.read_bytes().splitlines(keepends=True)
    for altered in (rows[:5] + rows[6:], [*rows, rows[0]], []):
        sidecar.write_bytes(b"".join(altered))
        assert _at(verify(full), full, sidecar)
        if len(altered) < len(rows):
            with pytest.raises(IntegrityError):
                load_custody(full)


@pytest.mark.parametrize("kind", ["file", "folder", "nowhere"])
def test_a_symlink_in_place_of_a_file_is_found_and_not_followed(full: Case, tmp_path: Path, kind: str) -> None:
    names = _names(full)
    target = tmp_path / "target"
    for path in (full.paths.object(sorted(names)[0]), full.paths.checkpoint, full.paths.log / "tile" / "0" / "000"):
        data = path.read_bytes()
        path.unlink()
        if kind == "file":
            target.write_bytes(data)
        elif kind == "folder":
            target.mkdir(exist_ok=True)
        path.symlink_to(target)
        _assert_named(full, path, names)
        path.unlink()
        path.write_bytes(data)


def test_a_folder_in_place_of_a_file_and_a_linked_folder_are_found(full: Case, tmp_path: Path) -> None:
    names = _names(full)
    path = full.paths.object(sorted(names)[0])
    path.unlink()
    path.mkdir()
    (path / "inside").write_bytes(b"x")
    found = verify(full)
    assert _at(found, full, path)[0].name == names[path.name]
    assert _at(found, full, path / "inside")
    shutil.rmtree(path)
    shutil.move(full.paths.sidecars, tmp_path / "moved")
    full.paths.sidecars.symlink_to(tmp_path / "moved")
    assert _at(verify(full), full, full.paths.sidecars)


def test_an_unreadable_file_is_found_and_named(full: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from witnessmark.case import disk

    names = _names(full)
    target = full.paths.object(sorted(names)[0])
    real = disk.open_plain

    def refuse(path: str | Path) -> int:
        if str(path) == str(target):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(disk, "open_plain", refuse)
    (one,) = verify(full).damage
    assert (one.code, one.sha256, one.name) == ("unreadable", target.name, names[target.name])


def test_an_older_state_of_the_log_under_a_newer_checkpoint_is_found(full: Case, add_to: Add, tmp_path: Path) -> None:
    shutil.copytree(full.paths.log, tmp_path / "older")
    (tmp_path / "more.txt").write_bytes(b"more")
    add_to(tmp_path / "more.txt")
    newer = full.paths.checkpoint.read_bytes()
    shutil.rmtree(full.paths.log)
    shutil.copytree(tmp_path / "older", full.paths.log)
    full.paths.checkpoint.write_bytes(newer)
    found = verify(full)
    assert {one.code for one in found.damage} >= {"tile-missing", "entries-missing"}


def test_a_consistent_log_that_was_never_signed_is_found(full: Case, tmp_path: Path) -> None:
    from witnessmark.preserve import Edge, tiles_of_level, unpack
    from witnessmark.preserve.tiles import tile_name

    size = load_custody(full).size
    entries: list[bytes] = []
    for index, width in tiles_of_level(0, size):
        entries += unpack((full.paths.log / tile_name("entries", index, width)).read_bytes(), width)
    entries[5], entries[6] = entries[6], entries[5]
    for name, data in Edge().extend(entries).items():
        (full.paths.log / name).write_bytes(data)
    found = verify(full)
    assert "root-mismatch" in {one.code for one in found.damage}
    with pytest.raises(IntegrityError):
        load_custody(full)


def test_with_a_damaged_checkpoint_everything_else_is_still_checked(full: Case) -> None:
    names = _names(full)
    full.paths.checkpoint.write_bytes(full.paths.checkpoint.read_bytes()[:20])
    target = full.paths.object(sorted(names)[0])
    _write(target, b"other")
    found = verify(full)
    assert {one.path for one in found.damage} == {"log/checkpoint", f"objects/sha256/{target.name[:2]}/{target.name}"}
    assert found.entries == 0 and found.objects == 299


def test_planted_names_do_not_send_verify_into_endless_work(full: Case) -> None:
    full.paths.checkpoint.unlink()
    far = full.paths.log / "tile" / "entries" / "x999" / "x999" / "x999" / "999"
    far.parent.mkdir(parents=True)
    far.write_bytes(b"")
    assert _at(verify(full), full, far)


@pytest.mark.parametrize(
    "data", [b"", b"format = 1\ntit", b"\xff\xfe", b"format = 1\n", b"format = 1\n[trust]\nverifier='x'\n"]
)
def test_a_half_written_case_toml_is_named(full: Case, data: bytes) -> None:
    full.paths.config.write_bytes(data)
    found = verify(full.paths.root)
    assert [one.path for one in found.damage] == ["case.toml"] and found.objects == 300


def test_a_case_without_case_toml_or_evidence_is_named(full: Case, tmp_path: Path) -> None:
    full.paths.config.rename(tmp_path / "kept.toml")
    assert [one.path for one in verify(full.paths.root).damage] == ["case.toml"]
    (tmp_path / "kept.toml").rename(full.paths.config)
    shutil.rmtree(full.paths.evidence)
    assert "log/checkpoint" in {one.path for one in verify(full).damage}
    full.paths.evidence.write_bytes(b"")
    assert not verify(full).sound


def test_a_copy_made_by_git_or_unzip_is_sound(full: Case, tmp_path: Path) -> None:
    """Neither keeps modes, times or empty folders."""
    copy = CasePaths(tmp_path / "copy")
    for path in [full.paths.config, *_files(full)]:
        target = copy.root / path.relative_to(full.paths.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert verify(open_case(copy.root)).sound


def test_junk_in_place_of_any_file_never_breaks_verify(full: Case) -> None:
    chance = random.Random(2)
    others = [path for path in _files(full) if path.name not in _names(full)]
    for path in others:
        data = path.read_bytes()
        for junk in (b"", b"\0" * len(data), chance.randbytes(len(data)), b"[" * 5000, b"\n" * 70, data[::-1]):
            path.write_bytes(junk)
            assert _at(verify(full), full, path)
        path.write_bytes(data)
    assert verify(full).sound
