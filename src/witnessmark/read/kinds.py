"""What bytes are that no reader takes, by their signatures."""

from __future__ import annotations

import re

from witnessmark.model import Problem, make_problem

# First bytes, media type. Offsets other than 0 are treated in `signature`.
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"FLV\x01", "video/x-flv"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"WARC/", "application/warc"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-executable"),
    (b"\xcf\xfa\xed\xfe", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/x-executable"),
    (b"wOF2", "font/woff2"),
)
_ZIP = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
    (b"application/epub+zip", "application/epub+zip"),
)
_TEXT_STARTS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_XML = re.compile(rb"\s*<\?xml\b|\s*<(?:svg|rss|feed|TEI)\b")
_OFFICE = "an office document"
_KINDS = (
    ("image/", "an image", "images"),
    ("audio/", "a sound recording", "sound"),
    ("video/", "a video", "video"),
    ("font/", "a font", "fonts"),
    ("application/vnd.openxmlformats", _OFFICE, "office documents"),
    ("application/vnd.oasis", _OFFICE, "office documents"),
    ("application/x-ole-storage", "an office document of the older kind (DOC, XLS, PPT)", "these"),
    ("application/x-executable", "a program", "programs"),
    ("application/vnd.", "a data file", "these"),
    ("application/warc", "a web archive", "these"),
    ("application/xml", "XML", "XML"),
    ("application/octet-stream", "not text and of a kind unknown to this program", "it"),
)
_ARCHIVE = ("an archive or compressed file", "archives")
_HINTS = {
    "image/": "it waits for text: add a transcription, or what an OCR program reads in it, beside it",
    "audio/": "it waits for a transcript: add one (SRT, VTT or text) beside it",
    "video/": "it waits for a transcript: add one (SRT, VTT or text) beside it",
    "application/x-ole-storage": "open it in an office program, save a copy as DOCX, XLSX, PPTX or PDF and add that",
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the name of a stream, as that format writes names
COPY_HINT = "add a PDF or text copy beside it"
_UNPACK_HINT = "unpack it and add the files"


def signature(head: bytes) -> str:
    """Media type of bytes that no reader takes, or nothing where they may be text.

    Args:
        head: the first 8,192 bytes.
    """
    for magic, media_type in _MAGIC:
        if head.startswith(magic) and _is_binary(head, magic):
            return media_type
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return next((kind for mark, kind in _ZIP if mark in head), "application/zip")
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}[head[8:12]]
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"heif", b"avif", b"mif1") else "video/mp4"
    if head[257:262] == b"ustar":
        return "application/x-tar"
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp"
    if _XML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "image/svg+xml" if b"<svg" in head else "application/xml"
    return "" if _may_be_text(head) else "application/octet-stream"


def no_reader(source: str, media_type: str, data: bytes = b"") -> Problem:
    """The problem of bytes that no reader takes, saying what they are.

    Args:
        source: their sha256.
        media_type: as `signature` found it.
        data: the bytes, in which an encrypted document is told from one of the older kind.
    """
    if media_type == "application/x-ole-storage" and _ENCRYPTED in data:
        hint = "save a copy without a password and add that; the original stays as evidence"
        return make_problem("encrypted", source, "this document is encrypted and needs a password", hint=hint)
    what, them = next((row[1:] for row in _KINDS if media_type.startswith(row[0])), _ARCHIVE)
    hint = next((hint for kind, hint in _HINTS.items() if media_type.startswith(kind)), COPY_HINT)
    if (what, them) == _ARCHIVE:
        hint = _UNPACK_HINT
    message = f"{what}: kept as evidence; this version reads no text from {them}"
    return make_problem("no-reader", source, message, hint=hint)


def _is_binary(head: bytes, magic: bytes) -> bool:
    """Whether a signature that is made of letters alone ("MZ", "BZh") stands before bytes that are not text."""
    return magic == b"WARC/" or not magic.isalnum() or not head.isascii() or b"\x00" in head


def _may_be_text(head: bytes) -> bool:
    if head.startswith(_TEXT_STARTS):
        return True
    zeros = head.count(0)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if zeros > 2 and zeros > 0.05 * len(head):  # only UTF-16 has many zeros, and on one side
        return min(even, odd) < 0.05 * len(head) and zeros > 0.2 * len(head)
    return True
