"""`add`: takes files into the case, in batches, and says so only when they are durable."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from witnessmark.case import CHUNK, Adding, Case, clear_adding, open_plain, read_adding, write_adding
from witnessmark.model import Word, canonical
from witnessmark.preserve import HEAD, NotTaken, Stated, arrival_of, check_stated, printable, refuse_persons

from .custody import Custody
from .find import Item
from .told import Told, told_of
from .writer import Clock, Rng, Writer, custody_now, writer_of

__all__ = ["Added", "Progress", "Stated", "Taken", "add"]

BATCH = 64  # entries in one commit
BATCH_BYTES = 64 << 20  # bytes after which a batch is committed early


class Taken(Word, frozen=True, kw_only=True):
    """One acknowledged arrival.

    Attributes:
        path: as the user knows the file, on one line.
        sha256: of its bytes.
        size: bytes.
        index: its entry in the custody log.
        new: False where the case held these bytes already.
    """

    path: str
    sha256: str
    size: int
    index: int
    new: bool


class Added(Word, frozen=True, kw_only=True):
    """What one `add` did.

    Attributes:
        taken: what came in, in order.
        not_taken: what did not, and why.
        before: files that an interrupted run of the same `add` had taken in already.
        rows_left: rows of the manifest without a file, and why.
        files_left: files of which the manifest says nothing.
    """

    taken: tuple[Taken, ...]
    not_taken: tuple[NotTaken, ...]
    before: int
    rows_left: tuple[str, ...] = ()
    files_left: tuple[str, ...] = ()


Progress = Callable[[int, int, Sequence[Taken]], None]


def add(
    case: Case,
    paths: Sequence[Path],
    stated: Stated,
    clock: Clock,
    rng: Rng,
    progress: Progress | None = None,
    manifest: Path | None = None,
) -> Added:
    """Takes files and folders into the case.

    Args:
        case: the case.
        paths: files and folders; folders are searched, dot-files skipped, symbolic links not followed.
        stated: what the person says about all of it.
        clock: gives the time, with its zone.
        rng: gives random bytes.
        progress: told after each commit: files done, files in all, and what that commit acknowledged.
        manifest: a CSV table or CSL-JSON that says more about single files; it is no evidence itself. Where no paths are
            given, the files that it names are taken in.

    Raises:
        Refused: where the material may not be kept unprotected; nothing is written then.
        UsageError: where a path is not there.
        CaseError: where the case cannot be written; what was acknowledged is kept.
    """
    check_stated(stated)
    told = told_of(case, paths, stated, manifest)
    items = [_glance(item) for item in told.items]
    with writer_of(case, clock, rng) as writer:
        run = _Run(writer, told, progress, lambda: custody_now(writer, case))
        asked = Adding(arguments=_digest(paths, stated, told), start=writer.next_index)
        before = read_adding(case.paths.adding)
        if before is not None and before.arguments == asked.arguments and before.start <= asked.start:
            run.skip_those_after(before.start)
        else:
            write_adding(case.paths.adding, asked)
        run.take(items)
        clear_adding(case.paths.adding)
    return Added(
        taken=tuple(run.taken),
        not_taken=tuple(run.not_taken),
        before=run.before,
        rows_left=told.rows_left,
        files_left=told.files_left,
    )


def _digest(paths: Sequence[Path], stated: Stated, told: Told) -> str:
    asked = {"paths": [os.fsencode(path.absolute()).hex() for path in paths], "stated": msgspec.to_builtins(stated)}
    manifest = {"manifest": told.manifest} if told.manifest else {}
    return hashlib.sha256(canonical({**asked, **manifest})).hexdigest()


def _glance(item: Item) -> Item:
    """Looks at the head of a file, so that a list of persons is refused before anything is written."""
    if item.code:
        return item
    try:
        descriptor = open_plain(item.path)
        try:
            head = os.read(descriptor, HEAD)
        finally:
            os.close(descriptor)
    except OSError:
        return item._replace(code="unreadable")
    refuse_persons(head, printable(item.path))
    return item


class _Run:
    """One `add` under way."""

    def __init__(
        self,
        writer: Writer,
        told: Told,
        progress: Progress | None,
        custody: Callable[[], Custody],
    ) -> None:
        self.taken: list[Taken] = []
        self.not_taken: list[NotTaken] = []
        self.before = 0
        self._writer = writer
        self._told = told
        self._total = len(told.items)
        self._progress = progress
        self._custody = custody
        self._skip: Counter[str] = Counter()
        self._known: set[tuple[str, str]] | None = None
        self._batch: list[Taken] = []
        self._bytes = 0
        self._done = 0

    def skip_those_after(self, start: int) -> None:
        """Skips what an interrupted run of the same `add` took in, which began at this entry."""
        custody = self._custody()  # corrections of citations may stand between
        for source in custody.sources:
            for index, arrival in zip(source.custody, source.arrivals, strict=True):
                if index >= start and custody.events[index].event == "ingestion":
                    self._skip[arrival.original_path] += 1

    def take(self, items: Sequence[Item]) -> None:
        """Takes in one thing after the other, and commits every 64."""
        for item in items:
            self._done += 1
            if item.code:
                self._miss(item)
            elif self._skip[item.original_path] > 0:
                self._skip[item.original_path] -= 1
                self.before += 1
            else:
                self._take_one(item)
            if self._writer.gathered >= BATCH or self._bytes >= BATCH_BYTES:
                self._commit()
        self._commit()

    def _commit(self) -> None:
        self._writer.commit()
        self.taken += self._batch
        if self._progress is not None:
            self._progress(self._done, self._total, tuple(self._batch))
        self._batch, self._bytes = [], 0

    def _miss(self, item: Item) -> None:
        """Logs what is not taken in, once for the same place and reason."""
        missed = NotTaken(original_name=item.name, original_path=item.original_path, code=item.code)
        self.not_taken.append(missed)
        if self._known is None:
            self._known = {(one.what.original_path, one.what.code) for one in self._custody().missed}
        key = (missed.original_path, missed.code)
        if key not in self._known:
            self._known.add(key)
            self._writer.note("ingestion", not_taken=missed)

    def _take_one(self, item: Item) -> None:
        try:
            descriptor = open_plain(item.path)
        except OSError:
            self._miss(item._replace(code="unreadable"))
            return
        try:
            modified = os.fstat(descriptor).st_mtime
            stored = self._store(descriptor)
        finally:
            os.close(descriptor)
        if stored is None:
            self._miss(item._replace(code="unreadable"))
            return
        sha256, size, new = stored
        arrival = arrival_of(self._told.about(item), item.name, item.original_path, modified)
        index = self._writer.note("ingestion", sha256=sha256, size=size, arrival=arrival)
        self._batch.append(Taken(path=printable(item.path), sha256=sha256, size=size, index=index, new=new))
        self._bytes += size

    def _store(self, descriptor: int) -> tuple[str, int, bool] | None:
        """Copies the bytes into the batch unless the case holds them: SHA-256, length, and whether they are new.

        Returns None where the file cannot be read to its end.
        """
        source = _Bytes(descriptor)
        evidence = self._writer.evidence
        first = source.first()
        if source.failed:
            return None
        if source.ended:  # in one piece: hash first, and write only what is new
            sha256 = source.hexdigest()
            new = not evidence.holds(sha256)
            if new:
                evidence.keep(evidence.stage([first]), sha256)
            return sha256, source.size, new
        temporary = evidence.stage(source.rest(first))
        sha256 = source.hexdigest()
        new = not source.failed and not evidence.holds(sha256)
        if new:
            evidence.keep(temporary, sha256)
        else:
            evidence.drop(temporary)
        return None if source.failed else (sha256, source.size, new)


class _Bytes:
    """The bytes of a file, hashed as they are read. An error of the source's disk ends them; it is not the case's."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._hasher = hashlib.sha256()
        self.size = 0
        self.failed = False
        self.ended = False

    def first(self) -> bytes:
        """The first piece; `ended` says whether it is all."""
        piece = self._read()
        self.ended = self.ended or (len(piece) < CHUNK and not self._peek())
        return piece

    def _peek(self) -> bool:
        try:
            return bool(os.pread(self._descriptor, 1, self.size))
        except OSError:
            self.failed = True
            return False

    def _read(self) -> bytes:
        try:
            piece = os.read(self._descriptor, CHUNK)
        except OSError:
            self.failed = True
            return b""
        self._hasher.update(piece)
        self.size += len(piece)
        self.ended = not piece
        return piece

    def rest(self, first: bytes) -> Iterator[bytes]:
        """The first piece and all others."""
        piece = first
        while piece:
            yield piece
            piece = self._read()

    def hexdigest(self) -> str:
        """SHA-256 of what was read."""
        return self._hasher.hexdigest()
