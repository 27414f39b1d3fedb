"""decisions/: what people wrote. Read strictly, added to by appending; nothing here is ever rewritten by a build."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from witnessmark.errors import CaseError
from witnessmark.model import (
    Accepted,
    HandClaim,
    Judgement,
    Observation,
    Plan,
    Problem,
    Series,
    Standing,
    Word,
    judgement_id,
    make_problem,
    observation_id,
)

from .paths import CasePaths

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_COLUMNS = ("period", "value", "low", "high", "as_written", "source", "claim", "standing", "note")


class SeriesCard(Word, frozen=True, kw_only=True):
    """The TOML sidecar of a series."""

    title: str
    unit: str
    publisher: str
    geography: str
    definition: str
    vintage: str = ""

    def __post_init__(self) -> None:
        """Refuse a series of nobody, nothing or nowhere: its publisher and unit are printed beside every number."""
        for name in ("title", "unit", "publisher", "geography"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} is empty")


def load_plan(paths: CasePaths) -> Plan:
    """decisions/plan.toml, or an empty plan where there is none.

    Raises:
        CaseError: where it cannot be read or says something that a plan cannot say.
    """
    if not paths.plan.is_file():
        return Plan()
    try:
        return msgspec.toml.decode(paths.plan.read_bytes(), type=Plan)
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise CaseError(f"decisions/plan.toml: {err}", "docs/internals/case-folder.md shows a plan") from err


def load_judgements(paths: CasePaths) -> tuple[list[Judgement], list[Problem]]:
    """The judgements in the order in which they were made, and a problem for each line that cannot be read.

    A line whose id is not the hash of the rest of it was changed after it was written, and is not used.
    """
    judgements: list[Judgement] = []
    problems: list[Problem] = []
    decoder = msgspec.json.Decoder(Judgement)
    for number, line in enumerate(_lines(paths.judgements), 1):
        try:
            judgement = decoder.decode(line)
            if judgement.id == judgement_id(judgement):
                judgements.append(judgement)
                continue
            problems.append(
                make_problem(
                    "judgement-altered",
                    "judgements",
                    "a line of the judgements is not what was written: its id is not the hash of the rest; it was not used",
                    where=f"line {number}",
                    hint="restore decisions/judgements.jsonl from a copy, or decide that claim again",
                )
            )
        except (msgspec.DecodeError, UnicodeDecodeError):
            problems.append(
                make_problem(
                    "judgement-unreadable",
                    "judgements",
                    "a line of the judgements cannot be read; it was not used",
                    where=f"line {number}",
                    hint="restore decisions/judgements.jsonl from a copy, or decide that claim again",
                )
            )
    return judgements, problems


def append_judgements(paths: CasePaths, judgements: Sequence[Judgement]) -> None:
    """Adds judgements and makes them durable before it returns."""
    _append(paths.judgements, [msgspec.json.encode(one) for one in judgements])


def load_hand_claims(paths: CasePaths) -> tuple[list[HandClaim], list[Problem]]:
    """The claims entered by hand, each as it was entered last, and a problem for each line that cannot be read."""
    entered: dict[str, HandClaim] = {}
    problems: list[Problem] = []
    decoder = msgspec.json.Decoder(HandClaim)
    for number, line in enumerate(_lines(paths.hand_claims), 1):
        try:
            one = decoder.decode(line)
            entered[one.id] = one
        except (msgspec.DecodeError, UnicodeDecodeError):
            problems.append(
                make_problem(
                    "hand-claim-unreadable",
                    "claims",
                    "a line of the claims entered by hand cannot be read; it was not used",
                    where=f"line {number}",
                    hint="restore decisions/claims.jsonl from a copy, or enter that claim again",
                )
            )
    return list(entered.values()), problems


def append_hand_claims(paths: CasePaths, claims: Sequence[HandClaim]) -> None:
    """Adds claims entered by hand and makes them durable before it returns."""
    _append(paths.hand_claims, [msgspec.json.encode(one) for one in claims])


def load_accepted(paths: CasePaths) -> list[Accepted]:
    """The accepted values of printed figures.

    Raises:
        CaseError: where decisions/figures.lock cannot be read.
    """
    try:
        return [msgspec.json.decode(line, type=Accepted) for line in _lines(paths.figures_lock)]
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise CaseError(
            f"decisions/figures.lock: {err}", "restore it from a copy, or remove it to accept anew"
        ) from err


def save_accepted(paths: CasePaths, accepted: Sequence[Accepted]) -> None:
    """Replaces the accepted values: one line a figure and statistic, sorted, so that a difference can be read."""
    ordered = sorted(accepted, key=lambda one: (one.figure, one.statistic))
    data = b"".join(msgspec.json.encode(one) + b"\n" for one in ordered)
    temporary = paths.figures_lock.with_name(".figures.lock.part")
    with temporary.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(paths.figures_lock)


def load_series(paths: CasePaths) -> dict[str, Series]:
    """Every series by name.

    Raises:
        CaseError: where a series has no sidecar or a row says something that a cell cannot say; names file and row.
    """
    if not paths.series.is_dir():
        return {}
    return {path.stem: _series(path) for path in _visible(paths.series, "*.csv")}


def load_prose(paths: CasePaths) -> list[tuple[str, str]]:
    """File names and texts of the report's prose, in order of name.

    Raises:
        CaseError: where a file is not UTF-8.
    """
    if not paths.prose.is_dir():
        return []
    found = []
    for path in _visible(paths.prose, "*.md"):
        try:
            path.name.encode()
            found.append((path.name, path.read_text(encoding="utf-8-sig")))
        except UnicodeDecodeError as err:
            raise CaseError(f"decisions/report/{path.name} is not UTF-8", "save it as UTF-8") from err
        except UnicodeEncodeError as err:
            raise CaseError("the name of a file in decisions/report is not UTF-8", "give it another name") from err
    return found


def decisions_digest(paths: CasePaths) -> str:
    """SHA-256 over case.toml and every file of decisions/ with its name."""
    digest = hashlib.sha256()
    files = [path for path in paths.decisions.rglob("*") if path.is_file()] if paths.decisions.is_dir() else []
    for path in [paths.config, *sorted(files)]:
        data = path.read_bytes()
        digest.update(os.fsencode(path.relative_to(paths.root).as_posix()) + f"\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _visible(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder that a person wrote; hidden ones belong to editors and systems."""
    return [path for path in sorted(folder.glob(pattern)) if path.is_file() and not path.name.startswith(".")]


