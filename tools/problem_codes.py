"""Every code of a problem and of damage: which there are, read from the source, and what each means, written here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from witnessmark.preserve.entry import _WHY as NOT_TAKEN
from witnessmark.read.table import _TEXTS as TABLE_DOUBTS
from witnessmark.read.task import _FAILED as FAILURES

SOURCE = Path(__file__).resolve().parents[1] / "src" / "witnessmark"

# Where a code is no plain text in the source: module below src/witnessmark, and the codes that it can make.
_MADE_UP = {
    "preserve/entry.py": frozenset(NOT_TAKEN),
    "read/archive.py": frozenset({"encrypted", "unreadable", "unsafe"}),
    "read/choose.py": frozenset({"unreadable", "unsafe"}),
    "read/nest.py": frozenset(),  # passes on what was said of a file inside another
    "read/task.py": frozenset(f"reader-{one}" for one in FAILURES),
    "read/table.py": frozenset({*TABLE_DOUBTS, "too-many-rows"}),
    "pipeline/judging.py": frozenset({"claim-lost", "quote-lost"}),
}
_KINDS = ("checkpoint", "entries", "original", "sidecar", "tile")
_MADE_UP_DAMAGE = {
    "preserve/verify.py": frozenset(
        {"extra", "unreadable", *(f"{kind}-{what}" for kind in _KINDS for what in ("altered", "missing", "not-a-file"))}
    ),
    "preserve/verify_log.py": frozenset({"entries-altered", "tile-altered"}),
}


class Meaning(NamedTuple):
    """What a code means, and what to do."""

    means: str
    do: str


PROBLEMS = {
    "cell-differs": Meaning(
        "A cell of a series has another value than the claim that it names.",
        "Mend the row, name another claim, or say that the cell is derived, and how.",
    ),
    "cell-without-source": Meaning(
        "A cell of a series names no claim and no source of this case; its trace ends there.",
        "Add the source, and write the beginning of its SHA-256 into the row.",
    ),
    "claim-changed": Meaning(
        "A claim that somebody decided is read differently now: speaker, number, measure or period.",
        "Look at it with `witnessmark review --again` and decide it again. The earlier decision is kept.",
    ),
    "claim-lost": Meaning(
        "A decided claim is no longer found, although its quote still stands in the text.",
        "The decision is kept. An extractor changed; choose another claim for the figure that rests on it.",
    ),
    "damaged": Meaning(
        "The bytes of an original are not those that came in; they were not read.", "Run `witnessmark verify`."
    ),
    "decisions-differ": Meaning(
        "Two people decided one claim differently, neither knowing of the other's decision. It counts as undecided.",
        "Decide it again with `witnessmark review`; the new decision replaces both, and both are kept.",
    ),
    "doubtful-encoding": Meaning(
        "It is not certain in which encoding a text is; it was read as the most likely one.",
        "Look at the quotes. Save the file as UTF-8 in its own program and add that copy too.",
    ),
    "empty": Meaning("The file has no bytes.", "Obtain it again."),
    "encrypted": Meaning(
        "A document needs a password.", "Save a copy without one and add that; the original stays as evidence."
    ),
    "figure-without-number": Meaning(
        "A figure of the plan has no number: its claim was rejected or is not there, or its method refuses the input.",
        "The message says which. Change decisions/plan.toml, or decide that claim again.",
    ),
    "hand-claim-unreadable": Meaning(
        "A line of decisions/claims.jsonl cannot be read and was not used.",
        "Restore the file from a copy, or enter that claim again.",
    ),
    "inside-the-case": Meaning("The case folder was not added to itself.", "Keep material outside the case folder."),
    "judgement-altered": Meaning(
        "The id of a line of decisions/judgements.jsonl is not the hash of the rest of it; the line was not used.",
        "Restore the file from a copy, or decide that claim again.",
    ),
    "judgement-unreadable": Meaning(
        "A line of decisions/judgements.jsonl cannot be read and was not used.",
        "Restore the file from a copy, or decide that claim again.",
    ),
    "missing": Meaning("The bytes of an original are not in the case.", "Run `witnessmark verify`."),
    "no-main-text": Meaning(
        "The main text of a web page was not found; all its text was taken, menus included.",
        "Check the page in a browser. A PDF or text copy of the article reads better.",
    ),
    "no-reader": Meaning(
        "The file is kept as evidence, and this version reads no text from its kind.",
        "Add a PDF, text or CSV copy made by the program that it belongs to.",
    ),
    "no-text": Meaning("A file of a known kind holds no text.", "Check that it is the right file."),
    "no-text-layer": Meaning(
        "A page of a PDF is a picture: it has no text that could be read.", "Read it by eye, or add a text copy of it."
    ),
    "not-a-file": Meaning("A pipe, socket or device was not taken in.", "Add ordinary files."),
    "quote-lost": Meaning(
        "The quote of a decided claim, or of one entered by hand, no longer stands in what is read of its source.",
        "The decision or entry is kept. A reader changed, or the source is gone.",
    ),
    "ragged-rows": Meaning("Rows of a table have another width than its first row.", "Check those rows by eye."),
    "reader-cpu": Meaning(
        "Reading took more computing time than is allowed.", "Add a PDF or text copy made by another program."
    ),
    "reader-crashed": Meaning("The reader crashed on this file.", "Add a PDF or text copy made by another program."),
    "reader-memory": Meaning(
        "Reading took more memory than is allowed.", "Add a PDF or text copy made by another program."
    ),
    "reader-output": Meaning("Reading gave more text than is allowed.", "Split a copy and add the parts."),
    "reader-timeout": Meaning(
        "Reading took longer than is allowed.", "Add a PDF or text copy made by another program."
    ),
    "row-cut": Meaning(
        "A row of a table is too wide; the cells beyond the limit were left out.", "Split the table and add the parts."
    ),
    "row-unreadable": Meaning(
        "A row of a table cannot be read: a quotation mark is not closed, or a cell is too long.",
        "Repair a copy and add it.",
    ),
    "symlink": Meaning("A symbolic link was not followed.", "Add the file that it points to."),
    "too-large": Meaning("The file is kept, and too large to be read.", "Split a copy and add the parts."),
    "too-many-pages": Meaning("A PDF has more pages than are read.", "Split a copy and add the parts."),
    "too-many-rows": Meaning("A table has more rows than are read.", "Split a copy and add the parts."),
    "unattributed": Meaning(
        "A figure stands in a sentence of the prose that does not say who says it.",
        'Name the speaker: "the Water Office says ...".',
    ),
    "unreadable": Meaning(
        "A file could not be read: the disk did not let us, or its bytes are broken. What was read before the break is kept.",
        "Change its permissions and add it again, or add a copy saved by its own program.",
    ),
    "unreadable-page": Meaning("A page of a PDF is damaged; the others were read.", "Read it by eye."),
    "no-value": Meaning(
        "Formulas of a workbook stand without a value: no program computed them before it was saved.",
        "Open it in a spreadsheet program, save it and add that copy too.",
    ),
    "odd-times": Meaning("Captions end before they begin.", "Compare them with the recording."),
    "open-record": Meaning(
        "Citations are damaged, have no end, or stand twice.", "Export them again from the program that they come from."
    ),
    "too-much-text": Meaning("A file gives more text than is read of one source.", "Split a copy and add the parts."),
    "unreadable-chapter": Meaning("A chapter of a book is damaged; the others were read.", "Obtain it again."),
    "unreadable-sheet": Meaning(
        "A sheet of a workbook is damaged; the others were read.", "Open it, save it and add that copy too."
    ),
    "unreadable-slide": Meaning(
        "A slide of a presentation is damaged; the others were read.", "Open it, save it and add that copy too."
    ),
    "unsafe": Meaning(
        "A file is built so that reading it would exhaust the machine or reach outside it; that part was not read.",
        "Unpack it on a machine that may fail, and add the files you need.",
    ),
}

_COPY = "Restore the file from a copy of the case."
DAMAGE = {
    "case-altered": Meaning(
        "case.toml does not give the key, so the signature of the log cannot be checked.",
        "Restore case.toml from a copy.",
    ),
    "checkpoint-altered": Meaning(
        "The signed checkpoint is not in its one form, or its signature does not hold.", _COPY
    ),
    "entries-altered": Meaning(
        "Entries of the custody log are not those that were signed; the line says which.", _COPY
    ),
    "entry-unknown": Meaning(
        "An entry is signed and is not one that this version knows.", "Check the case with a newer witnessmark."
    ),
    "extra": Meaning(
        "A file or folder stands under evidence/ and no log entry accounts for it.", "Move it out of evidence/."
    ),
    "leftover": Meaning(
        "An interrupted `add` left this behind. It is no damage, and nothing that was acknowledged is in it alone.",
        "The next `add` clears it.",
    ),
    "original-altered": Meaning(
        "The bytes of an original do not have its hash or length. Where they are those of another original, it is named.",
        "Add the original file again, which puts its bytes back, or restore it from a copy of the case.",
    ),
    "root-mismatch": Meaning("The entries of the log do not lead to the root that was signed.", _COPY),
    "sidecar-altered": Meaning(
        "How a file came in (name, path, address, citation) is not what the log committed to.", _COPY
    ),
    "tile-altered": Meaning("A hash tile of the log is not what its entries hash to.", _COPY),
    "unreadable": Meaning("The disk does not let the file be read.", "Check permissions and the disk."),
    **{
        f"{kind}-missing": Meaning(f"{what} is not there.", _COPY)
        for kind, what in (
            ("checkpoint", "The signed checkpoint"),
            ("entries", "A bundle of log entries"),
            ("original", "An original"),
            ("sidecar", "A file that says how originals came in"),
            ("tile", "A hash tile of the log"),
        )
    },
    **{
        f"{kind}-not-a-file": Meaning("A folder, link or device stands where a file must be.", _COPY) for kind in _KINDS
    },
}


def problem_codes() -> set[str]:
    """Every code that a problem of the program can have."""
    return _codes({"make_problem", "seen"}, _MADE_UP)


def damage_codes() -> set[str]:
    """Every code that `verify` can print."""
    return _codes({"report", "Damage"}, _MADE_UP_DAMAGE)


def _codes(callees: set[str], made_up: dict[str, frozenset[str]]) -> set[str]:
    found: set[str] = set()
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for code in _first_arguments(ast.parse(path.read_text(encoding="utf-8")), callees):
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                found.add(code.value)
            elif name in made_up:
                found |= made_up[name]
            else:
                raise ValueError(
                    f"{name}, line {code.lineno}: a code is put together here; list it in tools/problem_codes.py"
                )
    return found


def _first_arguments(tree: ast.Module, callees: set[str]) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            callee = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if callee in callees:
                yield from node.args[:1]
                yield from (one.value for one in node.keywords if one.arg == "code")
