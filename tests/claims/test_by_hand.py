from __future__ import annotations

import pytest

from witnessmark.claims import RulesExtractor, claim_by_hand, enter, find_quote, nearest
from witnessmark.claims.by_hand import Quoted
from witnessmark.errors import UsageError
from witnessmark.model import Bound, CharSpan, Claim, ClaimKind, Entry, HandClaim, Passage, make_passage, stands_in

TEXT = (
    "Wells in the district",
    "The water office says that more than 5,146\nwells were dug in 2017. It’s known that 9,000 wells ran dry.",
    "水利部门说，有三千五百口水\n井干涸。The water office says that more than 5,146\nwells were dug in 2017. It’s known",
)


def passages(*texts: str) -> list[Passage]:
    made, at = [], 0
    for number, text in enumerate(texts or TEXT):
        made.append(make_passage("0" * 64, number, CharSpan(start=at, end=at + len(text)), text, "test 1"))
        at += len(text) + 1
    return made


def by_hand(quote: str, entry: Entry, nth: int = 1) -> HandClaim:
    read = passages()
    return enter(read, find_quote(read, quote)[nth - 1], nth, entry, by="key", at="2026-11-20T10:00:00Z")


def claim(hand: HandClaim, read: list[Passage] | None = None) -> Claim:
    made = claim_by_hand(hand, passages() if read is None else read, "document", {})
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("quote", "places"),
    [
        ("more than 5,146 wells", 2),
        ("It's  known that 9,000", 1),
        ("三千五百口水井干涸", 1),
        ("Wells", 1),
        ("more than 5,147 wells", 0),
        ("district The water", 0),  # no passage holds it
    ],
)
def test_a_quote_is_found_over_other_white_space(quote: str, places: int) -> None:
    found = find_quote(passages(), quote)
    assert len(found) == places
    assert all(one.passage.text[one.start : one.end] == one.text for one in found)


def test_every_number_and_date_by_hand_is_the_claim_that_the_extractor_finds() -> None:
    read = passages()
    found = RulesExtractor().claims(read, "document")
    assert len(found) >= 6
    for one in found:
        passage = next(each for each in read if each.id == one.passage)
        base = sum(len(each.text) + 1 for each in read[: passage.number])
        quoted = Quoted(passage, base, one.quote_start, one.quote_end)
        hand = enter(read, quoted, 1, Entry(span=one.span), by="key", at="now", read=found)
        assert hand.id == one.id
        made = claim(hand)
        assert (made.id, made.kind, made.core_start, made.before) == (one.id, one.kind, one.core_start, one.before)
        assert hand.read is not None and hand.read.span == one.span
        assert stands_in(made, passage.text)


def test_the_span_says_the_number_unless_the_person_does() -> None:
    made = claim(by_hand("more than 5,146 wells were dug", Entry(span="more than 5,146 wells", measure="wells")))
    assert made.quantity is not None
    assert (made.quantity.low, made.quantity.high, made.quantity.bound) == (5146, None, Bound.MORE_THAN)
    assert (made.span, made.quantity.as_written, made.quantity.unit) == (*["more than 5,146\nwells"] * 2, "wells")
    made = claim(by_hand("more than 5,146 wells", Entry(span="5,146", low=1, high=2, speaker="A court")))
    assert made.quantity is not None
    assert (made.quantity.low, made.quantity.high, made.quantity.bound) == (1, 2, Bound.RANGE)
    assert (made.speaker, made.speaker_kind, made.chain) == ("A court", "court", ("A court", "document"))
    made = claim(by_hand("wells were dug in 2017", Entry(span="2017")))
    assert (made.kind, made.period, made.quantity) == (ClaimKind.DATE, "2017", None)
    made = claim(by_hand("It's known that", Entry()))
    assert (made.kind, made.span, made.made_by) == (ClaimKind.STATEMENT, "It’s known that", "hand 1")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (Entry(span="8,000"), "stands 0 times"),
        (Entry(span="ell"), "stands 2 times"),
        (Entry(span=" "), "stands 0 times"),
        (Entry(low=5), "where it stands"),
        (Entry(span="dug", unit="wells"), "no one number"),
    ],
)
def test_an_entry_that_does_not_fit_its_quote_is_refused(entry: Entry, message: str) -> None:
    quote = "wells were dug in 2017. It’s known that 9,000 wells"
    with pytest.raises(UsageError, match=message):
        by_hand(quote, entry)
    with pytest.raises(UsageError, match="without words"):
        find_quote(passages(), " \n")


def test_places_with_the_same_words_are_told_apart() -> None:
    first = by_hand("more than 5,146 wells", Entry(span="5,146"), 1)
    second = by_hand("more than 5,146 wells", Entry(span="5,146"), 2)
    assert first.id != second.id
    assert [claim(one).passage for one in (first, second)] == [one.id for one in passages()[1:]]


def test_an_entry_outlives_another_reader() -> None:
    second = by_hand("more than 5,146 wells", Entry(span="5,146"), 2)
    read = passages("\n".join(TEXT).replace("5,146\nwells", "5,146   wells"))
    made = claim(second, read)
    assert made.id == second.id and made.core_start > len(TEXT[0] + TEXT[1])
    assert made.quote == "more than 5,146   wells" and stands_in(made, read[0].text)
    changed = passages(*TEXT[:2], TEXT[2].replace("水利部门说", "水利部门表示"), "5")
    assert claim(second, changed).id == second.id
    assert claim_by_hand(second, passages("Wells"), "document", {}) is None


def test_the_nearest_passage_is_the_one_that_shares_most_words() -> None:
    near = nearest(passages(), "known that 8,000 wells ran dry")
    assert near is not None and near.number == 1
    near = nearest(passages(), "三千六百口水井干涸")
    assert near is not None and near.number == 2
    assert nearest(passages(), "nothing of this sort") is None
    assert nearest([], "wells") is None
