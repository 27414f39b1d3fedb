"""RIS: the citations that reference managers and catalogues give out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from witnessmark.errors import ReadError
from witnessmark.model import Passage, Problem, Severity, make_problem

from .citations import MOST_RECORDS, Field, record
from .decode import decode
from .nest import Writer

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY  -[ \r\n]")
_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?\Z")
_NAMES = {
    "TY": "type", "TI": "title", "T1": "title", "T2": "container", "JO": "container", "JF": "container",
    "AU": "author", "A1": "author", "A2": "editor", "PY": "year", "Y1": "date", "DA": "date", "PB": "publisher",
    "CY": "place", "VL": "volume", "IS": "issue", "SP": "first page", "EP": "last page", "UR": "url", "DO": "doi",
    "SN": "issn or isbn", "LA": "language", "KW": "keyword", "AB": "abstract", "N2": "abstract", "N1": "note",
    "Y2": "accessed", "L1": "file", "L2": "file", "ID": "id", "AN": "accession number",
}  # fmt: skip
_LEFT_OUT = frozenset(("L1", "L2", "L3", "L4"))  # paths on somebody's disk


class RisReader:
    """Reads RIS: one record a citation, its fields on lines of their own."""

    name = "ris"
    version = 1
    media_types: tuple[str, ...] = ("application/x-research-info-systems",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the tag that each record begins with."""
        return 0.9 if _START.match(head) else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The records in order.

        Raises:
            ReadError: where the bytes are not text.
        """
        text, _, problem = decode(data, source)
        if problem is not None:
            yield problem
        writer = Writer(source, f"{self.name} {self.version}")
        for number, (fields, ended) in enumerate(_records(text.removeprefix("\ufeff")), 1):
            if number > MOST_RECORDS:
                raise ReadError(f"it has more than {MOST_RECORDS} records; those were read", "split it")
            if not ended:
                message = f"record {number} has no end"
                yield make_problem("open-record", source, message, severity=Severity.NOTE, hint="obtain it again")
            yield from record(number, fields, writer)


def _records(text: str) -> Iterator[tuple[list[Field], bool]]:
    """The fields of each record, and whether it is ended by its tag."""
    fields: list[tuple[str, list[str]]] = []
    left_out = False
    for line in text.splitlines():
        found = _TAG.match(line)
        if found is None:
            if fields and not left_out:
                fields[-1][1].append(line)
            continue
        tag, value = found.group(1), found.group(2) or ""
        left_out = tag in _LEFT_OUT
        if tag == "TY" and fields:
            yield _joined(fields, ended=False)
            fields = []
        if tag == "ER":
            if fields:
                yield _joined(fields, ended=True)
            fields = []
        elif not left_out:
            fields.append((_NAMES.get(tag, tag), [value]))
    if fields:
        yield _joined(fields, ended=False)


def _joined(fields: list[tuple[str, list[str]]], *, ended: bool) -> tuple[list[Field], bool]:
    return [(name, " ".join(lines)) for name, lines in fields], ended
