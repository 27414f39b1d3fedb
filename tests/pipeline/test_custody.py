import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from witnessmark.case import Case
from witnessmark.errors import IntegrityError
from witnessmark.pipeline.add import Added, Stated
from witnessmark.pipeline.custody import load_custody
from witnessmark.pipeline.verify import verify
from witnessmark.pipeline.writer import writer_of

Add = Callable[..., Added]


def test_numbers_follow_first_arrivals_and_a_later_arrival_corrects(case: Case, add_to: Add, tmp_path: Path) -> None:
    for name in ("z", "a", "m"):
        (tmp_path / name).write_bytes(name.encode())
    add_to(tmp_path / "z", stated=Stated(outlet="First"))
    add_to(tmp_path / "a", tmp_path / "m")
    add_to(tmp_path / "z", stated=Stated(outlet="Corrected"))
    custody = load_custody(case)
    assert [(one.number, one.name) for one in custody.sources] == [(1, "z"), (2, "a"), (3, "m")]
    assert custody.sources[0].latest.outlet == "Corrected" and custody.sources[0].custody == (1, 4)
    assert custody.last_at == custody.events[-1].at and custody.size == len(custody.events) == 5


def test_a_line_destroyed_after_a_deletion_event_leaves_a_sound_log(case: Case, add_to: Add, material: Path) -> None:
    first, second = add_to(material).taken[:2]
    sidecar = case.paths.sidecar(1, 4)
    rows = sidecar.read_bytes().splitlines(keepends=True)
    sidecar.write_bytes(b"".join(rows[1:]))
    case.paths.object(first.sha256).unlink()
    assert not verify(case).sound
    with pytest.raises(IntegrityError):
        load_custody(case)
    with writer_of(case, lambda: datetime(2026, 11, 21, tzinfo=UTC), os.urandom) as writer:
        writer.note("deletion", sha256=first.sha256, size=first.size)
        writer.commit()
    assert verify(case).sound
    assert [one.number for one in load_custody(case).sources] == [2, 3, 4]
    sidecar.write_bytes(b"".join(rows[2:]))
    assert {one.sha256 for one in verify(case).damage} == {second.sha256}


def test_a_changed_citation_does_not_load(case: Case, add_to: Add, material: Path) -> None:
    add_to(material, stated=Stated(title="A title"))
    sidecar = case.paths.sidecar(1, 4)
    sidecar.write_bytes(sidecar.read_bytes().replace(b"A title", b"B title"))
    with pytest.raises(IntegrityError) as caught:
        load_custody(case)
    assert "verify" in caught.value.hint


@pytest.mark.slow
def test_ten_thousand_sources_load_in_well_under_a_second(case: Case, add_to: Add, tmp_path: Path) -> None:
    import time

    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number:05d}").write_bytes(str(number).encode())
    add_to(folder)
    began = time.perf_counter()
    assert len(load_custody(case).sources) == 10_000
    assert time.perf_counter() - began < 1
