"""`merge`: what was decided in another copy of the same case is added to this one. Nothing is removed or written over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from witnessmark.case import (
    Case,
    append_hand_claims,
    append_judgements,
    decision_files,
    load_entries,
    load_judgements,
    writing,
)
from witnessmark.errors import CaseError
from witnessmark.model import HandClaim, Judgement

from .judging import decided


@dataclass(frozen=True)
class Differing:
    """A claim about which decisions differ, none made in knowledge of the other.

    Attributes:
        about: claim id.
        decisions: each of them, oldest first.
    """

    about: str
    decisions: tuple[Judgement, ...]


@dataclass(frozen=True)
class Merged:
    """What came over from another copy, and what did not.

    Attributes:
        judgements: decisions added, and lines that take decisions back.
        entries: lines added to the claims entered by hand.
        differing: every claim of this case about which decisions differ now.
        entered_twice: ids of claims that both copies entered by hand, and not alike; the later entry holds.
        files: files of decisions that are not the same in both and were left as they are, with how they differ.
        unreadable: lines of the other copy that cannot be read and were not added.
    """

    judgements: int
    entries: int
    differing: tuple[Differing, ...]
    entered_twice: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    unreadable: int


def merge(case: Case, other: Case) -> Merged:
    """Adds the decisions of another copy of the same case to this one; durable when it returns.

    Args:
        case: the case that is added to.
        other: the copy; it is read and left as it is.

    Raises:
        CaseError: where it is no copy of this case, or this very case.
    """
    if case.paths.root.resolve() == other.paths.root.resolve():
        raise CaseError("this is the same case folder twice", "give the folder of the other copy")
    if case.config.trust.verifier != other.config.trust.verifier:
        raise CaseError(
            "the other case is no copy of this one: another key signs its custody log",
            "merge joins decisions about the same evidence only; add the other case's papers here instead",
        )
    with writing(case.paths):
        ours, _ = load_judgements(case.paths)
        theirs, lost = load_judgements(other.paths)
        entries, _ = load_entries(case.paths)
        their_entries, lost_entries = load_entries(other.paths)
        new = list({one.id: one for one in theirs if one.id not in {line.id for line in ours}}.values())
        new_entries = _not_in(their_entries, entries)
        if new:
            append_judgements(case.paths, new)
        if new_entries:
            append_hand_claims(case.paths, new_entries)
    differing = [
        Differing(about, one.differ) for about, one in sorted(decided([*ours, *new]).items()) if len(one.differ) > 1
    ]
    return Merged(
        judgements=len(new),
        entries=len(new_entries),
        differing=tuple(differing),
        entered_twice=tuple(_entered_twice(entries, new_entries)),
        files=tuple(_files(case, other)),
        unreadable=len(lost) + len(lost_entries),
    )


def _not_in(theirs: Sequence[HandClaim], ours: Sequence[HandClaim]) -> list[HandClaim]:
    known = {msgspec.json.encode(one) for one in ours}
    new = {msgspec.json.encode(one): one for one in theirs}
    return [one for line, one in new.items() if line not in known]


def _entered_twice(ours: Sequence[HandClaim], new: Sequence[HandClaim]) -> list[str]:
    """Ids that both copies entered and read in two ways."""
    known = {one.id: one for one in ours}
    return sorted({one.id for one in new if one.id in known and known[one.id].entry != one.entry})


def _files(case: Case, other: Case) -> list[tuple[str, str]]:
    ours, theirs = decision_files(case.paths), decision_files(other.paths)
    told = []
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            told.append((name, "stands in this copy alone"))
        elif name not in ours:
            told.append((name, "stands in the other copy alone"))
        elif ours[name] != theirs[name]:
            told.append((name, "is not the same in both"))
    return told
