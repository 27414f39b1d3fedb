"""`witnessmark refuses`."""

from __future__ import annotations

import click

from .common import json_option, show, show_json


@click.command(epilog="Example: witnessmark refuses")
@json_option
def command(as_json: bool) -> int:
    """Print what this program never does, because of what, and what to use instead."""
    from witnessmark.model import REFUSALS

    for one in REFUSALS:
        if as_json:
            show_json(
                {"because": one.because, "guard": one.guard, "id": one.id, "instead": one.instead, "never": one.never}
            )
        else:
            show(f"{one.id}  never: {one.never}")
            show(f"    because: {one.because}")
            show(f"    instead: {one.instead}")
            show(f"    guard: {one.guard}")
    return 0
