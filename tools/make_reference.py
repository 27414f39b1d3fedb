"""Writes docs/reference/ from the program itself: `python -m tools.make_reference`.

Commands come from their `--help`, errors from errors.py, words from the docstrings of model/. What a problem code means is
written in tools/problem_codes.py; which codes there are is read from the source, and a code without a meaning stops this
script and fails a test.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import get_args

import click
import msgspec

from tools.problem_codes import DAMAGE, PROBLEMS, damage_codes, problem_codes
from witnessmark import errors, model
from witnessmark.cli.__main__ import cli
from witnessmark.model import Word

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
WIDTH = 100  # columns of a help text
_MADE = "<!-- made by `make docs`; change the program or tools/, not this page -->\n\n"


def pages() -> dict[str, str]:
    """Every reference page by its file name."""
    return {
        "cli.md": _MADE + _commands(),
        "errors.md": _MADE + _errors(),
        "problems.md": _MADE + _problems(),
        "words.md": _MADE + _words(),
    }


def commands() -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command with its whole name, groups before what is in them."""
    settings = {"terminal_width": WIDTH, "max_content_width": WIDTH, "help_option_names": ["-h", "--help"]}
    root = click.Context(cli, info_name="witnessmark", **settings)  # type: ignore[arg-type]
    yield "witnessmark", cli, root
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        if command is None:
            continue
        context = click.Context(command, info_name=name, parent=root, **settings)  # type: ignore[arg-type]
        yield f"witnessmark {name}", command, context
        if isinstance(command, click.Group):
            for below in sorted(command.commands):
                one = command.commands[below]
                yield f"witnessmark {name} {below}", one, click.Context(one, info_name=below, parent=context)


def _commands() -> str:
    parts = [
        "# Commands\n\n`wm` is the same program as `witnessmark`. What a command results in goes to stdout, what it has to say "
        "besides goes to stderr. Every command but `plan` itself takes `--json` and then prints one JSON value a line, its own "
        "errors too. [errors.md](errors.md) lists the exit codes.\n"
    ]
    for name, command, context in commands():
        text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
        parts.append(f"## {name}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def error_classes() -> list[type[errors.WitnessmarkError]]:
    """Every error of the program, in the order of errors.py."""
    found = [one for one in vars(errors).values() if isinstance(one, type)]
    return [one for one in found if issubclass(one, errors.WitnessmarkError)]


def _errors() -> str:
    rows = [
        f"| `{one.__name__}` | {one.exit_code} | "
        f"{'' if one.__base__ is Exception else f'`{one.__base__.__name__}`'} | {_first(one)} |"  # type: ignore[union-attr]
        for one in error_classes()
    ]
    return (
        "# Errors and exit codes\n\n"
        "An error means that a promise is broken: the command stops, says what happened and what to do, and ends with the "
        'code below. With `--json` it prints `{"error": ..., "exit": ..., "hint": ..., "message": ...}`. A doubt about '
        "material is no error: it becomes a [problem](problems.md), and the rest goes on.\n\n"
        "| Error | Exit code | A kind of | What it means |\n|---|---|---|---|\n" + "\n".join(rows) + "\n\n"
        "Other exit codes: 0 done; 1 done, with problems on record or files not taken in; 2 also for an unknown option; "
        "20 also from `verify` that found damage; 130 interrupted. An interrupted command goes on where it stopped when it "
        "is run again.\n"
    )


def _problems() -> str:
    rows = [f"| `{code}` | {PROBLEMS[code].means} | {PROBLEMS[code].do} |" for code in sorted(problem_codes())]
    damage = [f"| `{code}` | {DAMAGE[code].means} | {DAMAGE[code].do} |" for code in sorted(damage_codes())]
    return (
        "# Problems\n\n"
        "A problem is a doubt about material. It is kept, counted and shown on the page `problems.html` and in "
        "`derived/problems.jsonl`; the rest goes on, and `build` ends with exit code 1. Its severity says how much it takes "
        "away: *lost* (nothing of this thing could be used), *partly*, or *note* (all of it was used, with a doubt).\n\n"
        "| Code | What is the matter | What to do |\n|---|---|---|\n" + "\n".join(rows) + "\n\n"
        "## What verify says\n\n"
        "`verify` prints one line for each thing that is not as the custody log says: a code, the file, and the name under "
        "which it came.\n\n"
        "| Code | What is the matter | What to do |\n|---|---|---|\n" + "\n".join(damage) + "\n"
    )


def words() -> dict[str, type]:
    """Every public struct and closed list of model/ by name."""
    found = {name: getattr(model, name) for name in model.__all__}
    return {name: one for name, one in found.items() if isinstance(one, type) and one is not Word}


def _words() -> str:
    structs = {name: one for name, one in words().items() if issubclass(one, Word)}
    lists = {name: one for name, one in words().items() if issubclass(one, StrEnum)}
    closed = {name: getattr(model, name) for name in ("EventType", "How", "Declared")}
    parts = [
        "# Words\n\nWhat the program can say. Every word is frozen and strict: an unknown field is refused when a word is "
        "read, not dropped. In files a word is one JSON object.\n"
    ]
    parts += [_struct(name, one) for name, one in structs.items()]
    parts.append("## Closed lists\n")
    parts += [_enum(name, one) for name, one in lists.items()]
    parts += [
        f"### {name}\n\nOne of: {', '.join(f'`{one}`' for one in get_args(kind))}.\n" for name, kind in closed.items()
    ]
    return "\n".join(parts)


def _struct(name: str, word: type) -> str:
    told = _attributes(word)
    rows = []
    for field in msgspec.structs.fields(word):
        kind = str(word.__annotations__.get(field.name, "")).replace("|", "\\|")
        needed = "" if field.default is msgspec.NODEFAULT else f" = `{_plain(field.default)}`"
        rows.append(f"| `{field.name}` | {kind}{needed} | {told.get(field.name, '')} |")
    return f"## {name}\n\n{_first(word)}\n\n| Field | Type | Meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _plain(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else type(value).__name__ if isinstance(value, Word) else str(value)


def _enum(name: str, kind: type[StrEnum]) -> str:
    comments = dict(re.findall(r'= "([^"]+)"  # (.+)', inspect.getsource(kind)))
    rows = [f"- `{one}`" + (f": {comments[one]}" if one in comments else "") for one in kind]
    return f"### {name}\n\n{_first(kind)}\n\n" + "\n".join(rows) + "\n"


def _attributes(word: type) -> dict[str, str]:
    """What a docstring says of each attribute; names joined by commas share what is said."""
    _, _, listed = inspect.cleandoc(word.__doc__ or "").partition("Attributes:\n")
    told: dict[str, str] = {}
    names: list[str] = []
    for line in listed.splitlines():
        match = re.fullmatch(r"    ([a-z0-9_]+(?:, [a-z0-9_]+)*): (.*)", line)
        if match:
            names = match[1].split(", ")
            told.update(dict.fromkeys(names, match[2]))
        elif line.strip():
            told.update({name: f"{told[name]} {line.strip()}" for name in names})
    return told


def _first(thing: type) -> str:
    return inspect.cleandoc(thing.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def main() -> int:
    """Writes the pages."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
