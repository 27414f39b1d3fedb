"""Files that the program makes: written whole or not at all, each able to say whether it is still what was written.

Every output gets one fixed modification time, so that a look at size and time tells an untouched file from another one,
and two builds of the same case are the same to the byte and to the second.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from witnessmark.errors import CaseError
from witnessmark.model import Word

STAMP = 315_532_800  # 1980-01-01 UTC, the first time that a zip archive can hold


class Output(Word, frozen=True, kw_only=True):
    """A file that a build wrote.

    Attributes:
        path: below the case folder, with "/".
        size: bytes.
        sha256: of its bytes.
    """

    path: str
    size: int
    sha256: str


class Records(Word, frozen=True, kw_only=True):
    """A file of records as it stands: what it is made from is right, and its header was read.

    Attributes:
        output: the file.
        summary: what its maker wants to know of it without reading the records, JSON.
    """

    output: Output
    summary: bytes


class Head(Word, frozen=True, kw_only=True):
    """The first line of a file of records.

    Attributes:
        sha256: of the records.
        summary: JSON.
    """

    sha256: str
    summary: bytes


class _Header(Word, frozen=True, kw_only=True):
    key: str
    sha256: str
    summary: msgspec.Raw


def write_output(root: Path, path: Path, data: bytes) -> Output:
    """Writes a file of the case through a temporary one, so that a reader never meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(data)
    os.utime(temporary, (STAMP, STAMP))
    temporary.replace(path)
    return _output(root, path, data)


def _output(root: Path, path: Path, data: bytes) -> Output:
    return Output(path=path.relative_to(root).as_posix(), size=len(data), sha256=hashlib.sha256(data).hexdigest())


def is_untouched(root: Path, output: Output) -> bool:
    """True where the file is still what was written: by size and time, else by its hash."""
    path = root / output.path
    try:
        found = path.stat()
    except OSError:
        return False
    if found.st_size != output.size:
        return False
    if int(found.st_mtime) == STAMP:
        return True
    return hashlib.sha256(path.read_bytes()).hexdigest() == output.sha256


def write_records(root: Path, path: Path, key: str, summary: bytes, body: bytes) -> Records:
    """Writes records below a header line: what they are made from, the hash of the records, and a summary of them.

    Args:
        root: the case folder.
        path: where.
        key: names everything the records depend on.
        summary: JSON.
        body: lines, each with its line break.
    """
    header = _Header(key=key, sha256=hashlib.sha256(body).hexdigest(), summary=msgspec.Raw(summary))
    output = write_output(root, path, msgspec.json.encode(header) + b"\n" + body)
    return Records(output=output, summary=summary)


def kept_records(root: Path, path: Path, key: str, known: Output | None) -> Records | None:
    """The records in a file, or None where it is missing, damaged or made from something else.

    Args:
        root: the case folder.
        path: where.
        key: names everything the records must depend on.
        known: the file as an earlier build left it; only the header is read where it is untouched since.
    """
    try:
        with path.open("rb") as records:
            head = records.readline()
            header = msgspec.json.decode(head, type=_Header)
            if header.key != key:
                return None
            if known is not None and is_untouched(root, known):
                return Records(output=known, summary=bytes(header.summary))
            body = records.read()
    except (OSError, msgspec.DecodeError):
        return None
    if header.sha256 != hashlib.sha256(body).hexdigest():
        return None
    os.utime(path, (STAMP, STAMP))
    return Records(output=_output(root, path, head + body), summary=bytes(header.summary))


def record_lines(path: Path) -> bytes:
    """The lines of a file of records below its header; nothing where there is no such file.

    Raises:
        CaseError: where they are not what was written.
    """
    if not path.is_file():
        return b""
    head, _, body = path.read_bytes().partition(b"\n")
    try:
        header = msgspec.json.decode(head, type=_Header)
    except (msgspec.DecodeError, UnicodeDecodeError):
        header = None
    if header is None or header.sha256 != hashlib.sha256(body).hexdigest():
        raise CaseError("a file in derived/ is not what was written", "remove the folder derived; build makes it again")
    return body


def make_own(folder: Path) -> None:
    """Makes a folder in which the program may write and remove what it likes.

    Raises:
        CaseError: where something else stands there. What a symbolic link leads to is not the program's own.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CaseError(
            f"{folder.name} is no folder of the case",
            "move it away; build makes the folder, and removes other files in it",
        )
    folder.mkdir(exist_ok=True)


def record_head(path: Path) -> Head | None:
    """What the header of a file of records says; None where there is no such file. Its records are not looked at."""
    try:
        with path.open("rb") as records:
            header = msgspec.json.decode(records.readline(), type=_Header)
    except (OSError, msgspec.DecodeError):
        return None
    return Head(sha256=header.sha256, summary=bytes(header.summary))


def remove_others(root: Path, folder: Path, keep: Iterable[str], spare: Path | None = None) -> None:
    """Removes files below a folder of the program's own that the last build did not write, and folders left empty.

    What stands in a hidden folder or is a hidden file at the top (.git, .nojekyll) is somebody else's and stays.

    Args:
        root: the case folder.
        folder: where to look.
        keep: paths below the case folder that stay.
        spare: a folder that is not looked into.
    """
    kept = {str(root / one) for one in keep}
    for place, folders, files in os.walk(folder, topdown=True):
        if Path(place) == folder:
            folders[:] = [one for one in folders if not one.startswith(".")]
            files = [one for one in files if not one.startswith(".") or one.endswith(".part")]
        folders[:] = [one for one in folders if spare is None or Path(place, one) != spare]
        for path in (f"{place}/{one}" for one in (*files, *(one for one in folders if Path(place, one).is_symlink()))):
            if path not in kept:
                os.unlink(path)  # noqa: PTH108 - strings, because there are many
    for place, _, _ in os.walk(folder, topdown=False):
        hidden = Path(place).relative_to(folder).parts[:1]
        if Path(place) != folder and not hidden[0].startswith(".") and not os.listdir(place):  # noqa: PTH208 - the same
            Path(place).rmdir()
