from __future__ import annotations

import msgspec
import pytest

from witnessmark.claims import Reprints, RulesExtractor
from witnessmark.model import CharSpan, Claim, make_passage

QUOTE = "The Well Users' Association says that 8,000 to 9,000 wells in the northern district ran dry in 2018."


def claim(text: str, source: str = "a", span: str = "8,000 to 9,000") -> Claim:
    passage = make_passage(source * 64, 0, CharSpan(start=0, end=len(text)), text, "plain 1")
    return next(one for one in RulesExtractor().claims([passage], "Post") if one.span == span)


def like(text: str, span: str = "8,000 to 9,000") -> bool:
    reprints, first = Reprints(), claim(QUOTE)
    reprints.add(first)
    return reprints.like(claim(text, "b", span)) == [first.id]


@pytest.mark.parametrize(
    "text",
    [
        QUOTE,
        QUOTE.replace(" wells", "\nwells"),
        QUOTE.replace("northern", "Northern").replace("2018.", "2018!"),
        QUOTE.replace("northern district", "northern districts"),
    ],
)
def test_the_same_words_are_a_reprint(text: str) -> None:
    assert like(text)


@pytest.mark.parametrize(
    "text",
    [
        QUOTE.replace("ran dry", "never ran dry"),
        QUOTE.replace("The Well Users' Association", "The Water Office"),
        QUOTE.replace("2018", "2017"),
        QUOTE.replace("in the northern district ran dry", "were dug by villagers of the southern plains"),
        QUOTE.replace("says", "denies"),
    ],
)
def test_another_statement_is_none(text: str) -> None:
    assert not like(text)


def test_another_reading_of_the_same_words_is_none() -> None:
    reprints, first = Reprints(), claim(QUOTE)
    reprints.add(first)
    assert reprints.like(msgspec.structs.replace(claim(QUOTE, "b"), measure="villages")) == []
    assert reprints.like(first) == []


def test_two_equal_numbers_of_one_quote_are_two_claims() -> None:
    text = "The office says that 5 wells ran dry in May and 5 wells were dug in June."
    passage = make_passage("a" * 64, 0, CharSpan(start=0, end=len(text)), text, "plain 1")
    first, second = (one for one in RulesExtractor().claims([passage], "Post") if one.span == "5")
    reprints = Reprints()
    reprints.add(first)
    assert reprints.like(second) == []


def test_what_was_dropped_is_no_longer_found() -> None:
    reprints, first = Reprints(), claim(QUOTE)
    reprints.add(first)
    reprints.drop(first)
    assert reprints.like(claim(QUOTE, "b")) == [] and reprints.readings == set()
