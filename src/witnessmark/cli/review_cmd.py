"""`witnessmark review`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import case_option, clock, json_option, say, show, show_json

if TYPE_CHECKING:
    from witnessmark.model import Rereading
    from witnessmark.pipeline import Case

REASONS = ("misread", "duplicate", "not a claim", "out of scope")
STANCES = ("asserts", "denies", "disputes")
BOUNDS = ("point", "at least", "more than", "at most", "less than", "about", "range", "vague", "open")
REMOVABLE = ("speaker", "low", "high", "unit", "measure", "period")
_NO_FIELD = (None, ())


@click.command(
    epilog='Example: witnessmark review --for dry-claimed; witnessmark review c-4d5e6f --reject "not a claim"; '
    "witnessmark review c-1a2b3c --correct-to --low 5000 --bound 'at least'"
)
@click.argument("claims", nargs=-1)
@case_option
@click.option("--correct", is_flag=True, help="The source says this. It is no word on whether it is so.")
@click.option("--reject", type=click.Choice(REASONS), help="The reading is wrong or of no use, and why.")
@click.option("--correct-to", is_flag=True, help="The source says this once it is read with the fields that follow.")
@click.option("--speaker", help="With --correct-to: who says it, as printed.")
@click.option("--stance", type=click.Choice(STANCES), help="With --correct-to: what the speaker does with it.")
@click.option("--low", type=float, help="With --correct-to: smallest value that the words allow.")
@click.option("--high", type=float, help="With --correct-to: largest value that the words allow.")
@click.option("--bound", type=click.Choice(BOUNDS), help="With --correct-to: what the words around the number say.")
@click.option("--unit", help="With --correct-to: what is counted or measured.")
@click.option("--measure", help="With --correct-to: what the number measures.")
@click.option("--period", help="With --correct-to: 2006, 2006-03, 2006/2009, or P1Y.")
@click.option("--without", type=click.Choice(REMOVABLE), multiple=True, help="With --correct-to: empty this field.")
@click.option("--undo", is_flag=True, help="Take the decision that holds back; what held before holds again.")
@click.option("--note", default="", help="A few words of your own.")
@click.option("--for", "figure", help="A figure of the plan: what it rests on comes first.")
@click.option("--coverage", is_flag=True, help="Show how much of what each figure rests on is decided.")
@click.option("--list", "listed", is_flag=True, help="List, also in a terminal.")
@click.option("--again", is_flag=True, help="Decided claims too.")
@click.option("--limit", default=20, show_default=True, help="How many claims to list; 0 for all.")
@json_option
def command(
    claims: tuple[str, ...],
    folder: Path,
    correct: bool,
    reject: str | None,
    correct_to: bool,
    undo: bool,
    note: str,
    figure: str | None,
    coverage: bool,
    listed: bool,
    again: bool,
    limit: int,
    as_json: bool,
    speaker: str | None,
    stance: str | None,
    low: float | None,
    high: float | None,
    bound: str | None,
    unit: str | None,
    measure: str | None,
    period: str | None,
    without: tuple[str, ...],
) -> int:
    """Decide claims by single keys in a terminal, what figures rest on first; ? explains the keys.

    Elsewhere, or with --list, undecided claims are listed with their quotes. With CLAIMS those are decided that are named.
    """
    from witnessmark.errors import UsageError
    from witnessmark.pipeline import open_case

    read = {"speaker": speaker, "stance": stance, "low": low, "high": high, "bound": bound, "unit": unit}
    fields = {**read, "measure": measure, "period": period, "without": without}
    given: dict[str, object] = {name: value for name, value in fields.items() if value not in _NO_FIELD}
    ways = [correct, reject is not None, correct_to, undo]
    case = open_case(folder)
    if given and not correct_to:
        raise UsageError(f"--{next(iter(given))} goes with --correct-to", "name the claim, and --correct-to")
    if coverage and not claims and not any(ways):
        return _coverage(case, as_json)
    if not claims and not any(ways):
        if not (listed or as_json) and _is_terminal():
            return _by_keys(case, figure, again)
        return _list(case, again, figure, limit, as_json)
    if not claims or sum(ways) != 1:
        raise UsageError(
            "name claims, and one of --correct, --reject REASON, --correct-to and --undo",
            "witnessmark review --list lists claims",
        )
    return _decide(case, claims, reject, _correction(given) if correct_to else None, undo, note, as_json)


def _decide(
    case: Case,
    claims: tuple[str, ...],
    reject: str | None,
    correction: Rereading | None,
    undo: bool,
    note: str,
    as_json: bool,
) -> int:
    from witnessmark.errors import UsageError
    from witnessmark.model import Reason, Verdict
    from witnessmark.pipeline import decide, find_claim, take_back

    verdict, reason = (Verdict.REJECTED, Reason(reject)) if reject else (Verdict.READ_CORRECTLY, None)
    found = {one.claim.id: one for one in [find_claim(case, reference) for reference in claims]}
    undecided = [about for about, one in found.items() if undo and one.own.holds is None]
    if undecided:
        raise UsageError(f"nothing is decided about {', '.join(undecided)} itself", "there is nothing to take back")
    for about, one in found.items():
        if undo and one.own.holds is not None:
            undone = take_back(case, one.own.holds, clock=clock)
            if as_json:
                show_json({"claim": about, "undoes": undone.undoes})
            else:
                show(f"{about}: taken back ({one.own.holds.told})")
            continue
        made = decide(case, one, verdict, clock=clock, reason=reason, note=note, correction=correction)
        if as_json:
            show_json({"claim": made.about, "judgement": made.id, "reason": made.reason, "verdict": made.verdict})
        else:
            told = f" ({made.reason})" if made.reason else ", as corrected" if made.correction else ""
            show(f"{made.about}: {made.verdict}{told}")
    return 0


def _correction(given: dict[str, object]) -> Rereading:
    import msgspec

    from witnessmark.errors import UsageError
    from witnessmark.model import Rereading

    try:
        return msgspec.convert(given, Rereading)
    except msgspec.ValidationError as err:
        raise UsageError(str(err), "give the fields that the source says otherwise than the program read") from err


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _by_keys(case: Case, figure: str | None, again: bool) -> int:
    try:
        from .review_keys import review_by_keys
    except ImportError:  # a system without termios
        return _list(case, again, figure, 20, False)
    from witnessmark.pipeline import Sitting

    sitting = Sitting(case, clock, figure=figure, again=again)
    if not sitting.claims:
        say("nothing is left to decide; --again shows decided claims too")
        return 0
    code = review_by_keys(sitting)
    now = sitting.progress
    say(f"{now.decided} of {now.claims} claims decided; witnessmark build brings it into the report")
    return code


def _coverage(case: Case, as_json: bool) -> int:
    from witnessmark.pipeline import coverage

    for one in coverage(case):
        if as_json:
            counts = {"decided": one.decided, "differ": one.differ, "rejected": one.rejected}
            show_json({"figure": one.figure, "inputs": list(one.inputs), **counts})
            continue
        if not one.inputs:
            show(f"{one.figure}: rests on no claim")
            continue
        rejected = f", {one.rejected} of them rejected" if one.rejected else ""
        differ = f"; decisions differ on {one.differ}" if one.differ else ""
        show(f"{one.figure}: {one.decided} of {len(one.inputs)} inputs decided{rejected}{differ}")
    return 0


def _list(case: Case, again: bool, figure: str | None, limit: int, as_json: bool) -> int:
    from witnessmark.pipeline import waiting

    found = waiting(case, again=again, figure=figure)
    for one in found[: limit or None]:
        claim = one.reads
        if as_json:
            show_json(
                {
                    "decided": str(one.judgement.verdict) if one.judgement else None,
                    "differ": len(one.own.differ),
                    "id": claim.id,
                    "measure": claim.measure,
                    "period": claim.period,
                    "quote": claim.quote,
                    "reprint": bool(one.judgement and one.judgement.about != claim.id),
                    "says": claim.says,
                    "source": claim.source,
                    "span": claim.span,
                    "stance": claim.stance,
                }
            )
            continue
        shown = one.judgement.told if one.judgement else "decisions differ" if one.own.differ else ""
        reprint = ", in a reprint" if one.judgement and one.judgement.about != claim.id else ""
        show(claim.id + (f"  [{shown}{reprint}]" if shown else ""))
        measure = f" ({claim.measure})" if claim.measure else ""
        show(f"  {claim.says} {claim.verb}: {' '.join(claim.span.split())}{measure}")
        show(f"  “{' '.join(claim.quote.split())}”")
        show(f"  source {one.source.number}: {one.source.name}")
        show()
    if not as_json:
        left = len(found) - (limit or len(found))
        say(f"{len(found)} claims" + (f"; {left} more with --limit 0" if left > 0 else ""))
    return 0
