"""A judgement must outlive every tool: another reader, another sentence splitter, another speaker rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from witnessmark.case import Case
from witnessmark.claims import RulesExtractor
from witnessmark.model import CharSpan, Passage, Problem, Verdict, make_passage
from witnessmark.pipeline import build, decide, waiting
from witnessmark.pipeline import stages as stages_module
from witnessmark.plugins import Extractor
from witnessmark.read import plain

TEXT = """Wells in the district

The water office says that 5,146 wells were dug in 2017. It denies that 9,000 wells ran dry in 2018; "more than
400 villages have water," the office says.

According to the Well Users' Association, 8,000 to 9,000 wells ran dry in 2018. The association estimates that over half
of them will not come back before 2030.
"""


def whole_file(self: plain.PlainReader, data: bytes, source: str) -> Iterator[Passage | Problem]:
    """Another reader: the whole file is one passage."""
    text = data.decode()
    yield make_passage(source, 0, CharSpan(start=0, end=len(text)), text, "whole 9")


def by_line(self: plain.PlainReader, data: bytes, source: str) -> Iterator[Passage | Problem]:
    """Another reader: every line is a passage."""
    start = 0
    for number, line in enumerate(data.decode().splitlines(keepends=True)):
        if line.strip():
            yield make_passage(source, number, CharSpan(start=start, end=start + len(line)), line, "lines 9")
        start += len(line)


def one_sentence(text: str) -> list[tuple[int, int]]:
    """Another splitter: everything is one sentence."""
    return [(0, len(text))] if text else []


def other_extractor(case: Case) -> Extractor:
    return RulesExtractor(split=one_sentence)


@pytest.fixture
def judged(
    case: Case, add_to: Callable[..., object], clock: Callable[..., object], tmp_path: Path
) -> tuple[Case, set[str]]:
    """A built case in which every claim is judged."""
    path = tmp_path / "wells.txt"
    path.write_text(TEXT, encoding="utf-8")
    add_to(path)
    build(case, workers=1)
    found = waiting(case)
    assert len(found) >= 8
    for one in found:
        decide(case, one, Verdict.READ_CORRECTLY, clock=clock)  # type: ignore[arg-type]
    return case, {one.claim.id for one in found}


@pytest.mark.parametrize("reading", [whole_file, by_line])
def test_another_reader_loses_no_judgement(
    judged: tuple[Case, set[str]], monkeypatch: pytest.MonkeyPatch, reading: Callable[..., Iterator[Passage | Problem]]
) -> None:
    case, ids = judged
    monkeypatch.setattr(plain.PlainReader, "read", reading)
    monkeypatch.setattr(plain.PlainReader, "version", 9)
    build(case, workers=1)
    assert {one.claim.id for one in waiting(case, again=True) if one.judgement} == ids
    assert waiting(case) == []


def test_another_splitter_loses_no_judgement(judged: tuple[Case, set[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    case, ids = judged
    monkeypatch.setattr(stages_module, "extractor_of", other_extractor)
    monkeypatch.setattr(RulesExtractor, "version", 99)
    built = build(case, workers=1)
    assert ids <= {one.claim.id for one in waiting(case, again=True)}
    problems = (case.paths.derived / "problems.jsonl").read_text(encoding="utf-8")
    assert "quote-lost" not in problems and "claim-lost" not in problems
    assert built.counts.problems == problems.count('"claim-changed"') > 0  # the quotes are longer now, and that is said
