"""`witnessmark add`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .common import case_option, clock, json_option, progress, randomness, say, show, show_json

KINDS = ("official", "press", "scholarly", "dataset", "testimony", "leak", "unstated")


@click.command(
    epilog="Example: witnessmark add ~/downloads a.html --kind press --url https://example.org --obtained-on 2026-11-20"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@case_option
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A CSV table or CSL-JSON that says this, and more, of each file.",
)
@click.option("--kind", type=click.Choice(KINDS), default="unstated", help="What sort of source it is.")
@click.option("--access", type=click.Choice(["open", "restricted"]), default="open", help="Who may see it.")
@click.option("--list-of-persons", is_flag=True, help="Say that it is a list of persons.")
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
def command(
    paths: tuple[Path, ...],
    folder: Path,
    manifest: Path | None,
    list_of_persons: bool,
    as_json: bool,
    **stated: Any,  # noqa: ANN401 - click gives the many options of one word
) -> int:
    """Take PATHS in as evidence: files, and folders with everything below them.

    Originals are kept as they are, under their SHA-256; how they came is kept beside the custody log. Each path is
    printed when it is safely on disk. Run the same command again after an interruption and it goes on.

    A manifest has a column "file" and columns named like the options here; what a row leaves empty is taken from the
    options. Without PATHS the files that it names are taken in, as seen from its folder.
    """
    from witnessmark.errors import UsageError
    from witnessmark.model import Access, SourceKind
    from witnessmark.pipeline import Stated, Taken, add, open_case

    if not paths and manifest is None:
        raise UsageError("nothing to add", "name files and folders, or a --manifest")
    case = open_case(folder)
    about = Stated(
        kind=SourceKind(stated.pop("kind")), access=Access(stated.pop("access")), persons=list_of_persons, **stated
    )
    with progress(as_json) as bar:

        def acknowledge(done: int, total: int, batch: Sequence[Taken]) -> None:
            for one in batch:
                show_json({"path": one.path, "sha256": one.sha256}) if as_json else show(one.path)
            bar("Adding", done, total, 0)

        added = add(case, paths, about, clock, randomness, acknowledge, manifest)
    for missed in added.not_taken:
        problem = missed.problem(0)
        if as_json:
            show_json({"hint": problem.hint, "path": missed.original_path, "problem": problem.code})
        else:
            say(f"not taken: {missed.original_path}: {problem.message}" + (f"; {problem.hint}" if problem.hint else ""))
    for row in added.rows_left:
        show_json({"problem": "row-without-file", "row": row}) if as_json else say(f"not paired: {row}")
    for path in added.files_left:
        told = "the manifest says nothing about this file, which was taken in"
        show_json({"path": path, "problem": "file-without-row"}) if as_json else say(f"not paired: {path}: {told}")
    before = f", {added.before} were there from an interrupted run" if added.before else ""
    say(f"{len(added.taken)} taken in" + (f", {len(added.not_taken)} not" if added.not_taken else "") + before)
    return 1 if added.not_taken or added.rows_left or added.files_left else 0
