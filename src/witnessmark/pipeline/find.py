"""What `add` finds where it is told to look: files in sorted order, and what it cannot take."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from witnessmark.case import OWN
from witnessmark.errors import UsageError
from witnessmark.preserve import printable


class Item(NamedTuple):
    """Something that `add` found.

    Attributes:
        path: as the user knows it.
        name: its file name.
        original_path: path below the added folder's parent, with `/`.
        code: why it cannot be taken in, or empty.
    """

    path: str
    name: str
    original_path: str
    code: str


def find_items(root: Path, paths: Sequence[Path]) -> list[Item]:
    """Every file at and below the given paths, in an order that does not change between runs.

    Args:
        root: the case folder; what the program keeps in it is never taken in.
        paths: files and folders.

    Raises:
        UsageError: where one of them is not there.
    """
    home = os.stat(root)  # noqa: PTH116 - the result is compared with those of os.scandir
    items: list[Item] = []
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{printable(str(path))} is not there", "nothing was added; check the spelling")
        full = os.path.abspath(path)  # noqa: PTH100 - Path.resolve would follow a symbolic link
        name = os.path.basename(full) or "/"  # noqa: PTH119
        if _is_own(Path(full).resolve(), root.resolve()):
            items.append(_item(str(path), name, name, "inside-the-case"))
        else:
            items += _look(str(path), name, name, os.lstat(full), home)
    return items


def _is_own(path: Path, root: Path) -> bool:
    """True for the case folder and what the program keeps in it; a folder of papers that lies there is like any other."""
    return path == root or (path.is_relative_to(root) and path.relative_to(root).parts[0] in OWN)


def _item(path: str, name: str, original_path: str, code: str = "") -> Item:
    return Item(path, _text(name), _text(original_path), code)


def _text(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 are written as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _look(path: str, name: str, original: str, status: os.stat_result, home: os.stat_result) -> Iterator[Item]:
    mode = status.st_mode
    if stat.S_ISLNK(mode):
        yield _item(path, name, original, "symlink")
    elif stat.S_ISREG(mode):
        yield _item(path, name, original)
    elif not stat.S_ISDIR(mode):
        yield _item(path, name, original, "not-a-file")
    elif os.path.samestat(status, home):
        yield _item(path, name, original, "inside-the-case")
    else:
        yield from _below(path, name, original, home)


def _below(path: str, name: str, original: str, home: os.stat_result) -> Iterator[Item]:
    try:
        with os.scandir(path) as found:
            entries = sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
    except OSError:
        yield _item(path, name, original, "unreadable")
        return
    for one in entries:
        below, original_below = f"{path.rstrip('/')}/{one.name}", f"{original}/{one.name}"
        try:
            plain = one.is_file(follow_symlinks=False)
            status = None if plain else one.stat(follow_symlinks=False)
        except OSError:
            yield _item(below, one.name, original_below, "unreadable")
            continue
        if status is None:
            yield _item(below, one.name, original_below)
        else:
            yield from _look(below, one.name, original_below, status, home)
