"""Exports of reference managers: CSL-JSON, and the JSON of Zotero with the paths of its attachments."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from witnessmark.errors import UsageError
from witnessmark.model import is_edtf

# Field of ours: names in CSL-JSON, then in Zotero's own export.
_FIELDS = {
    "title": ("title",),
    "publisher": ("publisher", "institution"),
    "container": ("container-title", "publicationTitle", "websiteTitle", "bookTitle"),
    "url": ("URL", "url"),
    "language": ("language",),
}
_KINDS = {
    "press": ("article-newspaper", "article-magazine", "broadcast", "newspaperArticle", "magazineArticle"),
    "scholarly": (
        *("article-journal", "paper-conference", "thesis", "chapter"),
        *("journalArticle", "conferencePaper", "bookSection"),
    ),
    "official": ("legislation", "bill", "legal_case", "regulation", "statute", "case"),
    "dataset": ("dataset",),
}


class CslItem(NamedTuple):
    """One entry of an export.

    Attributes:
        files: paths of its attachments, as far as the export gives them.
        stated: what it says, by name of our field.
    """

    files: tuple[str, ...]
    stated: dict[str, str]


def csl_items(text: str) -> list[CslItem]:
    """The entries of an export.

    Args:
        text: a JSON list of items, or an object with `items`.

    Raises:
        UsageError: where it is neither.
    """
    try:
        found = msgspec.json.decode(text)
    except msgspec.DecodeError as err:
        raise UsageError(f"the manifest cannot be read: {err}", "export it again as CSL-JSON") from err
    items = found.get("items") if isinstance(found, dict) else found
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise UsageError("the manifest is no list of items", "export it again as CSL-JSON")
    return [CslItem(_files(one), _stated(one)) for one in items]


def _stated(item: dict[str, object]) -> dict[str, str]:
    said = {
        ours: next((_text(item.get(one)) for one in theirs if _text(item.get(one))), "")
        for ours, theirs in _FIELDS.items()
    }
    said["author"] = _names(item.get("author")) or _names(item.get("creators"))
    said["published"] = _date(item.get("issued")) or _date(item.get("date"))
    said["obtained_on"] = _date(item.get("accessed")) or _date(item.get("accessDate"))
    what = _text(item.get("type")) or _text(item.get("itemType"))
    said["kind"] = next((kind for kind, types in _KINDS.items() if what in types), "")
    if not said["url"] and _text(item.get("DOI")):
        said["url"] = f"https://doi.org/{_text(item.get('DOI'))}"
    return {name: value for name, value in said.items() if value}


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _names(value: object) -> str:
    """Authors as one line, in the order of the export."""
    people = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    whole = [_text(one.get("literal") or one.get("name")) for one in people]
    parts = [
        (_text(one.get("given") or one.get("firstName")), _text(one.get("family") or one.get("lastName")))
        for one in people
    ]
    return "; ".join(
        one or " ".join(filter(None, two)) for one, two in zip(whole, parts, strict=True) if one or any(two)
    )


def _date(value: object) -> str:
    """An EDTF date from what an export says: parts, else as much of its text as is one; nothing where that is unclear."""
    if isinstance(value, dict):
        parts = value.get("date-parts")
        sides = [_day(one) for one in parts if isinstance(one, list)] if isinstance(parts, list) else []
        text = "/".join(filter(None, sides[:2])) or _text(value.get("raw")) or _text(value.get("literal"))
    else:
        text = _text(value)
    if is_edtf(text):
        return text
    match = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)", text) or re.search(r"\b(?:1[5-9]|20)\d\d\b", text)
    return match[0] if match and is_edtf(match[0]) else ""


def _day(parts: list[object]) -> str:
    try:
        numbers = [int(str(one)) for one in parts[:3]]
    except ValueError:
        return ""
    return "-".join(f"{one:04d}" if place == 0 else f"{one:02d}" for place, one in enumerate(numbers))


def _files(item: dict[str, object]) -> tuple[str, ...]:
    """Paths of attachments: those of Zotero's own export, else a field `file` as BibTeX writes it (title:path:type)."""
    attached = item.get("attachments")
    rows = [one for one in attached if isinstance(one, dict)] if isinstance(attached, list) else []
    paths = [_text(one.get("path") or one.get("localPath")) for one in rows]
    for one in re.split(r"(?<!\\);", _text(item.get("file"))):
        pieces = re.split(r"(?<!\\):", one)
        paths.append(":".join(pieces[1:-1]) if len(pieces) > 2 else one)
    return tuple(one.replace("\\:", ":") for one in paths if one.strip())
