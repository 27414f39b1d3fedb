"""The base of every word: frozen, keyword-only, strict; and the one way in which a word gets its id."""

from __future__ import annotations

import hashlib

import msgspec
import rfc8785

ID_HEX = 32  # 128 bits: two texts with the same id would cost an opponent about 2**64 hashes


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing the program can say. Unknown fields are refused when a word is read back."""


def canonical(value: object) -> bytes:
    """The RFC 8785 form of a value made of plain JSON types, so that a stranger can hash it again.

    Raises:
        rfc8785.CanonicalizationError: for integers beyond 2**53 and values that JSON cannot hold.
    """
    return rfc8785.dumps(value)  # type: ignore[arg-type]


def open_id(prefix: str, value: object) -> str:
    """The id of an open word: a prefix and the first 32 hex digits of the SHA-256 of its canonical JSON."""
    return f"{prefix}-{hashlib.sha256(canonical(value)).hexdigest()[:ID_HEX]}"
