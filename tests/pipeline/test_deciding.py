"""Decisions: in which order claims are shown, what is corrected, what shows on reprints, what two copies make of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from tests.support.invented import OFFICE, VILLAGERS, claim_of, make_case, ticking, wells
from witnessmark.case import Case, append_judgements, load_judgements, open_case
from witnessmark.errors import CaseError, UsageError
from witnessmark.model import Bound, Entry, Judgement, Reason, Rereading, Stance, Verdict, judge
from witnessmark.pipeline import (
    Sitting,
    Waiting,
    build,
    coverage,
    decide,
    enter_claim,
    find_claim,
    init_case,
    merge,
    take_back,
    trace,
    waiting,
)
from witnessmark.pipeline.judging import decided, holding

Clock = Callable[[], datetime]
RIGHT = Verdict.READ_CORRECTLY
REPRINT = VILLAGERS.replace("Wells that ran dry", "From the districts").replace(" wells ran dry", "  wells\nran dry")
OTHER = """Another paper

The Well Users' Association says that 8,000 to 9,000 wells never ran dry in 2018.
"""


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WITNESSMARK_HOME", "set by the case")


@pytest.fixture
def planned(tmp_path: Path) -> Case:
    return wells(tmp_path)


@pytest.fixture
def reprinted(tmp_path: Path) -> Case:
    papers = [("a.txt", "Village Post", VILLAGERS), ("b.txt", "District Herald", REPRINT), ("c.txt", "Third", OTHER)]
    return make_case(tmp_path, [*papers, ("d.txt", "Water Gazette", OFFICE)])


def of(case: Case, span: str) -> list[Waiting]:
    return [one for one in waiting(case, again=True) if one.claim.span == span]


def page(case: Case, name: str = "index.html") -> str:
    return (case.paths.published / name).read_text(encoding="utf-8")


# order and coverage


def test_inputs_come_first_then_what_has_their_measure_or_period(planned: Case) -> None:
    spans = [one.claim.span for one in waiting(planned)]
    assert set(spans[:2]) == {"8,000 to 9,000", "9,000"}
    assert spans[-1] == "more than 400" and spans[2] == "5,146"  # of the measure, and of a year that is fitted
    assert waiting(planned, figure="dry-denied")[0].claim.span == "9,000"
    assert waiting(planned, figure="dry-claimed")[0].claim.span == "8,000 to 9,000"
    with pytest.raises(UsageError, match="no figure of the plan"):
        waiting(planned, figure="dry")


def test_coverage_counts_inputs_as_they_are_decided(planned: Case) -> None:
    def counts() -> dict[str, tuple[int, int, int]]:
        return {one.figure: (one.decided, len(one.inputs), one.rejected) for one in coverage(planned)}

    before = {"dry-claimed": (0, 1, 0), "dry-denied": (0, 1, 0), "wells-fit": (0, 0, 0), "dug-2012": (0, 0, 0)}
    assert counts() == before
    decide(planned, of(planned, "9,000")[0], Verdict.REJECTED, reason=Reason.MISREAD, clock=ticking())
    decide(planned, of(planned, "8,000 to 9,000")[0], RIGHT, clock=ticking())
    assert counts() == {**before, "dry-claimed": (1, 1, 0), "dry-denied": (1, 1, 1)}
    build(planned, workers=1)
    assert '<td class="n">1 of 1</td>' in page(planned) and "no claim named" in page(planned)


# taking back


def test_a_decision_taken_back_no_longer_counts_and_the_one_before_holds_again(planned: Case) -> None:
    clock = ticking()
    about = claim_of(planned, "9,000")
    first = decide(planned, find_claim(planned, about), RIGHT, clock=clock)
    second = decide(planned, find_claim(planned, about), Verdict.REJECTED, reason=Reason.MISREAD, clock=clock)
    assert second.supersedes == first.id
    take_back(planned, second, clock=clock)
    assert find_claim(planned, about).judgement == first
    take_back(planned, first, clock=clock)
    assert find_claim(planned, about).judgement is None
    assert len(planned.paths.judgements.read_bytes().splitlines()) == 4


def test_the_same_decision_in_the_same_second_after_it_was_taken_back_counts(planned: Case) -> None:
    moment = ticking()()
    sitting = Sitting(planned, lambda: moment)
    for _ in range(3):
        sitting.decide(0, RIGHT)
        assert sitting.undo() == 0
    made = sitting.decide(0, RIGHT)
    assert holding(load_judgements(planned.paths)[0]) == {made.about: made}
    assert len({one.id for one in load_judgements(planned.paths)[0] if isinstance(one, Judgement)}) == 4


# corrections


def test_a_correction_is_used_everywhere_and_keeps_what_the_program_read(planned: Case) -> None:
    one = of(planned, "8,000 to 9,000")[0]
    correction = Rereading(low=7000.0, speaker="The Water Union", measure="deep wells", without=("period",))
    made = decide(planned, one, RIGHT, clock=ticking(), correction=correction)
    assert made.seen.low == 8000 and made.seen.speaker == "The Well Users' Association"
    assert build(planned, workers=1).counts.problems == build(planned, workers=1).counts.problems
    assert "claim-changed" not in planned.paths.problems.read_text(encoding="utf-8")
    traced = trace(planned, "dry-claimed")
    assert (traced.figures[0].shown, traced.figures[0].who) == ("7,000 to 9,000", "The Water Union")
    read = traced.claims[0].claim
    assert (read.measure, read.period, read.quote) == ("deep wells", None, one.claim.quote)
    told = page(planned, "trace/dry-claimed.html")
    assert "Corrected by a person. The program read:" in told and "low 8,000" in told
    assert "speaker The Well Users&#39; Association" in told and "period 2018" in told
    assert "deep wells" in page(planned) and "7,000 to 9,000" in page(planned)
    assert find_claim(planned, one.claim.id).claim == one.claim


def test_every_field_can_be_corrected(planned: Case) -> None:
    one = of(planned, "8,000 to 9,000")[0]
    correction = Rereading(stance=Stance.DENIES, low=1.0, high=2.0, bound=Bound.ABOUT, unit="pumps", period="2019")
    decide(planned, one, RIGHT, clock=ticking(), correction=correction)
    read = find_claim(planned, one.claim.id).reads
    quantity = read.quantity
    assert quantity is not None and (read.stance, read.period) == (Stance.DENIES, "2019")
    assert (quantity.low, quantity.high, quantity.bound, quantity.unit) == (1.0, 2.0, Bound.ABOUT, "pumps")


def test_a_correction_that_does_not_fit_is_refused_and_nothing_is_written(planned: Case) -> None:
    one = of(planned, "8,000 to 9,000")[0]
    date = next(one for one in waiting(planned) if one.claim.quantity is None)
    for wrong, about in ((Rereading(low=1e6), one), (Rereading(low=1.0), date), (Rereading(low=8000.0), one)):
        with pytest.raises(UsageError):
            decide(planned, about, RIGHT, clock=ticking(), correction=wrong)
    for nothing in ({}, {"measure": "a", "without": ("measure",)}, {"period": "last year"}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(nothing, Rereading)
    assert not planned.paths.judgements.exists()


# reprints


def test_a_decision_shows_on_the_reprint_and_stays_about_one_claim(reprinted: Case) -> None:
    first, second, third = of(reprinted, "8,000 to 9,000")
    made = decide(reprinted, first, RIGHT, clock=ticking())
    now = {one.claim.id: one.judgement for one in of(reprinted, "8,000 to 9,000")}
    assert now == {first.claim.id: made, second.claim.id: made, third.claim.id: None}
    assert len(load_judgements(reprinted.paths)[0]) == 1
    build(reprinted, workers=1)
    assert page(reprinted, "claims.html").count("read correctly (decided once for 2 reprints)") == 2
    assert "decided about a reprint" not in str(trace(reprinted, first.claim.id))
    assert trace(reprinted, second.claim.id).claims[0].judgement == made


def test_a_reprint_can_be_decided_apart_and_a_duplicate_is_said_of_one_alone(reprinted: Case) -> None:
    clock = ticking()
    first, second, _ = of(reprinted, "8,000 to 9,000")
    decide(reprinted, first, Verdict.REJECTED, reason=Reason.DUPLICATE, clock=clock)
    assert find_claim(reprinted, second.claim.id).judgement is None
    made = decide(reprinted, find_claim(reprinted, second.claim.id), RIGHT, clock=clock)
    decide(reprinted, find_claim(reprinted, first.claim.id), Verdict.REJECTED, reason=Reason.MISREAD, clock=clock)
    assert find_claim(reprinted, second.claim.id).judgement == made
    assert find_claim(reprinted, first.claim.id).judgement != made


# a sitting


def test_a_sitting_counts_and_goes_on_to_what_is_open(reprinted: Case) -> None:
    sitting = Sitting(reprinted, ticking())
    whole = len(sitting.claims)
    place = next(at for at, one in enumerate(sitting.claims) if one.claim.span == "8,000 to 9,000")
    assert sitting.reprints(place) == 2 and sitting.progress.decided == 0
    sitting.decide(place, RIGHT)
    assert sitting.progress.decided == 2
    assert sitting.undo() == place and sitting.progress.decided == 0 and sitting.undo() is None
    at: int | None = 0
    while at is not None:
        sitting.decide(at, RIGHT)
        at = sitting.next_open(at)
    assert sitting.progress.decided == whole and waiting(reprinted) == []


# two copies


def copied(case: Case, folder: Path) -> Case:
    shutil.copytree(case.paths.root, folder)
    return open_case(folder)


def test_copies_that_decide_apart_merge_both_ways_and_twice(planned: Case, tmp_path: Path) -> None:
    clock = ticking()
    other = copied(planned, tmp_path / "copy")
    spans = ("9,000", "8,000 to 9,000", "more than 400")
    for case, verdicts in ((planned, (RIGHT, RIGHT, None)), (other, (RIGHT, Verdict.REJECTED, RIGHT))):
        for span, verdict in zip(spans, verdicts, strict=True):
            if verdict is not None:
                reason = Reason.MISREAD if verdict is Verdict.REJECTED else None
                decide(case, of(case, span)[0], verdict, reason=reason, clock=clock)
    enter_claim(other, "2", "Wells that ran dry", Entry(), clock)
    other.paths.plan.write_text("# mine\n" + other.paths.plan.read_text(encoding="utf-8"), encoding="utf-8")
    plan = planned.paths.plan.read_bytes()
    third = copied(planned, tmp_path / "third")
    merged = merge(planned, other)
    assert (merged.judgements, merged.entries, merged.unreadable) == (3, 1, 0)
    assert [one.about for one in merged.differing] == [claim_of(planned, "8,000 to 9,000")]
    assert merged.files == (("decisions/plan.toml", "is not the same in both"),)
    assert planned.paths.plan.read_bytes() == plan
    before = planned.paths.judgements.read_bytes()
    again = merge(planned, other)
    assert (again.judgements, again.entries) == (0, 0) and planned.paths.judgements.read_bytes() == before
    merge(other, third)
    assert sorted(other.paths.judgements.read_bytes().splitlines()) == sorted(before.splitlines())
    assert decided(load_judgements(other.paths)[0]).keys() == decided(load_judgements(planned.paths)[0]).keys()


def test_a_claim_decided_differently_is_undecided_until_somebody_decides_again(planned: Case, tmp_path: Path) -> None:
    clock = ticking()
    other = copied(planned, tmp_path / "copy")
    decide(planned, of(planned, "8,000 to 9,000")[0], RIGHT, clock=clock)
    decide(other, of(other, "8,000 to 9,000")[0], Verdict.REJECTED, reason=Reason.MISREAD, clock=clock)
    merge(planned, other)
    (one,) = of(planned, "8,000 to 9,000")
    assert one.judgement is None and len(one.own.differ) == 2 and coverage(planned)[0].differ == 1
    build(planned, workers=1)
    told = page(planned, "problems.html")
    assert "decisions-differ" in told and "read correctly (2026-11-20)" in told and "rejected as misread" in told
    made = decide(planned, one, RIGHT, clock=clock)
    assert set(made.replaces) == {each.id for each in one.own.differ}
    assert of(planned, "8,000 to 9,000")[0].judgement == made
    build(planned, workers=1)
    assert "decisions-differ" not in page(planned, "problems.html")
    merge(other, planned)
    assert of(other, "8,000 to 9,000")[0].judgement == made


def test_another_case_and_the_same_folder_are_refused(planned: Case, tmp_path: Path) -> None:
    other = init_case(tmp_path / "other", "Other", ticking(), lambda count: bytes(range(count)))
    with pytest.raises(CaseError, match="no copy of this one"):
        merge(planned, other)
    with pytest.raises(CaseError, match="same case folder"):
        merge(planned, planned)


def test_a_thousand_decisions_in_each_of_two_copies(planned: Case, tmp_path: Path) -> None:
    """900 claims are decided in both, of them 300 alike and 600 differently; 100 in each alone."""
    other = copied(planned, tmp_path / "copy")
    claim = waiting(planned)[0].claim

    def made(first: int, wrong: int, by: str) -> list[Judgement]:
        return [
            judge(
                msgspec.structs.replace(claim, id=f"c-{number:032x}"),
                Verdict.REJECTED if number < wrong else RIGHT,
                reason=Reason.MISREAD if number < wrong else None,
                by=by,
                at=f"2026-11-20T10:{number % 60:02}:00Z",
            )
            for number in range(first, first + 1000)
        ]

    append_judgements(planned.paths, made(0, 0, "a"))
    append_judgements(other.paths, made(100, 700, "b"))
    ours, theirs = planned.paths.judgements.read_bytes(), other.paths.judgements.read_bytes()
    merged = merge(planned, other)
    assert merged.judgements == 1000
    assert [one.about for one in merged.differing] == [f"c-{number:032x}" for number in range(100, 700)]
    assert planned.paths.judgements.read_bytes() == ours + theirs
    assert merge(planned, other).judgements == 0 and planned.paths.judgements.read_bytes() == ours + theirs
    other.paths.judgements.write_bytes(theirs + b'{"id": 5}\n')
    assert merge(other, planned).judgements == 1000
    assert sorted(other.paths.judgements.read_bytes().splitlines()[:1000]) == sorted(theirs.splitlines())
    assert holding(load_judgements(other.paths)[0]).keys() == holding(load_judgements(planned.paths)[0]).keys()
    assert len(holding(load_judgements(planned.paths)[0])) == 500
