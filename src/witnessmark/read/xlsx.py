"""XLSX: one passage a row, sheet by sheet, with the values that the program that saved it had computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from lxml import etree

from witnessmark.errors import ReadError
from witnessmark.model import CellSpan, Passage, Problem, Severity, make_problem

from .nest import Nest, Writer, many
from .ooxml import main_part, related, sure
from .package import Package
from .table import JOINT, LONGEST_ROW, MOST_COLUMNS, MOST_ROWS
from .xmltree import attribute, elements, local, parse

WIDEST_GAP = 20  # empty cells; a wider gap parts a row into two passages

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
# Number formats that are built in and show dates or times (ECMA-376 part 1, 18.8.30).
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_PERCENT = frozenset((9, 10))
_NO_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # what a format writes as it stands
_HINT = "open it in a spreadsheet program, save it and add that copy too"

_Cell = tuple[int, str]  # column, text


class XlsxReader:
    """Reads workbooks.

    Numbers stand as they are stored (5000, 0.5), those with a percent format as percents, dates in ISO 8601. Hidden
    sheets and rows are read; charts, comments and formulas are not.
    """

    name = "xlsx"
    version = 1
    media_types: tuple[str, ...] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the names of the first members."""
        return sure(head, self.name)

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The rows that are not empty, sheets in the order of their tabs.

        Raises:
            ReadError: where nothing at all can be read.
        """
        return self.read_within(data, source, Nest())

    def read_within(self, data: bytes, source: str, nest: Nest) -> Iterator[Passage | Problem]:
        """As `read`, within what may still be unpacked."""
        package = Package(data, nest.budget)
        main = main_part(package, "xl/workbook.xml")
        parts = related(package, main)
        root = parse(package.part(main))
        by_kind = {kind: target for kind, target in parts.values() if target in package}
        shared = _shared(package.part(by_kind["sharedStrings"])) if "sharedStrings" in by_kind else []
        shown = _Shown(package.part(by_kind["styles"]) if "styles" in by_kind else b"", root, shared)
        writer = Writer(source, f"{self.name} {self.version}")
        rows = _Rows(source, writer, shown)
        for number, sheet in enumerate(root.iter("{*}sheet"), 1):
            key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
            kind, target = parts.get(key, ("", ""))
            if kind not in ("worksheet", ""):
                continue  # a sheet that is a chart
            try:
                yield from rows.of_sheet(package.part(target), number)
            except ReadError as err:
                where = f"sheet {number}"
                yield make_problem(
                    "unreadable-sheet", source, err.message, severity=Severity.PARTLY, where=where, hint=_HINT
                )
        yield from rows.problems()


class _Rows:
    """The rows of all sheets, within one limit."""

    def __init__(self, source: str, writer: Writer, shown: _Shown) -> None:
        self._source = source
        self._writer = writer
        self._shown = shown
        self._rows = 0
        self._uncomputed = 0
        self._cut = 0

    def of_sheet(self, data: bytes, sheet: int) -> Iterator[Passage]:
        at = 0
        for line in elements(data, "row"):
            stated = attribute(line, "r")
            at = int(stated) if stated.isdecimal() and len(stated) < 8 else at + 1
            if self._rows >= MOST_ROWS:
                self._cut += 1
                continue
            self._rows += 1
            for run in _runs(self._cells(line)):
                text = JOINT.join(_filled(run))
                where = CellSpan(row=max(1, at), first_column=run[0][0], last_column=run[-1][0], sheet=sheet)
                yield from self._writer.passage(where, text)

    def _cells(self, line: etree._Element) -> list[_Cell]:
        cells: list[_Cell] = []
        column = size = 0
        for one in line:
            if local(one) != "c":
                continue
            column = _column(attribute(one, "r")) or column + 1
            text, computed = self._shown.text(one)
            self._uncomputed += not computed
            size += len(text)
            if column > MOST_COLUMNS or size > LONGEST_ROW:
                self._cut += 1
                break
            if text.strip():
                cells.append((column, text))
        return sorted(dict(cells).items())

    def problems(self) -> Iterator[Problem]:
        if self._cut:
            rows = many(self._cut, "row is", "rows are")
            message = f"{rows} beyond the limits of {MOST_ROWS} rows and {MOST_COLUMNS} columns"
            yield make_problem("row-cut", self._source, message, severity=Severity.PARTLY, hint=_HINT)
        if self._uncomputed:
            message = (
                f"{many(self._uncomputed, 'formula stands', 'formulas stand')} without a value that a program computed"
            )
            yield make_problem("no-value", self._source, message, severity=Severity.PARTLY, hint=_HINT)


def _runs(cells: list[_Cell]) -> list[list[_Cell]]:
    """The cells of a row, parted where many empty ones stand between two."""
    if not cells:
        return []
    runs = [[cells[0]]]
    for before, after in pairwise(cells):
        if after[0] - before[0] > WIDEST_GAP:
            runs.append([])
        runs[-1].append(after)
    return runs


def _filled(run: list[_Cell]) -> list[str]:
    texts = dict(run)
    return [texts.get(column, "") for column in range(run[0][0], run[-1][0] + 1)]


def _column(reference: str) -> int:
    found = _REFERENCE.match(reference)
    number = 0
    for letter in found.group(1) if found else "":
        number = number * 26 + ord(letter) - 64
    return number


def _shared(data: bytes) -> list[str]:
    return [_rich(one) for one in elements(data, "si")]


def _rich(element: etree._Element) -> str:
    """The runs of a text, without the pronunciation over its characters."""
    texts = (one for one in element.iter("{*}t") if local(one.getparent()) != "rPh")
    return "".join(one.text or "" for one in texts)


class _Shown:
    """How a stored value is shown: by its type and its number format."""

    def __init__(self, styles: bytes, workbook: etree._Element, shared: list[str]) -> None:
        self._shared = shared
        self._dates: set[int] = set()
        self._percents: set[int] = set()
        properties = next(iter(workbook.iter("{*}workbookPr")), None)
        since_1904 = properties is not None and attribute(properties, "date1904") in ("1", "true")
        self._since_1904 = since_1904
        if styles:
            self._formats(parse(styles))

    def _formats(self, root: etree._Element) -> None:
        codes = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in root.iter("{*}numFmt")}
        cells = next(iter(root.iter("{*}cellXfs")), ())
        for style, one in enumerate(cells):
            key = attribute(one, "numFmtId")
            code = _NO_CODE.sub("", codes.get(key, "")).partition(";")[0].lower()
            number = int(key) if key.isdecimal() and len(key) < 9 else 0
            if number in _BUILT_IN_DATES or (re.search("[dmyhs]", code) and "general" not in code):
                self._dates.add(style)
            elif number in _BUILT_IN_PERCENT or "%" in code:
                self._percents.add(style)

    def text(self, cell: etree._Element) -> tuple[str, bool]:
        """What a cell shows, and whether it has a value where it has a formula."""
        kind = attribute(cell, "t")
        inline = next((one for one in cell if local(one) == "is"), None)
        if inline is not None:
            return _rich(inline), True
        value = next((one.text or "" for one in cell if local(one) == "v"), "")
        if not value:
            return "", not any(local(one) == "f" for one in cell)
        if kind == "s":
            place = int(value) if value.isdecimal() and len(value) < 9 else -1
            return (self._shared[place] if 0 <= place < len(self._shared) else ""), True
        if kind == "b":
            return ("TRUE" if value == "1" else "FALSE"), True
        if kind in ("str", "e", "d"):
            return value, True
        style = attribute(cell, "s")
        return self._number(value, int(style) if style.isdecimal() and len(style) < 9 else 0), True

    def _number(self, value: str, style: int) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if style in self._dates:
            return _date(number, self._since_1904) or value
        if style in self._percents and abs(number) < 1e9:
            return f"{number * 100:.10g}%"
        if abs(number) >= 1e15 or number != number:
            return value
        return f"{number:.15g}" if "e" not in f"{number:.15g}" else f"{number:.15f}".rstrip("0").rstrip(".")


def _date(days: float, since_1904: bool) -> str:
    """A date, or a time of day where there is no date; nothing where there is no such day."""
    if not 0 <= days < 2_958_466:  # the end of the year 9999
        return ""
    if days < 1:
        return (datetime(1900, 1, 1) + timedelta(seconds=round(days * 86_400))).strftime("%H:%M")  # noqa: DTZ001
    first = (1904, 1, 1) if since_1904 else (1899, 12, 31 if days < 60 else 30)  # it believes in 29 February 1900
    day_0 = datetime(*first)  # noqa: DTZ001 - a spreadsheet's dates have no zone
    when = day_0 + timedelta(seconds=round(days * 86_400))
    return when.strftime("%Y-%m-%d") if when.time() == when.min.time() else when.strftime("%Y-%m-%d %H:%M")
