"""`init`: a new case, its key, and a custody log with one entry."""

from __future__ import annotations

import json
import os
from pathlib import Path

from witnessmark.case import (
    FORMAT,
    Case,
    CasePaths,
    Evidence,
    RealDisk,
    disk_errors,
    parse_config,
    save_key,
    writing,
)
from witnessmark.errors import CaseError
from witnessmark.preserve import Edge, Signer, key_id_of, new_key

from .writer import Clock, Rng, Writer

_TEMPLATE = """\
# What a person says about the case as a whole. docs/internals/case-folder.md lists the fields.
format = {format}
title = {title}
question = {question}
languages = ["en"]
engine = "rules" # or "spacy"

# Bodies and publications, and the kind of speaker that a person puts each in:
# [[speaker]]
# name = "as sources print it"
# kind = "government"
# why = "what that rests on"

[trust]
verifier = {verifier} # whose signature the custody log carries
"""


def init_case(folder: Path, title: str, clock: Clock, rng: Rng, question: str = "") -> Case:
    """Makes a case in a folder, which may exist already.

    Args:
        folder: where.
        title: for the first page.
        clock: gives the time, with its zone.
        rng: gives random bytes.
        question: what the case asks, one sentence.

    Raises:
        CaseError: where the folder holds a case or a part of one, or cannot be written.
    """
    paths = CasePaths(folder.absolute())
    for there in (paths.config, paths.evidence):
        if os.path.lexists(there):
            raise CaseError(f"{folder} holds a case already", f"name another folder, or move {there.name} away")
    name = f"witnessmark/case/{rng(8).hex()}"
    pem, public = new_key(rng(32))
    signer = Signer(name, pem)
    config = _TEMPLATE.format(format=FORMAT, title=_toml(title), question=_toml(question), verifier=_toml(signer.vkey))
    with disk_errors(f"no case could be made at {folder}"):
        paths.root.mkdir(parents=True, exist_ok=True)
        paths.evidence.mkdir(parents=True)
        for part in (paths.prose, paths.series):
            part.mkdir(parents=True, exist_ok=True)
        save_key(key_id_of(public), pem)
        with writing(paths):
            evidence = Evidence(RealDisk(paths.evidence))
            writer = Writer(evidence, Edge(), signer, clock, rng)
            writer.note("creation")
            writer.commit()
            evidence.finish()
            # case.toml comes last: a folder without it is no case, so that an interrupted init leaves none.
            disk = RealDisk(paths.root)
            disk.write(paths.config.name + ".tmp", [config.encode("utf-8")])
            disk.sync()
            disk.rename(paths.config.name + ".tmp", paths.config.name)
            disk.sync()
    return Case(paths, parse_config(config.encode("utf-8")))


def _toml(text: str) -> str:
    """A TOML basic string. TOML escapes as JSON does, and U+007F besides."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
