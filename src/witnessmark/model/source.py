"""A source: these bytes exist, and this is how they came to us."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from .word import Word


class SourceKind(StrEnum):
    """What sort of thing a source is. Says nothing about whether to believe it."""

    TESTIMONY = "testimony"
    OFFICIAL = "official"
    PRESS = "press"
    SCHOLARLY = "scholarly"
    DATASET = "dataset"
    LEAK = "leak"
    UNSTATED = "unstated"


class Access(StrEnum):
    """Who may see a source."""

    OPEN = "open"
    RESTRICTED = "restricted"


class Citation(Word, frozen=True, kw_only=True):
    """How to cite a source, as far as a person said so. Names follow CSL-JSON (title, author, container-title, ...).

    Attributes:
        title: title as printed.
        author: institution or author as printed; for open, published works only.
        publisher: who published it.
        container: newspaper, journal or site it stands in.
        published: EDTF date of publication.
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    container: str | None = None
    published: str | None = None


class Arrival(Word, frozen=True, kw_only=True):
    """How bytes came to us once. Kept beside the custody log in an erasable sidecar, never inside the log.

    Attributes:
        original_name: file name it came under.
        original_path: path below the folder that was added, with `/`.
        disk_modified: modification time that the disk stated (UTC, ISO 8601); a disk can be wrong.
        kind: what sort of source a person says it is.
        access: who may see it.
        url: where it was obtained.
        obtained_on: EDTF date on which it was obtained.
        obtained_from: body it was obtained from, as stated.
        how: how it was obtained, as stated.
        language: language tag that a person stated.
        outlet: who narrates it, as stated.
        citation: how to cite it.
    """

    original_name: str
    original_path: str
    disk_modified: str | None = None
    kind: SourceKind = SourceKind.UNSTATED
    access: Access = Access.OPEN
    url: str | None = None
    obtained_on: str | None = None
    obtained_from: str | None = None
    how: str | None = None
    language: str | None = None
    outlet: str | None = None
    citation: Citation = Citation()

    def over(self, earlier: Arrival) -> Arrival:
        """This arrival, where what it leaves unsaid stays as it was said before."""
        cited = {name: value for name, value in msgspec.structs.asdict(self.citation).items() if value is not None}
        said = {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}
        if self.kind is SourceKind.UNSTATED:
            del said["kind"]
        said["citation"] = msgspec.structs.replace(earlier.citation, **cited)
        return msgspec.structs.replace(earlier, **said)


class Source(Word, frozen=True, kw_only=True):
    """Bytes in the case.

    Attributes:
        sha256: 64 hex digits, of the bytes; the identity of an open source.
        size: bytes.
        number: place in the custody log among first arrivals, from 1: what a page calls "source 3".
        arrivals: what was stated each time these bytes came in or their citation was corrected, oldest first; what a later
            arrival leaves unsaid is taken from the one before it.
        custody: index in the custody log of each of those entries.
    """

    sha256: str
    size: int
    number: int
    arrivals: tuple[Arrival, ...]
    custody: tuple[int, ...]

    @property
    def latest(self) -> Arrival:
        """What was stated last about kind and citation, which counts."""
        return self.arrivals[-1]

    @property
    def name(self) -> str:
        """The file name it first came under. For the terminal only: it is never published."""
        return self.arrivals[0].original_name
