from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.walks import ROOT, WalkError, run_walk, walk_commands

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


@pytest.mark.parametrize("after", ["", "$ true\n"])
def test_a_command_that_fails_unsaid_stops_a_walk(after: str, tmp_path: Path) -> None:
    with pytest.raises(WalkError, match="ended with 3"):
        run_walk(f"```console walk\n$ (exit 3)\n{after}```\n", tmp_path)


def test_a_walk_shows_what_is_printed_now(tmp_path: Path) -> None:
    page = "```text file=a.txt\nhere\n```\n```console walk\n$ cat a.txt\nthere\n$ (exit 3)\n$ echo $?\n```\n"
    now = run_walk(page, tmp_path)
    assert now == page.replace("there", "here").replace("echo $?\n", "echo $?\n3\n")
