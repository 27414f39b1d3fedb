from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.walks import ROOT, run_walk, walk_commands

TUTORIAL = ROOT / "docs" / "tutorial" / "first-case.md"
HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))


def test_the_tutorial_prints_what_it_says(tmp_path: Path) -> None:
    page = TUTORIAL.read_text(encoding="utf-8")
    assert run_walk(page, tmp_path.resolve()) == page


def test_the_tutorial_shows_each_way_in_which_a_build_stops_and_what_damage_looks_like() -> None:
    page = TUTORIAL.read_text(encoding="utf-8")
    for shown in ("numbers are typed into the prose", "moved since they were accepted", "original-altered"):
        assert shown in page, shown
    assert "echo $?" in walk_commands(page)
    assert {"figure", "quote", "chart", "text"} <= set(re.findall(r"\{\{(\w+):", page))


@pytest.mark.parametrize("path", HOW_TO, ids=lambda path: path.stem)
def test_a_how_to_page_prints_what_it_says(path: Path, tmp_path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert run_walk(page, tmp_path.resolve()) == page
