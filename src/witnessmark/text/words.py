"""Word lists, written as people read them."""

from __future__ import annotations


def words(listed: str) -> tuple[str, ...]:
    """The words of a list that is written with white space between them."""
    return tuple(listed.split())
