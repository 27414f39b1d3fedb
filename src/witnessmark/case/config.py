"""case.toml: what a person says about the case as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from witnessmark.errors import CaseError
from witnessmark.model import SpeakerKind, Word

from .paths import CasePaths, find_case

FORMAT = 1


class Trust(Word, frozen=True, kw_only=True):
    """Whose signature the custody log carries.

    Attributes:
        verifier: the log's verifier key in C2SP signed-note form: name, key id, key.
    """

    verifier: str


class SpeakerRow(Word, frozen=True, kw_only=True):
    """A body or publication, and the kind of speaker a person puts it in.

    Attributes:
        name: as sources print it.
        kind: kind of speaker.
        why: what that rests on.
    """

    name: str
    kind: SpeakerKind
    why: str = ""


class Config(Word, frozen=True, kw_only=True):
    """What case.toml says.

    Attributes:
        format: version of the case folder's form.
        title: for the first page.
        question: what the case asks, one sentence.
        languages: language tags of its material.
        engine: which extractor finds claims; fixed here so that two machines make the same case.
        speaker: bodies and publications, and the kind of speaker a person puts each in.
        trust: whose signature the custody log carries.
    """

    format: int = FORMAT
    title: str = ""
    question: str = ""
    languages: tuple[str, ...] = ("en",)
    engine: Literal["rules", "spacy"] = "rules"
    speaker: tuple[SpeakerRow, ...] = ()
    trust: Trust


@dataclass(frozen=True)
class Case:
    """An opened case: its paths and its configuration."""

    paths: CasePaths
    config: Config


def open_case(start: Path) -> Case:
    """The case at or above a folder.

    Raises:
        CaseError: where there is none, it is of a newer format, or case.toml cannot be read.
    """
    root = find_case(start.absolute())
    if root is None:
        raise CaseError(f"no case at {start} or above it", "make one with: witnessmark init my-case")
    paths = CasePaths(root)
    return Case(paths, read_config(paths.config))


def read_config(path: Path) -> Config:
    """What case.toml says.

    Raises:
        CaseError: where it is of a newer format or not what a case.toml is.
    """
    try:
        return parse_config(path.read_bytes())
    except OSError as err:
        raise CaseError(f"case.toml cannot be read: {err.strerror}", "check its permissions") from err


def parse_config(data: bytes) -> Config:
    """What the bytes of a case.toml say.

    Raises:
        CaseError: where they are of a newer format or not what a case.toml is.
    """
    try:
        found = msgspec.toml.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise CaseError(
            f"case.toml cannot be read: {err}", "it is TOML text; docs/internals/case-folder.md shows one"
        ) from err
    stated = found.get("format") if isinstance(found, dict) else None
    if isinstance(stated, int) and stated > FORMAT:
        raise CaseError(
            f"this case is of format {stated}; this program knows formats up to {FORMAT}",
            "open it with a newer witnessmark; nothing was changed",
        )
    try:
        return msgspec.convert(found, Config)
    except msgspec.ValidationError as err:
        raise CaseError(f"case.toml: {err}", "docs/internals/case-folder.md lists its fields") from err
