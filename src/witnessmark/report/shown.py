"""How numbers and intervals are put into characters: the same way for every speaker."""

from __future__ import annotations

from html import escape

from witnessmark.model import Bound, Claim, Observation, Quantity, Statistic
from witnessmark.text.visible import visible


def html(text: str) -> str:
    """Text for a page: nothing in it is obeyed as HTML, and what cannot be seen is marked."""
    return escape(visible(text))


def number(value: float) -> str:
    """A number as a source gives it, thousands separated: 5,146; 8.5."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.10g}"


def rounded(value: float) -> str:
    """A number that was computed: four decimals below ten, two above, none for whole numbers; never zero for a small one."""
    if value == int(value):
        return number(value)
    if abs(value) < 0.0005:
        return f"{value:.2g}"
    return f"{value:.4f}" if abs(value) < 10 else f"{value:,.2f}"


def between(low: float | None, high: float | None) -> str:
    """An interval in words."""
    if low is None and high is None:
        return "no bound"
    if low is None:
        return f"at most {number(high or 0.0)}"
    if high is None:
        return f"at least {number(low)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def quantity(found: Quantity) -> str:
    """A quantity as its source bounds it; vague and open ones as written."""
    low, high = found.low, found.high
    if found.bound in (Bound.VAGUE, Bound.OPEN):
        return " ".join(found.as_written.split())
    word = {Bound.MORE_THAN: "more than", Bound.LESS_THAN: "less than", Bound.ABOUT: "about"}.get(found.bound)
    one_sided = low is None or high is None or low == high
    value = low if low is not None else high
    if word and one_sided and value is not None:
        return f"{word} {number(value)}"
    return between(low, high)


def claim(found: Claim) -> str:
    """What a claim says in a few characters: its quantity, its period, or its span."""
    if found.quantity is not None:
        percent = " percent" if (found.quantity.unit or "").startswith("percent") else ""
        return quantity(found.quantity) + percent
    return found.period or " ".join(found.span.split())


def observation(found: Observation) -> str:
    """A cell: its value, its interval, or that nothing was read."""
    if found.empty:
        return "not read"
    return number(found.value) if found.value is not None else between(found.low, found.high)


def statistic(found: Statistic) -> str:
    """A statistic with the range that it takes over cells known only as intervals."""
    value = rounded(found.value)
    if found.low is None or found.high is None:
        return value
    low, high = rounded(found.low), rounded(found.high)
    return f"{value} ({low} with interval cells)" if low == high else f"{value} ({low} to {high} with interval cells)"
