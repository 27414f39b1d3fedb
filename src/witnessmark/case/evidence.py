"""How evidence is committed: temporary files, sync, renames, sync, checkpoint, sync, and only then is it acknowledged.

The signed checkpoint is the commit. Whatever lies beyond it after a crash was never acknowledged; the list of what was
about to be committed, `incoming/batch.json`, is durable before the first rename, so that the next writer can drop it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from witnessmark.errors import CaseError
from witnessmark.model import Word

from .disk import Disk
from .paths import CHECKPOINT, INCOMING, INTENT, LOG, SIDECARS, CasePaths, object_name, sidecar_name

_TEMP_CHECKPOINT = f"{INCOMING}checkpoint"


class Intent(Word, frozen=True, kw_only=True):
    """What a batch is about to commit.

    Attributes:
        first: entries in the log before it.
        after: entries in the log after it.
        names: every new file below evidence/ that it will put in place.
    """

    first: int
    after: int
    names: tuple[str, ...]


class Evidence:
    """The evidence folder of a case, for one writer.

    Args:
        disk: the folder.
    """

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._staged: dict[str, str] = {}  # final name of an original: its temporary name
        self._repaired: set[str] = set()
        self._serial = 0

    @property
    def disk(self) -> Disk:
        """The folder."""
        return self._disk

    def checkpoint(self) -> bytes:
        """The bytes of the checkpoint; FileNotFoundError where there is none."""
        return self._disk.read(CHECKPOINT)

    def log_file(self, name: str) -> bytes:
        """The bytes of a tile or bundle."""
        return self._disk.read(LOG + name)

    def holds(self, sha256: str) -> bool:
        """True where the original with this hash is in place with whole bytes, or staged.

        An original in place whose bytes are not what its name says counts as not held: it will be written again.
        """
        name = object_name(sha256)
        if name in self._staged:
            return True
        if not self._disk.is_file(name):
            return False
        hasher = hashlib.sha256()
        for chunk in self._disk.chunks(name):
            hasher.update(chunk)
        if hasher.hexdigest() == sha256:
            return True
        self._repaired.add(name)
        return False

    def stage(self, chunks: Iterable[bytes]) -> str:
        """Writes bytes to a temporary file.

        Returns:
            Its name, for `keep` or `drop`.
        """
        self._serial += 1
        temporary = f"{INCOMING}{self._serial:06d}.part"
        self._disk.write(temporary, chunks, keep=True)
        return temporary

    def keep(self, temporary: str, sha256: str) -> None:
        """Makes a temporary file an original of the batch that is being gathered."""
        self._staged[object_name(sha256)] = temporary

    def drop(self, temporary: str) -> None:
        """Removes a temporary file."""
        self._disk.remove(temporary)

    def publish(
        self, first: int, after: int, tiles: Mapping[str, bytes], lines: Iterable[bytes], checkpoint: bytes
    ) -> None:
        """Commits the staged originals and the log entries about them. When it returns they are durable.

        Args:
            first: entries in the log before.
            after: entries in the log after.
            tiles: tiles and bundles to write, by name below the log.
            lines: sidecar lines of the entries, without line feeds.
            checkpoint: the signed checkpoint of the log after.
        """
        files = {LOG + name: data for name, data in tiles.items()}
        sidecar = b"".join(line + b"\n" for line in lines)
        if sidecar:
            files[sidecar_name(first, after - first)] = sidecar
        moves = [(temporary, final) for final, temporary in self._staged.items()]
        for number, (final, data) in enumerate(files.items()):
            temporary = f"{INCOMING}{number:03d}.log"
            self._disk.write(temporary, [data])
            moves.append((temporary, final))
        new = tuple(final for _, final in moves if final not in self._repaired)
        self._disk.write(INTENT, [msgspec.json.encode(Intent(first=first, after=after, names=new))])
        self._disk.write(_TEMP_CHECKPOINT, [checkpoint])
        self._disk.sync()
        for temporary, final in moves:
            self._disk.rename(temporary, final)
        self._disk.sync()
        self._disk.rename(_TEMP_CHECKPOINT, CHECKPOINT)
        self._disk.sync()
        self._staged.clear()
        self._repaired.clear()

    def interrupted(self, size: int) -> Intent | None:
        """What a writer that was interrupted had announced beyond a log of this size; None where there is nothing."""
        try:
            intent = msgspec.json.decode(self._disk.read(INTENT), type=Intent)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        return intent if intent.first == size < intent.after else None

    def leftovers(self, size: int) -> frozenset[str]:
        """The names of files that an interrupted writer can have left behind."""
        intent = self.interrupted(size)
        incoming = {INCOMING + name for name in self._disk.listing(INCOMING) if _is_ours(name)}
        return frozenset(incoming | set(intent.names if intent else ()))

    def recover(self, size: int, is_committed: Callable[[str], bool]) -> None:
        """Drops what an interrupted writer left beyond the checkpoint.

        Args:
            size: entries in the committed log.
            is_committed: true for a name below evidence/ that the committed log needs; such a file is never touched.
        """
        intent = self.interrupted(size)
        for name in intent.names if intent else ():
            if _is_plain(name) and not is_committed(name):
                self._disk.remove(name)
        if intent is not None:
            self._disk.sync()  # the list must outlive what it lists, or a second crash leaves files nobody knows
        for name in self._disk.listing(INCOMING):
            if _is_ours(name):
                self._disk.remove(INCOMING + name)

    def prune(self, folders: Iterable[str], keep: frozenset[str]) -> None:
        """Removes the narrower versions of tiles that have grown.

        Args:
            folders: folders below the log in which they can stand.
            keep: names below the log that the log needs.
        """
        for folder in folders:
            for width in self._disk.listing(LOG + folder):
                name = f"{folder}/{width}"
                if name not in keep and width.isdigit():
                    self._disk.remove(LOG + name)

    def finish(self) -> None:
        """Clears the list of the last batch, which is committed."""
        self._disk.remove(INTENT)


def sidecars_of(disk: Disk, size: int) -> Iterator[bytes]:
    """The bytes of every sidecar of a log of this size, oldest first; never of one beyond it."""
    for file in disk.listing(SIDECARS):
        first = file.partition("-")[0]
        if first.isdigit() and int(first) < size:
            yield disk.read(SIDECARS + file)


def _is_ours(name: str) -> bool:
    stem, dot, ending = name.partition(".")
    return INCOMING + name in (INTENT, _TEMP_CHECKPOINT) or (dot == "." and stem.isdigit() and ending in _ENDINGS)


_ENDINGS = ("part", "log")


def _is_plain(name: str) -> bool:
    parts = name.split("/")
    return parts[0] in ("objects", "log", "sidecars") and not {"", ".", ".."} & set(parts) and name != CHECKPOINT


@contextlib.contextmanager
def writing(paths: CasePaths) -> Iterator[None]:
    """Holds the case for one writer.

    Raises:
        CaseError: where another command is writing, or the case folder cannot be written.
    """
    try:
        descriptor = os.open(paths.lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    except OSError as err:
        raise CaseError(f"the case folder cannot be written: {err.strerror}", "check its permissions") from err
    try:
        _lock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def still(paths: CasePaths) -> Iterator[None]:
    """Keeps writers out while the case is read; makes no file.

    Raises:
        CaseError: where another command is writing.
    """
    try:
        descriptor = os.open(paths.lock, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        yield  # no writer was ever here, or the case is on a medium that nobody can write
        return
    try:
        _lock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, how: int) -> None:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError as err:
        raise CaseError(
            "another command is writing to this case", "wait until it is done, then run this one again"
        ) from err


@contextlib.contextmanager
def disk_errors(doing: str) -> Iterator[None]:
    """Turns what a disk says into a CaseError.

    Args:
        doing: what was being done, for the message.
    """
    try:
        yield
    except OSError as err:
        raise CaseError(
            f"{doing}: {err.strerror or err}" + (f" ({Path(os.fsdecode(err.filename)).name})" if err.filename else ""),
            "what was acknowledged is kept; when the disk is in order, run the same command again",
        ) from err


class Adding(Word, frozen=True, kw_only=True):
    """Where an `add` began, so that the same `add` can go on after an interruption.

    Attributes:
        arguments: digest of what it was asked to add.
        start: entries in the log when it began.
    """

    arguments: str
    start: int


def read_adding(path: Path) -> Adding | None:
    """The `add` that was interrupted, if one was."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Adding)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def write_adding(path: Path, adding: Adding) -> None:
    """Notes where an `add` began. Losing this note costs a second arrival of some files, never a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(msgspec.json.encode(adding))
    temporary.replace(path)


def clear_adding(path: Path) -> None:
    """Says that the `add` came to its end."""
    path.unlink(missing_ok=True)