def _series(path: Path) -> Series:
    if not _SLUG.fullmatch(path.stem) or path.stem == "figures":  # published/data/ has a table of that name
        raise CaseError(f"{path.stem!r} cannot be the name of a series", "use lower-case words joined by hyphens")
    card = _card(path.with_suffix(".toml"))
    place = f"decisions/series/{path.name}"
    rows = _rows(path, place)
    observations = tuple(_observation(path.stem, row, f"{place}, row {number}") for number, row in rows.items())
    periods = [one.period for one in observations]
    if len(set(periods)) < len(periods):
        raise CaseError(f"{place}: a period stands twice", "keep two vintages in two files")
    return Series(
        name=path.stem,
        title=card.title,
        unit=card.unit,
        publisher=card.publisher,
        geography=card.geography,
        definition=card.definition,
        vintage=card.vintage,
        observations=observations,
    )


def _card(path: Path) -> SeriesCard:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=SeriesCard)
    except FileNotFoundError as err:
        raise CaseError(
            f"decisions/series/{path.stem}.csv has no sidecar {path.name}", "it states unit, publisher and definition"
        ) from err
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise CaseError(f"decisions/series/{path.name}: {err}", "docs/internals/case-folder.md shows one") from err


def _rows(path: Path, place: str) -> dict[int, list[str]]:
    """The rows of a series by their number, each with one cell for each of our columns.

    Raises:
        CaseError: where it is no table, has other columns, or a row has more cells than the table has columns.
    """
    try:
        head, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True), strict=True) or [[]]
    except UnicodeDecodeError as err:
        raise CaseError(f"{place} is not UTF-8", "save it as UTF-8") from err
    except (csv.Error, ValueError) as err:
        raise CaseError(f"{place} is no table: {err}", f"its first line is {','.join(_COLUMNS)}") from err
    unknown = sorted(set(head) - set(_COLUMNS))
    if unknown or "period" not in head or len(set(head)) < len(head):
        raise CaseError(f"{place}: unknown columns {unknown or head}", f"columns are {', '.join(_COLUMNS)}, each once")
    found = {}
    for number, row in enumerate(rows, 2):
        if len(row) > len(head):
            raise CaseError(
                f"{place}, row {number}: it has {len(row)} cells and the table has {len(head)} columns",
                "numbers are plain digits, without a comma; a text with a comma stands in quotation marks",
            )
        cells = dict(zip(head, row, strict=False))
        if row:
            found[number] = [cells.get(name, "").strip() for name in _COLUMNS]
    return found


def _observation(series: str, row: list[str], place: str) -> Observation:
    cells = dict(zip(_COLUMNS, row, strict=True))
    try:
        value, low, high = (_number(cells[name]) for name in ("value", "low", "high"))
        return Observation(
            id=observation_id(series, cells["period"], value, low, high),
            period=cells["period"],
            value=value,
            low=low,
            high=high,
            as_written=cells["as_written"],
            source=cells["source"] or None,
            claim=cells["claim"] or None,
            standing=Standing(cells["standing"]),
            note=cells["note"],
        )
    except ValueError as err:
        raise CaseError(
            f"{place}: {err}", f"standing is one of {', '.join(Standing)}; numbers are plain digits"
        ) from err


def _number(text: str) -> float | None:
    if text and not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a number in plain digits")
    return float(text) if text else None


def _lines(path: Path) -> list[bytes]:
    return [line for line in path.read_bytes().split(b"\n") if line.strip()] if path.is_file() else []


def _append(path: Path, lines: Sequence[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as out:
        # A line cut by a crash must not swallow the next one.
        if out.tell() and (out.seek(-1, os.SEEK_END), out.read(1))[1] != b"\n":
            out.write(b"\n")
        out.write(b"".join(line + b"\n" for line in lines))
        out.flush()
        os.fsync(out.fileno())
