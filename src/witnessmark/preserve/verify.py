"""Checking evidence: everything is worked out again from the bytes, and each file that differs is named.

Nothing that it reads is trusted and nothing stops it: a damaged file becomes a Damage, and the rest is still checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from witnessmark.errors import IntegrityError
from witnessmark.model import CustodyEvent, Word

from .entry import Line, object_of
from .note import Checkpoint, Verifier
from .verify_log import MAX_BUNDLE, Log, check_log, grown_from, is_beginning, size_on_disk
from .verify_sidecars import check_sidecars

Kind = Literal["file", "folder", "symlink", "other", "unreadable"]


class Found(Word, frozen=True, kw_only=True):
    """Something that stands below evidence/.

    Attributes:
        name: its path below evidence/, with `/`.
        kind: what the disk says it is; symbolic links are not followed.
        size: bytes, of a file.
    """

    name: str
    kind: Kind
    size: int = 0


class Shelf(Protocol):
    """Evidence, read only."""

    def found(self) -> Iterable[Found]:
        """Everything that stands below evidence/, folders too."""
        ...

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file in pieces; OSError where it cannot be read."""
        ...


@dataclass(frozen=True)
class Layout:
    """What files below evidence/ are called.

    Args:
        log: the folder of the custody log, with its `/`.
        checkpoint: the checkpoint.
        sidecars: the folder of sidecars, with its `/`.
        object: the name of an original by its hash.
        sidecar: the name of a sidecar by its first entry and number of entries.
        leftovers: names that an interrupted `add` had announced and not yet committed.
    """

    log: str
    checkpoint: str
    sidecars: str
    object: Callable[[str], str]
    sidecar: Callable[[int, int], str]
    leftovers: frozenset[str] = frozenset()


class Damage(Word, frozen=True, kw_only=True):
    """One file that is not what the custody log says, or one thing that is missing or should not be there.

    Attributes:
        code: short name, the same for the same kind of damage ("object-altered").
        what: kind of file (original, entries, tile, checkpoint, sidecar, extra).
        path: path below evidence/.
        sha256: hash of the original concerned, 64 hex digits, or empty.
        name: name under which that original came, or empty.
        message: what is the matter, one sentence.
        hint: what to do about it, or empty.
    """

    code: str
    what: str
    path: str
    sha256: str = ""
    name: str = ""
    message: str
    hint: str = ""


@dataclass
class Checked:
    """What a check of evidence found.

    Args:
        damage: each file that is altered, missing or extra.
        leftovers: what an interrupted `add` left behind, which the next one clears; not damage.
        files: files looked at.
        entries: log entries whose hash leads to the signed root.
        objects: originals that are whole.
        size: their bytes.
    """

    damage: list[Damage] = field(default_factory=list)
    leftovers: list[Damage] = field(default_factory=list)
    files: int = 0
    entries: int = 0
    objects: int = 0
    size: int = 0


RESTORE = "restore the file from a copy of the case"
Progress = Callable[[int, int], None]


def check(shelf: Shelf, layout: Layout, verifier: Verifier | None, progress: Progress | None = None) -> Checked:
    """Works out again everything that stands below evidence/.

    Args:
        shelf: the evidence.
        layout: what its files are called.
        verifier: the key that checks the checkpoint; None where it is not known, which is damage found elsewhere.
        progress: told how many originals are done, of how many.
    """
    desk = Desk(shelf, layout)
    checkpoint = _check_checkpoint(desk, verifier)
    size = checkpoint.size if checkpoint else size_on_disk(desk.names(), layout.log)
    log = check_log(desk, layout.log, layout.checkpoint, size, checkpoint.root if checkpoint else None)
    lines = check_sidecars(desk, layout, log.events)
    desk.result.entries = log.trusted
    _check_objects(desk, log, lines, progress)
    _check_rest(desk, size)
    return desk.result


