"""Log entries and the erasable lines beside them.

An entry holds ids, an event, a key id and a time. What names a file, a path or an address stands in a sidecar line; the
entry holds only its hash. The line carries 32 random bytes, so that its hash tells nothing once the line is destroyed.
"""

from __future__ import annotations

import hashlib
import re
from typing import TypeVar

import msgspec

from witnessmark.errors import IntegrityError
from witnessmark.model import Arrival, CustodyEvent, EventType, Problem, Word, make_problem

# The order in which RFC 8785 puts ASCII keys; a test holds its output against the rfc8785 package.
_ENCODER = msgspec.json.Encoder(order="sorted")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_OBJECT = re.compile(r"sha256:[0-9a-f]{64}")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
SALT = 32  # bytes


class NotTaken(Word, frozen=True, kw_only=True):
    """Something that stood where `add` looked and was not taken in.

    Attributes:
        original_name: its name.
        original_path: path below the folder that was added, with `/`.
        code: why ("symlink", "not-a-file", "unreadable", "inside-the-case").
    """

    original_name: str
    original_path: str
    code: str

    def problem(self, index: int) -> Problem:
        """The doubt that this is, under the number of its log entry: a problem names no file."""
        message, hint = _WHY.get(self.code, ("something was not taken in", ""))
        return make_problem(self.code, f"entry-{index}", message, hint=hint)


_WHY = {
    "symlink": ("a symbolic link was not followed", "add the file that it points to"),
    "not-a-file": ("a pipe, socket or device was not taken in", "add ordinary files"),
    "unreadable": ("a file or folder could not be read", "change its permissions, then add it again"),
    "inside-the-case": ("the case folder was not added to itself", "keep material outside the case folder"),
}


class Line(Word, frozen=True, kw_only=True):
    """A line of a sidecar: the details of one entry.

    Attributes:
        index: the entry it belongs to.
        salt: 32 random bytes, hex.
        arrival: how the bytes came to us.
        not_taken: or, what was not taken in and why.
    """

    index: int
    salt: str
    arrival: Arrival | None = None
    not_taken: NotTaken | None = None


_EVENTS = msgspec.json.Decoder(CustodyEvent)
_LINES = msgspec.json.Decoder(Line)
_W = TypeVar("_W", CustodyEvent, Line)


def encode_event(event: CustodyEvent) -> bytes:
    """The bytes of an entry: canonical JSON."""
    return _ENCODER.encode(event)


def decode_event(data: bytes) -> CustodyEvent:
    """The event that an entry records.

    Raises:
        IntegrityError: where the bytes are not the canonical form of a custody event.
    """
    event = _decode(_EVENTS, data)
    good = (
        (event.object is None or _OBJECT.fullmatch(event.object))
        and (event.details is None or _HEX64.fullmatch(event.details))
        and (event.size is None or event.size >= 0)
        and _AT.fullmatch(event.at)
    )
    if not good:
        raise IntegrityError("a log entry holds a value of another form")
    return event


def seal(line: Line) -> tuple[bytes, str]:
    """The bytes of a sidecar line, without its line feed, and the commitment that goes into the entry."""
    data = _ENCODER.encode(line)
    return data, commitment(data)


def open_line(data: bytes) -> Line:
    """A sidecar line.

    Raises:
        IntegrityError: where the bytes are not the canonical form of one.
    """
    return _decode(_LINES, data)


def _decode(decoder: msgspec.json.Decoder[_W], data: bytes) -> _W:
    try:
        word = decoder.decode(data)
        again = _ENCODER.encode(word)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as err:
        raise IntegrityError("not what the custody log writes") from err
    if again != data:
        raise IntegrityError("not in canonical form")
    return word


def commitment(line: bytes) -> str:
    """The SHA-256 of a sidecar line, hex."""
    return hashlib.sha256(line).hexdigest()


def event_of(
    event: EventType,
    *,
    actor: str,
    at: str,
    tool: str,
    sha256: str | None = None,
    size: int | None = None,
    details: str | None = None,
) -> CustodyEvent:
    """A custody event.

    Args:
        event: PREMIS event type.
        actor: id of the key that will sign.
        at: UTC time to the second, "2026-11-20T10:00:00Z".
        tool: program and version.
        sha256: 64 hex digits of the bytes concerned.
        size: their number.
        details: commitment to the sidecar line.
    """
    about = None if sha256 is None else f"sha256:{sha256}"
    return CustodyEvent(event=event, object=about, size=size, actor=actor, at=at, tool=tool, details=details)


def object_of(event: CustodyEvent) -> str | None:
    """The 64 hex digits of the bytes that an event concerns."""
    return None if event.object is None else event.object.removeprefix("sha256:")
