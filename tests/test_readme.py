from __future__ import annotations

from pathlib import Path

from tools.walks import ROOT, run_walk, walk_commands

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_walk_of_the_readme_prints_what_it_says(tmp_path: Path) -> None:
    assert run_walk(README, tmp_path.resolve()) == README


def test_the_walk_of_the_readme_goes_the_whole_way() -> None:
    commands = "\n".join(walk_commands(README))
    for step in ("init", "add", "build", "review", "plan freeze", "trace", "verify"):
        assert f"witnessmark {step}" in commands, step
