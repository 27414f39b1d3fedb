"""ZIP: each member read by its own bytes, as if it had come alone."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from witnessmark.errors import ReadError, Unsafe
from witnessmark.model import Passage, Problem, Severity, make_problem

from .nest import Inner, Nest, Unpacks, Writer
from .ooxml import kind_of
from .package import Package, name_of

_LITTER = ("__MACOSX/",)  # what a Mac adds beside each file


class ZipReader:
    """Reads archives.

    A document that is a ZIP file inside, and does not show it in its first bytes, is read as that document.

    Args:
        inner: reads the bytes of a member.
        documents: the readers of documents that are ZIP files inside, by name.
    """

    name = "zip"
    version = 1
    media_types: tuple[str, ...] = ("application/zip",)

    def __init__(self, inner: Inner, documents: Mapping[str, Unpacks]) -> None:
        self._inner = inner
        self._documents = documents

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the signature, below the documents that are ZIP files inside."""
        return 0.75 if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """What was read in the members, in the order of the directory.

        Raises:
            ReadError: where the directory cannot be read.
        """
        return self.read_within(data, source, Nest())

    def read_within(self, data: bytes, source: str, nest: Nest) -> Iterator[Passage | Problem]:
        """As `read`, within what may still be unpacked."""
        package = Package(data, nest.budget)
        kind = kind_of(one.filename for one in package.members) if "[Content_Types].xml" in package else ""
        if kind in self._documents:
            yield from self._documents[kind].read_within(data, source, nest)
            return
        deeper = nest.deeper()
        writer = Writer(source, f"{self.name} {self.version}")
        for number, member in enumerate(package.members, 1):
            if member.is_dir() or member.filename.startswith(_LITTER):
                continue
            path = name_of(member)
            try:
                content = package.unpack(member)
            except ReadError as err:
                if nest.budget.spent:
                    raise
                code = "unsafe" if isinstance(err, Unsafe) else "unreadable"
                code = "encrypted" if member.flag_bits & 0x1 else code
                yield make_problem(
                    code, source, err.message, severity=Severity.PARTLY, where=f"file {number}", hint=err.hint
                )
                continue
            suffix = posixpath.splitext(path)[1].lower()
            yield from writer.inside(self._inner(content, suffix, source, deeper), "file", number, path)
