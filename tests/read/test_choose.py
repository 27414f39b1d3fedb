"""A reader is chosen by bytes; the ending of the name only breaks ties."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.pdf import make_pdf
from witnessmark.model import CharSpan, Passage, Problem, Severity, make_passage
from witnessmark.read import MAX_BYTES, READERS, choose, media_type_of, read_bytes, reader_key
from witnessmark.read.plain import PlainReader

SOURCE = "ab" * 32
PDF = make_pdf([["The ministry says 5,000."]])
HTML = b"<!DOCTYPE html><html><head><title>T</title></head><body><p>It says 5,000.</p></body></html>"
TEXT = b"It says 5,000.\n\nThen, later, 6,000.\n"
CSV = b"year,who,number\n2006,a,1\n2007,b,2\n2008,c,3\n2009,d,4\n"


@pytest.mark.parametrize(
    ("data", "suffix", "key", "media_type"),
    [
        (PDF, ".pdf", "pdf 1", "application/pdf"),
        (PDF, ".txt", "pdf 1", "application/pdf"),
        (PDF, ".html", "pdf 1", "application/pdf"),
        (b"\n\n" + PDF, "", "pdf 1", "application/pdf"),
        (HTML, ".html", "html 1", "text/html"),
        (HTML, ".pdf", "html 1", "text/html"),
        (HTML, ".csv", "html 1", "text/html"),
        (b"\xef\xbb\xbf \n<!-- saved --><HTML><body>x", ".txt", "html 1", "text/html"),
        (b"A fragment<br>with tags", ".htm", "html 1", "text/html"),
        (b"A fragment<br>with tags", ".md", "text 1", "text/markdown"),
        (TEXT, ".txt", "text 1", "text/plain"),
        (TEXT, "", "text 1", "text/plain"),
        (TEXT, ".pdf", "text 1", "text/plain"),
        (TEXT, ".docx", "text 1", "text/plain"),
        (b"# Title\n\nIt says.", ".md", "text 1", "text/markdown"),
        (b"The header %PDF-1.4 stands in a PDF, it says.", ".txt", "text 1", "text/plain"),
        (b"ID3 tags, it says, are old.", ".txt", "text 1", "text/plain"),
        (CSV, ".csv", "csv 1", "text/csv"),
        (CSV, ".txt", "csv 1", "text/csv"),
        (CSV.replace(b",", b"\t"), ".tsv", "csv 1", "text/tab-separated-values"),
        (TEXT, ".csv", "csv 1", "text/csv"),
        (b'{"a": 1, "b": 2}\n' * 6, ".json", "text 1", "text/plain"),
        (b"", ".txt", "none", "application/x-empty"),
    ],
)
def test_the_reader_and_media_type(data: bytes, suffix: str, key: str, media_type: str) -> None:
    assert reader_key(data, suffix) == key
    assert media_type_of(data, suffix) == media_type


KINDS = [
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png", "an image"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg", "an image"),
    (b"GIF89a\x01\x00\x01\x00", "image/gif", "an image"),
    (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp", "an image"),
    (b"II*\x00\x08\x00\x00\x00", "image/tiff", "an image"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><text>5</text></svg>", "image/svg+xml", "an image"),
    (b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic", "an image"),
    (b"\x00\x00\x00\x18ftypisom\x00\x00", "video/mp4", "a video"),
    (b"ID3\x04\x00\x00\x00\x00\x00\x00", "audio/mpeg", "a sound recording"),
    (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav", "a sound recording"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "application/x-ole-storage", "an office document of the older"),
    (b"\x1f\x8b\x08\x00", "application/gzip", "an archive"),
    (b"MZ\x90\x00\x03\x00\x00\x00", "application/x-executable", "a program"),
    (b"\x7fELF\x02\x01\x01\x00", "application/x-executable", "a program"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3", "a data file"),
    (b"<?xml version='1.0'?><rss><item>5</item></rss>", "application/xml", "XML"),
    (bytes(100), "application/octet-stream", "not text"),
]


@pytest.mark.parametrize(("data", "media_type", "message"), KINDS, ids=[message for _, _, message in KINDS])
@pytest.mark.parametrize("suffix", ["", ".txt", ".pdf"])
def test_what_no_reader_takes_is_named(data: bytes, media_type: str | None, message: str, suffix: str) -> None:
    assert choose(data, suffix) is None
    assert media_type is None or media_type_of(data, suffix) == media_type
    (problem,) = read_bytes(data, suffix, SOURCE)
    assert isinstance(problem, Problem)
    assert problem.code == "no-reader"
    assert problem.message.startswith(message)
    assert problem.hint


def test_the_words_for_an_image() -> None:
    (problem,) = read_bytes(KINDS[0][0], ".png", SOURCE)
    assert isinstance(problem, Problem)
    assert problem.message == "an image: kept as evidence; this version reads no text from images"


def test_too_large() -> None:
    (problem,) = read_bytes(bytes(MAX_BYTES + 1), ".txt", SOURCE)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.severity) == ("too-large", Severity.LOST)


def test_only_white_space() -> None:
    (problem,) = read_bytes(b" \n\n\t", ".txt", SOURCE)
    assert isinstance(problem, Problem)
    assert problem.code == "no-text"


@pytest.mark.parametrize(
    "head", [b"<!---->" * 1000 + b"x", b"<!--" * 2000, b"<meta " * 1300, b"<?xml " * 1300, b" " * 8000, b'"' * 8000]
)
def test_choosing_takes_no_time_whatever_the_bytes(head: bytes) -> None:
    start = time.process_time()
    choose(head, ".html")
    media_type_of(head, ".csv")
    assert time.process_time() - start < 0.5


def test_names_and_versions_are_fit_for_a_key() -> None:
    assert [reader.name for reader in READERS] == (
        [
            "pdf",
            "docx",
            "pptx",
            "xlsx",
            "odt",
            "ods",
            "odp",
            "epub",
            "zip",
            "rtf",
            "mbox",
            "eml",
            "vtt",
            "srt",
            "ris",
            "bibtex",
            "csl",
            "html",
            "csv",
            "text",
        ]
    )
    for reader in READERS:
        assert reader.name.isalnum()
        assert reader.version >= 1


SUFFIXES = st.sampled_from(["", ".txt", ".md", ".html", ".pdf", ".csv", ".png"])


@given(st.binary(max_size=2000), SUFFIXES)
@settings(max_examples=150, deadline=None)
def test_random_bytes_never_raise(data: bytes, suffix: str) -> None:
    assert read_bytes(data, suffix, SOURCE)


@given(
    st.sampled_from([PDF, HTML * 3, CSV, TEXT, "北京的医院说五千。".encode("gb18030")]),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8),
    SUFFIXES,
)
@settings(max_examples=150, deadline=None)
def test_damaged_files_never_raise(data: bytes, edits: list[tuple[int, bytes]], suffix: str) -> None:
    damaged = bytearray(data)
    for place, new in edits:
        start = place % len(damaged)
        damaged[start : start + len(new)] = new
    items = read_bytes(bytes(damaged), suffix, SOURCE)
    assert items
    assert [item.number for item in items if isinstance(item, Passage) and item.reader != "pdf 1"] == list(
        range(sum(isinstance(item, Passage) and item.reader != "pdf 1" for item in items))
    )


@pytest.mark.parametrize("error", [ValueError, KeyError, RecursionError])
def test_an_error_that_nobody_foresaw_keeps_what_was_read(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(self: PlainReader, data: bytes, source: str) -> Iterator[Passage]:
        yield make_passage(source, 0, CharSpan(start=0, end=2), "It", "text 1")
        raise error("unforeseen")

    monkeypatch.setattr(PlainReader, "read", half)
    passage, problem = read_bytes(TEXT, ".txt", SOURCE)
    assert isinstance(passage, Passage)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.severity) == ("unreadable", Severity.PARTLY)
    assert error.__name__ in problem.message
