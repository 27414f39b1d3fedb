"""`witnessmark trace`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import case_option, json_option, show, show_json

if TYPE_CHECKING:
    from witnessmark.pipeline import ClaimTrace, PhraseTrace, SourceTrace, Traced


@click.command(epilog='Example: witnessmark trace volume-claimed; witnessmark trace "wells ran dry"')
@click.argument("name")
@case_option
@json_option
def command(name: str, folder: Path, as_json: bool) -> int:
    """Follow NAME down to claims, quotes, pages, hashes and custody.

    NAME is a figure of the plan, a claim id, or a phrase: then every passage that holds these words is shown.
    """
    from witnessmark.pipeline import open_case, trace

    traced = trace(open_case(folder), name)
    if as_json:
        show_json(_plain(traced))
    else:
        _print(traced)
    return 0


def _plain(traced: Traced) -> object:
    import msgspec

    return {
        "cells": [
            {"cell": msgspec.to_builtins(cell), "source": _plain_source(source) if source else None}
            for cell, source in traced.cells
        ],
        "claims": [
            {
                "claim": msgspec.to_builtins(one.claim),
                "judgement": msgspec.to_builtins(one.judgement),
                "passage": msgspec.to_builtins(one.passage),
                "source": _plain_source(one.source),
            }
            for one in traced.claims
        ],
        "figures": [{**msgspec.to_builtins(one), "labels": list(one.labels)} for one in traced.figures],
        "finding": msgspec.to_builtins(traced.finding),
        "passages": [
            {
                "passage": msgspec.to_builtins(one.passage),
                "places": [list(place) for place in one.places],
                "source": _plain_source(one.source),
            }
            for one in traced.passages
        ],
    }


def _plain_source(trace: SourceTrace) -> object:
    import msgspec

    return {
        "custody": [{"entry": msgspec.to_builtins(event), "index": index} for index, event in trace.entries],
        "source": msgspec.to_builtins(trace.source),
    }


def _print(traced: Traced) -> None:
    for figure in traced.figures:
        labels = "".join(f" [{label}]" for label in figure.labels)
        unit = f" {figure.unit}" if figure.unit not in ("", "1") else ""
        show(f"{figure.name} {figure.statistic}: {figure.shown}{unit}{labels}")
        show(f"  {figure.who} says ({figure.how}); standing of its inputs: {figure.standing}")
    if traced.finding is not None:
        show(
            f"computation: {traced.finding.method}, version {traced.finding.method_version} ({traced.finding.declared})"
        )
        for caution in traced.finding.cautions:
            show(f"  caution: {caution.says}")
    for cell, source in traced.cells:
        written = f', written "{cell.as_written}"' if cell.as_written else ""
        show(f"cell {cell.period}: {_value(cell.value, cell.low, cell.high)} ({cell.standing}{written})")
        if source is not None:
            _print_source(source, "  ")
    for one in traced.claims:
        _print_claim(one)
    for held in traced.passages:
        _print_phrase(held)


def _value(value: float | None, low: float | None, high: float | None) -> str:
    return f"{value:g}" if value is not None else f"between {low} and {high}"


def _print_claim(one: ClaimTrace) -> None:
    from witnessmark.model import full_place_of

    claim = one.claim
    show(f"claim {claim.id}")
    show(f"  {claim.says} {claim.verb}: {' '.join(claim.span.split())}")
    show(f"  quote: “{' '.join(claim.quote.split())}”")
    show(f"  decided: {one.judgement.verdict if one.judgement else 'undecided'}")
    if one.passage is not None:
        show(f"  passage {one.passage.id}: {full_place_of(one.passage.where)}, read by {one.passage.reader}")
    _print_source(one.source, "  ")


def _print_phrase(one: PhraseTrace) -> None:
    from witnessmark.model import full_place_of

    show(f"passage {one.passage.id}: {full_place_of(one.passage.where)}, read by {one.passage.reader}")
    show(f"  “{''.join(f'**{piece.text}**' if piece.hit else piece.text for piece in one.context)}”")
    _print_source(one.source, "  ")


def _print_source(trace: SourceTrace, indent: str) -> None:
    source = trace.source
    show(f"{indent}source {source.number}: {source.latest.citation.title or source.name} ({source.name})")
    show(f"{indent}sha256 {source.sha256}, {source.size} bytes")
    for index, event in trace.entries:
        show(f"{indent}custody entry {index}: {event.event}, {event.at}, by key {event.actor}")
