"""What DOCX, PPTX and XLSX share: which of them a ZIP file is, and how their parts name one another."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from witnessmark.errors import ReadError

from .package import Package, local_names
from .xmltree import attribute, parse

_FOLDERS = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}


def sure(head: bytes, document: str) -> float:
    """How sure it is that bytes are the document of this kind.

    Args:
        head: the first 8,192 bytes.
        document: "docx", "pptx" or "xlsx".
    """
    if not head.startswith(b"PK\x03\x04"):
        return 0.0
    # Where pictures stand before all that tells, the reader of archives finds out by the directory.
    return 0.95 if kind_of(local_names(head)) == document else 0.0


def kind_of(members: Iterable[str]) -> str:
    """Which of the three documents has these parts; nothing where it is none of them.

    Args:
        members: their paths.
    """
    return next((_FOLDERS[folder] for one in members for folder in _FOLDERS if one.startswith(folder)), "")


def related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part names: by id, the last word of the kind of relation, and the part's name.

    Args:
        package: the document.
        part: name of the part; empty for the document itself.
    """
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for one in parse(package.part(rels)):
        if attribute(one, "TargetMode") == "External":
            continue  # nothing outside the file is ever looked at
        target = posixpath.normpath(posixpath.join("/", folder, attribute(one, "Target"))).lstrip("/")
        found[attribute(one, "Id")] = (attribute(one, "Type").rpartition("/")[2], target)
    return found


def main_part(package: Package, usual: str) -> str:
    """The name of the part that holds the document.

    Args:
        package: the document.
        usual: where nearly all programs put it.

    Raises:
        ReadError: where there is none.
    """
    if usual in package:
        return usual
    for kind, target in related(package, "").values():
        if kind == "officeDocument" and target in package:
            return target
    raise ReadError("this document has no main part", "obtain it again, or open it and save a copy as PDF")
