"""Checking sidecars: each line against the commitment that the log holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from witnessmark.errors import IntegrityError
from witnessmark.model import CustodyEvent

from .entry import Line, commitment, object_of, open_line

_MAX_SIDECAR = 64 * 1024 * 1024  # bytes; 64 lines are about 40 kB
_FILE = re.compile(r"(\d{1,18})-(\d{1,6})\.jsonl")


class Examined(Protocol):
    """What the check of sidecars needs of the evidence under examination."""

    def names(self) -> list[str]:
        """Every ordinary file, in order."""
        ...

    def read(self, what: str, path: str, limit: int) -> bytes | None:
        """The whole of a file; None, and a note, where it cannot be had."""
        ...

    def report(self, code: str, what: str, path: str, message: str, *, sha256: str = "", name: str = "") -> None:
        """Notes one piece of damage."""
        ...


class Names(Protocol):
    """What the sidecars are called."""

    @property
    def sidecars(self) -> str:
        """Their folder, with its `/`."""
        ...

    @property
    def sidecar(self) -> Callable[[int, int], str]:
        """The name of one by its first entry and number of entries."""
        ...

    @property
    def leftovers(self) -> frozenset[str]:
        """Names that an interrupted `add` announced."""
        ...


def check_sidecars(desk: Examined, layout: Names, events: Mapping[int, CustodyEvent]) -> dict[int, Line]:
    """Reads every sidecar.

    Args:
        desk: the evidence.
        layout: what sidecars are called.
        events: the events of the log, by index.

    Returns:
        Lines by entry; of a line that fails its commitment as much as it still tells.
    """
    owed = {index: event for index, event in events.items() if event.details is not None}
    erased = {object_of(event) for event in events.values() if event.event == "deletion"}
    lines: dict[int, Line] = {}
    good: set[int] = set()
    covered: dict[int, str] = {}
    for path in desk.names():
        span = _span(path, layout)
        if span is None or not any(index in owed for index in span):
            continue
        covered.update(dict.fromkeys((index for index in owed if index in span), path))
        data = desk.read("sidecar", path, _MAX_SIDECAR)
        if data is not None:
            good |= _check_file(desk, path, data, owed, span, lines, good)
    gone = [
        index
        for index, event in sorted(owed.items())
        if index not in good and (event.object is None or object_of(event) not in erased)
    ]
    for index in gone:
        if index in covered:
            about = object_of(owed[index]) or ""
            message = f"the line of entry {index} is missing or altered"
            desk.report("sidecar-altered", "sidecar", covered[index], message, sha256=about)
    _report_missing(desk, layout, [index for index in gone if index not in covered])
    return lines


def _span(path: str, layout: Names) -> range | None:
    match = _FILE.fullmatch(path.removeprefix(layout.sidecars))
    if not path.startswith(layout.sidecars) or match is None or path in layout.leftovers:
        return None
    first, count = int(match[1]), int(match[2])
    return range(first, first + count) if layout.sidecar(first, count) == path else None


def _check_file(
    desk: Examined,
    path: str,
    data: bytes,
    owed: Mapping[int, CustodyEvent],
    span: range,
    lines: dict[int, Line],
    before: set[int],
) -> set[int]:
    """The entries whose line stands in this file and is what the log committed to."""
    good: set[int] = set()
    by_commitment = {owed[index].details: index for index in span if index in owed}
    rows = data.split(b"\n")
    if rows[-1]:
        desk.report("sidecar-altered", "sidecar", path, "the sidecar ends inside a line")
    elif len(rows) > 1:
        rows.pop()
    for number, row in enumerate(rows, start=1):
        index = by_commitment.get(commitment(row))
        line = _opened(row)
        if index is None or line is None or line.index != index or index in before | good:
            index = line.index if line is not None else None
            event = owed.get(index) if index is not None and index in span else None
            sha256 = (object_of(event) or "") if event else ""
            name = line.arrival.original_path if line is not None and line.arrival is not None else ""
            message = f"line {number} is not what the log committed to"
            desk.report("sidecar-altered", "sidecar", path, message, sha256=sha256, name=name)
        else:
            good.add(index)
        if line is not None and line.index in span:
            lines.setdefault(line.index, line)
    return good


def _opened(row: bytes) -> Line | None:
    try:
        return open_line(row)
    except IntegrityError:
        return None


def _report_missing(desk: Examined, layout: Names, gone: list[int]) -> None:
    """Names each sidecar that is gone, by the run of entries that no sidecar covers."""
    while gone:
        first, count = gone[0], 1
        while gone[count : count + 1] == [first + count]:
            count += 1
        gone = gone[count:]
        message = f"the details of {count} entries from entry {first} on are missing"
        desk.report("sidecar-missing", "sidecar", layout.sidecar(first, count), message)
