"""`witnessmark refuses`."""

from __future__ import annotations

import click

from .common import json_option, show, show_word


@click.command(epilog="Example: witnessmark refuses")
@json_option
def command(as_json: bool) -> int:
    """Print what this program never does, because of what, and what to use instead."""
    from witnessmark.model import REFUSALS

    for one in REFUSALS:
        if as_json:
            show_word(one)
        else:
            show(f"{one.id}  never: {one.never}")
            show(f"    because: {one.because}")
            show(f"    instead: {one.instead}")
            show(f"    guard: {one.guard}")
            show(f"    test: {one.test}")
            show(f"    cannot stop: {one.cannot_stop}")
    return 0
