"""The edge of the command line: whatever happens, a message, a hint and an exit code."""

from __future__ import annotations

import errno
import json
import sys
from typing import NoReturn

import click
import pytest

from witnessmark.cli import __main__ as edge
from witnessmark.cli.common import show, show_json


def run(monkeypatch: pytest.MonkeyPatch, error: BaseException, *arguments: str) -> int:
    def fail(**_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(edge.cli, "main", fail)
    monkeypatch.setattr(sys, "argv", ["witnessmark", *arguments])
    with pytest.raises(SystemExit) as ended:
        edge.main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_ctrl_c_says_that_the_case_goes_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, click.exceptions.Abort()) == 130
    assert "continues where it stopped" in capsys.readouterr().err


def test_a_disk_error_names_the_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    error = OSError(errno.ENOSPC, "No space left on device", "/a/b/page.html")
    assert run(monkeypatch, error) == 10
    told = capsys.readouterr().err
    assert "No space left on device (page.html)" in told and "hint:" in told and "/a/b" not in told


def test_a_wrong_option_is_json_where_json_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, click.NoSuchOption("--such"), "build", "--json") == 2
    assert json.loads(capsys.readouterr().out)["exit"] == 2


def test_no_source_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show("The \x1b]0;title\x07 office \u202esays")
    assert capsys.readouterr().out == "The ␛]0;title␇ office \ufffdsays\n"


def test_json_holds_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    show_json({"path": "a\udcff", "quote": "水\x1b"})
    assert json.loads(capsys.readouterr().out) == {"path": "a\udcff", "quote": "水\x1b"}
