"""`witnessmark claim`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .common import case_option, clock, json_option, say, show, show_json

if TYPE_CHECKING:
    from witnessmark.pipeline import Entered

STANCES = ("asserts", "denies", "disputes")
MODALITIES = ("plain", "estimated", "conditional", "planned", "opinion", "absent")
BOUNDS = ("point", "at least", "more than", "at most", "less than", "about", "range", "vague", "open")


@click.group()
def command() -> None:
    """Claims that you enter by hand, beside those that the program finds."""


@command.command(
    epilog='Example: witnessmark claim new 3 --quote "some 400 villages have no water" --span "some 400" '
    '--speaker "The Association" --measure villages'
)
@click.argument("source")
@click.option("--quote", required=True, help="The exact words of the source; white space may differ.")
@click.option("--span", help="The words of the quote that hold the number or date.")
@click.option("--nth", type=click.IntRange(1), help="Which place, where the quote stands in several.")
@click.option("--speaker", help="Who says it, as printed; leave out where the text attributes it to nobody.")
@click.option("--stance", type=click.Choice(STANCES), default=STANCES[0], help="What the speaker does with it.")
@click.option("--modality", type=click.Choice(MODALITIES), default="plain", help="How the speaker puts it.")
@click.option("--low", type=float, help="Smallest value that the words allow; read from the span where it is left out.")
@click.option("--high", type=float, help="Largest value that the words allow.")
@click.option("--bound", type=click.Choice(BOUNDS), help="What the words around the number say about it.")
@click.option("--unit", help="What is counted or measured, as the source names it.")
@click.option("--measure", help="What the number measures.")
@click.option("--period", help="2006, 2006-03, 2006/2009, or P1Y for a year's rate.")
@click.option("--place", help="The place that it is about.")
@case_option
@json_option
def new(source: str, quote: str, nth: int | None, folder: Path, as_json: bool, **read: Any) -> int:  # noqa: ANN401 - click gives the many options of one word
    """Enter a claim that stands in SOURCE, given by its number or the first digits of its SHA-256.

    The quote must stand there. Where the program found the same number, your reading takes the place of its own.
    """
    from witnessmark.errors import UsageError
    from witnessmark.model import Bound, Entry, Modality, Stance
    from witnessmark.pipeline import enter_claim, open_case

    stance, modality, bound = Stance(read.pop("stance")), Modality(read.pop("modality")), read.pop("bound")
    try:
        entry = Entry(stance=stance, modality=modality, bound=Bound(bound) if bound else None, **read)
    except ValueError as err:
        raise UsageError(str(err)) from err
    entered = enter_claim(open_case(folder), source, quote, entry, clock, nth)
    _show(entered, as_json)
    if not as_json:
        say("entered; witnessmark build puts it beside the others")
    return 0


@command.command("list", epilog="Example: witnessmark claim list -C my-case")
@case_option
@json_option
def list_them(folder: Path, as_json: bool) -> int:
    """List the claims that were entered by hand."""
    from witnessmark.pipeline import entered_claims, open_case

    found = entered_claims(open_case(folder))
    for one in found:
        _show(one, as_json)
    if not as_json:
        say(f"{len(found)} claims entered by hand")
    return 0


def _show(entered: Entered, as_json: bool) -> None:
    import msgspec

    hand, source = entered.hand, entered.source
    if as_json:
        number = source.number if source else None
        told = {"built": entered.built, "place": entered.stands_at or None, "source_number": number}
        show_json({**msgspec.to_builtins(hand), **told})
        return
    entry = hand.entry
    place = f", {entered.stands_at}" if entered.stands_at else ""
    show(f"{hand.id} ({hand.kind}, source {source.number}{place})" if source else f"{hand.id} (its source is gone)")
    stance = "" if entry.stance == "asserts" else f" ({entry.stance})"
    show(f"  {entry.speaker or 'unattributed'} says{stance}: {' '.join((entry.span or hand.quote).split())}")
    show(f"  quote: “{' '.join(hand.quote.split())}”")
    values = {name: getattr(entry, name) for name in ("low", "high", "bound", "unit", "measure", "period", "place")}
    read = [
        f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}"
        for name, value in values.items()
        if value is not None
    ]
    if read:
        show(f"  read as: {', '.join(read)}")
    if hand.read is not None:
        then = hand.read
        was = f"{then.speaker or 'unattributed'}, low {then.low}, high {then.high}, measure {then.measure}"
        show(f"  the program had read: {was}, period {then.period}")
    show(f"  entered {hand.at} by key {hand.by}")