class Desk:
    """Evidence under examination: what is there, what has been looked at, what was found."""

    def __init__(self, shelf: Shelf, layout: Layout) -> None:
        self.layout = layout
        self.result = Checked()
        self._shelf = shelf
        self._seen: set[str] = set()
        self._found: dict[str, Found] = {}
        try:
            for one in shelf.found():
                self._found[one.name] = one
        except OSError as err:
            self.report("unreadable", "extra", "", f"evidence/ cannot be listed: {_why(err)}", hint=RESTORE)

    def names(self) -> list[str]:
        """Every ordinary file, in order."""
        return sorted(name for name, one in self._found.items() if one.kind == "file")

    def report(
        self, code: str, what: str, path: str, message: str, *, sha256: str = "", name: str = "", hint: str = RESTORE
    ) -> None:
        """Notes one piece of damage."""
        self.result.damage.append(
            Damage(
                code=code,
                what=what,
                path=printable(path),
                sha256=sha256,
                name=printable(name),
                message=message,
                hint=hint,
            )
        )

    def chunks(self, what: str, path: str, sha256: str = "", name: str = "") -> Iterator[bytes] | None:
        """The bytes of a file that must be there; None where it is not an ordinary file, which is noted."""
        self._seen.add(path)
        one = self._found.get(path)
        if one is None:
            self.report(f"{what}-missing", what, path, f"{_A[what]} is missing", sha256=sha256, name=name)
            return None
        if one.kind != "file":
            self.report(
                f"{what}-not-a-file", what, path, f"a {one.kind} stands in place of a file", sha256=sha256, name=name
            )
            return None
        self.result.files += 1
        return self._shelf.chunks(path)

    def read(self, what: str, path: str, limit: int) -> bytes | None:
        """The whole of a small file that must be there; None where it cannot be had, which is noted."""
        pieces = self.chunks(what, path)
        if pieces is None:
            return None
        if self._found[path].size > limit:
            self.report(f"{what}-altered", what, path, f"{_A[what]} is longer than one can be")
            return None
        try:
            return b"".join(pieces)
        except OSError as err:
            self.report("unreadable", what, path, f"{_A[what]} cannot be read: {_why(err)}")
            return None

    def peek(self, path: str) -> bytes | None:
        """The bytes of a small ordinary file, without a note where they cannot be had."""
        one = self._found.get(path)
        if one is None or one.kind != "file" or one.size > MAX_BUNDLE:
            return None
        try:
            return b"".join(self._shelf.chunks(path))
        except OSError:
            return None

    def digest(self, path: str, sha256: str, name: str) -> tuple[str, int] | None:
        """SHA-256 and length of an original; None where it cannot be had, which is noted."""
        pieces = self.chunks("original", path, sha256, name)
        if pieces is None:
            return None
        hasher, size = hashlib.sha256(), 0
        try:
            for piece in pieces:
                hasher.update(piece)
                size += len(piece)
        except OSError as err:
            self.report("unreadable", "original", path, f"cannot be read: {_why(err)}", sha256=sha256, name=name)
            return None
        return hasher.hexdigest(), size

    def unseen(self) -> list[Found]:
        """What is there and belongs to nothing, in order; a folder only where nothing expected stands in it."""
        folders = {""}
        for path in self._seen | set(self._found):
            parts = path.split("/")
            folders |= {"/".join(parts[:n]) for n in range(1, len(parts))}
        return [
            one
            for name, one in sorted(self._found.items())
            if name not in self._seen and not (one.kind == "folder" and (name in folders or self._is_home(name)))
        ]

    def _is_home(self, folder: str) -> bool:
        """True for a folder that may stand empty: git keeps none, and an interrupted run may leave one."""
        return folder in _HOMES or folder.startswith(tuple(f"{home}/" for home in _HOMES))


