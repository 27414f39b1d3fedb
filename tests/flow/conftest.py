from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

OFFICE = """The water office on its wells

The water office says that 5,146 wells were dug in 2017.

The water office denies that 9,000 wells ran dry in 2018.
"""
VILLAGERS = """Wells that ran dry

The Well Users' Association says that 8,000 to 9,000 wells ran dry in 2018.

The Well Users' Association says that more than 400 villages have no water.
"""


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    def json(self) -> list[Any]:
        """The JSON values that it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Desk:
    """Runs the command line in a folder of its own, as a user would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case = folder / "case"
        self.environment = {**os.environ, "WITNESSMARK_HOME": str(folder / "home"), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, *arguments: str | Path, cwd: Path | None = None, **environment: str) -> Ran:
        """Runs `witnessmark` with arguments."""
        done = subprocess.run(
            [sys.executable, "-m", "witnessmark.cli", *map(str, arguments)],
            cwd=cwd or self.folder,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def ok(self, *arguments: str | Path, **environment: str) -> Ran:
        """Runs `witnessmark` in the case and expects that it succeeds."""
        ran = self.run(*arguments, cwd=self.case, **environment)
        assert ran.code == 0, (ran.out, ran.err)
        return ran

    def claim(self, words: str) -> str:
        """The id of the only claim whose span is these words."""
        found = [
            one["id"] for one in self.ok("review", "--again", "--limit", "0", "--json").json() if one["span"] == words
        ]
        assert len(found) == 1, found
        return str(found[0])

    def write(self, name: str, text: str) -> None:
        """Writes a file below the case."""
        path = self.case / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def files(self, *folders: str) -> dict[str, bytes]:
        """Every file below folders of the case."""
        return {
            path.relative_to(self.case).as_posix(): path.read_bytes()
            for folder in folders
            for path in sorted((self.case / folder).rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A case with two sources that disagree, built once."""
    made = Desk(tmp_path)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "office.txt").write_text(OFFICE, encoding="utf-8")
    (papers / "villagers.md").write_text(VILLAGERS, encoding="utf-8")
    assert made.run("init", "case", "--title", "Wells").code == 0
    made.ok("add", papers / "office.txt", "--kind", "official", "--outlet", "Water Gazette", "--title", "On wells")
    made.ok("add", papers / "villagers.md", "--kind", "press", "--outlet", "Village Post", "--published", "2019-02-03")
    made.ok("build")
    return made


@pytest.fixture
def planned(desk: Desk) -> Desk:
    """The same case with a series, a plan and prose."""
    sources = {one["name"]: one["sha256"] for one in _sources(desk)}
    rows = [
        f"{year},{100 + 7 * (year - 2010) ** 2 + year % 3},,,,{sources['office']},,read," for year in range(2010, 2018)
    ]
    desk.write(
        "decisions/series/wells-dug.csv",
        "period,value,low,high,as_written,source,claim,standing,note\n"
        + "\n".join(rows)
        + f"\n2018,,600,700,,{sources['office']},,derived,\n",
    )
    desk.write(
        "decisions/series/wells-dug.toml",
        'title = "Wells dug"\nunit = "wells"\npublisher = "Water office"\ngeography = "A"\ndefinition = "Wells dug"\n',
    )
    desk.write(
        "decisions/plan.toml",
        f"""data_seen = "yes"
[[figure]]
name = "dry-claimed"
what = "Wells that ran dry"
claim = "{desk.claim("8,000 to 9,000")[:14]}"
[[figure]]
name = "dry-denied"
claim = "{desk.claim("9,000")[:14]}"
[[figure]]
name = "wells-fit"
what = "A quadratic through the wells dug"
series = "wells-dug"
method = "polynomial"
first = 2010
last = 2018
[[figure]]
name = "dug-2012"
series = "wells-dug"
period = "2012"
""",
    )
    desk.write(
        "decisions/report/main.md",
        "The Well Users' Association says {{figure: dry-claimed}} wells ran dry; the water office denies, it says,\n"
        "{{figure: dry-denied}}. R squared is {{figure: wells-fit r2_centred}}, computed here.\n\n"
        "{{quote: dry-claimed}}\n\n{{chart: wells-fit}}\n",
    )
    return desk


def _sources(desk: Desk) -> list[dict[str, str]]:
    from witnessmark.case import open_case
    from witnessmark.pipeline import load_custody

    return [
        {"name": one.name.split(".")[0], "sha256": one.sha256} for one in load_custody(open_case(desk.case)).sources
    ]
