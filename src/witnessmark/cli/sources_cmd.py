"""`witnessmark sources`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import case_option, json_option, number, say, show, show_json


@click.command(epilog="Example: witnessmark sources -C my-case")
@case_option
@json_option
def command(folder: Path, as_json: bool) -> int:
    """List the sources: number, kind, passages, claims and problems of the last build, file name and title."""
    import msgspec

    from witnessmark.pipeline import list_sources, open_case

    rows = list_sources(open_case(folder))
    for one in rows:
        if as_json:
            shown = msgspec.to_builtins(one)
            del shown["made_from"]
            show_json(shown)
        else:
            built = "not built yet"
            if one.passages is not None:
                counts = (one.passages, "passage"), (one.claims or 0, "claim"), (one.problems or 0, "problem")
                built = ", ".join(number(count, thing) for count, thing in counts if count or thing != "problem")
            title = f": {one.title}" if one.title else ""
            show(f"{one.number:>4}  {one.sha256[:12]}  {one.kind:<10}  {one.name}{title} ({built})")
    if not as_json:
        say(number(len(rows), "source"))
    return 0
