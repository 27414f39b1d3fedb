from __future__ import annotations

import sqlite3
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.errors import UsageError
from witnessmark.text import Query, excerpt, hits, is_spaceless, match_of, parse_query, spread

# An invented corpus, small enough to search by eye.
CORPUS = (
    "The water office says that 5,146 wells were dug in 2017.",
    "水利部门说，2018年有三千五百口水井干涸。",
    "村民要求公开水\n井的数目 (wells)，协会表示支持。",
    "公 告\n\n第一条 水库管理办法",
    "Café owners don't pay for HLA配型 or ＧＰＳ定位.",
    "Wells ran dry; the wells' users left. A trans\u00adplanted tree stood there.",
    "供水\n\n井口：关闭。美国 家庭",
)
FOUND = {
    "wells": {0, 2, 5},
    "WELLS -dry": {0, 2},
    '"wells ran dry"': {5},
    '"ran wells"': set(),
    "水井": {1, 2},
    "水井 wells": {2},
    "水": {1, 2, 3, 6},
    "井": {1, 2, 6},
    "涸": {1},
    "协会表示": {2},
    "水井 -村民": {1},
    "公告": {3},
    "2018年": {1},
    "年有": {1},
    "HLA配型": {4},
    "hla": {4},
    "配型": {4},
    "GPS定位": {4},
    "cafe": {4},
    "don't": {4},
    "transplanted": {5},
    "5,146": {0},
    '"5,146 wells"': {0},
    "井的数目": {2},
    '"数目 (wells)"': {2},
    # two characters that touch nowhere in the corpus
    "火星": set(),
    "水协": set(),
    "国家": set(),
    "水口": set(),
    "型定": set(),
    "wel": set(),
    "5146": set(),
}


def search(texts: tuple[str, ...], query: Query) -> set[int]:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(w, content='', tokenize='unicode61 remove_diacritics 2')")
        database.executemany("INSERT INTO t(rowid, w) VALUES (?, ?)", ((i, spread(one)) for i, one in enumerate(texts)))
        found = {row[0] for row in database.execute("SELECT rowid FROM t WHERE t MATCH ?", (match_of(query),))}
    database.close()
    return found


@pytest.mark.parametrize("words", FOUND)
def test_everything_that_holds_the_words_is_found_and_nothing_else(words: str) -> None:
    assert search(CORPUS, parse_query(words)) == FOUND[words]


@pytest.mark.parametrize("words", [one for one, found in FOUND.items() if found])
def test_what_is_found_is_marked(words: str) -> None:
    query = parse_query(words)
    for number in FOUND[words]:
        assert hits(CORPUS[number], query), (words, CORPUS[number])


def test_every_pair_and_every_single_character_of_the_corpus_is_found() -> None:
    for number, text in enumerate(CORPUS):
        chars = [one for one in text if "一" <= one <= "鿿"]
        pairs = [a + b for a, b in pairwise(text) if a in chars and b in chars]
        for said in {*chars, *pairs}:
            assert number in search(CORPUS, Query((said,))), said


@given(st.text("水井干涸年a1 ，\n\"*-^():'", min_size=1, max_size=12))
def test_no_query_breaks_the_search(words: str) -> None:
    try:
        query = parse_query(words)
    except UsageError:
        return
    search(CORPUS, query)
    hits(CORPUS[1], query)


@given(st.text("水井干涸年月日", min_size=1, max_size=5), st.text("水井干涸年月日 ，a", max_size=10))
def test_a_run_is_found_wherever_it_stands(run: str, around: str) -> None:
    assert search((around + run + around, "日记"), Query((run,))) >= {0}


def test_a_query_is_read_as_typed() -> None:
    assert parse_query('wells "ran  dry" -dug -"the office" ＡＢ') == Query(
        ("wells", "ran dry", "AB"), ("dug", "the office")
    )
    assert parse_query("well-users").wanted == ("well-users",)
    for empty in ("", '""', "-wells", " ... "):
        with pytest.raises(UsageError, match="no word"):
            parse_query(empty)


def test_an_excerpt_shows_the_hits_in_their_words() -> None:
    text = "alpha " * 100 + "the wells\nran dry " + "omega " * 100
    pieces = excerpt(text, hits(text, Query(("wells ran", "dry"))), 60)
    assert [one.text for one in pieces if one.hit] == ["wells ran", "dry"]
    whole = "".join(one.text for one in pieces)
    assert whole.startswith("…alpha") and whole.endswith("omega…") and "the wells ran dry omega" in whole
    assert len(whole) < 80


def test_excerpts_lose_no_character_of_a_short_text() -> None:
    for text in CORPUS:
        pieces = excerpt(text, hits(text, Query(("wells",))))
        assert "".join("".join(one.text for one in pieces).split()) == "".join(text.split())


def test_scripts_without_spaces_are_told_from_others() -> None:
    assert [is_spaceless(one) for one in CORPUS] == [False, True, True, True, False, False, True]
