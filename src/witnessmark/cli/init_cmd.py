"""`witnessmark init`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import clock, json_option, randomness, say, show, show_json


@click.command(epilog="Example: witnessmark init my-case --title 'Transplant figures'")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="", help="Title of the report.")
@click.option("--question", default="", help="What the case asks, one sentence.")
@json_option
def command(folder: Path, title: str, question: str, as_json: bool) -> int:
    """Make an empty case in FOLDER, and the key that signs its custody log in your own data folder."""
    from witnessmark.pipeline import init_case

    case = init_case(folder, title, clock, randomness, question=question)
    if as_json:
        show_json({"case": str(case.paths.root)})
    else:
        say("the case's private key is in your data folder, not in the case: keep a copy of it somewhere safe")
        show(str(case.paths.root))
    return 0
