"""A problem: a doubt about material. It is kept, counted and shown; the rest goes on."""

from __future__ import annotations

from enum import StrEnum

from .word import Word, open_id


class Severity(StrEnum):
    """How much a problem takes away."""

    LOST = "lost"  # nothing of this thing could be used
    PARTLY = "partly"  # some of it could not
    NOTE = "note"  # all of it was used, with a doubt


class Problem(Word, frozen=True, kw_only=True):
    """A doubt about material.

    Attributes:
        id: hash of all other fields.
        code: short name, the same for the same kind of doubt ("no-text-layer").
        severity: how much it takes away.
        about: id of the thing (a source's sha256, a claim id, a figure's name).
        where: place inside it ("page 14", "line 3, column 7"), or empty.
        message: what is the matter, one sentence without a file name.
        hint: what to do about it, or empty.
    """

    id: str
    code: str
    severity: Severity
    about: str
    where: str = ""
    message: str
    hint: str = ""


def make_problem(
    code: str,
    about: str,
    message: str,
    *,
    severity: Severity = Severity.LOST,
    where: str = "",
    hint: str = "",
) -> Problem:
    """A problem with its id."""
    core = {
        "about": about,
        "code": code,
        "hint": hint,
        "message": message,
        "severity": str(severity),
        "where": where,
    }
    return Problem(
        id=open_id("x", core),
        code=code,
        severity=severity,
        about=about,
        where=where,
        message=message,
        hint=hint,
    )
