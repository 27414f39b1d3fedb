"""`witnessmark search`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .add_cmd import KINDS
from .common import case_option, json_option, number, progress, say, show, show_json

if TYPE_CHECKING:
    from witnessmark.pipeline import Hit, Searched


class WithExclusions(click.Command):
    """A command in which -word is a word to leave out, not a bundle of one-letter options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Turns each -word before a lone -- into --without=word."""
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, [*map(_excluded, args[:end]), *args[end:]])


def _excluded(argument: str) -> str:
    single = argument[:1] == "-" and argument[:2] != "--" and argument not in ("-", "-C", "-h")
    return f"--without={argument[1:]}" if single else argument


@click.command(
    cls=WithExclusions,
    epilog="Example: witnessmark search '\"dry wells\"' 水井 -village --kind press --since 2015",
)
@click.argument("words", nargs=-1, required=True)
@case_option
@click.option("--without", multiple=True, help="A word or phrase that must not stand there; the same as -word.")
@click.option(
    "--source", "sources", multiple=True, help="Search in this source: its number or SHA-256. May be repeated."
)
@click.option("--kind", type=click.Choice(KINDS), help="Search in sources of this kind.")
@click.option("--language", help="Search in text of this language: en, zh, ...")
@click.option("--since", help="Search in what was published on or after this day: 2015, 2015-03 or 2015-03-01.")
@click.option("--until", help="Search in what was published on or before this day.")
@click.option("--claims", "claims_only", is_flag=True, help="Search claims only.")
@click.option("--passages", "passages_only", is_flag=True, help="Search passages only.")
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, help="How many of each to show; 0: all."
)
@json_option
def command(
    words: tuple[str, ...],
    folder: Path,
    without: tuple[str, ...],
    sources: tuple[str, ...],
    kind: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    claims_only: bool,
    passages_only: bool,
    limit: int,
    as_json: bool,
) -> int:
    """Search passages and quotes of claims for WORDS, all of which must stand there.

    An argument with a space in it, or words in quotation marks, is a phrase; -word leaves out what holds the word. Letter
    case and accents do not matter. Searches what the last build read; the first search after a build brings the index up.
    """
    from witnessmark.errors import UsageError
    from witnessmark.model import SourceKind
    from witnessmark.pipeline import Asked, open_case, search

    if claims_only and passages_only:
        raise UsageError("--claims and --passages leave nothing", "leave out both to search both")
    asked = Asked(
        sources=sources,
        kind=SourceKind(kind) if kind else None,
        language=language,
        since=since,
        until=until,
        over="claims" if claims_only else "passages" if passages_only else "both",
        limit=limit,
    )
    typed = " ".join([*map(_phrase, words), *(f"-{_phrase(one)}" for one in without)])
    with progress(as_json) as tell:
        found = search(open_case(folder), typed, asked, tell)
    for one in (*found.passages, *found.claims):
        show_json(_plain(one)) if as_json else _print(one)
    _sum_up(found)
    return 0


def _phrase(words: str) -> str:
    """An argument that the shell kept together is a phrase, unless it is written as a query itself."""
    is_query = any(mark in words for mark in '"“”') or words.startswith("-") or " -" in words
    return words if is_query or not words.strip() or not any(map(str.isspace, words)) else f'"{words}"'


def _plain(hit: Hit) -> dict[str, object]:
    found, context, marks = hit.found, "", []
    for piece in hit.context:
        if piece.hit:
            marks.append([len(context), len(context) + len(piece.text)])
        context += piece.text
    return {
        "claim": found.id if found.says is not None else None,
        "context": context,
        "hits": marks,
        "passage": found.passage,
        "place": found.stands_at,
        "says": found.says,
        "score": found.score,
        "sha256": hit.source.sha256,
        "source": hit.source.number,
        "source_name": hit.source.name,
        "stance": found.stance,
        "title": hit.source.title,
    }


def _print(hit: Hit) -> None:
    from witnessmark.model import Stance

    found, source = hit.found, hit.source
    what = f"passage {found.id}" if found.says is None else f"claim {found.id} in passage {found.passage}"
    show(f"source {source.number}: {source.name}, {found.stands_at}, {what}")
    colour = sys.stdout.isatty()
    marked = (
        click.style(one.text, bold=True, reverse=True) if colour else f"**{one.text}**"
        for one in hit.context
        if one.hit
    )
    words = "".join(next(marked) if one.hit else one.text for one in hit.context)
    stance = f" ({found.stance})" if found.stance not in (None, Stance.ASSERTS) else ""
    show(f"  {words}" if found.says is None else f"  {found.says} says{stance}: “{words}”")


def _sum_up(found: Searched) -> None:
    shown = len(found.passages) + len(found.claims)
    say(
        f"{number(found.passages_found, 'passage')} and {number(found.claims_found, 'claim')}"
        + (f"; {shown} shown, all with --limit 0" if shown < found.passages_found + found.claims_found else "")
    )
    if found.undated:
        say(f"left out for want of a date of publication (witnessmark cite): {number(found.undated, 'source')}")
    if found.behind:
        say("evidence or decisions changed since the last build, which is what was searched; run witnessmark build")
