from __future__ import annotations

import importlib

import pytest

from witnessmark.claims import RulesExtractor, SpacyExtractor
from witnessmark.claims import spacy_engine as engine
from witnessmark.errors import MissingExtra
from witnessmark.model import CharSpan, Passage, make_passage

TEXT = (
    "The harbour board, which met in 2014, said that 40 ships came. The port responded on Monday and said 50 had left."
    " The party denies it, claiming 12 came."
)


def passage(text: str) -> Passage:
    return make_passage("0" * 64, 0, CharSpan(start=0, end=len(text)), text, "test/1")


def test_without_the_package_the_hint_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(MissingExtra) as caught:
        SpacyExtractor()
    assert "witnessmark[nlp]" in caught.value.hint


def test_the_parse_finds_subjects_and_changes_no_id() -> None:
    pytest.importorskip(engine.MODEL)
    parsed = SpacyExtractor().claims([passage(TEXT)], "x")
    assert [(one.span, one.speaker) for one in parsed] == [
        ("2014", "x"),
        ("40", "The harbour board"),
        ("50", "The port"),
        ("12", "The party"),
    ]
    assert [one.id for one in parsed] == [one.id for one in RulesExtractor().claims([passage(TEXT)], "y")]
    assert {one.made_by for one in parsed} == {"spacy/1"}
