"""`witnessmark plan`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import case_option, clock, json_option, randomness, say, show, show_json


@click.group()
def command() -> None:
    """Work with decisions/plan.toml, which names each number before it is made."""


@command.command(epilog="Example: witnessmark plan freeze -C my-case")
@case_option
@json_option
def freeze(folder: Path, as_json: bool) -> int:
    """Write the plan's hash to the custody log: computations of a plan frozen as it stands are printed as declared."""
    from witnessmark.pipeline import freeze_plan, open_case

    digest = freeze_plan(open_case(folder), clock, randomness)
    if as_json:
        show_json({"plan": digest})
    else:
        say("the plan's hash stands in the custody log now")
        show(digest)
    return 0
