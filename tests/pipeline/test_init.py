import os
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from witnessmark.case import Case, open_case
from witnessmark.errors import CaseError, IntegrityError
from witnessmark.pipeline.custody import load_custody
from witnessmark.pipeline.freeze import freeze_plan
from witnessmark.pipeline.init import init_case
from witnessmark.pipeline.verify import verify
from witnessmark.preserve import Verifier

Clock = Callable[[], datetime]


def test_a_new_case_opens_verifies_and_has_one_entry(case: Case) -> None:
    assert open_case(case.paths.root).config == case.config
    custody = load_custody(case)
    assert [event.event for event in custody.events] == ["creation"]
    assert custody.last_at == "2026-11-20T10:00:01Z" and custody.sources == ()
    assert case.paths.prose.is_dir() and case.paths.series.is_dir()
    assert verify(case).sound


def test_the_key_is_outside_the_case_and_only_its_owner_reads_it(case: Case, tmp_path: Path) -> None:
    (key,) = (tmp_path / "home" / "keys").iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.stem == Verifier(case.config.trust.verifier).key_id == load_custody(case).events[0].actor
    assert not [path for path in case.paths.root.rglob("*") if path.is_file() and b"PRIVATE" in path.read_bytes()]


@pytest.mark.parametrize("title", ["", 'a "quoted" \\ title', "two\nlines\t\x00\x7f", "器官移植", "\ud800 lone"])
def test_any_title_is_kept(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    monkeypatch.setenv("WITNESSMARK_HOME", str(tmp_path / "home"))
    case = init_case(tmp_path / "case", title, clock, os.urandom)
    assert open_case(case.paths.root).config.title == title.replace("\ud800", "?")


def test_a_folder_that_holds_a_case_is_refused(case: Case, clock: Clock) -> None:
    before = sorted(case.paths.root.rglob("*"))
    with pytest.raises(CaseError, match="holds a case already"):
        init_case(case.paths.root, "again", clock, os.urandom)
    assert sorted(case.paths.root.rglob("*")) == before


def test_an_init_that_cannot_write_is_a_case_error(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CaseError):
        init_case(tmp_path / "file" / "case", "x", clock, os.urandom)


def test_freezing_a_plan_logs_its_hash(case: Case, clock: Clock) -> None:
    with pytest.raises(CaseError):
        freeze_plan(case, clock, os.urandom)
    case.paths.plan.write_bytes(b"data_seen = false\n")
    sha256 = freeze_plan(case, clock, os.urandom)
    event = load_custody(case).events[-1]
    assert (event.event, event.object, event.size) == ("policy assignment", f"sha256:{sha256}", 18)
    assert verify(case).sound


def test_a_log_that_is_not_what_was_signed_does_not_load(case: Case) -> None:
    bundle = case.paths.log / "tile" / "entries" / "000.p" / "1"
    bundle.write_bytes(bundle.read_bytes().replace(b"creation", b"deletion"))
    with pytest.raises(IntegrityError) as caught:
        load_custody(case)
    assert "verify" in caught.value.hint
