from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from witnessmark.case import Index, Narrow, SourceRow, open_index
from witnessmark.errors import CaseError
from witnessmark.model import PageSpan, Passage, make_passage

EVERYWHERE = Narrow()


def row(number: int, **stated: str) -> SourceRow:
    return SourceRow(
        number=number,
        sha256=f"{number:064x}",
        name=f"{number}.txt",
        title=None,
        kind=stated.get("kind", "press"),
        language=stated.get("language"),
        outlet=None,
        published=None,
        passages=1,
        claims=0,
        problems=0,
        made_from=stated.get("made_from", "1"),
    )


def texts(number: int, *written: str) -> list[Passage]:
    return [make_passage(f"{number:064x}", i, PageSpan(page=i + 1), one, "test 1") for i, one in enumerate(written)]


def numbers(index: Index, match: str, narrow: Narrow = EVERYWHERE) -> list[int]:
    return [one.source for one in index.passages(match, narrow, 0)[0]]


def test_the_best_come_first_and_equals_in_the_order_of_sources(tmp_path: Path) -> None:
    with open_index(tmp_path / "index.sqlite") as index:
        with index.changing("a"):
            for number in (3, 1, 2):
                index.put(
                    row(number), texts(number, "wells and roads and bridges and fields" if number < 3 else "wells"), []
                )
        assert numbers(index, "wells") == [3, 1, 2]
        found, total = index.passages("wells", Narrow(), 1)
        assert (found[0].stands_at, total) == ("page 1", 3)
        assert index.state() == "a" and [one.number for one in index.sources()] == [1, 2, 3]


def test_a_source_that_changed_is_found_by_its_new_words_alone(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with open_index(path) as index, index.changing("a"):
        index.put(row(1), texts(1, "水井 wells", "more wells"), [])
        index.put(row(2), texts(2, "roads"), [])
    with open_index(path) as index:
        with index.changing("b"):
            index.put(row(1, made_from="2"), texts(1, "水库 bridges"), [])
            index.drop(2)
        assert [numbers(index, one) for one in ("wells", "水井", "水库", "bridges", "roads")] == [[], [], [1], [1], []]
        assert [one.number for one in index.sources()] == [1]
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO passages_words(passages_words) VALUES ('integrity-check')")
    database.close()


def test_nothing_is_kept_of_a_change_that_breaks_off(tmp_path: Path) -> None:
    with open_index(tmp_path / "index.sqlite") as index:
        with pytest.raises(KeyboardInterrupt), index.changing("a"):
            index.put(row(1), texts(1, "wells"), [])
            raise KeyboardInterrupt
        assert (index.state(), numbers(index, "wells")) == ("", [])


def test_filters_narrow_the_search(tmp_path: Path) -> None:
    with open_index(tmp_path / "index.sqlite") as index:
        with index.changing("a"):
            index.put(row(1, language="en-GB"), texts(1, "wells"), [])
            index.put(row(2), texts(2, "水井 wells 水利部门说"), [])
            index.put(row(3), texts(3, "wells of the office"), [])
        assert numbers(index, "wells", Narrow(frozenset({2, 3}))) == [3, 2]
        assert sorted(numbers(index, "wells", Narrow(None, "en"))) == [1, 3]
        assert numbers(index, "wells", Narrow(None, "zh")) == [2]
        assert numbers(index, "wells", Narrow(frozenset(), "zh")) == []


def test_what_is_no_index_or_an_older_one_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "index.sqlite"
    with open_index(path) as index, index.changing("a"):
        index.put(row(1), texts(1, "wells"), [])
    with sqlite3.connect(path) as database:
        database.execute("UPDATE about SET value = '0' WHERE what = 'form'")
    database.close()
    with open_index(path) as index:
        assert index.state() == ""
    path.write_bytes(b"something else\n" * 100)
    with open_index(path) as index:
        assert index.state() == "" and index.sources() == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("", encoding="utf-8")
    with pytest.raises(CaseError, match="search index"), open_index(tmp_path / "cache" / "index.sqlite"):
        pass
