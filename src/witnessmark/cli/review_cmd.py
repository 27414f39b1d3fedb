"""`witnessmark review`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import case_option, clock, json_option, say, show, show_json

REASONS = ("misread", "duplicate", "not a claim", "out of scope")


@click.command(
    epilog='Example: witnessmark review c-1a2b3c --correct; witnessmark review c-4d5e6f --reject "not a claim"'
)
@click.argument("claims", nargs=-1)
@case_option
@click.option("--correct", is_flag=True, help="The source says this. It is no word on whether it is so.")
@click.option("--reject", type=click.Choice(REASONS), help="The reading is wrong or of no use, and why.")
@click.option("--note", default="", help="A few words of your own.")
@click.option("--again", is_flag=True, help="List decided claims too.")
@click.option("--limit", default=20, show_default=True, help="How many claims to list; 0 for all.")
@json_option
def command(
    claims: tuple[str, ...],
    folder: Path,
    correct: bool,
    reject: str | None,
    note: str,
    again: bool,
    limit: int,
    as_json: bool,
) -> int:
    """List undecided claims with their quotes, those that figures rest on first; or decide the CLAIMS that are named."""
    from witnessmark.errors import UsageError
    from witnessmark.model import Reason, Verdict
    from witnessmark.pipeline import decide, find_claim, open_case

    case = open_case(folder)
    if not claims and not correct and reject is None:
        return _list(folder, again, limit, as_json)
    if not claims or correct == (reject is not None):
        raise UsageError("name claims, and either --correct or --reject REASON", "witnessmark review lists claims")
    verdict = Verdict.READ_CORRECTLY if correct else Verdict.REJECTED
    for one in [find_claim(case, reference) for reference in claims]:
        made = decide(case, one, verdict, clock=clock, reason=Reason(reject) if reject else None, note=note)
        if as_json:
            show_json({"claim": made.about, "judgement": made.id, "reason": made.reason, "verdict": made.verdict})
        else:
            show(f"{made.about}: {made.verdict}" + (f" ({made.reason})" if made.reason else ""))
    return 0


def _list(folder: Path, again: bool, limit: int, as_json: bool) -> int:
    from witnessmark.pipeline import open_case, waiting

    found = waiting(open_case(folder), again=again)
    for one in found[: limit or None]:
        claim = one.claim
        if as_json:
            show_json(
                {
                    "decided": str(one.judgement.verdict) if one.judgement else None,
                    "id": claim.id,
                    "measure": claim.measure,
                    "period": claim.period,
                    "quote": claim.quote,
                    "says": claim.says,
                    "source": claim.source,
                    "span": claim.span,
                    "stance": claim.stance,
                }
            )
            continue
        decided = f"  [{one.judgement.verdict}]" if one.judgement else ""
        show(f"{claim.id}{decided}")
        measure = f" ({claim.measure})" if claim.measure else ""
        show(f"  {claim.says} {claim.verb}: {' '.join(claim.span.split())}{measure}")
        show(f"  “{' '.join(claim.quote.split())}”")
        show(f"  source {one.source.number}: {one.source.name}")
        show()
    if not as_json:
        left = len(found) - (limit or len(found))
        say(f"{len(found)} claims" + (f"; {left} more with --limit 0" if left > 0 else ""))
    return 0
