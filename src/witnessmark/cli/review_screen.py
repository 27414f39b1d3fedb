"""What a person sees of a claim while deciding: text for a terminal of any size, drawn in one write."""

from __future__ import annotations

import io
import re
import shutil
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from .common import number

if TYPE_CHECKING:
    from witnessmark.model import Claim, Passage
    from witnessmark.pipeline import Sitting, Waiting

KEYS = "y read correctly  r reject  e correct  s skip  u undo  j/k move  ? help  q quit"
REASONS = {"m": "misread", "d": "duplicate", "n": "not a claim", "o": "out of scope"}
ASK_REASON = "why? " + ", ".join(f"{key} {reason}" for key, reason in REASONS.items()) + "; any other key: not rejected"
HELP = """y   the source says this; no word on whether it is so
r   reject; then m misread, d duplicate, n not a claim, o out of scope
e   correct, field by field: Return keeps, - empties, Ctrl-C gives up
s   leave it for another day
u   take the last decision of this sitting back
j k next and previous claim (arrows too)
q   quit; every decision is on disk already"""
CONTEXT = 400  # characters of the passage on either side of a quote
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Text that cannot steer a terminal: controls and marks of direction become signs, white space single spaces."""
    return _UNPRINTABLE.sub("\ufffd", re.sub(r"[\s\x1c-\x1f]+", " ", text))


def draw(sitting: Sitting, index: int, status: str, *, helping: bool = False) -> None:
    """Draws one claim of a sitting over the whole terminal."""
    width, height = shutil.get_terminal_size((80, 24))
    lines = screen(sitting, index, status, width, height, helping=helping)
    _write("\x1b[H" + "\x1b[K\r\n".join(lines) + "\x1b[K\x1b[J")


def begin() -> None:
    """Leaves what stood in the terminal as it is, and draws on a page of its own."""
    _write("\x1b[?1049h\x1b[2J")


def end() -> None:
    """Brings back what stood in the terminal."""
    _write("\x1b[?1049l")


def screen(sitting: Sitting, index: int, status: str, width: int, height: int, *, helping: bool = False) -> list[str]:
    """The lines of the screen, no more than fit.

    Args:
        sitting: the claims.
        index: which of them.
        status: what the last key did, or what is asked.
        width: of the terminal, in characters.
        height: of the terminal, in lines.
        helping: whether the keys are explained.
    """
    one = sitting.at(index)
    head = [_progress(sitting, index), Text("─" * width, style="dim"), *_reading(one)]
    foot = [*_decided(one, sitting.reprints(index)), Text(f"source {one.source.number}: {printable(one.source.name)}")]
    foot[-1].append(_place(sitting.passage(index)))
    keys = [Text(line) for line in (HELP if helping else KEYS).split("\n")]
    end = [Text("─" * width, style="dim"), Text(status, style="bold"), *keys]
    console = _console(width)
    fixed = sum(len(_lines(console, text, width)) for text in (*head, *foot, *end))
    quote = _quote(one.claim, sitting.passage(index), console, width, max(1, height - fixed - 2))
    shown = [*head, Text(), *quote, Text(), *foot]
    above = [line for text in shown for line in _lines(console, text, width)]
    below = [line for text in end for line in _lines(console, text, width)][: max(1, height - 1)]
    return [*above[: height - len(below)], *[""] * (height - len(below) - len(above)), *below]


def _progress(sitting: Sitting, index: int) -> Text:
    now = sitting.progress
    of = f"of {now.figure}" if now.figure else "of the plan's figures"
    inputs = f"{now.inputs_decided} of {number(now.inputs, 'input')} {of} decided" if now.inputs else ""
    whole = f"claim {index + 1:,} of {now.claims:,}; {now.decided:,} decided"
    return Text("; ".join(one for one in (inputs, whole) if one), style="bold")


def _reading(one: Waiting) -> list[Text]:
    claim, read = one.reads, one.claim
    said = Text(printable(claim.says), style="bold").append(f" {claim.verb}: ", style="not bold")
    said.append(printable(claim.span), style="bold")
    fields = [("number", amount(claim)), ("measure", claim.measure), ("period", claim.period), ("place", claim.place)]
    told = "; ".join(f"{what} {printable(value)}" for what, value in fields if value)
    modality = f"; {claim.modality}" if str(claim.modality) != "plain" else ""
    rows = [said, Text(f"read as {claim.kind}{modality}" + (f": {told}" if told else ""))]
    if claim != read and one.judgement is not None:
        from witnessmark.model import program_read

        rows.append(Text(f"corrected by a person; the program read: {printable(program_read(one.judgement))}"))
    return rows


def amount(claim: Claim) -> str | None:
    """The number of a claim with its bound and unit, or None."""
    found = claim.quantity
    if found is None:
        return None
    sides = ["…" if side is None else f"{side:,.10g}" for side in (found.low, found.high)]
    value = sides[0] if found.low == found.high else f"{sides[0]} to {sides[1]}"
    return f"{value} ({found.bound}" + (f", {found.unit})" if found.unit else ")")


def _decided(one: Waiting, reprints: int) -> list[Text]:
    rows = []
    if reprints > 1:
        rows.append(Text(f"stands in {reprints} reprints: one decision shows on each", style="dim"))
    if one.own.differ:
        told = "; ".join(sorted(f"{each.told} ({each.at[:10]}, key {each.by[:8]})" for each in one.own.differ))
        rows.append(Text(f"decisions differ: {told}", style="bold"))
    elif one.judgement is not None:
        where = "" if one.judgement.about == one.claim.id else f", in the reprint {one.judgement.about[:10]}"
        rows.append(Text(f"decided: {one.judgement.told}{where}", style="bold"))
    return rows


def _place(passage: Passage | None) -> str:
    if passage is None:
        return ""
    from witnessmark.model import place_of

    return f", {place_of(passage.where)}"


def _quote(claim: Claim, passage: Passage | None, console: Console, width: int, height: int) -> list[Text]:
    """The quote in its context with the span marked: as many lines around the span as there is room for."""
    text, base = (passage.text, 0) if passage is not None else (claim.quote, claim.quote_start)
    cuts = (claim.quote_start - CONTEXT, claim.quote_start, claim.start, claim.end, claim.quote_end)
    places = [max(0, cut - base) for cut in (*cuts, claim.quote_end + CONTEXT)]
    styles = ("dim", "", "reverse bold", "", "dim")
    shown, marked = Text(), 0
    for style, first, last in zip(styles, places, places[1:], strict=False):
        if style == "reverse bold":
            marked = len(shown.plain)
        shown.append(printable(text[first:last]), style=style)
    lines = list(shown.wrap(console, width))
    passed, middle = 0, 0
    for place, line in enumerate(lines):
        if passed <= marked:
            middle = place
        passed += len(line.plain) + 1
    first = max(0, min(middle - height // 2, len(lines) - height))
    return lines[first : first + height]


def _console(width: int) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=True,
        color_system="standard",
        highlight=False,
        legacy_windows=False,
    )


def _lines(console: Console, text: Text, width: int) -> list[str]:
    found = []
    for line in text.wrap(console, width):
        with console.capture() as caught:
            console.print(line, end="", soft_wrap=True)
        found.append(caught.get())
    return found


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
