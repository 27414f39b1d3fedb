"""What `add` was asked to take in, and what is stated about each file: by the command line, or by a manifest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from witnessmark.case import Case
from witnessmark.errors import UsageError
from witnessmark.preserve import Row, Stated, pair, printable, read_manifest

from .find import Item, find_items


@dataclass(frozen=True)
class Told:
    """Files with what is stated about each.

    Attributes:
        items: what was found, in order.
        base: what is stated about all of it.
        by_path: what a manifest states about single files.
        rows_left: rows of the manifest without a file, and why.
        files_left: files of which the manifest says nothing.
        manifest: SHA-256 of the manifest, or nothing.
    """

    items: tuple[Item, ...]
    base: Stated
    by_path: Mapping[str, Stated]
    rows_left: tuple[str, ...] = ()
    files_left: tuple[str, ...] = ()
    manifest: str = ""

    def about(self, item: Item) -> Stated:
        """What is stated about a file."""
        return self.by_path.get(item.path, self.base)


def told_of(case: Case, paths: Sequence[Path], base: Stated, manifest: Path | None) -> Told:
    """Looks for the files and pairs them with the rows of the manifest.

    Args:
        case: the case.
        paths: files and folders; where there are none, the files that the manifest names.
        base: what is stated about all of it.
        manifest: the manifest, or None.

    Raises:
        UsageError: where a path is not there, or the manifest cannot be read.
        Refused: where a row of the manifest is about material that is not taken in.
    """
    if manifest is None:
        return Told(tuple(find_items(case.paths.root, paths)), base, {})
    try:
        data = manifest.read_bytes()
    except OSError as err:
        raise UsageError(f"{printable(str(manifest))} cannot be read: {err.strerror}", "nothing was added") from err
    rows = read_manifest(data, base)
    given = paths or _named(rows, manifest.parent)
    found = [one for one in find_items(case.paths.root, given) if not _is_same(one.path, manifest)]
    paired = pair(rows, [Path(one.path).absolute().as_posix() for one in found])
    left = [one.path for one, said in zip(found, paired.stated, strict=True) if said is None and not one.code]
    return Told(
        items=tuple(found),
        base=base,
        by_path={one.path: said for one, said in zip(found, paired.stated, strict=True) if said is not None},
        rows_left=paired.rows,
        files_left=tuple(map(printable, left)),
        manifest=hashlib.sha256(data).hexdigest(),
    )


def _named(rows: Sequence[Row], folder: Path) -> list[Path]:
    """The files that rows name and that are there, from the folder of the manifest."""
    there = (next((folder / one for one in row.files if os.path.lexists(folder / one)), None) for row in rows)
    return list(dict.fromkeys(one for one in there if one is not None))


def _is_same(path: str, manifest: Path) -> bool:
    return os.path.lexists(path) and Path(path).absolute() == manifest.absolute()
