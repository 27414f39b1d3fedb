"""Looks at the whole program: every module, class, declared name, string and template, found by walking and never by a list."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import click
import msgspec

import witnessmark

ROOT = Path(witnessmark.__file__).parent
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[\u4e00-\u9fff]+")
_NAME_LIKE = re.compile(r"\b[a-z]+(?:[_-][a-z0-9]+)+\b")


class Text(NamedTuple):
    """A file of the program: its path below the package, and what stands in it."""

    path: str
    text: str


class Name(NamedTuple):
    """A name that the program gives to something: a class, function, parameter, field, variable or key."""

    where: str
    kind: str
    name: str


class Written(NamedTuple):
    """A string of the program that is no docstring, with the name of what it stands in.

    A slot of an f-string is the character ◊; its parts are one string.
    """

    path: str
    inside: str
    line: int
    text: str
    compared: bool

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.path}:{self.line}"


def sources() -> list[Text]:
    """Every Python file of the program."""
    return [_text(path) for path in sorted(ROOT.rglob("*.py"))]


def templates() -> list[Text]:
    """Every other text file that is part of the program."""
    return [
        _text(path)
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and path.suffix not in (".py", ".pyc") and path.name != "py.typed"
    ]


def _text(path: Path) -> Text:
    return Text(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def modules() -> list[ModuleType]:
    """Every module, imported."""
    names = [one.name for one in pkgutil.walk_packages(witnessmark.__path__, "witnessmark.")]
    return [witnessmark, *(importlib.import_module(name) for name in names)]


def classes() -> list[type]:
    """Every class that a module of the program defines, and every word that was made in any other way."""
    found = {
        one
        for module in modules()
        for one in vars(module).values()
        if inspect.isclass(one) and one.__module__.startswith("witnessmark")
    }
    found |= {one for one in _below(msgspec.Struct) if one.__module__.startswith("witnessmark")}
    return sorted(found, key=lambda one: (one.__module__, one.__qualname__))


def _below(kind: type[object]) -> Iterator[type[object]]:
    one: type[object]
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def structs() -> list[type[msgspec.Struct]]:
    """Every struct of the program."""
    return [one for one in classes() if issubclass(one, msgspec.Struct)]


def enums() -> list[type[Enum]]:
    """Every enumeration of the program."""
    return [one for one in classes() if issubclass(one, Enum)]


def shapes() -> list[type]:
    """Every class with declared fields that is no word: dataclasses and named tuples."""
    return [
        one
        for one in classes()
        if dataclasses.is_dataclass(one) or (issubclass(one, tuple) and hasattr(one, "_fields"))
    ]


def parts(name: str) -> tuple[str, ...]:
    """The words inside a name: `bloodType`, `blood_type` and `BLOOD_TYPE` are blood, type."""
    return tuple(one.lower() for one in _PART.findall(name))


def names(files: Iterable[Text]) -> Iterator[Name]:
    """Every name that the files declare or use as a key, and every name-like word inside their strings."""
    for file in files:
        tree = ast.parse(file.text)
        for node in ast.walk(tree):
            for kind, name in _declared(node):
                yield Name(f"{file.path}:{getattr(node, 'lineno', 0)}", kind, name)
        for one in written([file]):
            for name in (
                {one.text, *_NAME_LIKE.findall(one.text)}
                if one.text.isidentifier()
                else set(_NAME_LIKE.findall(one.text))
            ):
                yield Name(one.where, "string", name)


def _declared(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.ClassDef):
        yield "class", node.name
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield "function", node.name
    elif isinstance(node, ast.arg):
        yield "parameter", node.arg
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield "name", node.id
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield "field", node.attr
    elif isinstance(node, ast.keyword) and node.arg:
        yield "keyword", node.arg
    elif isinstance(node, ast.alias) and node.asname:
        yield "name", node.asname


def written(files: Iterable[Text]) -> Iterator[Written]:
    """Every string of the files but docstrings; docstrings of click commands count, for `--help` prints them."""
    for file in files:
        yield from _Strings(file).found


class _Strings(ast.NodeVisitor):
    def __init__(self, file: Text) -> None:
        self.found: list[Written] = []
        self._path = file.path
        self._inside: list[str] = []
        self._compared = 0
        self.visit(ast.parse(file.text))

    def _note(self, node: ast.AST, text: str) -> None:
        inside = self._inside[0] if self._inside else ""
        self.found.append(Written(self._path, inside, getattr(node, "lineno", 0), text, self._compared > 0))

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._note(node, node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        pieces = []
        for one in node.values:
            if isinstance(one, ast.Constant):
                pieces.append(str(one.value))
            else:
                pieces.append("◊")
                self.visit(one)
        self._note(node, "".join(pieces))

    def visit_Compare(self, node: ast.Compare) -> None:
        self._compared += 1
        self.generic_visit(node)
        self._compared -= 1

    def visit_Assign(self, node: ast.Assign) -> None:
        self._within(next((one.id for one in node.targets if isinstance(one, ast.Name)), ""), node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        name = node.target.id if isinstance(node.target, ast.Name) else ""
        self._inside.append(name)
        if node.value is not None:
            self.visit(node.value)  # a quoted annotation is no string that anybody reads
        self._inside.pop()

    def _within(self, name: str, node: ast.AST) -> None:
        self._inside.append(name)
        self.generic_visit(node)
        self._inside.pop()

    def visit_Module(self, node: ast.Module) -> None:
        self._body(node, "")

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._body(node, node.name)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._body(node, node.name)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._body(node, node.name)

    def _body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> None:
        if name:
            self._inside.append(name)
        has_doc = ast.get_docstring(node, clean=False) is not None
        decorators = [] if isinstance(node, ast.Module) else node.decorator_list
        helps = any(re.search(r"\b(?:command|group)\b", ast.unparse(one)) for one in decorators)
        for decorator in decorators:
            self.visit(decorator)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self.visit(node.args)
        for statement in node.body[1 if has_doc and not helps else 0 :]:
            self.visit(statement)
        if name:
            self._inside.pop()


def command_lines(group: click.Group, above: str = "") -> Iterator[str]:
    """Every command with its arguments and options, one a line."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            yield f"{above}{name} (missing)"
            continue
        yield " ".join([f"{above}{name}", *map(_parameter, command.params)])
        if isinstance(command, click.Group):
            yield from command_lines(command, f"{above}{name} ")


def _parameter(one: click.Parameter) -> str:
    told = "/".join(one.opts) if isinstance(one, click.Option) else (one.name or "").upper()
    if isinstance(one.type, click.Choice):
        told += f"={'|'.join(map(str, one.type.choices))}"
    elif not getattr(one, "is_flag", False):
        told += f"={one.type.name}"
    return told + ("..." if one.nargs == -1 or one.multiple else "")


def function_lines(room: ModuleType) -> Iterator[str]:
    """What a room offers: its `__all__`, then every public function below it, private modules included, with its signature."""
    yield f"{room.__name__}: {' '.join(sorted(room.__all__))}"
    for found in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
        module = importlib.import_module(found.name)
        for name, value in sorted(vars(module).items()):
            if name.startswith("_") or getattr(value, "__module__", "") != module.__name__:
                continue
            if inspect.isfunction(value):
                yield f"{module.__name__}.{name}({_signature(value)})"
            elif inspect.isclass(value):
                for method, body in sorted(vars(value).items()):
                    if inspect.isfunction(body) and not method.startswith("_"):
                        yield f"{module.__name__}.{name}.{method}({_signature(body)})"


def _signature(function: object) -> str:
    assert callable(function)
    return ", ".join(inspect.signature(function).parameters)
