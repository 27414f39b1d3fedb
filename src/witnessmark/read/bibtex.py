"""BibTeX, parsed by bibtexparser, with accents and signs written in TeX as the characters that they stand for."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from witnessmark.errors import ReadError
from witnessmark.model import Passage, Problem, Severity, make_problem

from .citations import MOST_RECORDS, record
from .decode import decode
from .nest import Writer, many

# They say on their loggers what we say in problems.
for _name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False

LARGEST = 5_000_000  # bytes; the parser holds all records at once, and takes about 3 s a megabyte

_ENTRY = re.compile(
    rb"(?:^|\n)[ \t]*@[a-zA-Z]{2,30}[ \t]*\{[ \t]*[^\s,{}]{1,200}[ \t]*,[ \t\r\n]*[a-zA-Z_-]{1,40}[ \t]*="
)
# Written as they are by whoever knows no TeX. TeX would drop a sign, or all of the line behind it.
_RAW = re.compile(r"(?<!\\)([%&$#])")
_LEFT_OUT = frozenset(("file", "bdsk-file-1"))  # paths on somebody's disk


class BibtexReader:
    """Reads BibTeX: one record a citation, its fields on lines of their own."""

    name = "bibtex"
    version = 1
    media_types: tuple[str, ...] = ("application/x-bibtex",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the first entry, which comments may stand before where the name ends in .bib."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        found = _ENTRY.search(start)
        if not found:
            return 0.0
        return 0.9 if suffix in (".bib", ".bibtex") or found.start() == 0 else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The records in order.

        Raises:
            ReadError: where the bytes are not text, or too many.
        """
        from bibtexparser.entrypoint import parse_string  # here, because few commands read BibTeX
        from bibtexparser.middlewares import LatexDecodingMiddleware

        if len(data) > LARGEST:
            raise ReadError(f"citations of more than {LARGEST} bytes are not read", "split it and add the parts")
        text, _, problem = decode(data, source)
        if problem is not None:
            yield problem
        try:
            library = parse_string(
                _RAW.sub(r"\\\1", text.removeprefix("\ufeff")),
                append_middleware=[LatexDecodingMiddleware(allow_inplace_modification=True)],
            )
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as err:
            raise ReadError(
                "the citations cannot be parsed", "open it in a reference manager and export it again"
            ) from err
        writer = Writer(source, f"{self.name} {self.version}")
        for number, entry in enumerate(library.entries[:MOST_RECORDS], 1):
            fields = [(one.key, str(one.value)) for one in entry.fields if one.key.lower() not in _LEFT_OUT]
            yield from record(number, [("type", entry.entry_type), ("id", entry.key), *fields], writer)
        if library.failed_blocks:
            message = f"{many(len(library.failed_blocks), 'entry', 'entries')} left out: damaged, or there twice"
            hint = "open it in a reference manager and export it again"
            yield make_problem("open-record", source, message, severity=Severity.PARTLY, hint=hint)
