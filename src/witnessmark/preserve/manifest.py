"""What a person wrote about many files at once: a table of sources, or the export of a reference manager, paired with files."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from witnessmark.errors import Refused, UsageError
from witnessmark.model import SourceKind

from .csl import csl_items
from .take_in import Stated, check_stated

_FILE = "file"
_COLUMNS = tuple(one for one in Stated.__struct_fields__ if one not in ("access", "persons"))
_LONG = 20  # letters of a title that are enough where a file name holds only its beginning


class Row(NamedTuple):
    """One row of a manifest.

    Attributes:
        label: which row it is, for people.
        files: paths or names that it gives for its file, best first.
        title: the title by which to find a file where none is given, else nothing.
        stated: what it says about the file.
    """

    label: str
    files: tuple[str, ...]
    title: str
    stated: Stated


class Paired(NamedTuple):
    """Rows and files that belong together, and those that do not.

    Attributes:
        stated: what was said about each file, by its place in the list; None where no row is about it.
        rows: each row without a file, and why.
    """

    stated: tuple[Stated | None, ...]
    rows: tuple[str, ...]


def read_manifest(data: bytes, base: Stated) -> list[Row]:
    """The rows of a manifest: CSV with a column "file" and columns named like the options of add, or CSL-JSON.

    Args:
        data: the bytes of the file.
        base: what is said about all of it; a row that says otherwise counts.

    Raises:
        UsageError: where it cannot be read, has a column that is none, or a date or kind that is none.
        Refused: where a row is about material that is not taken in; names the row.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        raise UsageError("the manifest is not UTF-8", "save it as CSV UTF-8, or as CSL-JSON") from err
    rows = _from_items(text, base) if text.lstrip()[:1] in ("[", "{") else _from_table(text, base)
    for row in rows:
        try:
            check_stated(row.stated)
        except (Refused, UsageError) as err:
            raise type(err)(f"{row.label} of the manifest: {err.message}; nothing was added", err.hint) from err
    return rows


def pair(rows: Sequence[Row], paths: Sequence[str]) -> Paired:
    """Finds the file of each row: by its path, as much of it as fits; by its file name; or by its title.

    Args:
        rows: the rows.
        paths: of the files, with `/`.
    """
    stated: list[Stated | None] = [None] * len(paths)
    left: list[str] = []
    places = [_parts(path) for path in paths]
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    by_title: defaultdict[str, list[int]] = defaultdict(list)
    for number, parts in enumerate(places):
        by_name[parts[-1]].append(number)
        for title in _titles(parts[-1]):
            by_title[title].append(number)
    for row in rows:
        found = _by_path(row, places, by_name) if row.files else _by_title(row.title, by_title)
        why = _why(found, stated, paths, row)
        if why:
            left.append(f"{row.label}: {why}")
        else:
            stated[found[0]] = row.stated
    return Paired(tuple(stated), tuple(left))


def _why(found: Sequence[int], stated: Sequence[Stated | None], paths: Sequence[str], row: Row) -> str:
    """Why a row gets no file; nothing where it gets one."""
    asked = row.files[0] if row.files else f"title “{row.title}”" if row.title else "no file and no title"
    if not found:
        return f"{asked}: no such file was found"
    if len(found) > 1:
        return f"{asked}: {len(found)} files answer to it; write the path of one"
    return f"{asked}: another row is about {paths[found[0]]}" if stated[found[0]] is not None else ""


def _by_path(row: Row, places: Sequence[Sequence[str]], by_name: dict[str, list[int]]) -> list[int]:
    for file in row.files:
        parts = _parts(file)
        named = by_name.get(parts[-1], [])
        for length in range(len(parts), 0, -1):
            found = [one for one in named if list(places[one][-length:]) == parts[-length:]]
            if found:
                return found
    return []


def _by_title(title: str, by_title: dict[str, list[int]]) -> list[int]:
    slug = _slug(title)
    if not slug:
        return []
    short = [
        one for stem, numbers in by_title.items() if len(stem) >= _LONG and slug.startswith(stem) for one in numbers
    ]
    return sorted(set(by_title.get(slug, short)))


def _titles(name: str) -> set[str]:
    """What may be the title in a file name: all of it, or what follows an author and a year."""
    stem = name.rpartition(".")[0] or name
    parts = stem.split(" - ")
    return {_slug(" - ".join(parts[first:])) for first in range(min(len(parts), 4))} - {""}


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _parts(path: str) -> list[str]:
    plain = unicodedata.normalize("NFC", path.replace("\\", "/").removeprefix("file://"))
    return [one for one in plain.split("/") if one not in ("", ".")] or [""]


def _from_table(text: str, base: Stated) -> list[Row]:
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        columns = [_column(one) for one in table.fieldnames or ()]
        unknown = sorted({one for one in columns if one not in (_FILE, *_COLUMNS)})
        if unknown or _FILE not in columns or len(set(columns)) < len(columns):
            what = (
                f"it has {', '.join(map(repr, unknown))}" if unknown else 'it needs one column "file", and none twice'
            )
            raise UsageError(f"the columns of the manifest: {what}", f"columns are file, {', '.join(_COLUMNS)}")
        table.fieldnames = columns
        return [_row(cells, f"row {number}", base) for number, cells in enumerate(table, 2) if any(cells.values())]
    except csv.Error as err:
        raise UsageError(f"the manifest cannot be read: line {table.line_num}: {err}", "it is a CSV table") from err


def _column(name: str) -> str:
    return name.strip().lower().lstrip("-").replace("-", "_").replace(" ", "_")


def _row(cells: dict[str, str | None], label: str, base: Stated) -> Row:
    if None in cells:
        raise UsageError(
            f"{label} of the manifest has more cells than columns", "put cells with commas in quotation marks"
        )
    said = {name: (cells[name] or "").strip() for name in cells}
    file = said.pop(_FILE)
    return Row(label, (file,) if file else (), "", _stated_by({k: v for k, v in said.items() if v}, label, base))


def _from_items(text: str, base: Stated) -> list[Row]:
    rows = []
    for number, item in enumerate(csl_items(text), 1):
        label = f"item {number}"
        rows.append(Row(label, item.files, item.stated.get("title", ""), _stated_by(item.stated, label, base)))
    return rows


def _stated_by(said: dict[str, str], label: str, base: Stated) -> Stated:
    """What a row says, over what is said about all.

    Raises:
        UsageError: for a kind that is none.
    """
    kind = said.get("kind", str(base.kind)).lower()
    if kind not in tuple(SourceKind):
        raise UsageError(f"{label} of the manifest: no kind is called {kind!r}", f"kinds are {', '.join(SourceKind)}")
    texts = {name: value for name, value in said.items() if name != "kind"}
    return msgspec.structs.replace(base, kind=SourceKind(kind), **texts)
