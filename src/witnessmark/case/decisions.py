"""decisions/: what people wrote. Read strictly, added to by appending; nothing here is ever rewritten by a build."""

from __future__ import annotations

import csv
import hashlib
import os
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
    Undone,
    Word,
    make_problem,
    observation_id,
)

from .paths import CasePaths

_COLUMNS = ("period", "value", "low", "high", "as_written", "source", "claim", "standing", "note")


class SeriesCard(Word, frozen=True, kw_only=True):
    """The TOML sidecar of a series."""

    title: str
    unit: str
    publisher: str
    geography: str
    definition: str
    vintage: str = ""


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


def load_judgements(paths: CasePaths) -> tuple[list[Judgement | Undone], list[Problem]]:
    """The judgements, and what took some of them back, in the order of the file; a problem for each unreadable line."""
    judgements: list[Judgement | Undone] = []
    problems: list[Problem] = []
    made, taken_back = msgspec.json.Decoder(Judgement), msgspec.json.Decoder(Undone)
    for number, line in enumerate(_lines(paths.judgements), 1):
        try:
            judgements.append(taken_back.decode(line) if b'"undoes"' in line else made.decode(line))
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


def append_judgements(paths: CasePaths, judgements: Sequence[Judgement | Undone]) -> None:
    """Adds judgements, or lines that take them back, and makes them durable before it returns."""
    _append(paths.judgements, [msgspec.json.encode(one) for one in judgements])


def load_hand_claims(paths: CasePaths) -> tuple[list[HandClaim], list[Problem]]:
    """The claims entered by hand, each as it was entered last, and a problem for each line that cannot be read."""
    every, problems = load_entries(paths)
    entered: dict[str, HandClaim] = {}
    for one in every:
        if one.id not in entered or one.at >= entered[one.id].at:
            entered[one.id] = one
    return list(entered.values()), problems


def load_entries(paths: CasePaths) -> tuple[list[HandClaim], list[Problem]]:
    """Every line of the claims entered by hand, replaced ones too, and a problem for each that cannot be read."""
    entered: list[HandClaim] = []
    problems: list[Problem] = []
    decoder = msgspec.json.Decoder(HandClaim)
    for number, line in enumerate(_lines(paths.hand_claims), 1):
        try:
            entered.append(decoder.decode(line))
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
    return entered, problems


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
    return {path.stem: _series(path) for path in sorted(paths.series.glob("*.csv"))}


def load_prose(paths: CasePaths) -> list[tuple[str, str]]:
    """File names and texts of the report's prose, in order of name.

    Raises:
        CaseError: where a file is not UTF-8.
    """
    if not paths.prose.is_dir():
        return []
    found = []
    for path in sorted(paths.prose.glob("*.md")):
        try:
            found.append((path.name, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError as err:
            raise CaseError(f"decisions/report/{path.name} is not UTF-8", "save it as UTF-8") from err
    return found


def decision_files(paths: CasePaths) -> dict[str, bytes]:
    """case.toml and every file of decisions/ that people write themselves, by its name below the case."""
    grown = {paths.judgements, paths.hand_claims}
    files = [path for path in paths.decisions.rglob("*") if path.is_file()] if paths.decisions.is_dir() else []
    return {
        path.relative_to(paths.root).as_posix(): path.read_bytes()
        for path in [paths.config, *sorted(files)]
        if path not in grown
    }


def decisions_digest(paths: CasePaths) -> str:
    """SHA-256 over case.toml and every file of decisions/ with its name."""
    digest = hashlib.sha256()
    files = [path for path in paths.decisions.rglob("*") if path.is_file()] if paths.decisions.is_dir() else []
    for path in [paths.config, *sorted(files)]:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(paths.root).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _series(path: Path) -> Series:
    card_path = path.with_suffix(".toml")
    place = f"decisions/series/{path.name}"
    try:
        card = msgspec.toml.decode(card_path.read_bytes(), type=SeriesCard)
    except FileNotFoundError as err:
        raise CaseError(f"{place} has no sidecar {card_path.name}", "it states unit, publisher and definition") from err
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise CaseError(f"decisions/series/{card_path.name}: {err}", "docs/internals/case-folder.md shows one") from err
    with path.open(newline="", encoding="utf-8-sig") as text:
        rows = csv.DictReader(text)
        unknown = sorted(set(rows.fieldnames or ()) - set(_COLUMNS))
        if unknown or "period" not in (rows.fieldnames or ()):
            raise CaseError(f"{place}: unknown columns {unknown}", f"columns are {', '.join(_COLUMNS)}")
        observations = tuple(
            _observation(path.stem, row, f"{place}, row {number}") for number, row in enumerate(rows, 2)
        )
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


def _observation(series: str, row: dict[str, str | None], place: str) -> Observation:
    cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    try:
        value, low, high = (float(cells[name]) if cells[name] else None for name in ("value", "low", "high"))
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
