"""Writes surface.txt anew: `python -m tests.support.update_surface`. What the difference shows is a decision, not a chore."""

from __future__ import annotations

from pathlib import Path

import witnessmark.pipeline
from tests.support.program import command_lines, function_lines
from witnessmark.cli.__main__ import cli

LIST = Path(__file__).with_name("surface.txt")


def main() -> None:
    """Keeps the comment at the head of the list and writes the rest."""
    head = [one for one in LIST.read_text(encoding="utf-8").splitlines() if one.startswith("#")]
    lines = [*head, *command_lines(cli), *function_lines(witnessmark.pipeline)]
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
