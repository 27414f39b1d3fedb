"""`witnessmark cite`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .add_cmd import KINDS
from .common import case_option, clock, json_option, randomness, say, show, show_json


@click.command(epilog='Example: witnessmark cite 3 --title "On wells" --published 2019-02-03 --outlet "Village Post"')
@click.argument("source")
@case_option
@click.option("--kind", type=click.Choice(KINDS), help="What sort of source it is.")
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
def command(source: str, folder: Path, as_json: bool, **said: Any) -> int:  # noqa: ANN401 - click gives the many options of one word
    """Correct what is stated about SOURCE, given by its number or the first digits of its SHA-256.

    What you leave out stays; --outlet "" takes a statement back. The correction is a new entry of the custody log, and
    earlier statements stay in it.
    """
    import msgspec

    from witnessmark.model import SourceKind
    from witnessmark.pipeline import Correction, cite, open_case

    kind = said.pop("kind")
    correction = Correction(kind=SourceKind(kind) if kind else None, **said)
    cited = cite(open_case(folder), source, correction, clock, randomness)
    latest = cited.latest
    if as_json:
        told = msgspec.to_builtins(latest)
        show_json({"custody": cited.custody[-1], "number": cited.number, "sha256": cited.sha256, "stated": told})
        return 0
    citation = latest.citation
    parts = (citation.author, citation.title, citation.container, citation.publisher, citation.published)
    show(f"source {cited.number} ({cited.name}): {'; '.join(one for one in parts if one) or 'nothing is cited'}")
    show(f"  {latest.kind}" + (f", narrated by {latest.outlet}" if latest.outlet else ""))
    say(f"custody entry {cited.custody[-1]}; witnessmark build prints it")
    return 0
