from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.claims import RulesExtractor
from witnessmark.claims.attribution import Attribution, Memory, Span
from witnessmark.model import CharSpan, Claim, Passage, Stance, collapse, make_passage, stands_in

PARTS = [
    "The ministry said that at least 5,000 ships came in 2015.",
    "Between 300 and 500 left, according to the harbour board.",
    "Since July 1999 tens of thousands have come.",
    "“We saw over 40 ships on May 12,” says a captain.",
    "卫生部表示，逾1880万人登记。",
    "The vast majority stayed; 12% left.",
    "• 40 ships came.",
    "Ships came.",
]
ANY_TEXT = st.text() | st.lists(st.sampled_from(PARTS) | st.text(max_size=12), max_size=6).map(" ".join)


def passages_of(pieces: Sequence[str]) -> list[Passage]:
    made, at = [], 0
    for number, text in enumerate(pieces):
        made.append(make_passage("0" * 64, number, CharSpan(start=at, end=at + len(text)), text, "test/1"))
        at += len(text) + 1
    return made


class _NobodySpeaks:
    """Another speaker rule: everything is said by the same voice."""

    def attributions(
        self, text: str, low: str, paragraph: Span, sentences: Sequence[Span], memory: Memory
    ) -> list[Attribution]:
        return [Attribution(*paragraph, "somebody", Stance.DENIES, paragraph[0])]


def ids(claims: Sequence[Claim]) -> list[str]:
    return [one.id for one in claims]


@given(ANY_TEXT)
def test_every_claim_stands_in_its_passage(text: str) -> None:
    for one in RulesExtractor().claims(passages_of([text]), "x"):
        assert stands_in(one, text)
        assert text[one.core_start : one.core_end].strip()
        assert len(one.before) <= 40 >= len(one.after)


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=8), st.data())
@settings(max_examples=60)
def test_ids_do_not_depend_on_how_the_text_is_cut(parts: list[str], data: st.DataObject) -> None:
    whole = RulesExtractor().claims(passages_of(["\n".join(parts)]), "x")
    cuts = data.draw(st.sets(st.integers(min_value=1, max_value=len(parts))))
    pieces, last = [], 0
    for cut in sorted(cuts | {len(parts)}):
        pieces.append("\n".join(parts[last:cut]))
        last = cut
    assert ids(RulesExtractor().claims(passages_of(pieces), "x")) == ids(whole)
    assert len(set(ids(whole))) == len(whole)


@given(ANY_TEXT)
def test_ids_do_not_depend_on_sentences_or_speakers(text: str) -> None:
    usual = RulesExtractor().claims(passages_of([text]), "x")
    whole = RulesExtractor(split=lambda t: [(0, len(t))] if t else [])
    other = RulesExtractor(speakers=_NobodySpeaks())
    assert ids(whole.claims(passages_of([text]), "y")) == ids(usual)
    assert ids(other.claims(passages_of([text]), "y")) == ids(usual)


def test_an_id_does_not_change_with_line_breaks_or_the_hedge_rule() -> None:
    one = RulesExtractor().claims(passages_of(["It has  some\n40 ships in all."]), "x")
    two = RulesExtractor().claims(passages_of(["It has some 40 ships in all."]), "x")
    assert ids(one) == ids(two)
    assert two[0].span == "some 40"
    assert (two[0].before, two[0].after) == ("It has some ", " ships in all.")


def test_the_same_words_twice_are_two_claims() -> None:
    text = ("word " * 12 + "40 ships " + "word " * 12) * 2
    found = RulesExtractor().claims(passages_of([text]), "x")
    assert len(set(ids(found))) == 2
    assert found[0].before == collapse(found[1].before)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "one ",
        "at least ",
        "more than 5 ",
        "said ",
        "said 5 ",
        "Xy said, ",
        "according to ",
        "一",
        "万",
        "“",
        '"a"',
        "超过5万",
        "2015 ",
        "- 5 said\n",
        "表示，5名",
        " ",
        "\n",
        "the claims that 5 ",
        "more ",
        "most as ",
        "a.",
        "X: ",
    ],
)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        passages = passages_of([piece * (length // len(piece))])
        start = time.process_time()
        RulesExtractor().claims(passages, "x")
        return time.process_time() - start

    small, large = seconds(5_000), seconds(20_000)
    assert large < 12 * small + 0.5


def test_two_equal_passages_give_different_claims() -> None:
    text = "It has 40 ships."
    twice = [make_passage("0" * 64, number, CharSpan(start=0, end=len(text)), text, "test/1") for number in range(2)]
    found = RulesExtractor().claims(twice, "x")
    assert len(set(ids(found))) == 2
    assert [one.after for one in found] == [" ships. It has 40 ships.", " ships."]


def test_a_long_document_costs_as_much_a_line_as_a_short_one() -> None:
    line = "The board said that over 40 ships came between 2010 and 2018.\n"

    def seconds(lines: int) -> float:
        passages = passages_of([line * lines])
        start = time.process_time()
        assert len(RulesExtractor().claims(passages, "x")) == 2 * lines
        return time.process_time() - start

    small, large = seconds(500), seconds(8_000)
    assert large < 40 * small + 0.2
