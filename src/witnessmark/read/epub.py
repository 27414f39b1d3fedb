"""EPUB: the chapters of a book in the order of reading."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from witnessmark.errors import ReadError
from witnessmark.model import BlockSpan, Passage, Problem, Severity, make_problem

from .decode import decode
from .html import all_text, declared
from .nest import Nest, Writer
from .package import Package, local_names
from .xmltree import attribute, local, parse

_MIME = b"application/epub+zip"
_HTML = re.compile(r"application/xhtml\+xml|text/html|text/x-oeb1-document")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_HINT = "obtain it again without copy protection, or add a PDF or text copy"


class EpubReader:
    """Reads books: one passage a block of each chapter, all text of it, in the order that the book states."""

    name = "epub"
    version = 1
    media_types: tuple[str, ...] = ("application/epub+zip",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the media type that stands first in the file."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        names = local_names(head)
        if names[:1] == ["mimetype"]:
            return 0.95 if head[38:].startswith(_MIME) else 0.0
        return 0.9 if suffix == ".epub" and "META-INF/container.xml" in names else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The blocks of all chapters.

        Raises:
            ReadError: where nothing at all can be read.
        """
        return self.read_within(data, source, Nest())

    def read_within(self, data: bytes, source: str, nest: Nest) -> Iterator[Passage | Problem]:
        """As `read`, within what may still be unpacked."""
        package = Package(data, nest.budget)
        language, chapters = _spine(package)
        writer = Writer(source, f"{self.name} {self.version}", language)
        for number, name in enumerate(chapters, 1):
            try:
                page = package.part(name)
                text, _, doubt = decode(page, source, declared(page) or "utf-8")
            except ReadError as err:
                where = f"chapter {number}"
                yield make_problem(
                    "unreadable-chapter", source, err.message, severity=Severity.PARTLY, where=where, hint=_HINT
                )
                continue
            if doubt is not None:
                yield doubt
            for block, found in enumerate(all_text(text), 1):
                yield from writer.passage(BlockSpan(kind="paragraph", number=block, chapter=number), found)


def _spine(package: Package) -> tuple[str | None, list[str]]:
    """The language that the book states, and the names of its chapters in order."""
    container = parse(package.part("META-INF/container.xml"))
    place = next((attribute(one, "full-path") for one in container.iter("{*}rootfile")), "")
    root = parse(package.part(place))
    folder = posixpath.dirname(place)
    items = {
        attribute(one, "id"): posixpath.normpath(posixpath.join(folder, _unquoted(attribute(one, "href"))))
        for one in root.iter("{*}item")
        if _HTML.match(attribute(one, "media-type"))
    }
    named = [attribute(one, "idref") for one in root.iter("{*}itemref")]
    stated = next((one.text or "" for one in root.iter("{*}language") if local(one)), "").strip()
    return (stated if _LANGUAGE.match(stated) else None), [items[key] for key in dict.fromkeys(named) if key in items]


def _unquoted(name: str) -> str:
    raw = _PERCENT.sub(lambda found: bytes.fromhex(found.group(1).decode()), name.encode("utf-8", "replace"))
    return raw.decode("utf-8", "replace")
