"""Walks: pages of the documentation whose commands are run, so that they cannot rot.

In a page, a block that opens with ```` ```console walk ```` is run: a line that begins with "$ " is a command, the lines
below it are what it prints. A block whose opening line ends in `file=PATH` is written to that file first. Every command
must end with exit code 0, unless the next command is `echo $?`, which then shows the code. A walk starts in a folder that
holds `papers/`, a copy of the papers of the invented case examples/wells.

`python -m tools.walks` runs all walks and writes what was printed into the pages; tests compare without writing.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ROOT / "examples" / "wells" / "papers"
WALKS = (ROOT / "README.md", ROOT / "docs" / "tutorial" / "first-case.md", *sorted((ROOT / "docs/how-to").glob("*.md")))
HOME = "/home/you"  # stands in the pages for the folder in which a walk is run

_BLOCK = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"\bfile=(\S+)")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_KEY = re.compile(r"(?<=by key )[0-9a-f]{16}")


class WalkError(Exception):
    """A command of a walk ended with a code that the page does not show."""


def run_walk(page: str, folder: Path) -> str:
    """The page with what its commands print when they are run now.

    Args:
        page: text of the page.
        folder: an empty folder to run in.

    Raises:
        WalkError: where a command fails and the page does not say so.
    """
    shutil.copytree(PAPERS, folder / "papers")
    walker = _Walker(folder)
    printed = _BLOCK.sub(lambda block: _run_block(block, walker), page)
    walker.finish()
    return printed


def walk_commands(page: str) -> list[str]:
    """The commands of a page, in order."""
    return [one for block in _BLOCK.finditer(page) if _is_walk(block["info"]) for one in _commands(block["body"])]


def _is_walk(info: str) -> bool:
    return info.split() == ["console", "walk"]


def _run_block(block: re.Match[str], walker: _Walker) -> str:
    file = _FILE.search(block["info"])
    if file is not None:
        walker.write(file[1], block["body"])
    if not _is_walk(block["info"]):
        return block[0]
    lines = [f"$ {command}\n{walker.run(command)}" for command in _commands(block["body"])]
    return f"```{block['info']}\n{''.join(lines)}```"


def _commands(body: str) -> Iterator[str]:
    """Lines that begin with "$ ", with the lines that a backslash at the end continues them on."""
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\"):
                command += "\n" + next(lines)
            yield command


class _Walker:
    """Runs one command after the other, as a person at a terminal would."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._at = folder
        self._code = 0
        self._failed = ""
        programs = folder / ".bin"
        programs.mkdir()
        program = programs / "witnessmark"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m witnessmark.cli "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        self._environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "WITNESSMARK_HOME": str(folder / ".keys"),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
            "LC_ALL": "C.UTF-8",
        }

    def write(self, name: str, text: str) -> None:
        """Writes a file below the folder that the walk stands in."""
        path = self._at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def finish(self) -> None:
        """Refuses to go on, or to end, after a failure that the page does not show."""
        if self._failed:
            raise WalkError(self._failed)

    def run(self, command: str) -> str:
        """What a command prints, on both streams, with the machine's own names, times and keys taken out."""
        if not command.startswith("echo $?"):
            self.finish()
        after = self._folder / ".after"
        script = f"(exit {self._code})\n{command}\ncode=$?\npwd > {shlex.quote(str(after))}\nexit $code\n"
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self._at,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )
        self._at = Path(after.read_text(encoding="utf-8").rstrip("\n"))
        self._code = done.returncode
        self._failed = f"{command!r} ended with {done.returncode}:\n{done.stdout}" if done.returncode else ""
        printed = done.stdout.replace(str(self._folder), HOME)
        printed = _TIME.sub("2026-11-20T09:00:00Z", printed)
        return _KEY.sub("5e512c1d023eed7e", printed)


def main() -> int:
    """Runs every walk and writes what was printed into its page."""
    for path in WALKS:
        page = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            now = run_walk(page, Path(folder).resolve())
        if now != page:
            path.write_text(now, encoding="utf-8")
            print(f"{path.relative_to(ROOT)} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
