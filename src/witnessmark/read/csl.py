"""CSL-JSON: the citations that Zotero and pandoc give out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from witnessmark.errors import ReadError
from witnessmark.model import Passage, Problem, Severity, make_problem

from .citations import MOST_RECORDS, Field, record
from .decode import decode
from .nest import Writer, many

_TYPE = re.compile(
    rb'"type"\s*:\s*"(?:article|article-journal|article-magazine|article-newspaper|bill|book|broadcast|chapter|'
    rb"dataset|document|entry|entry-dictionary|entry-encyclopedia|event|figure|graphic|hearing|interview|legal_case|"
    rb"legislation|manuscript|map|motion_picture|paper-conference|patent|performance|periodical|personal_communication|"
    rb'post|post-weblog|regulation|report|review|review-book|software|song|speech|standard|thesis|treaty|webpage)"'
)
_FIELD = re.compile(rb'"(?:title|id|issued|DOI|URL|author)"\s*:')
_DEEPEST = 4  # levels inside one value


class CslReader:
    """Reads CSL-JSON: one record a citation, its fields on lines of their own."""

    name = "csl"
    version = 1
    media_types: tuple[str, ...] = ("application/vnd.citationstyles.csl+json",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the type of a citation and a field of one at the start of JSON."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        named = start[:1] in (b"[", b"{") and _TYPE.search(start) and _FIELD.search(start)
        return 0.8 if named else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The records in order.

        Raises:
            ReadError: where the bytes are not JSON or hold no citations.
        """
        text, _, problem = decode(data, source)
        if problem is not None:
            yield problem
        try:
            found = msgspec.json.decode(text.removeprefix("\ufeff").encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError) as err:
            raise ReadError("these citations are no sound JSON", "export them again") from err
        if isinstance(found, dict):
            found = found["items"] if isinstance(found.get("items"), list) else [found]
        writer = Writer(source, f"{self.name} {self.version}")
        odd = 0
        for number, one in enumerate(found[:MOST_RECORDS], 1):
            if isinstance(one, dict):
                yield from record(number, _fields(one), writer)
            else:
                odd += 1
        if odd:
            message = f"{many(odd, 'item is no citation', 'items are no citations')}"
            yield make_problem("open-record", source, message, severity=Severity.PARTLY, hint="export them again")


def _fields(item: dict[str, object]) -> list[Field]:
    return [(name, _shown(value)) for name, value in item.items() if name != "attachments"]


def _shown(value: object, depth: int = 0) -> str:
    """A value of CSL as it is read: names as they are said, dates as they are written in ISO 8601."""
    if depth > _DEEPEST or value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(filter(None, (_shown(one, depth + 1) for one in value)))
    if not isinstance(value, dict):
        return str(value)
    parts = value.get("date-parts")
    if isinstance(parts, list):
        dates = [
            "-".join(str(one).zfill(2) for one in date if one is not None) for date in parts if isinstance(date, list)
        ]
        return "/".join(dates)
    for name in ("literal", "raw"):
        if isinstance(value.get(name), str):
            return str(value[name])
    order = ("given", "non-dropping-particle", "family", "suffix")
    return " ".join(str(value[name]) for name in order if value.get(name)) or ""
