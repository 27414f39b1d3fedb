"""CSV and TSV: one passage a row that is not empty."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from witnessmark.model import CellSpan, Passage, Problem, Severity, make_passage, make_problem

from .decode import decode

MOST_ROWS = 100_000
MOST_COLUMNS = 16_384  # as in spreadsheets
LONGEST_CELL = 131_072  # characters; the csv module's own limit, which a quote that is never closed runs into
LONGEST_ROW = 1_000_000  # characters
JOINT = " | "

_SAMPLE = 16_384  # characters, and 50 rows, in which the delimiter is looked for
_SAMPLE_ROWS = 50
_LINE_END = re.compile(r"\r\n|\r|\n")
_HINT = "check the row in a spreadsheet; a clean copy can be added beside the original"


class TableReader:
    """Reads tables of text. A passage's text is its row's cells as they stand, joined by " | "."""

    name = "csv"
    version = 1
    media_types: tuple[str, ...] = ("text/csv", "text/tab-separated-values")

    def sniff(self, head: bytes, suffix: str) -> float:
        """The suffix decides where lines could be text or table; without it only a clean grid counts."""
        if not head.strip():
            return 0.0
        if suffix in (".csv", ".tsv", ".tab"):
            return 0.6
        if suffix in (".md", ".markdown") or head.lstrip()[:1] in (b"{", b"[", b"<"):
            return 0.0
        lines = [line for line in head.splitlines()[:-1] if line.strip()][:_SAMPLE_ROWS]
        return 0.6 if len(lines) >= 4 and any(_is_grid(lines, mark) for mark in (b"\t", b",", b";")) else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The rows in order, numbered from 1 with empty ones counted, as a spreadsheet numbers them.

        Raises:
            ReadError: where the bytes are not text.
        """
        text, _, problem = decode(data, source)
        if problem is not None:
            yield problem
        doubts = _Doubts(source)
        rows = _rows(text.removeprefix("\ufeff"), doubts)
        number = 0
        for row, cells in rows:
            doubts.width(row, len(cells))
            kept = _fitting(cells)
            if len(kept) < len(cells):
                doubts.seen("row-cut", row)
            if not any(cell.strip() for cell in kept):
                continue
            where = CellSpan(row=row, first_column=1, last_column=len(kept))
            yield make_passage(source, number, where, JOINT.join(kept), f"{self.name} {self.version}")
            number += 1
        yield from doubts.problems()


def delimiter(text: str) -> str:
    """The character between cells: the one that cuts the first rows most evenly, then into most cells; else the comma.

    Args:
        text: the decoded file.
    """
    sample = text[:_SAMPLE]
    best, mark = (0.0, 1), ","
    for one in ("\t", ";", "|", ","):
        try:
            rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=one) if row][:_SAMPLE_ROWS]
        except csv.Error:
            continue
        width, often = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        if width > 1 and (often / len(rows), width) > best:
            best, mark = (often / len(rows), width), one
    return mark


def _is_grid(lines: list[bytes], mark: bytes) -> bool:
    counts = {line.count(mark) for line in lines}
    least = 1 if mark == b"\t" else 2
    cells = sum(line.count(mark) + 1 for line in lines)
    return len(counts) == 1 and min(counts) >= least and sum(map(len, lines)) / cells < 40


def _fitting(cells: list[str]) -> list[str]:
    """The first cells of a row that are within the limits."""
    if len(cells) > MOST_COLUMNS:
        cells = cells[:MOST_COLUMNS]
    ends = accumulate(len(cell) for cell in cells)
    return cells[: sum(end <= LONGEST_ROW for end in ends)]


def _rows(text: str, doubts: _Doubts) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    for row in range(1, MOST_ROWS + 2):
        try:
            cells = next(reader, None)
        except csv.Error:
            doubts.seen("row-unreadable", row)
            continue
        if cells is None:
            return
        if row > MOST_ROWS:
            doubts.seen("too-many-rows", row)
            return
        yield row, cells


_TEXTS = {
    "row-cut": ("too wide: the cells beyond the limit were left out", Severity.PARTLY),
    "row-unreadable": (
        f"unreadable: a quote that is not closed, or a cell over {LONGEST_CELL} characters",
        Severity.PARTLY,
    ),
    "ragged-rows": ("of another width than the first row", Severity.NOTE),
}


class _Doubts:
    """What was odd in a table: one problem a kind, with the first row and how many."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._first: dict[str, int] = {}
        self._count: Counter[str] = Counter()
        self._width = 0

    def seen(self, code: str, row: int) -> None:
        self._first.setdefault(code, row)
        self._count[code] += 1

    def width(self, row: int, cells: int) -> None:
        if not self._width:
            self._width = cells
        elif cells and cells != self._width:
            self.seen("ragged-rows", row)

    def problems(self) -> Iterator[Problem]:
        for code, row in self._first.items():
            if code == "too-many-rows":
                message, severity = f"the table has more than {MOST_ROWS} rows; those were read", Severity.PARTLY
            else:
                text, severity = _TEXTS[code]
                count = self._count[code]
                message = f"{count} {'row is' if count == 1 else 'rows are'} {text}"
            yield make_problem(code, self._source, message, severity=severity, where=f"row {row}", hint=_HINT)
