"""Which reader takes some bytes, by the bytes themselves; the file name's ending only breaks ties."""

from __future__ import annotations

from witnessmark.errors import ReadError
from witnessmark.model import Passage, Problem, Severity, make_problem
from witnessmark.plugins import Reader, Registry

from .html import HtmlReader
from .kinds import COPY_HINT, no_reader, signature
from .pdf import PdfReader
from .plain import PlainReader
from .table import TableReader

HEAD = 8_192  # bytes that a reader is chosen by
MAX_BYTES = 100_000_000

READERS: Registry[Reader] = Registry("reader", (PdfReader(), HtmlReader(), TableReader(), PlainReader()))


def choose(head: bytes, suffix: str) -> Reader | None:
    """The reader that is surest of these bytes, or None where no reader takes them.

    Args:
        head: the first 8,192 bytes (more are cut).
        suffix: the file name's ending in lower case (".pdf").
    """
    head = head[:HEAD]
    sure = [(reader.sniff(head, suffix), -place, reader) for place, reader in enumerate(READERS)]
    score, _, reader = max(sure, key=lambda one: one[:2])
    if score <= 0:
        return None
    return None if score < 0.7 and signature(head) else reader


def media_type_of(head: bytes, suffix: str) -> str:
    """What the bytes are, as a media type.

    Args:
        head: the first 8,192 bytes.
        suffix: the file name's ending in lower case.
    """
    head = head[:HEAD]
    if not head:
        return "application/x-empty"
    reader = choose(head, suffix)
    if reader is None:
        return signature(head) or "application/octet-stream"
    second = {"text": (".md", ".markdown"), "csv": (".tsv", ".tab"), "html": (".xhtml",)}.get(reader.name, ())
    return reader.media_types[1 if suffix in second else 0]


def reader_key(head: bytes, suffix: str) -> str:
    """Name and version of the reader that takes these bytes ("pdf 1"), or "none". A part of cache keys."""
    reader = choose(head, suffix)
    return f"{reader.name} {reader.version}" if reader else "none"


def read_bytes(data: bytes, suffix: str, source: str) -> list[Passage | Problem]:
    """The passages and problems of one source. Bad material never raises: it becomes a Problem.

    Args:
        data: all bytes.
        suffix: the file name's ending in lower case.
        source: sha256 of the bytes.
    """
    if not data:
        return [make_problem("empty", source, "the file is empty (0 bytes)", hint="obtain it again")]
    if len(data) > MAX_BYTES:
        return [too_large(source, len(data))]
    head = data[:HEAD]
    reader = choose(head, suffix)
    if reader is None:
        return [no_reader(source, media_type_of(head, suffix))]
    items: list[Passage | Problem] = []
    try:
        for item in reader.read(data, source):
            items.append(item)  # one by one: what was read before an error is kept
    except ReadError as err:
        items.append(_unreadable(source, items, err.message, err.hint))
    except (ValueError, LookupError, RecursionError) as err:
        # Readers convert what their libraries are known to raise; this is for what nobody has met yet.
        message = f"the {reader.name} reader stopped at these bytes ({type(err).__name__})"
        items.append(_unreadable(source, items, message, COPY_HINT))
    if not items:
        items.append(make_problem("no-text", source, "the file holds no text", hint="check that it is the right file"))
    return items


def too_large(source: str, size: int) -> Problem:
    """The problem of a file that is not read because of its size.

    Args:
        source: its sha256.
        size: bytes.
    """
    message = f"the file has {size} bytes; files over {MAX_BYTES} bytes are kept and not read"
    return make_problem("too-large", source, message, hint="split a copy and add the parts")


def _unreadable(source: str, items: list[Passage | Problem], message: str, hint: str) -> Problem:
    some = any(isinstance(item, Passage) for item in items)
    severity = Severity.PARTLY if some else Severity.LOST
    return make_problem("unreadable", source, message, severity=severity, hint=hint)
