"""Figures that moved: a printed value that is no longer the one a person accepted stops the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from witnessmark.errors import FigureMoved
from witnessmark.model import Accepted, Figure


def accept(figures: Iterable[Figure], by: str, on: str) -> list[Accepted]:
    """The figures as a person accepts them.

    Args:
        figures: what is to be accepted.
        by: id of the person's key.
        on: UTC day.
    """
    return [
        Accepted(
            figure=one.name,
            statistic=one.statistic,
            shown=one.shown,
            inputs=_inputs(one),
            method_version=one.method_version,
            by=by,
            on=on,
        )
        for one in figures
    ]


def refuse_moved(figures: Sequence[Figure], accepted: Iterable[Accepted]) -> None:
    """Stops where a figure is printed differently from when a person last accepted it.

    Raises:
        FigureMoved: lists every such figure with old, new and why.
    """
    now = {(one.name, one.statistic): one for one in figures}
    lines = []
    for old in accepted:
        new = now.get((old.figure, old.statistic))
        if new is None or new.shown == old.shown:
            continue
        lines.append(f"{old.figure} {old.statistic}: was {old.shown}, is {new.shown}; {_why(old, new)}")
    if lines:
        counted = "1 figure" if len(lines) == 1 else f"{len(lines)} figures"
        raise FigureMoved(
            f"{counted} moved since they were accepted:\n  " + "\n  ".join(lines),
            "look at each; then witnessmark build --accept takes the new values",
        )


def _inputs(figure: Figure) -> tuple[str, ...]:
    return (*figure.claims, *figure.observations)


def _why(old: Accepted, new: Figure) -> str:
    if old.method_version != new.method_version:
        return f"the method went from version {old.method_version} to {new.method_version}"
    gone = len(set(old.inputs) - set(_inputs(new)))
    came = len(set(_inputs(new)) - set(old.inputs))
    if gone or came:
        return f"{gone} of its inputs went and {came} came"
    return "the same inputs are read or computed differently"
