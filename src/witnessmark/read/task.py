"""One source as a task for a worker, and the lines in which its passages and problems travel and are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from witnessmark.model import Passage, Problem, Word, make_problem

from .choose import read_bytes
from .pool import Failure

LINES = 256  # passages in one record, so that a long source is not held twice


class Header(Word, frozen=True, kw_only=True):
    """What a worker must know about a source besides its bytes.

    Attributes:
        source: its sha256.
        suffix: the file name's ending in lower case.
    """

    source: str
    suffix: str


class Line(Word, frozen=True, kw_only=True, omit_defaults=True):
    """One line of what was read: a passage or a problem."""

    passage: Passage | None = None
    problem: Problem | None = None


_ENCODER = msgspec.json.Encoder()
_LINES = msgspec.json.Decoder(Line)
_HEADERS = msgspec.json.Decoder(Header)


def task_header(source: str, suffix: str) -> bytes:
    """The header of a task.

    Args:
        source: sha256 of the bytes.
        suffix: the file name's ending in lower case.
    """
    return _ENCODER.encode(Header(source=source, suffix=suffix))


def read_task(header: bytes, data: bytes) -> Iterator[bytes]:
    """What a worker does with one source: reads it and gives the lines of what it found, in order.

    Args:
        header: as `task_header` made it.
        data: all bytes of the source.
    """
    about = _HEADERS.decode(header)
    items = iter(read_bytes(data, about.suffix, about.source))
    while some := list(islice(items, LINES)):
        yield encode_read(some)


def encode_read(items: Iterable[Passage | Problem]) -> bytes:
    """Passages and problems as JSON lines, each ended by a line feed."""
    return _ENCODER.encode_lines(
        [Line(passage=item) if isinstance(item, Passage) else Line(problem=item) for item in items]
    )


def decode_read(data: bytes) -> tuple[list[Passage], list[Problem]]:
    """The passages and the problems of the lines that `encode_read` made, each in order.

    Raises:
        msgspec.DecodeError: where a line is not what it wrote.
    """
    lines = _LINES.decode_lines(data)
    passages = [line.passage for line in lines if line.passage is not None]
    return passages, [line.problem for line in lines if line.problem is not None]


_FAILED = {
    "crashed": "the reader crashed on this file",
    "timeout": "reading took longer than is allowed",
    "cpu": "reading took more computing time than is allowed",
    "memory": "reading took more memory than is allowed",
    "output": "reading gave more text than is allowed",
}


def failure_problem(source: str, failure: Failure) -> Problem:
    """The problem of a source whose worker failed.

    Args:
        source: its sha256.
        failure: how the worker failed.
    """
    hint = "the original is kept and the others were read; add a PDF or text copy made by another program"
    return make_problem(f"reader-{failure}", source, _FAILED[failure], hint=hint)
