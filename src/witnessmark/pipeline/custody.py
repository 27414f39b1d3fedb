"""The custody log, read: which sources the case holds and how they came."""

from __future__ import annotations

from collections.abc import Iterable

from witnessmark.case import Case, Disk, Evidence, RealDisk, sidecars_of
from witnessmark.errors import CaseError, IntegrityError
from witnessmark.model import Arrival, CustodyEvent, Problem, Source, Word
from witnessmark.preserve import (
    ENTRIES,
    Line,
    NotTaken,
    Verifier,
    commitment,
    decode_event,
    leaf_hash,
    object_of,
    open_line,
    root_of,
    tile_name,
    tiles_of_level,
    unpack,
)

_HINT = "run: witnessmark verify"
_TRIES = 5  # a writer can move the checkpoint while we read


class Missed(Word, frozen=True, kw_only=True):
    """Something that was not taken in, and the log entry that says so.

    Attributes:
        index: the entry.
        what: its name and why.
    """

    index: int
    what: NotTaken


class Custody(Word, frozen=True, kw_only=True):
    """What the custody log says.

    Attributes:
        size: entries.
        root: root hash of the log, hex.
        events: the entries, oldest first.
        sources: what the case holds, by number.
        missed: what was found by an `add` and not taken in.
        last_at: UTC time of the last entry.
    """

    size: int
    root: str
    events: tuple[CustodyEvent, ...]
    sources: tuple[Source, ...]
    missed: tuple[Missed, ...]
    last_at: str

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was not taken in, as problems that name no file."""
        return tuple(one.what.problem(one.index) for one in self.missed)


def load_custody(case: Case) -> Custody:
    """The custody log of a case, its signature and root checked. Originals are not read; `verify` does that.

    Raises:
        IntegrityError: where the log is not what was signed.
    """
    return custody_of(RealDisk(case.paths.evidence), Verifier(case.config.trust.verifier))


def log_root(case: Case) -> str:
    """The root that the checkpoint signs, hex; the log below it is not read.

    Raises:
        IntegrityError: where the checkpoint is missing or not what was signed.
    """
    try:
        checkpoint = Evidence(RealDisk(case.paths.evidence)).checkpoint()
    except OSError as err:
        raise IntegrityError(f"the checkpoint of the custody log cannot be read: {err.strerror}", _HINT) from err
    return Verifier(case.config.trust.verifier).open(checkpoint).root.hex()


def custody_of(disk: Disk, verifier: Verifier) -> Custody:
    """The custody log in an evidence folder.

    Args:
        disk: the folder.
        verifier: the key that checks its checkpoint.

    Raises:
        IntegrityError: where the log is not what was signed.
    """
    evidence = Evidence(disk)
    before = b""
    for _ in range(_TRIES):
        try:
            checkpoint = evidence.checkpoint()
            return _load(evidence, verifier, checkpoint)
        except OSError as err:
            if _now(evidence) in (b"", before):
                raise IntegrityError(f"a file of the custody log cannot be read: {err.strerror}", _HINT) from err
        except IntegrityError as err:
            if _now(evidence) in (b"", before):
                raise IntegrityError(err.message, _HINT) from err
        before = _now(evidence)
    raise CaseError("the custody log is being written all the time", "wait until the add is done")


def _now(evidence: Evidence) -> bytes:
    try:
        return evidence.checkpoint()
    except OSError:
        return b""


def _load(evidence: Evidence, verifier: Verifier, note: bytes) -> Custody:
    checkpoint = verifier.open(note)
    entries: list[bytes] = []
    for index, width in tiles_of_level(0, checkpoint.size):
        entries += unpack(evidence.log_file(tile_name(ENTRIES, index, width)), width)
    if root_of([leaf_hash(entry) for entry in entries]) != checkpoint.root:
        raise IntegrityError("the entries of the custody log do not lead to the root that was signed")
    events = tuple(decode_event(entry) for entry in entries)
    lines = _lines(events, sidecars_of(evidence.disk, checkpoint.size))
    return Custody(
        size=checkpoint.size,
        root=checkpoint.root.hex(),
        events=events,
        sources=_sources(events, lines),
        missed=tuple(Missed(index=i, what=one.not_taken) for i, one in sorted(lines.items()) if one.not_taken),
        last_at=events[-1].at if events else "",
    )


def _lines(events: tuple[CustodyEvent, ...], sidecars: Iterable[bytes]) -> dict[int, Line]:
    """Every sidecar line that the log committed to, by entry."""
    lines: dict[int, Line] = {}
    for data in sidecars:
        for row in data.split(b"\n")[:-1]:
            line = open_line(row)
            if line.index >= len(events) or commitment(row) != events[line.index].details:
                raise IntegrityError(f"the details of entry {line.index} are not what the log committed to")
            lines[line.index] = line
    erased = {object_of(event) for event in events if event.event == "deletion"}
    for index, event in enumerate(events):
        if (
            event.details is not None
            and index not in lines
            and (event.object is None or object_of(event) not in erased)
        ):
            raise IntegrityError(f"the details of entry {index} are missing")
    return lines


def _sources(events: tuple[CustodyEvent, ...], lines: dict[int, Line]) -> tuple[Source, ...]:
    arrivals: dict[str, list[Arrival]] = {}
    custody: dict[str, list[int]] = {}
    sizes: dict[str, int] = {}
    for index, event in enumerate(events):
        sha256, line = object_of(event), lines.get(index)
        if sha256 is None or event.event not in ("ingestion", "metadata modification", "deletion"):
            continue
        came = arrivals.setdefault(sha256, [])  # what was deleted keeps its number
        if event.event == "deletion":
            came.clear()
            custody[sha256] = []
        elif line is not None and line.arrival is not None:
            again = came and event.event == "ingestion"
            came.append(line.arrival.over(came[-1]) if again else line.arrival)
            custody.setdefault(sha256, []).append(index)
            sizes.setdefault(sha256, event.size or 0)
    return tuple(
        Source(sha256=sha256, size=sizes[sha256], number=number, arrivals=tuple(came), custody=tuple(custody[sha256]))
        for number, (sha256, came) in enumerate(arrivals.items(), start=1)
        if came
    )
