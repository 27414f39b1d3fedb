"""Invented cases, made in process: two sides that disagree about wells, a series, a plan and prose."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from witnessmark.case import Case
from witnessmark.model import SourceKind, Standing
from witnessmark.pipeline import Stated, add, build, init_case, waiting

OFFICE = """The water ministry on its wells

The water ministry says that 5,146 wells were dug in 2017.

The water ministry denies that 9,000 wells ran dry in 2018.
"""
VILLAGERS = """Wells that ran dry

The Well Users' Association says that 8,000 to 9,000 wells ran dry in 2018.

The Well Users' Association says that more than 400 villages have no water.
"""
# Names that must never go out. They stand in file names, folders and what a person stated about how a file came.
CANARIES = ("canaryfile", "canaryfolder", "canarylink", "canaryuser", "canarybody", "canaryway", "canaryhome")
CHANGED = "2012"  # the cell whose standing a test may set


def ticking() -> Callable[[], datetime]:
    """A clock that moves one second a look."""
    moment = datetime(2026, 11, 20, 13, 37, 42, tzinfo=UTC)

    def now() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return now


def make_case(folder: Path, papers: Sequence[tuple[str, str, str]]) -> Case:
    """A built case.

    Args:
        folder: an empty folder for everything.
        papers: file name, outlet and text of each source.
    """
    os.environ["WITNESSMARK_HOME"] = str(folder / "canaryhome")
    clock = ticking()
    case = init_case(folder / "case", "Wells", clock, os.urandom, question="How many wells ran dry?")
    desk = folder / "canaryfolder"
    desk.mkdir()
    for name, outlet, text in papers:
        path = desk / name
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_000_000_000, 1_000_000_000))
        stated = Stated(kind=SourceKind.PRESS, outlet=outlet, obtained_from="canarybody", how="canaryway")
        add(case, [path], stated, clock, os.urandom)
    build(case, workers=1)
    return case


def wells(folder: Path) -> Case:
    """The case of both sides, with a file that cannot be read and a link, and with a plan, a series and prose."""
    case = make_case(
        folder, [("canaryfile-a.txt", "Water Gazette", OFFICE), ("canaryfile-b.md", "Village Post", VILLAGERS)]
    )
    bad = folder / "canaryfolder" / "more"
    bad.mkdir()
    (bad / "canaryfile-empty.txt").write_bytes(b"")
    (bad / "canarylink.txt").symlink_to(folder / "canaryfolder" / "canaryfile-a.txt")
    add(case, [bad], Stated(), ticking(), os.urandom)
    write_plan(case)
    build(case, workers=1)
    return case


def claim_of(case: Case, span: str) -> str:
    """The id of the only claim with this span."""
    (found,) = [one.claim.id for one in waiting(case, again=True) if one.claim.span == span]
    return found


def write_plan(case: Case) -> None:
    """A plan with each form of a figure, the series that it names, and prose that prints all of it."""
    digest = hashlib.sha256(OFFICE.encode()).hexdigest()
    set_standing(case, Standing.READ, digest)
    _write(
        case,
        "series/wells-dug.toml",
        'title = "Wells dug"\nunit = "wells"\npublisher = "Water ministry"\ngeography = "A"\ndefinition = "Wells dug"\n',
    )
    _write(
        case,
        "plan.toml",
        f"""[[figure]]
name = "dry-claimed"
claim = "{claim_of(case, "8,000 to 9,000")}"
[[figure]]
name = "dry-denied"
claim = "{claim_of(case, "9,000")}"
[[figure]]
name = "wells-fit"
series = "wells-dug"
method = "polynomial"
first = 2010
last = 2017
[[figure]]
name = "dug-2012"
series = "wells-dug"
period = "2012"
""",
    )
    _write(
        case,
        "report/main.md",
        "The Well Users' Association says {{figure: dry-claimed}} wells ran dry; the water ministry denies, it says,\n"
        "{{figure: dry-denied}}. R squared is {{figure: wells-fit}}, computed here. The water ministry says that\n"
        "{{figure: dug-2012}} were dug in 2012.\n\n{{quote: dry-claimed}}\n\n{{chart: wells-fit}}\n",
    )


def set_standing(case: Case, standing: Standing, digest: str = "") -> None:
    """Writes the series, with this standing in one of its cells."""
    digest = digest or hashlib.sha256(OFFICE.encode()).hexdigest()
    rows = [
        f"{year},{100 + 7 * (year - 2010) ** 2 + year % 3},,,,{digest},,{standing if str(year) == CHANGED else 'read'},"
        for year in range(2010, 2018)
    ]
    text = "period,value,low,high,as_written,source,claim,standing,note\n" + "\n".join(rows) + "\n"
    _write(case, "series/wells-dug.csv", text)


def _write(case: Case, name: str, text: str) -> None:
    path = case.paths.decisions / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
