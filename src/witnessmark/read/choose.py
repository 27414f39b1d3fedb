"""Which reader takes some bytes, by the bytes themselves; the file name's ending only breaks ties."""

from __future__ import annotations

from collections.abc import Iterator

from witnessmark.errors import ReadError, Unsafe
from witnessmark.model import Passage, Problem, Severity, make_problem
from witnessmark.plugins import Reader, Registry

from .archive import ZipReader
from .bibtex import BibtexReader
from .captions import SrtReader, VttReader
from .csl import CslReader
from .docx import DocxReader
from .epub import EpubReader
from .html import HtmlReader
from .kinds import COPY_HINT, no_reader, signature
from .mail import EmlReader, MboxReader
from .nest import Nest, Unpacks
from .odf import OdpReader, OdsReader, OdtReader
from .pdf import PdfReader
from .plain import PlainReader
from .pptx import PptxReader
from .ris import RisReader
from .rtf import RtfReader
from .table import TableReader
from .xlsx import XlsxReader

HEAD = 8_192  # bytes that a reader is chosen by
MAX_BYTES = 100_000_000
MOST_TEXT = 120_000_000  # characters of one source; more than a file of that size holds, unless it repeats itself


def _within(data: bytes, suffix: str, source: str, nest: Nest) -> Iterator[Passage | Problem]:
    """The passages and problems of a source, or of a file inside one. Bad material never raises."""
    if not data:
        yield make_problem("empty", source, "the file is empty (0 bytes)", hint="obtain it again")
        return
    reader = choose(data, suffix)
    if reader is None:
        yield no_reader(source, media_type_of(data, suffix), data)
        return
    some = problems = False
    try:
        items = reader.read_within(data, source, nest) if isinstance(reader, Unpacks) else reader.read(data, source)
        for item in items:  # one by one: what was read before an error is kept
            some, problems = some or isinstance(item, Passage), problems or isinstance(item, Problem)
            yield item
    except ReadError as err:
        yield _unreadable(
            source, some, err.message, err.hint, code="unsafe" if isinstance(err, Unsafe) else "unreadable"
        )
    except (ValueError, LookupError, RecursionError) as err:
        # Readers convert what their libraries are known to raise; this is for what nobody has met yet.
        message = f"the {reader.name} reader stopped at these bytes ({type(err).__name__})"
        yield _unreadable(source, some, message, COPY_HINT)
    else:
        if not some and not problems:
            yield make_problem("no-text", source, "the file holds no text", hint="check that it is the right file")


_DOCX, _PPTX, _XLSX = DocxReader(), PptxReader(), XlsxReader()
READERS: Registry[Reader] = Registry(
    "reader",
    (
        PdfReader(),
        _DOCX,
        _PPTX,
        _XLSX,
        OdtReader(),
        OdsReader(),
        OdpReader(),
        EpubReader(),
        ZipReader(_within, {"docx": _DOCX, "pptx": _PPTX, "xlsx": _XLSX}),
        RtfReader(),
        MboxReader(_within),
        EmlReader(_within),
        VttReader(),
        SrtReader(),
        RisReader(),
        BibtexReader(),
        CslReader(),
        HtmlReader(),
        TableReader(),
        PlainReader(),
    ),
)


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
    """Name and version of the reader that takes these bytes ("pdf 1"), or "none". A part of cache keys.

    What may hold files of any kind names all readers.
    """
    reader = choose(head, suffix)
    if reader is None:
        return "none"
    key = f"{reader.name} {reader.version}"
    if not isinstance(reader, ZipReader | EmlReader):
        return key
    return f"{key} with {', '.join(f'{one.name} {one.version}' for one in READERS)}"


def read_bytes(data: bytes, suffix: str, source: str) -> list[Passage | Problem]:
    """The passages and problems of one source. Bad material never raises: it becomes a Problem.

    Args:
        data: all bytes.
        suffix: the file name's ending in lower case.
        source: sha256 of the bytes.
    """
    if len(data) > MAX_BYTES:
        return [too_large(source, len(data))]
    found: list[Passage | Problem] = []
    length = 0
    for item in _within(data, suffix, source, Nest()):
        length += len(item.text) if isinstance(item, Passage) else 0
        if length > MOST_TEXT:
            message = f"it gives more than {MOST_TEXT} characters of text; those were read"
            hint = "split a copy and add the parts"
            found.append(make_problem("too-much-text", source, message, severity=Severity.PARTLY, hint=hint))
            break
        found.append(item)
    return found


def too_large(source: str, size: int) -> Problem:
    """The problem of a file that is not read because of its size.

    Args:
        source: its sha256.
        size: bytes.
    """
    message = f"the file has {size} bytes; files over {MAX_BYTES} bytes are kept and not read"
    return make_problem("too-large", source, message, hint="split a copy and add the parts")


def _unreadable(source: str, some: bool, message: str, hint: str, code: str = "unreadable") -> Problem:
    severity = Severity.PARTLY if some else Severity.LOST
    return make_problem(code, source, message, severity=severity, hint=hint)
