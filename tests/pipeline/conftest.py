import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from witnessmark.case import Case
from witnessmark.pipeline.add import Added, Stated, add
from witnessmark.pipeline.init import init_case

Clock = Callable[[], datetime]
Add = Callable[..., Added]


@pytest.fixture
def clock() -> Clock:
    ticks = [datetime(2026, 11, 20, 10, 0, 0, tzinfo=UTC)]

    def now() -> datetime:
        ticks[0] += timedelta(seconds=1)
        return ticks[0]

    return now


@pytest.fixture
def case(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A new, empty case."""
    monkeypatch.setenv("WITNESSMARK_HOME", str(tmp_path / "home"))
    return init_case(tmp_path / "case", "A case", clock, os.urandom)


@pytest.fixture
def add_to(case: Case, clock: Clock) -> Add:
    """Adds paths to the case."""

    def run(*paths: Path, stated: Stated | None = None) -> Added:
        return add(case, paths, stated or Stated(), clock, os.urandom)

    return run


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """A folder of a few files."""
    folder = tmp_path / "downloads"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.txt").write_bytes(b"second\n")
    (folder / "a.txt").write_bytes(b"first\n")
    (folder / "sub" / "c.html").write_bytes(b"<p>third</p>\n")
    (folder / "sub" / "empty").write_bytes(b"")
    return folder
