"""`witnessmark add`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import case_option, clock, json_option, progress, randomness, say, show, show_json

KINDS = ("official", "press", "scholarly", "dataset", "testimony", "leak", "unstated")


@click.command(
    epilog="Example: witnessmark add ~/downloads a.html --kind press --url https://example.org --obtained-on 2026-11-20"
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@case_option
@click.option("--kind", type=click.Choice(KINDS), default="unstated", help="What sort of source it is.")
@click.option("--access", type=click.Choice(["open", "restricted"]), default="open", help="Who may see it.")
@click.option("--url", help="Where it was obtained.")
@click.option("--obtained-on", help="When, as far as you know: 2026, 2026-11 or 2026-11-20.")
@click.option("--obtained-from", help="The body it was obtained from.")
@click.option("--how", help="How it was obtained.")
@click.option("--published", help="When it was published: 2026, 2026-11 or 2026-11-20.")
@click.option("--language", help="Its language: en, zh, ...")
@click.option("--outlet", help="Who narrates it, as it should be printed.")
@click.option("--title", help="Its title.")
@click.option("--author", help="Its author, for published works.")
@click.option("--publisher", help="Its publisher.")
@click.option("--container", help="The newspaper, journal or site it stands in.")
@json_option
def command(paths: tuple[Path, ...], folder: Path, as_json: bool, **stated: str | None) -> int:
    """Take PATHS in as evidence: files, and folders with everything below them.

    Originals are kept as they are, under their SHA-256; how they came is kept beside the custody log. Each path is
    printed when it is safely on disk. Run the same command again after an interruption and it goes on.
    """
    from witnessmark.pipeline import Stated, add, open_case

    case = open_case(folder)
    about = Stated(**{name: value for name, value in stated.items() if value is not None})
    taken = problems = 0
    with progress(as_json) as tell:
        for one in add(case, paths, about, clock, randomness, tell):
            if one.problem is not None:
                problems += 1
                say(
                    f"not taken: {one.path}: {one.problem.message}"
                    + (f" ({one.problem.hint})" if one.problem.hint else "")
                )
                if as_json:
                    show_json({"path": one.path, "problem": one.problem.code})
                continue
            taken += 1
            if as_json:
                show_json({"path": one.path, "sha256": one.sha256})
            else:
                show(one.path)
    say(f"{taken} taken in" + (f", {problems} not" if problems else ""))
    return 1 if problems else 0
