"""From bytes to characters, saying so where it is doubtful.

Wherever nothing was lost, `data.decode(encoding) == text`: a byte order mark stays in the text as U+FEFF and line ends
stay as they are, so that offsets are those of the file opened with `newline=""` in that encoding.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from witnessmark.errors import ReadError
from witnessmark.model import Problem, Severity, make_problem

from .legacy import guess

SAMPLE = 1_000_000  # characters in which control characters are counted

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a page declares, and what its authors' programs in fact wrote (as browsers read it).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_HINT = "open the file in its own program, save it as UTF-8 and add that copy too"


class Decoded(NamedTuple):
    """Text, the encoding it was in, and the doubt about that, if any."""

    text: str
    encoding: str
    problem: Problem | None


def decode(data: bytes, source: str = "", declared: str = "") -> Decoded:
    """The characters of a text file.

    Tried in this order: byte order mark, declared encoding, UTF-8, UTF-16 without a mark, UTF-8 with a few damaged
    bytes, the encodings from before Unicode.

    Args:
        data: all bytes.
        source: sha256 of the source, for the problem.
        declared: name of the encoding that the file itself declares, if it does.

    Raises:
        ReadError: where the bytes are not text.
    """
    found = _marked(data) or _declared(data, declared) or _strict(data, "utf-8") or _wide(data) or _damaged_utf8(data)
    text, encoding, doubt = found or _legacy(data)
    odd = len(_CONTROL.findall(text[:SAMPLE]))
    if odd > 2 and odd > 0.05 * min(len(text), SAMPLE):
        raise ReadError(
            "these bytes are not text", "open it in the program it was made with and add a PDF or text copy"
        )
    if not doubt and "\x00" in text:
        doubt = "the text contains NUL characters, which no text should"
    if not doubt:
        return Decoded(text, encoding, None)
    problem = make_problem("doubtful-encoding", source, doubt, severity=Severity.NOTE, hint=_HINT)
    return Decoded(text, encoding, problem)


_Found = tuple[str, str, str]  # text, encoding, doubt or ""


def _strict(data: bytes, encoding: str) -> _Found | None:
    try:
        return data.decode(encoding), encoding, ""
    except (UnicodeDecodeError, LookupError):
        return None


def _lossy(data: bytes, encoding: str) -> _Found:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return text, encoding, f"{lost} characters could not be decoded as {encoding} and stand as U+FFFD"


def _marked(data: bytes) -> _Found | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding) or _lossy(data, encoding)
    return None


def _declared(data: bytes, declared: str) -> _Found | None:
    try:
        stated = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return None
    encoding = _MEANT.get(stated, stated)
    if not encoding or (encoding.startswith(("cp125", "iso8859")) and data.isascii()):
        return None
    if encoding.startswith(("cp125", "iso8859")) and (utf8 := _strict(data, "utf-8")):
        # Text in a one-byte encoding is practically never valid UTF-8 by chance; the declaration is a leftover.
        text, _, _ = utf8
        return text, "utf-8", f"the file declares {declared} and is valid UTF-8; it was read as UTF-8"
    return _strict(data, encoding)


def _wide(data: bytes) -> _Found | None:
    """UTF-16 without a mark, told by its zero bytes."""
    sample = data[: 2 * 4096]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    if sample[1::2].count(0) > 0.4 * half and sample[0::2].count(0) < 0.05 * half:
        return _strict(data, "utf-16-le")
    if sample[0::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.05 * half:
        return _strict(data, "utf-16-be")
    return None


def _damaged_utf8(data: bytes) -> _Found | None:
    """UTF-8 in which a few bytes are wrong, or whose end is cut off."""
    found = _lossy(data, "utf-8")
    text = found[0]
    lost = text.count("\ufffd")
    sound = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    return found if sound >= 20 * lost or (lost == 1 and sound and text.endswith("\ufffd")) else None


def _legacy(data: bytes) -> _Found:
    found = guess(data)
    if found is None:
        tries = (_lossy(data, encoding) for encoding in ("utf-8", "gb18030", "big5", "cp1252"))
        return min(tries, key=lambda one: one[0].count("\ufffd"))
    doubt = f"no encoding is declared; {found.encoding} is a guess" if found.doubtful else ""
    return data.decode(found.encoding), found.encoding, doubt
