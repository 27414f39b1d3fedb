from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from witnessmark.claims import SpacyExtractor
from witnessmark.claims import spacy_engine as engine
from witnessmark.pipeline.extract import ExtractedRow, extract

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ARTICLES = SHARED / "data" / "claims"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLES.is_dir(), reason="the maintainers' shared data folder is not here"),
]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "tools" / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["rules", "spacy"])
def test_floors_on_the_annotated_articles(name: str) -> None:
    if name == "spacy":
        pytest.importorskip(engine.MODEL)
        assert SpacyExtractor.name == name
    files = [ARTICLES / f"article_{letter}.txt" for letter in "abc"]
    found = [one for one in extract(files, name) if isinstance(one, ExtractedRow)]
    for path in files:
        text = path.read_bytes().decode("utf-8")
        for one in found:
            if one.file == path.name:
                assert text[one.start : one.end] == one.span
                assert text[one.quote_start : one.quote_end] == one.quote
    rows = [{field: getattr(one, field) for field in ExtractedRow.__struct_fields__} for one in found]
    gold = [json.loads(line) for line in (ARTICLES / "claims_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    scores = scorer().score(rows, gold)
    assert scores["numeric"]["exact_f1"] >= 0.9
    assert scores["numeric"]["unit"] >= 0.8
    assert scores["numeric"]["speaker"] >= 0.6
    assert scores["numeric"]["end_to_end_f1"] >= 0.55
    assert scores["dated"]["exact_f1"] >= 0.9
