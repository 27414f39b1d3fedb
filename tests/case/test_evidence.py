import hashlib
from pathlib import Path

import pytest

from witnessmark.case import CHECKPOINT, CasePaths, Evidence, RealDisk, disk_errors, object_name, still, writing
from witnessmark.case.evidence import Adding, clear_adding, read_adding, write_adding
from witnessmark.errors import CaseError


def _publish(evidence: Evidence, data: bytes, first: int = 0) -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    if not evidence.holds(sha256):
        evidence.keep(evidence.stage([data]), sha256)
    evidence.publish(first, first + 1, {f"tile/0/000.p/{first + 1}": b"t"}, [b"line"], f"note {first + 1}".encode())
    return sha256


def _files(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_a_batch_puts_every_file_in_its_place(tmp_path: Path) -> None:
    evidence = Evidence(RealDisk(tmp_path))
    sha256 = _publish(evidence, b"data")
    evidence.finish()
    assert _files(tmp_path) == {object_name(sha256), CHECKPOINT, "log/tile/0/000.p/1", "sidecars/000000000-001.jsonl"}
    assert evidence.checkpoint() == b"note 1" and evidence.log_file("tile/0/000.p/1") == b"t"
    assert (tmp_path / "sidecars" / "000000000-001.jsonl").read_bytes() == b"line\n"
    assert evidence.holds(sha256) and not evidence.holds("0" * 64)


def _interrupt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> Evidence:
    """A second batch that stops at its first, second or third sync."""
    disk = RealDisk(tmp_path)
    evidence = Evidence(disk)
    _publish(evidence, b"one")
    syncs = [0]

    def stop() -> None:
        syncs[0] += 1
        if syncs[0] == at:
            raise KeyboardInterrupt

    monkeypatch.setattr(disk, "sync", stop)
    with pytest.raises(KeyboardInterrupt):
        _publish(evidence, b"two", 1)
    return Evidence(RealDisk(tmp_path))


TWO = object_name(hashlib.sha256(b"two").hexdigest())


@pytest.mark.parametrize("at", [1, 2])
def test_what_an_interrupted_batch_left_is_known_and_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    evidence = _interrupt(tmp_path, monkeypatch, at)
    assert evidence.checkpoint() == b"note 1"
    assert TWO in evidence.leftovers(1)
    evidence.recover(1, lambda name: False)
    assert TWO not in _files(tmp_path)
    assert len(_files(tmp_path)) == 4 and evidence.leftovers(1) == frozenset()


def test_what_the_log_needs_is_never_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = _interrupt(tmp_path, monkeypatch, 2)
    evidence.recover(1, lambda name: name == TWO)
    assert TWO in _files(tmp_path)


def test_a_list_of_a_batch_never_reaches_outside_evidence(tmp_path: Path) -> None:
    root = tmp_path / "evidence"
    evidence = Evidence(RealDisk(root))
    _publish(evidence, b"one")
    (tmp_path / "outside").write_bytes(b"kept")
    names = '["../outside","log/../../outside","/etc/hostname","log/checkpoint","objects//x"]'
    (root / "incoming" / "batch.json").write_text(f'{{"first":1,"after":2,"names":{names}}}')
    evidence.recover(1, lambda name: False)
    assert (tmp_path / "outside").exists() and evidence.checkpoint() == b"note 1"


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[]", b'{"first":9,"after":2,"names":[]}'])
def test_a_list_that_cannot_be_read_announces_nothing(tmp_path: Path, data: bytes) -> None:
    evidence = Evidence(RealDisk(tmp_path))
    _publish(evidence, b"one")
    (tmp_path / "incoming" / "batch.json").write_bytes(data)
    assert evidence.interrupted(1) is None
    evidence.recover(1, lambda name: False)
    assert len(_files(tmp_path)) == 4


def test_the_lock_keeps_writers_apart_and_readers_away(tmp_path: Path) -> None:
    paths = CasePaths(tmp_path)
    with still(paths):
        assert not paths.lock.exists()  # reading makes no file
    with writing(paths):
        for hold in (writing, still):
            with pytest.raises(CaseError, match="another command"), hold(paths):
                pass
    with still(paths), still(paths):
        pass
    with writing(paths):
        pass


def test_a_case_on_a_medium_that_cannot_be_written_is_a_case_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError), writing(CasePaths(tmp_path / "nowhere")):
        pass


def test_an_error_of_the_disk_is_a_case_error_with_a_hint() -> None:
    with pytest.raises(CaseError, match="writing: No space") as caught, disk_errors("writing"):
        raise OSError(28, "No space left on device")
    assert caught.value.hint


def test_where_an_add_began_is_kept_and_cleared(tmp_path: Path) -> None:
    path = tmp_path / "derived" / "adding.json"
    assert read_adding(path) is None
    adding = Adding(arguments="ab", start=3)
    write_adding(path, adding)
    assert read_adding(path) == adding
    path.write_bytes(b"{half")
    assert read_adding(path) is None
    clear_adding(path)
    clear_adding(path)
    assert not path.exists()
