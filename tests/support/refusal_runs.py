"""Looks at what the program does and writes for what REFUSALS.md says never happens. Each check gives findings."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from lxml import html

from witnessmark.errors import Refused
from witnessmark.model import Access, Claim, Judgement, SourceKind, SpeakerKind, Verdict
from witnessmark.pipeline import Stated

from .invented import files_below

Files = Mapping[str, bytes]

REFUSED = (
    Stated(access=Access.RESTRICTED),
    Stated(kind=SourceKind.TESTIMONY),
    Stated(kind=SourceKind.LEAK),
    Stated(persons=True),
)
LISTS_OF_PERSONS = (
    "name,date of birth\nA,1970\n",
    "Full Name;Passport No\nA;1\n",
    "patient\tblood type\nA\t0\n",
    "surname,religion\nA,b\n",
    "姓名,身份证号\n甲,1\n",
    "供体姓名,血型\n甲,A\n",
)
_TIME = re.compile(rb"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)")
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d")


def intake(attempt: Callable[[Path, Stated], object], case: Path, paper: Path) -> list[str]:
    """R7, R8: material that is taken in although there is no vault for it, or a refusal that leaves something behind.

    Args:
        attempt: takes a file into the case.
        case: the case folder.
        paper: where a file may be written.
    """
    found = []
    for stated, text in [*((one, "a text\n") for one in REFUSED), *((Stated(), one) for one in LISTS_OF_PERSONS)]:
        told = f"{stated.kind}, {stated.access}, persons {stated.persons}, {text.splitlines()[0]!r}"
        paper.write_text(text, encoding="utf-8")
        before = files_below(case)
        try:
            attempt(paper, stated)
        except Refused as err:
            if not err.hint:
                found.append(f"refused without a hint: {told}")
        else:
            found.append(f"taken in: {told}")
        if files_below(case) != before:
            found.append(f"something was written: {told}")
    return found


def private_bytes(files: Files, canaries: Iterable[str]) -> list[str]:
    """R7: a file name, folder, user, host or time of day in what goes out."""
    found = []
    for name, data in files.items():
        found += [f"{name} holds {one!r}" for one in canaries if one.encode() in data or one in name]
        found += [f"{name} holds the time {match[0].decode()}" for match in _TIME.finditer(data)]
        found += [f"{name} holds the time {match[0].decode()}" for match in _STAMP.finditer(data)]
    return found


def named_in_log(files: Files, canaries: Iterable[str]) -> list[str]:
    """R8: a name in the custody log, which nobody can erase."""
    return [f"{name} holds {one!r}" for name, data in files.items() for one in canaries if one.encode() in data]


def missing_labels(files: Files, traced: Mapping[str, str], label: str, below: Iterable[str], cell: str) -> list[str]:
    """R11: every place at which a number stands without the label that its inputs ask for.

    Args:
        files: what went out.
        traced: the terminal's trace by figure.
        label: the label ("recalled-input").
        below: figures of the plan that rest on the cell.
        cell: period of the cell.
    """
    figures = tuple(below)
    index = html.fromstring(files["index.html"])
    trace = json.loads(files["trace.json"])
    found = []
    for name in figures:
        page = html.fromstring(files[f"trace/{name}.html"])
        anchors = index.xpath(f"//a[@class='figure'][starts-with(@href, 'trace/{name}.html')]")
        rows = index.xpath(f"//section[@id='figures']//tr[td[1]/a[@href='trace/{name}.html']]")
        places = {
            "prose": [_after(one) for one in anchors],
            "table": [one.text_content() for one in rows],
            "trace page": [one.text_content() for one in page.xpath("//section[h2='The figure']//tbody/tr")],
            "trace page, cells": [one.text_content() for one in page.xpath(f"//tr[td[1]='{cell}']")],
            "figures.csv": [" ".join(row) for row in _rows(files["data/figures.csv"]) if row[0] == name],
            "trace.json": [" ".join(one["labels"]) for one in trace["figures"] if one["name"] == name],
            "trace": [one for one in traced[name].splitlines() if one.startswith(f"{name} ")],
        }
        for place, texts in places.items():
            if not texts or not all(label in text for text in texts):
                found.append(f"{name}: {place} lacks {label}")
    found += _unlabelled_cells(files, label, cell, trace)
    for name in ("index.html", *(f"trace/{one}.html" for one in figures)):
        page = html.fromstring(files[name])
        for place in ("//*[local-name()='svg']", "//figure/figcaption"):
            if not any(label in one.text_content() for one in page.xpath(place)):
                found.append(f"{name}: {place.rpartition('/')[2]} lacks {label}")
    return found


def _unlabelled_cells(files: Files, label: str, cell: str, trace: Mapping[str, list[Mapping[str, str]]]) -> list[str]:
    found = []
    series = next(name for name in files if name.startswith("data/") and name != "data/figures.csv")
    if not any(label in row for row in _rows(files[series]) if row[0] == cell):
        found.append(f"{series}: cell {cell} lacks {label}")
    if not any(one["label"] == label for one in trace["cells"] if one["period"] == cell):
        found.append(f"trace.json: cell {cell} lacks {label}")
    return found


def _after(anchor: html.HtmlElement) -> str:
    """The labels that follow a number in prose, up to the next word."""
    told = []
    for one in anchor.itersiblings():
        if one.tag != "span":
            break
        told.append(str(one.text_content()))
        if (one.tail or "").strip():
            break
    return " ".join(told) if not (anchor.tail or "").strip() else ""


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode())))


def silence(index: bytes, claims: Iterable[Claim], verdicts: Mapping[str, Judgement], used: Iterable[str]) -> list[str]:
    """R12: where the first page does not show by itself who was found, rejected, undecided, used, and who is not heard.

    Args:
        index: the first page.
        claims: every claim of the case.
        verdicts: the judgement that holds, by claim id.
        used: ids of claims that a figure rests on.
    """
    page = html.fromstring(index)
    section = page.xpath("//section[@id='speakers']")
    if not section:
        return ["the first page has no table of who speaks"]
    rows = {}
    for row in section[0].xpath(".//tbody/tr[not(@class='sub')]"):
        cells = [" ".join(one.text_content().split()) for one in row.xpath("td")]
        rows[cells[0]] = cells[1:]
    told = " ".join(section[0].xpath("string(.)").split())
    counts = _count(claims, verdicts, set(used))
    found = []
    for kind in SpeakerKind:
        expected = counts[kind]
        if str(kind) not in rows:
            found.append(f"{kind} has no row")
            continue
        if [rows[str(kind)][0], rows[str(kind)][1], *rows[str(kind)][3:]] != [
            str(expected[one]) for one in ("found", "correct", "undecided", "used")
        ]:
            found.append(f"{kind}: the row says {rows[str(kind)]}, the claims are {dict(expected)}")
        rejected = sum(map(int, re.findall(r"\d+", rows[str(kind)][2])))
        if rejected != expected["rejected"]:
            found.append(f"{kind}: the row says {rejected} rejected of {expected['rejected']}")
        sentence = _sentence_for(expected)
        heard = re.search(rf"{re.escape(sentence)} ([^.]*)\.", told)
        if kind is not SpeakerKind.UNATTRIBUTED and sentence and (not heard or str(kind) not in heard[1].split(", ")):
            found.append(f"{kind}: no sentence says {sentence!r}")
    return found


def _count(
    claims: Iterable[Claim], verdicts: Mapping[str, Judgement], used: set[str]
) -> dict[SpeakerKind, Counter[str]]:
    counts: dict[SpeakerKind, Counter[str]] = {kind: Counter() for kind in SpeakerKind}
    for claim in claims:
        row, judgement = counts[claim.speaker_kind], verdicts.get(claim.id)
        row["found"] += 1
        row["used"] += claim.id in used
        if judgement is None:
            row["undecided"] += 1
        else:
            row["correct" if judgement.verdict is Verdict.READ_CORRECTLY else "rejected"] += 1
    return counts


def _sentence_for(row: Counter[str]) -> str:
    if not row["found"]:
        return "No claim was found by:"
    if row["found"] == row["rejected"]:
        return "Every claim that was found was rejected, by:"
    return "" if row["used"] else "Claims were found and none is used in a figure, by:"
