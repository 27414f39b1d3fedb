from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from witnessmark.case import Case
from witnessmark.errors import CaseError, UsageError
from witnessmark.model import SourceKind
from witnessmark.pipeline import Asked, Searched, Stated, build, list_sources, search

PAPERS = {
    "office.txt": ("The water office says that 5,146 wells were dug.\n\n水井的数目。\n", Stated(published="2017-03")),
    "press.txt": ("Wells ran dry, the Association says.\n", Stated(published="2019", language="en")),
    "notes.txt": ("No wells.\n", Stated()),
}


@pytest.fixture
def built(case: Case, add_to: Callable[..., object], tmp_path: Path) -> Case:
    for name, (text, stated) in PAPERS.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        add_to(
            path,
            stated=stated if name != "press.txt" else Stated(kind=SourceKind.PRESS, published="2019", language="en"),
        )
    build(case, workers=1)
    return case


def names(found: Searched) -> set[str]:
    return {one.source.name for one in found.passages}


def test_filters_leave_what_they_say(built: Case) -> None:
    assert names(search(built, "wells")) == {"office.txt", "press.txt", "notes.txt"}
    assert names(search(built, "wells", Asked(kind=SourceKind.PRESS))) == {"press.txt"}
    assert names(search(built, "wells", Asked(sources=("1", "3")))) == {"office.txt", "notes.txt"}
    assert names(search(built, "水井", Asked(language="zh"))) == {"office.txt"}
    assert names(search(built, "水井", Asked(language="en"))) == set()
    since = search(built, "wells", Asked(since="2017-03-20"))
    assert names(since) == {"office.txt", "press.txt"} and since.undated == 1
    assert names(search(built, "wells", Asked(since="2017-04"))) == {"press.txt"}
    assert names(search(built, "wells", Asked(until="2018"))) == {"office.txt"}
    with pytest.raises(UsageError, match="--since"):
        search(built, "wells", Asked(since="spring"))


def test_passages_and_claims_can_be_asked_for_alone_and_few(built: Case) -> None:
    found = search(built, "wells", Asked(over="claims"))
    assert not found.passages and [one.found.says for one in found.claims] == ["The water office"]
    found = search(built, "wells", Asked(over="passages", limit=1))
    assert (len(found.passages), found.passages_found, found.claims) == (1, 3, ())
    assert [one.text for one in found.passages[0].context if one.hit] in (["wells"], ["Wells"])


def test_the_index_follows_the_builds(built: Case, add_to: Callable[..., object], tmp_path: Path) -> None:
    assert not search(built, "bridges").passages
    (tmp_path / "more.txt").write_text("Bridges fell.\n", encoding="utf-8")
    add_to(tmp_path / "more.txt", stated=Stated(title="More"))
    found = search(built, "bridges")
    assert found.behind and not found.passages
    build(built, workers=1)
    found = search(built, "bridges")
    assert not found.behind and [one.source.title for one in found.passages] == ["More"]
    before = built.paths.index.stat().st_mtime_ns
    search(built, "wells")
    assert built.paths.index.stat().st_mtime_ns == before
    built.paths.build_record.unlink()  # as after a build that the report stopped
    assert names(search(built, "bridges")) == {"more.txt"}


def test_a_build_leaves_the_index_and_does_not_count_it(built: Case) -> None:
    search(built, "wells")
    assert not build(built, workers=1).fresh
    (built.paths.derived / "stray").write_text("", encoding="utf-8")
    built.paths.config.write_text(built.paths.config.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert build(built, workers=1).fresh
    assert built.paths.index.is_file() and not (built.paths.derived / "stray").exists()
    assert "index.sqlite" not in built.paths.build_record.read_text(encoding="utf-8")


def test_nothing_is_searched_before_a_build(case: Case, add_to: Callable[..., object], material: Path) -> None:
    add_to(material)
    with pytest.raises(CaseError, match="nothing was built yet"):
        search(case, "wells")
    assert [(one.number, one.passages) for one in list_sources(case)] == [(1, None), (2, None), (3, None), (4, None)]
