"""The keyboard review, driven through a terminal as a person would: every key counts, and every decision is on disk."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.flow.conftest import Desk

REASONS = {"m": "misread", "d": "duplicate", "n": "not a claim", "o": "out of scope"}
PLACES = ("north", "south", "east", "west")


class Terminal:
    """A terminal of 80 by 24 in which the review runs."""

    def __init__(self, desk: Desk, *arguments: str) -> None:
        self.screen = b""
        self.ours, theirs = pty.openpty()
        self.resize(24, 80)
        self.before = termios.tcgetattr(theirs)
        self.child = subprocess.Popen(
            [sys.executable, "-m", "witnessmark.cli", "review", "-C", str(desk.case), *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**desk.environment, "TERM": "xterm", "COLUMNS": "", "LINES": ""},
            start_new_session=True,
        )
        self.theirs = theirs

    def resize(self, lines: int, columns: int) -> None:
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def type(self, keys: str) -> None:
        """Types, and reads what is drawn meanwhile."""
        left = keys.encode()
        while left:
            readable, writable, _ = select.select([self.ours], [self.ours], [], 60)
            assert readable or writable, "the review takes no keys"
            if readable:
                self.screen += os.read(self.ours, 65536)
            if writable:
                left = left[os.write(self.ours, left[:256]) :]

    def until(self, words: str, seconds: float = 60) -> str:
        """Waits until the words are drawn; gives what was drawn since the last time, without what steers the terminal."""
        end = time.monotonic() + seconds
        while words not in self.plain():
            assert time.monotonic() < end, self.plain()[-3000:]
            if select.select([self.ours], [], [], 0.2)[0]:
                self.screen += os.read(self.ours, 65536)
        shown, self.screen = self.plain(), b""
        return shown

    def plain(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.screen.decode("utf-8", "replace"))

    def leave(self) -> int:
        """Waits for the end and gives the exit code."""
        end = time.monotonic() + 60
        while self.child.poll() is None:
            assert time.monotonic() < end
            if select.select([self.ours], [], [], 0.1)[0]:
                self.screen += os.read(self.ours, 65536)
        assert termios.tcgetattr(self.theirs) == self.before, "the terminal is not as it was"
        os.close(self.ours)
        os.close(self.theirs)
        return self.child.returncode


def many(desk: Desk, count: int) -> list[str]:
    """A case with so many sentences of their own; gives the claims in the order of the review."""
    lines = [
        f"The office of ward {number} in the {PLACES[number % 4]} says that {number + 1000} wells were dug.\n"
        for number in range(count)
    ]
    paper = desk.folder / "papers" / "many.txt"
    paper.write_text("\n".join(lines), encoding="utf-8")
    desk.ok("add", paper)
    desk.ok("build")
    return [str(one["id"]) for one in desk.ok("review", "--list", "--json", "--limit", "0").json()]


def lines_of(desk: Desk) -> list[dict[str, object]]:
    path = desk.case / "decisions/judgements.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def decide_many(desk: Desk, count: int) -> None:
    claims = many(desk, count)[:count]
    keys, expected = "", []
    for number, about in enumerate(claims):
        reason = "mdno"[number % 4] if number % 3 == 0 else None
        keys += f"r{reason}" if reason else "y"
        expected.append((about, REASONS[reason] if reason else None))
        if number % 50 == 7:  # taken back and decided again
            keys += "u" + (f"r{reason}" if reason else "y")
    terminal = Terminal(desk)
    terminal.type(keys + "q")
    assert terminal.leave() == 0
    lines = lines_of(desk)
    undone = {one["undoes"] for one in lines if "undoes" in one}
    made = [(one["about"], one["reason"]) for one in lines if "undoes" not in one and one["id"] not in undone]
    assert made == expected
    assert len(undone) == len(range(7, count, 50))


def test_no_key_is_lost_when_they_are_typed_ahead(desk: Desk) -> None:
    decide_many(desk, 60)


@pytest.mark.slow
def test_five_hundred_decisions_without_a_lost_key(desk: Desk) -> None:
    decide_many(desk, 500)


def test_the_screen_shows_what_a_decision_needs(planned: Desk) -> None:
    planned.ok("build")
    terminal = Terminal(planned, "--for", "dry-denied")
    shown = terminal.until("q quit")
    assert "0 of 1 input of dry-denied decided" in shown and "claim 1 of" in shown
    for words in ("The water office says (denies): 9,000", "ran dry in 2018.", "period 2018", "source 1: office.txt"):
        assert words in shown, shown
    assert b"\x1b[1;7m9,000\x1b[0m" in terminal.screen or "9,000" in shown
    terminal.type("y")
    assert "1 of 1 input of dry-denied decided" in terminal.until("read correctly")
    terminal.type("kr")
    terminal.until("why?")
    terminal.type("x")
    terminal.until("not rejected")
    terminal.type("?")
    terminal.until("every decision is on disk already")
    terminal.resize(12, 40)
    os.kill(terminal.child.pid, signal.SIGWINCH)
    terminal.until("─" * 40 + "\r")
    terminal.type("q")
    assert terminal.leave() == 0
    assert [one["verdict"] for one in lines_of(planned)] == ["read correctly"]


def test_a_reading_is_corrected_field_by_field(planned: Desk) -> None:
    terminal = Terminal(planned, "--for", "dry-claimed")
    terminal.until("q quit")
    terminal.type("e")
    terminal.until("speaker [The Well Users' Association]")
    terminal.type("The Union\x7fn\r")  # a slip, taken back
    terminal.until("stance [asserts]")
    terminal.type("\rseven\r")
    terminal.until("not possible: low [8000]")
    terminal.type("7,000\r\r\r\r-\r\r")
    terminal.until("as corrected")
    terminal.type("e")
    terminal.until("speaker [")
    terminal.type("\x03")
    terminal.until("not corrected")
    terminal.type("\x03")
    assert terminal.leave() == 130
    (made,) = lines_of(planned)
    empty = {"stance": None, "high": None, "bound": None, "unit": None, "measure": None, "period": None}
    assert made["correction"] == {**empty, "speaker": "The Union", "low": 7000.0, "without": ["measure"]}
    planned.ok("build")
    assert "7,000 to 9,000" in planned.ok("trace", "dry-claimed").out


def test_a_terminal_that_goes_away_leaves_whole_lines(desk: Desk) -> None:
    terminal = Terminal(desk)
    terminal.until("q quit")
    terminal.type("yy")
    terminal.until("claim 3 of")
    os.kill(terminal.child.pid, signal.SIGKILL)
    terminal.child.wait()
    assert len(lines_of(desk)) == 2
    os.close(terminal.ours)
    os.close(terminal.theirs)


def test_listing_coverage_corrections_and_undo_without_a_terminal(planned: Desk) -> None:
    assert planned.ok("review").out == planned.ok("review", "--list").out
    about = planned.claim("8,000 to 9,000")
    assert "dry-claimed: 0 of 1 inputs decided" in planned.ok("review", "--coverage").out
    told = planned.ok("review", about, "--correct-to", "--low", "7000", "--without", "measure").out
    assert told == f"{about}: read correctly, as corrected\n"
    assert planned.ok("review", "--coverage", "--json").json()[0] == {
        "decided": 1,
        "differ": 0,
        "figure": "dry-claimed",
        "inputs": [about],
        "rejected": 0,
    }
    traced = planned.ok("trace", about).out
    assert "corrected by a person; the program read: low 8,000, measure wells" in traced
    assert "taken back" in planned.ok("review", about, "--undo").out
    assert planned.run("review", about, "--undo", cwd=planned.case).code == 2
    assert planned.run("review", about, "--low", "5", cwd=planned.case).code == 2
    assert planned.run("review", about, "--correct-to", cwd=planned.case).code == 2
    assert planned.run("review", about, "--correct", "--undo", cwd=planned.case).code == 2


def test_merge_tells_what_came_over(planned: Desk, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(planned.case, tmp_path / "copy")
    about = planned.claim("9,000")
    planned.ok("review", about, "--correct")
    assert planned.run("review", about, "--reject", "misread", "-C", tmp_path / "copy").code == 0
    ran = planned.run("merge", tmp_path / "copy", cwd=planned.case)
    assert ran.code == 1 and f"{about}: decisions differ" in ran.out and "rejected as misread" in ran.out
    assert "1 decision and 0 entries came over" in ran.err
    assert planned.run("merge", tmp_path / "copy", "--json", cwd=planned.case).json()[0]["judgements"] == 0
    assert planned.run("merge", planned.case, cwd=planned.case).code == 10
