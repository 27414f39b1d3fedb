"""The one way in which anything is written under evidence/: gather entries, then commit them as a batch."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime

from witnessmark import __version__
from witnessmark.case import Case, Disk, Evidence, RealDisk, disk_errors, load_key, object_name, writing
from witnessmark.errors import CaseError, IntegrityError
from witnessmark.model import Arrival, EventType
from witnessmark.preserve import (
    SALT,
    Edge,
    Line,
    NotTaken,
    Signer,
    Verifier,
    edge_folders,
    edge_tiles,
    encode_event,
    event_of,
    seal,
    stamp,
)

from .custody import Custody, custody_of

Clock = Callable[[], datetime]
Rng = Callable[[int], bytes]

_HINT = "run: witnessmark verify"


class Writer:
    """Appends to the custody log of one case.

    Args:
        evidence: the evidence folder.
        edge: right edge of its log.
        signer: the log's private key.
        clock: gives the time, with its zone.
        rng: gives random bytes.
    """

    def __init__(self, evidence: Evidence, edge: Edge, signer: Signer, clock: Clock, rng: Rng) -> None:
        self.evidence = evidence
        self._edge = edge
        self._signer = signer
        self._clock = clock
        self._rng = rng
        self._entries: list[bytes] = []
        self._lines: list[bytes] = []

    @property
    def next_index(self) -> int:
        """The index that the next entry will have."""
        return self._edge.size + len(self._entries)

    @property
    def gathered(self) -> int:
        """Entries that wait for a commit."""
        return len(self._entries)

    def note(
        self,
        event: EventType,
        *,
        sha256: str | None = None,
        size: int | None = None,
        arrival: Arrival | None = None,
        not_taken: NotTaken | None = None,
    ) -> int:
        """Gathers an entry.

        Returns:
            Its index.
        """
        index, details = self.next_index, None
        if arrival is not None or not_taken is not None:
            line = Line(index=index, salt=self._rng(SALT).hex(), arrival=arrival, not_taken=not_taken)
            data, details = seal(line)
            self._lines.append(data)
        entry = event_of(
            event,
            actor=self._signer.key_id,
            at=stamp(self._clock()),
            tool=f"witnessmark {__version__}",
            sha256=sha256,
            size=size,
            details=details,
        )
        self._entries.append(encode_event(entry))
        return index

    def commit(self) -> None:
        """Makes everything gathered durable. When it returns, it may be acknowledged."""
        if not self._entries:
            return
        first = self._edge.size
        tiles = self._edge.extend(self._entries)
        checkpoint = self._signer.sign(self._edge.size, self._edge.root())
        self.evidence.publish(first, self._edge.size, tiles, self._lines, checkpoint)
        self._entries.clear()
        self._lines.clear()
        self.evidence.prune(edge_folders(self._edge.size), frozenset(edge_tiles(self._edge.size)))


@contextlib.contextmanager
def writer_of(case: Case, clock: Clock, rng: Rng) -> Iterator[Writer]:
    """Holds a case for writing.

    Raises:
        CaseError: where another command writes, the key is not here, or the disk fails.
        IntegrityError: where the right edge of the log is not what was signed.
    """
    verifier = Verifier(case.config.trust.verifier)
    signer = Signer(verifier.name, load_key(verifier.key_id))
    if signer.vkey != verifier.vkey:
        raise CaseError("the key on this machine is not the key of this case", "restore its file from a copy")
    with writing(case.paths), disk_errors("the case could not be written"):
        writer = open_writer(RealDisk(case.paths.evidence), verifier, signer, clock, rng)
        yield writer
        writer.evidence.finish()


def open_writer(disk: Disk, verifier: Verifier, signer: Signer, clock: Clock, rng: Rng) -> Writer:
    """A writer on an evidence folder, once what an interrupted writer left behind is dropped.

    Raises:
        IntegrityError: where the right edge of the log is not what was signed.
    """
    evidence = Evidence(disk)
    try:
        checkpoint = verifier.open(evidence.checkpoint())
        edge = Edge.read(checkpoint.size, evidence.log_file)
    except OSError as err:
        raise IntegrityError(f"the custody log cannot be read: {err.strerror}", _HINT) from err
    except IntegrityError as err:
        raise IntegrityError(err.message, _HINT) from err
    if edge.root() != checkpoint.root:
        raise IntegrityError("the last tiles of the custody log do not lead to the root that was signed", _HINT)
    committed: frozenset[str] = frozenset()
    if evidence.interrupted(edge.size) is not None:
        custody = custody_of(disk, verifier)
        committed = frozenset(object_name(source.sha256) for source in custody.sources)
    evidence.recover(edge.size, committed.__contains__)
    evidence.prune(edge_folders(edge.size), frozenset(edge_tiles(edge.size)))
    return Writer(evidence, edge, signer, clock, rng)


def custody_now(writer: Writer, case: Case) -> Custody:
    """The custody log as it stands committed."""
    return custody_of(writer.evidence.disk, Verifier(case.config.trust.verifier))
