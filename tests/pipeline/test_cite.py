from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from witnessmark.case import Adding, Case, write_adding
from witnessmark.errors import Refused, UsageError
from witnessmark.model import SourceKind
from witnessmark.pipeline import Correction, Stated, add, build, cite, load_custody, verify, waiting
from witnessmark.pipeline.add import Added

Add = Callable[..., Added]
Clock = Callable[[], datetime]


def test_a_correction_is_a_new_entry_and_the_earlier_statement_stays(
    case: Case, add_to: Add, material: Path, clock: Clock
) -> None:
    add_to(material, stated=Stated(title="Old", publisher="P"))
    cited = cite(case, "2", Correction(title="New", published="2019", kind=SourceKind.PRESS), clock, os.urandom)
    assert (cited.number, cited.custody) == (2, (2, 5))
    assert [one.citation.title for one in cited.arrivals] == ["Old", "New"]
    latest = cited.latest
    assert (latest.citation.publisher, latest.citation.published, latest.kind) == ("P", "2019", "press")
    assert (latest.original_name, latest.disk_modified) == (
        cited.arrivals[0].original_name,
        cited.arrivals[0].disk_modified,
    )
    event = load_custody(case).events[5]
    assert (event.event, event.object) == ("metadata modification", f"sha256:{cited.sha256}")
    assert verify(case).sound
    again = cite(case, cited.sha256[:8], Correction(publisher=""), clock, os.urandom)
    assert again.latest.citation.publisher is None and again.latest.citation.title == "New"


def test_a_correction_that_says_nothing_or_cannot_be_is_refused(
    case: Case, add_to: Add, material: Path, clock: Clock
) -> None:
    add_to(material)
    for correction, error in (
        (Correction(), UsageError),
        (Correction(title=""), UsageError),
        (Correction(published="spring"), UsageError),
        (Correction(kind=SourceKind.TESTIMONY), Refused),
    ):
        with pytest.raises(error):
            cite(case, "1", correction, clock, os.urandom)
    assert load_custody(case).size == 5


def test_a_corrected_outlet_narrates_the_claims(case: Case, add_to: Add, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It is said that 40 wells were dug.\n", encoding="utf-8")
    add_to(tmp_path / "a.txt")
    build(case, workers=1)
    assert {one.claim.outlet for one in waiting(case)} == {"document"}
    cite(case, "1", Correction(container="Village Post"), clock, os.urandom)
    build(case, workers=1)
    assert {one.claim.outlet for one in waiting(case)} == {"Village Post"}
    add_to(tmp_path / "a.txt", stated=Stated(title="T"))
    latest = load_custody(case).sources[0].latest
    assert (latest.citation.container, latest.citation.title) == ("Village Post", "T")


def test_an_add_that_goes_on_counts_no_correction_as_a_file(
    case: Case, add_to: Add, clock: Clock, material: Path
) -> None:
    add_to(material / "a.txt")
    from witnessmark.pipeline.add import _digest
    from witnessmark.pipeline.told import told_of

    paths = [material / "a.txt"]
    asked = Adding(arguments=_digest(paths, Stated(), told_of(case, paths, Stated(), None)), start=2)
    cite(case, "1", Correction(title="T"), clock, os.urandom)
    write_adding(case.paths.adding, asked)
    added = add_to(material / "a.txt")
    assert (len(added.taken), added.before) == (1, 0)


def test_a_manifest_says_more_of_single_files(case: Case, clock: Clock, material: Path) -> None:
    table = material / "sources.csv"
    table.write_text("file,title,published\na.txt,First,2019\nsub/c.html,Third,\nd.txt,,\n", encoding="utf-8")
    added = add(case, [material], Stated(outlet="Post"), clock, os.urandom, manifest=table)
    sources = load_custody(case).sources
    assert {one.name: one.latest.citation.title for one in sources} == {
        "a.txt": "First",
        "b.txt": None,
        "c.html": "Third",
        "empty": None,
    }
    assert {one.latest.outlet for one in sources} == {"Post"}
    assert [Path(one).name for one in added.files_left] == ["b.txt", "empty"]
    assert len(added.rows_left) == 1 and "d.txt" in added.rows_left[0]


def test_without_paths_the_files_of_the_manifest_are_taken_in(case: Case, clock: Clock, material: Path) -> None:
    table = material / "sources.csv"
    table.write_text("file,title\nsub/c.html,Third\nd.txt,\n", encoding="utf-8")
    added = add(case, [], Stated(), clock, os.urandom, manifest=table)
    assert [Path(one.path).name for one in added.taken] == ["c.html"]
    assert len(added.rows_left) == 1 and added.files_left == ()


def test_nothing_is_added_where_a_row_is_refused(case: Case, clock: Clock, material: Path) -> None:
    table = material / "sources.csv"
    table.write_text("file,kind\na.txt,press\nb.txt,testimony\n", encoding="utf-8")
    with pytest.raises(Refused, match="row 3"):
        add(case, [material], Stated(), clock, os.urandom, manifest=table)
    assert load_custody(case).size == 1
