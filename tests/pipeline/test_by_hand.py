from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from witnessmark.case import Case
from witnessmark.errors import TraceError, UsageError
from witnessmark.model import Entry, Verdict
from witnessmark.pipeline import Asked, build, decide, enter_claim, entered_claims, search, trace, waiting

TEXT = """Wells in the district

The water office says that 5,146 wells were dug in 2017. Nobody asked the
villages. Wells ran dry.

水利部门说，许多水
井干涸。 Nobody asked the villages.
"""
Clock = Callable[[], datetime]


@pytest.fixture
def built(case: Case, add_to: Callable[..., object], tmp_path: Path) -> Case:
    path = tmp_path / "wells.txt"
    path.write_text(TEXT, encoding="utf-8")
    add_to(path)
    build(case, workers=1)
    return case


def test_a_claim_by_hand_is_one_of_the_claims_after_a_build(built: Case, clock: Clock) -> None:
    before = {one.claim.id for one in waiting(built)}
    entered = enter_claim(built, "1", "许多水井干涸", Entry(speaker="水利部门"), clock)
    assert entered.hand.quote == "许多水\n井干涸" and not entered_claims(built)[0].built
    build(built, workers=1)
    assert {one.claim.id for one in waiting(built)} == before | {entered.hand.id}
    assert entered_claims(built)[0].built
    one = next(one for one in waiting(built) if one.claim.id == entered.hand.id)
    decide(built, one, Verdict.READ_CORRECTLY, clock=clock)
    assert build(built, workers=1).counts.problems == 0
    assert trace(built, entered.hand.id).claims[0].judgement is not None
    assert [one.found.id for one in search(built, "水井", Asked(over="claims")).claims] == [entered.hand.id]


def test_a_reading_by_hand_stands_in_place_of_that_of_the_program(built: Case, clock: Clock) -> None:
    found = next(one.claim for one in waiting(built) if one.claim.span == "5,146")
    quote = "office says that 5,146 wells were dug"
    for measure in ("wells", "deep wells"):
        hand = enter_claim(built, "1", quote, Entry(span="5,146", measure=measure), clock).hand
        assert hand.id == found.id and hand.read is not None and hand.read.measure == found.measure
        build(built, workers=1)
    claims = [one.claim for one in waiting(built) if one.claim.id == found.id]
    assert [(one.measure, one.made_by, one.speaker) for one in claims] == [("deep wells", "hand 1", None)]
    assert len(entered_claims(built)) == 1


def test_a_quote_that_stands_nowhere_or_twice_is_refused(built: Case, clock: Clock) -> None:
    with pytest.raises(UsageError, match="does not stand in source 1") as caught:
        enter_claim(built, "1", "5,147 wells were dug", Entry(), clock)
    assert "5,146 wells were dug" in caught.value.hint
    with pytest.raises(UsageError, match="2 places") as caught:
        enter_claim(built, "1", "Nobody asked the villages.", Entry(), clock)
    assert "1: characters" in caught.value.message and "2: characters" in caught.value.message
    assert enter_claim(built, "1", "Nobody asked the villages.", Entry(), clock, nth=2).hand.nth == 2
    for reference in ("2", "abc", "ffffffff"):
        with pytest.raises(UsageError, match="0 sources answer"):
            enter_claim(built, reference, "wells", Entry(), clock)


def test_an_entry_that_lost_its_quote_or_cannot_be_read_is_a_problem(built: Case, clock: Clock) -> None:
    enter_claim(built, "1", "许多水井干涸", Entry(), clock)
    path = built.paths.hand_claims
    path.write_text(path.read_text(encoding="utf-8").replace("许多", "很多") + '{"id": 5}\n', encoding="utf-8")
    assert build(built, workers=1).counts.problems == 2
    problems = built.paths.problems.read_text(encoding="utf-8")
    assert "quote-lost" in problems and "hand-claim-unreadable" in problems and "line 2" in problems


def test_a_phrase_is_traced_to_passage_hash_and_custody(built: Case) -> None:
    for phrase, count in (("wells RAN dry", 1), ("nobody asked the villages", 2), ("水井干涸", 1), ("district", 1)):
        passages = trace(built, phrase).passages
        assert len(passages) == count, phrase
        assert passages[0].source.entries[0][1].object == f"sha256:{passages[0].source.source.sha256}"
        start, end = passages[0].places[0]
        assert "".join(passages[0].passage.text[start:end].split()).lower() == "".join(phrase.split()).lower()
    with pytest.raises(TraceError, match="no figure, claim or passage"):
        trace(built, "wells ran wet")
