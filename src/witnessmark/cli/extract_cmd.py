"""`witnessmark extract`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import json_option, say, show, show_word


@click.command(epilog="Example: witnessmark extract article.txt --json > claims.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--engine",
    type=click.Choice(["rules", "spacy"]),
    default="rules",
    show_default=True,
    help="How speakers are found.",
)
@json_option
def command(files: tuple[Path, ...], engine: str, as_json: bool) -> int:
    """Find claims in FILES without a case: one claim a line, offsets in code points into the decoded file."""
    from witnessmark.model import Problem
    from witnessmark.pipeline import extract

    count = problems = 0
    for row in extract(files, engine):
        if isinstance(row, Problem):
            problems += 1
            say(f"{row.message}" + (f", {row.where}" if row.where else "") + (f"; {row.hint}" if row.hint else ""))
            continue
        count += 1
        if as_json:
            show_word(row)
        else:
            show(f"{row.file}:{row.start}: {' '.join(row.span.split())} ({row.speaker})")
    say(f"{count} claims in {len(files)} files")
    return 1 if problems else 0
