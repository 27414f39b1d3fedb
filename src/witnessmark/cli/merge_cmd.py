"""`witnessmark merge`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import case_option, json_option, number, say, show, show_json


@click.command(epilog="Example: witnessmark merge ../my-case-from-a-colleague")
@click.argument("other", type=click.Path(path_type=Path, exists=True, file_okay=False))
@case_option
@json_option
def command(other: Path, folder: Path, as_json: bool) -> int:
    """Add what was decided in OTHER, a copy of this case, to this one.

    Decisions and claims entered by hand come over; nothing is removed or written over. Where the two decided one claim
    differently, both decisions are shown and the claim counts as undecided until somebody decides it again.
    """
    from witnessmark.pipeline import merge, open_case

    merged = merge(open_case(folder), open_case(other))
    if as_json:
        differing = [
            {"claim": one.about, "decisions": [{"at": j.at, "by": j.by, "told": j.told} for j in one.decisions]}
            for one in merged.differing
        ]
        show_json(
            {
                "differing": differing,
                "entered_twice": list(merged.entered_twice),
                "entries": merged.entries,
                "files": [{"differs": how, "file": name} for name, how in merged.files],
                "judgements": merged.judgements,
                "unreadable": merged.unreadable,
            }
        )
    else:
        for one in merged.differing:
            show(f"{one.about}: decisions differ")
            for made in one.decisions:
                show(f"  {made.told}, {made.at}, by key {made.by}" + (f": {made.note}" if made.note else ""))
        for about in merged.entered_twice:
            show(f"{about}: entered by hand in both, and not alike; the later entry holds")
        for name, how in merged.files:
            show(f"{name}: {how}; left as it is")
        if merged.unreadable:
            say(f"{number(merged.unreadable, 'line')} of the other copy cannot be read and did not come over")
        say(
            f"{number(merged.judgements, 'decision')} and {number(merged.entries, 'entry')} came over".replace(
                "entrys", "entries"
            )
        )
        if merged.differing:
            say(f"{number(len(merged.differing), 'claim')} decided differently: decide again with witnessmark review")
    return 1 if merged.differing or merged.unreadable else 0
