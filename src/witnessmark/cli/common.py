"""What every command shares: where the case is, how results and errors are printed, how long work shows itself."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from witnessmark.errors import WitnessmarkError

if TYPE_CHECKING:
    from witnessmark.model import Word
    from witnessmark.pipeline import Progress

case_option = click.option(
    "-C",
    "--case",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The case folder; else the nearest one upward from here.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one value a line.")


def clock() -> datetime:
    """Now, in UTC: the only place of the program that looks at the machine's clock."""
    return datetime.now(UTC)  # noqa: TID251 - the door through which time comes in


def randomness(count: int) -> bytes:
    """Random bytes from the operating system: the only place where chance comes in."""
    return os.urandom(count)


def say(text: str = "") -> None:
    """Talk: to stderr."""
    click.echo(_safe(text), err=True)


def show(text: str = "") -> None:
    """Result: to stdout."""
    click.echo(_safe(text))


def _safe(text: str) -> str:
    """Text that steers no terminal, whatever a source or a file name holds."""
    from witnessmark.text.visible import visible

    return visible(text)


def number(count: int, thing: str) -> str:
    """A count with its noun: "1 source", "2 sources"."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def show_json(value: object) -> None:
    """One JSON value on a line of stdout, characters as they are where stdout can hold all of them."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=not unicode, sort_keys=True)
    click.echo(text.encode("utf-8", "backslashreplace").decode())  # a lone surrogate as JSON writes it


def show_word(word: Word) -> None:
    """A word as JSON."""
    import msgspec

    show_json(msgspec.to_builtins(word))


def fail(err: WitnessmarkError, *, as_json: bool) -> int:
    """Prints an error and gives its exit code."""
    if as_json:
        show_json({"error": err.code, "exit": err.exit_code, "hint": err.hint, "message": err.message})
    else:
        say(f"error: {err.message}")
        if err.hint:
            say(f"hint: {err.hint}")
    return err.exit_code


@contextmanager
def progress(quiet: bool) -> Iterator[Progress]:
    """Bars on stderr for long work, with counts and what failed so far; nothing where stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage, done, total, failed: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[trouble]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, object] = {}

        def tell(stage: str, done: int, total: int, failed: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total, trouble="")
            trouble = f"{failed} with problems" if failed else ""
            bars.update(tasks[stage], completed=done, total=total, trouble=trouble)  # type: ignore[arg-type]

        yield tell


Command = Callable[..., int | None]
