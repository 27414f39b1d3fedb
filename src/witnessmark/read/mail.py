"""EML and MBOX: who wrote when about what, what was written, and what was attached."""

from __future__ import annotations

import email
import email.errors
import email.policy
import posixpath
import re
from collections.abc import Iterator
from email.header import Header, decode_header
from email.message import Message

from witnessmark.errors import ReadError
from witnessmark.model import BlockSpan, Passage, Problem, Severity, make_problem

from .decode import decode
from .html import all_text, declared
from .nest import Inner, Nest, Writer
from .plain import blocks

MOST_MESSAGES = 10_000
MOST_PARTS = 1_000  # of one message

_SHOWN = ("From", "To", "Date", "Subject")
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_SURE = frozenset((b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"dkim-signature"))
_USUAL = frozenset((b"from", b"to", b"date", b"subject", b"content-type", b"reply-to", b"cc", b"sender"))
_FROM = re.compile(rb"From [^\r\n]{1,300}[0-9]{4}[^\r\n]{0,20}\r?\n")
_PARTING = re.compile(
    rb"(?:\A|\r?\n\r?\n|(?<=\n)\n)(From [^\r\n]{1,300}[0-9]{4}[^\r\n]{0,20}\r?\n)(?=[A-Za-z][A-Za-z0-9-]{1,60}:)"
)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
# What the email package raises on headers and bodies that were made to harm or badly.
_BROKEN = (email.errors.MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError)
_HINT = "open it in a mail program, save it again and add that copy too"


class EmlReader:
    """Reads a message: its headers, its text (plain where there is one, else HTML), its attachments by their own bytes.

    Args:
        inner: reads the bytes of an attachment.
    """

    name = "eml"
    version = 1
    media_types: tuple[str, ...] = ("message/rfc822",)

    def __init__(self, inner: Inner) -> None:
        self._inner = inner

    def sniff(self, head: bytes, suffix: str) -> float:
        """By its headers; those that a letter could begin with count only where the name ends in .eml."""
        names = _names(head.removeprefix(b"\xef\xbb\xbf"))
        usual = len(_USUAL.intersection(names))
        if _SURE.intersection(names) and usual >= 2:
            return 0.9
        return 0.9 if suffix == ".eml" and usual >= 1 else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The headers, the paragraphs of the text, then what was attached.

        Raises:
            ReadError: where it is no message.
        """
        return self.read_within(data, source, Nest())

    def read_within(self, data: bytes, source: str, nest: Nest) -> Iterator[Passage | Problem]:
        """As `read`, within what may still be unpacked."""
        writer = Writer(source, f"{self.name} {self.version}")
        return _message(data, source, nest, writer, self._inner)


class MboxReader(EmlReader):
    """Reads a mailbox: its messages in order."""

    name = "mbox"
    media_types: tuple[str, ...] = ("application/mbox",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the line before the first message and the headers behind it."""
        found = _FROM.match(head)
        return 0.95 if found and _names(head[found.end() :]) else 0.0

    def read_within(self, data: bytes, source: str, nest: Nest) -> Iterator[Passage | Problem]:
        """As `read`, within what may still be unpacked."""
        writer = Writer(source, f"{self.name} {self.version}")
        starts = [(found.start(1), found.end(1)) for found in _PARTING.finditer(data)]
        for number, (_, begin) in enumerate(starts, 1):
            if number > MOST_MESSAGES:
                raise ReadError(f"it has more than {MOST_MESSAGES} messages; those were read", "split it")
            stop = starts[number][0] if number < len(starts) else len(data)
            message = _QUOTED_FROM.sub(rb"\1", data[begin:stop])
            own = Writer(source, f"{self.name} {self.version}")
            yield from writer.inside(_message(message, source, nest, own, self._inner), "message", number, "")


def _names(head: bytes) -> set[bytes]:
    """The names of the headers that some bytes begin with, in lower case."""
    names = set()
    place = 0
    while found := _HEADER.match(head, place):
        names.add(found.group(1).lower())
        place = found.end()
    return names


