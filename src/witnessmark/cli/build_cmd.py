"""`witnessmark build`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import case_option, clock, json_option, number, progress, say, show, show_json


@click.command(epilog="Example: witnessmark build -C my-case")
@case_option
@click.option(
    "--accept", "accepting", is_flag=True, help="Accept every figure as it is now (writes decisions/figures.lock)."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; one a core by default.")
@json_option
def command(folder: Path, accepting: bool, workers: int | None, as_json: bool) -> int:
    """Read every source, find claims, run the plan and write published/index.html.

    Needs no plan and no prose: without them the page lists sources, claims by measure and problems.
    """
    from witnessmark.pipeline import accept_as_now, build, open_case

    case = open_case(folder)
    with progress(as_json) as tell:
        built = build(
            case, acceptance=accept_as_now(case, clock) if accepting else None, workers=workers, progress=tell
        )
    counts = built.counts
    page = case.paths.root / built.page
    if as_json:
        show_json(
            {
                "claims": counts.claims,
                "figures": counts.figures,
                "fresh": built.fresh,
                "page": str(page),
                "passages": counts.passages,
                "problems": counts.problems,
                "sources": counts.sources,
            }
        )
    else:
        if not built.fresh:
            say("nothing has changed since the last build")
        things = {
            "source": counts.sources,
            "passage": counts.passages,
            "claim": counts.claims,
            "figure": counts.figures,
        }
        say(", ".join(number(count, thing) for thing, count in things.items()))
        if counts.problems:
            say(f"{number(counts.problems, 'problem')}, each with a hint: {page.with_name('problems.html')}")
        show(str(page))
    return 1 if counts.problems else 0
