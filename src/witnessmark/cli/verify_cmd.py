"""`witnessmark verify`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import case_option, json_option, number, progress, say, show, show_json, show_word


@click.command(epilog="Example: witnessmark verify -C my-case")
@case_option
@json_option
def command(folder: Path, as_json: bool) -> int:
    """Re-derive everything under evidence/ and name each bad, missing or extra file, by hash and by the name it came under."""
    from witnessmark.errors import IntegrityError
    from witnessmark.pipeline import verify

    with progress(as_json) as bar:
        found = verify(folder, lambda done, total: bar("Verifying", done, total, 0))
    for one in (*found.damage, *found.leftovers):
        if as_json:
            show_word(one)
        else:
            came_as = f" (came as {one.name})" if one.name else ""
            show(f"{one.code}: {one.path}{came_as}: {one.message}")
    if as_json:
        show_json({"bytes": found.size, "damage": len(found.damage), "entries": found.entries, "files": found.files})
    else:
        entries = f"{found.entries:,} custody entr{'y' if found.entries == 1 else 'ies'}"
        say(f"{number(found.files, 'file')}, {entries}, {number(found.size, 'byte')} of originals checked")
        say(
            f"not as the custody log says: {number(len(found.damage), 'thing')}"
            if found.damage
            else "all is as the custody log says"
        )
    return 0 if found.sound else IntegrityError.exit_code
