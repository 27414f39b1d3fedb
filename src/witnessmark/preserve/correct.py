"""Correcting what is stated about a source. The bytes stay, earlier statements stay; the last one counts."""

from __future__ import annotations

import msgspec

from witnessmark.errors import UsageError
from witnessmark.model import Arrival, SourceKind, Word

from .take_in import Stated, check_stated

_CITATION = ("title", "author", "publisher", "container", "published")


class Correction(Word, frozen=True, kw_only=True):
    """What a person says now. None leaves a statement as it is, an empty text takes it back.

    Attributes:
        kind: what sort of source.
        url: where it was obtained.
        obtained_on: EDTF date on which it was obtained.
        obtained_from: body it was obtained from.
        how: how it was obtained.
        published: EDTF date of publication.
        language: language tag.
        outlet: who narrates it.
        title: title as printed.
        author: institution or author as printed.
        publisher: who published it.
        container: newspaper, journal or site it stands in.
    """

    kind: SourceKind | None = None
    url: str | None = None
    obtained_on: str | None = None
    obtained_from: str | None = None
    how: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    container: str | None = None


def corrected(arrival: Arrival, correction: Correction) -> Arrival:
    """What is stated about a source once it is corrected.

    Args:
        arrival: what was stated so far.
        correction: what a person says now.

    Raises:
        Refused: for a kind that is not taken in.
        UsageError: for a date that is none, and where nothing changes.
    """
    said = {name: value for name, value in msgspec.structs.asdict(correction).items() if value is not None}
    said = {name: value or None for name, value in said.items()}
    check_stated(msgspec.structs.replace(Stated(), **said))
    cited = {name: said.pop(name) for name in _CITATION if name in said}
    changed = msgspec.structs.replace(arrival, **said, citation=msgspec.structs.replace(arrival.citation, **cited))
    if changed == arrival:
        raise UsageError("nothing changes", "give what is to be corrected: --title, --published, --outlet, ...")
    return changed