def _message(data: bytes, source: str, nest: Nest, writer: Writer, inner: Inner) -> Iterator[Passage | Problem]:
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except (*_BROKEN, RecursionError) as err:
        raise ReadError("this message is damaged", _HINT) from err
    yield from writer.passage(BlockSpan(kind="headers", number=1), _headers(message))
    texts: list[Message] = []
    attached: list[Message] = []
    _sort(message, texts, attached)
    number = 0
    for part in texts:
        text, doubt = _text(part, source)
        if doubt is not None:
            yield doubt
        for found in text:
            number += 1
            yield from writer.passage(BlockSpan(kind="paragraph", number=number), found)
    deeper = nest.deeper() if attached else nest
    for place, part in enumerate(attached, 1):
        path = _decoded(part.get_filename() or "") if isinstance(part.get_filename(), str) else ""
        try:
            content = _content(part)
            nest.budget.take_member()
            nest.budget.take_bytes(len(content))
        except _BROKEN as err:
            message_ = f"the attachment cannot be unpacked ({type(err).__name__})"
            yield make_problem(
                "unreadable", source, message_, severity=Severity.PARTLY, where=f"attachment {place}", hint=_HINT
            )
            continue
        suffix = ".eml" if part.get_content_type() == "message/rfc822" else posixpath.splitext(path)[1].lower()
        yield from writer.inside(inner(content, suffix, source, deeper), "attachment", place, path)


def _headers(message: Message) -> str:
    lines = []
    for name in _SHOWN:
        for value in (message.get_all(name) or [])[:5]:
            text = " ".join(_decoded(value).split())
            if text:
                lines.append(f"{name}: {text}")
    return "\n".join(lines)


def _decoded(value: str | Header) -> str:
    """A header with its encoded words decoded; as it stands where that fails."""
    parts = []
    try:
        for word, charset in decode_header(value):
            if isinstance(word, str):
                parts.append(word)
            else:
                raw = charset in (None, "unknown-8bit")
                parts.append(decode(word).text if raw and not word.isascii() else _as_stated(word, charset or "ascii"))
    except (*_BROKEN, ReadError):
        return str(value)
    return "".join(parts)


def _as_stated(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _sort(message: Message, texts: list[Message], attached: list[Message]) -> None:
    """The parts that are the text of a message, and those that hang on it."""
    waiting = [message]
    seen = 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > MOST_PARTS:
            raise ReadError(f"it has more than {MOST_PARTS} parts", _HINT)
        kind = part.get_content_type()
        if kind == "multipart/alternative" and isinstance(part.get_payload(), list):
            waiting[:0] = _best(part)
        elif part.is_multipart() and kind != "message/rfc822":
            waiting[:0] = [one for one in part.get_payload() if isinstance(one, Message)]
        elif kind in ("text/plain", "text/html") and not part.get_filename() and not _hangs_on(part):
            texts.append(part)
        else:
            attached.append(part)


def _best(part: Message) -> list[Message]:
    """Of several forms of the same text the plain one; else the HTML; and what is no form of the text."""
    forms = [one for one in part.get_payload() if isinstance(one, Message)]
    for wanted in ("text/plain", "text/html"):
        for one in forms:
            if one.get_content_type() == wanted:
                return [one, *(other for other in forms if other.get_content_maintype() not in ("text", "multipart"))]
    return forms


def _hangs_on(part: Message) -> bool:
    stated = part.get("Content-Disposition")
    return str(stated or "").strip().lower().startswith("attachment")


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        inside = part.get_payload()
        return inside[0].as_bytes() if isinstance(inside, list) and isinstance(inside[0], Message) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message, source: str) -> tuple[list[str], Problem | None]:
    try:
        data = _content(part)
        page = part.get_content_type() == "text/html"
        stated = part.get_content_charset() or (declared(data) if page else "")
        text, _, doubt = decode(data, source, stated or "")
    except (*_BROKEN, ReadError) as err:
        message = f"the text of this message cannot be decoded ({type(err).__name__})"
        return [], make_problem("unreadable", source, message, severity=Severity.PARTLY, hint=_HINT)
    return (all_text(text) if page else [text[start:end] for start, end in blocks(text)]), doubt
