"""The few things that evidence does to a disk, so that a test can put a simulated disk in its place."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

CHUNK = 1 << 20  # bytes read or written at a time

Kind = Literal["file", "folder", "symlink", "other", "unreadable"]


class Entry(NamedTuple):
    """Something below the folder: its name with `/`, what it is, and its bytes."""

    name: str
    kind: Kind
    size: int


class Disk(Protocol):
    """A folder in which names are relative, with `/`."""

    def write(self, name: str, chunks: Iterable[bytes], *, keep: bool = False) -> None:
        """Writes a file anew; `keep` marks it read-only. Durable after the next sync."""
        ...

    def rename(self, old: str, new: str) -> None:
        """Puts a file in its final place, over what stands there. Durable after the next sync."""
        ...

    def remove(self, name: str) -> None:
        """Removes a file if it is there."""
        ...

    def sync(self) -> None:
        """Returns when everything written and renamed before is durable."""
        ...

    def read(self, name: str) -> bytes:
        """All bytes of a file; FileNotFoundError where there is none."""
        ...

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file in pieces."""
        ...

    def is_file(self, name: str) -> bool:
        """True where an ordinary file stands."""
        ...

    def listing(self, folder: str) -> list[str]:
        """The files that stand directly in a folder; none where there is no such folder."""
        ...

    def walk(self) -> Iterator[Entry]:
        """Everything below the folder. Symbolic links are not followed."""
        ...


class RealDisk:
    """A folder on this machine.

    Args:
        root: the folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._folders: set[str] = set()
        self._dirty_files: set[str] = set()
        self._dirty_folders: set[str] = set()

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        path = Path(self._path(folder))
        missing = [one for one in (path, *path.parents) if not one.exists()]
        path.mkdir(parents=True, exist_ok=True)
        self._dirty_folders.update(str(one.parent) for one in missing)
        self._folders.add(folder)

    def write(self, name: str, chunks: Iterable[bytes], *, keep: bool = False) -> None:
        """Writes a file anew; `keep` marks it read-only."""
        folder = name.rpartition("/")[0]
        self._make_folder(folder)
        path = self._path(name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        mode = 0o444 if keep else 0o644
        try:
            descriptor = os.open(path, flags, mode)
        except FileExistsError:
            os.unlink(path)  # noqa: PTH108 - one call on the hot path, no Path object
            descriptor = os.open(path, flags, mode)
        try:
            for chunk in chunks:
                view = memoryview(chunk)
                while view:
                    view = view[os.write(descriptor, view) :]
        finally:
            os.close(descriptor)
        self._dirty_files.add(path)
        self._dirty_folders.add(self._path(folder))

    def rename(self, old: str, new: str) -> None:
        """Puts a file in its final place."""
        folder = new.rpartition("/")[0]
        self._make_folder(folder)
        source, target = self._path(old), self._path(new)
        os.rename(source, target)  # noqa: PTH104 - one call on the hot path, no Path object
        if source in self._dirty_files:
            self._dirty_files.discard(source)
            self._dirty_files.add(target)
        self._dirty_folders.add(self._path(folder))

    def remove(self, name: str) -> None:
        """Removes a file if it is there. What has no file needs no sync."""
        path = self._path(name)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108 - one call on the hot path, no Path object
        self._dirty_files.discard(path)

    def sync(self) -> None:
        """One syncfs where the system has it and more than two things changed; else each of them by itself."""
        changed = [*self._dirty_files, *self._dirty_folders]
        if len(changed) <= 2 or not _syncfs(self._root):
            for path in changed:
                _fsync(path)
        self._dirty_files.clear()
        self._dirty_folders.clear()

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file in pieces."""
        return read_chunks(self._path(name))

    def is_file(self, name: str) -> bool:
        """True where an ordinary file stands."""
        try:
            return stat.S_ISREG(os.lstat(self._path(name)).st_mode)
        except OSError:
            return False

    def listing(self, folder: str) -> list[str]:
        """The files that stand directly in a folder."""
        try:
            with os.scandir(self._path(folder)) as found:
                return sorted(one.name for one in found if one.is_file(follow_symlinks=False))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def walk(self) -> Iterator[Entry]:
        """Everything below the folder."""
        if Path(self._root).is_symlink():
            yield Entry("", "symlink", 0)
        else:
            yield from self._walk("")

    def _walk(self, prefix: str) -> Iterator[Entry]:
        try:
            with os.scandir(self._path(prefix)) as found:
                entries = sorted(found, key=lambda one: one.name)
        except OSError:
            yield Entry(prefix.rstrip("/"), "unreadable", 0)
            return
        for one in entries:
            name = prefix + one.name
            try:
                status = one.stat(follow_symlinks=False)
            except OSError:
                yield Entry(name, "unreadable", 0)
                continue
            if stat.S_ISDIR(status.st_mode):
                yield Entry(name, "folder", 0)
                yield from self._walk(f"{name}/")
            elif stat.S_ISLNK(status.st_mode):
                yield Entry(name, "symlink", 0)
            elif stat.S_ISREG(status.st_mode):
                yield Entry(name, "file", status.st_size)
            else:
                yield Entry(name, "other", 0)


def open_plain(path: str | Path) -> int:
    """A descriptor of an ordinary file; never of what a symbolic link points to, and never one that waits.

    Raises:
        OSError: where there is no ordinary file, or it cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    return descriptor


def read_chunks(path: str | Path) -> Iterator[bytes]:
    """The bytes of an ordinary file in pieces.

    Raises:
        OSError: where it cannot be read.
    """
    descriptor = open_plain(path)
    try:
        while chunk := os.read(descriptor, CHUNK):
            yield chunk
    finally:
        os.close(descriptor)


def _fsync(path: str) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # removed since it was written
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_LIBC = ctypes.CDLL(None, use_errno=True)


def _syncfs(folder: str) -> bool:
    """Syncs the whole file system of a folder; False where the system has no such call."""
    call = getattr(_LIBC, "syncfs", None)
    if call is None:
        return False
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if call(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), folder)
    finally:
        os.close(descriptor)
    return True