_HOMES = ("objects", "log", "sidecars", "incoming")
_A = {
    "original": "the original",
    "entries": "the entry bundle",
    "tile": "the hash tile",
    "checkpoint": "the checkpoint",
    "sidecar": "the sidecar",
}


def printable(name: str) -> str:
    """A file name as text that any terminal and any JSON can hold."""
    plain = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in plain)


def _why(err: OSError) -> str:
    return err.strerror or type(err).__name__


def _check_checkpoint(desk: Desk, verifier: Verifier | None) -> Checkpoint | None:
    path = desk.layout.checkpoint
    data = desk.read("checkpoint", path, 4096)
    if data is None or verifier is None:
        return None
    try:
        return verifier.open(data)
    except IntegrityError as err:
        desk.report("checkpoint-altered", "checkpoint", path, err.message)
        return None


def _check_objects(desk: Desk, log: Log, lines: Mapping[int, Line], progress: Progress | None) -> None:
    """Hashes every original that the log says came in, unless a later entry says that it was deleted."""
    names = names_of(log.events, lines)
    sizes: dict[str, int | None] = {}
    for _index, event in sorted(log.events.items()):
        sha256 = object_of(event)
        if sha256 is not None and event.event == "ingestion":
            sizes.setdefault(sha256, event.size)
        elif sha256 is not None and event.event == "deletion":
            sizes.pop(sha256, None)
    for done, (sha256, size) in enumerate(sorted(sizes.items()), start=1):
        _check_object(desk, sha256, size, names)
        if progress is not None:
            progress(done, len(sizes))


def _check_object(desk: Desk, sha256: str, size: int | None, names: Mapping[str, str]) -> None:
    path, name = desk.layout.object(sha256), names.get(sha256, "")
    found = desk.digest(path, sha256, name)
    if found is None:
        return
    actual, length = found
    if (actual, length) == (sha256, size):
        desk.result.objects += 1
        desk.result.size += length
        return
    if actual == sha256:
        message = f"the log says {size} bytes and the original has {length}"
    elif actual in names:
        message = f"holds the bytes of {printable(names[actual])} ({actual})"
    else:
        message = f"its bytes hash to {actual}"
        if length != size:
            message += f"; it is {length} bytes long instead of {size}"
    hint = "add the original file again, which puts its bytes back, or restore it from a copy of the case"
    desk.report("original-altered", "original", path, message, sha256=sha256, name=name, hint=hint)


def names_of(events: Mapping[int, CustodyEvent], lines: Mapping[int, Line]) -> dict[str, str]:
    """The name under which each original first came, by hash, as far as the sidecars still say."""
    names: dict[str, str] = {}
    for index, line in sorted(lines.items()):
        event = events.get(index)
        sha256 = object_of(event) if event else None
        if sha256 is not None and line.arrival is not None:
            names.setdefault(sha256, line.arrival.original_path)
    return names


def _check_rest(desk: Desk, size: int) -> None:
    for one in desk.unseen():
        desk.result.files += one.kind == "file"
        announced = one.name in desk.layout.leftovers and one.kind == "file"
        if announced or _is_narrower(desk, one, size):
            message = "an interrupted add left this behind; nothing that was acknowledged is in it alone"
            hint = "the next add clears it"
            path = printable(one.name)
            desk.result.leftovers.append(
                Damage(code="leftover", what="leftover", path=path, message=message, hint=hint)
            )
        else:
            kind = "a folder that nothing accounts for" if one.kind == "folder" else "no log entry accounts for it"
            code = "unreadable" if one.kind == "unreadable" else "extra"
            desk.report(code, "extra", one.name, kind, hint="move it out of evidence/")


def _is_narrower(desk: Desk, one: Found, size: int) -> bool:
    wide = grown_from(desk.layout.log, one.name, size)
    if one.kind != "file" or wide is None:
        return False
    data, whole = desk.peek(one.name), desk.peek(wide)
    return data is not None and whole is not None and is_beginning(one.name, data, whole)
