"""Rich text, mail, captions, citations, books and archives: what is read from them, and its places."""

from __future__ import annotations

import pytest

from tests.support import formats
from tests.support.formats import epub_parts, zipped
from tests.support.pdf import make_pdf
from witnessmark.model import (
    BlockSpan,
    CellSpan,
    CharSpan,
    MemberSpan,
    PageSpan,
    Passage,
    Problem,
    TimeSpan,
    full_place_of,
    passage_id,
    place_of,
)
from witnessmark.read import media_type_of, read_bytes, reader_key

SOURCE = "ab" * 32


def read(data: bytes, suffix: str = "") -> tuple[list[tuple[str, str]], list[str]]:
    items = read_bytes(data, suffix, SOURCE)
    places = [(place_of(one.where), one.text) for one in items if isinstance(one, Passage)]
    return places, [one.code for one in items if isinstance(one, Problem)]


def texts(data: bytes, suffix: str = "") -> list[str]:
    return [text for _, text in read(data, suffix)[0]]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (rb"It \'93says\'94 5,000\par Two.\par", ["It “says” 5,000", "Two."]),
        (rb"caf\'e9\~ x\emdash y\_z \\ \{\}", ["café\u00a0 x—y-z \\ {}"]),
        (rb"It\u8220?says\u8221? \uc2\u25968\'ca\'fd 5", ["It“says” 数 5"]),
        (rb"\f1\'ca\'fd\'d7\'d6 5", ["数字 5"]),
        (rb"\u-10179?\u-8704? x", ["\U0001f600 x"]),
        (rb"A{\deleted gone}{\v hidden}B", ["AB"]),
        (rb"A{\*\bkmkstart x}{\*\unknown y}{\header z}B", ["AB"]),
        (rb'{\field{\*\fldinst{HYPERLINK "http://x"}}{\fldrslt the link}} here', ["the link here"]),
        (rb"A{\footnote Note 7.} then.\par", ["A then.", "Note 7."]),
        (rb"\pard\intbl a\par b\cell c\cell\row\pard end", ["a\nb | c", "end"]),
        (rb"A{\pict\bin4 {}}\}B", ["AB"]),
    ],
)
def test_rich_text(inside: bytes, expected: list[str]) -> None:
    head = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Serif;}{\f1\fcharset134 SimSun;}}"
    assert texts(head + inside + b"}") == expected


def test_a_message_with_an_attachment() -> None:
    data = formats.eml(
        ["One.", "Two."], attached={"notes/数字.docx": formats.docx(["In it."]), "b.png": b"\x89PNG\r\n\x1a\n"}
    )
    assert reader_key(data, "").startswith("eml 1 with pdf 1, docx 1")
    assert read(data) == (
        [
            ("headers", "From: desk@example.org\nSubject: Notes"),
            ("paragraph 1", "One."),
            ("paragraph 2", "Two."),
            ("attachment 1, paragraph 1", "In it."),
        ],
        ["no-reader"],
    )
    where = next(one.where for one in read_bytes(data, "", SOURCE) if isinstance(one, Passage) and one.text == "In it.")
    assert full_place_of(where) == "attachment 1 (notes/数字.docx), paragraph 1"


def test_the_plain_form_of_a_message_is_preferred() -> None:
    body = b"--b\nContent-Type: text/html\n\n<p>Styled.</p>\n--b\nContent-Type: text/plain\n\nPlain.\n--b--\n"
    data = b'From: a\nTo: b\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n' + body
    assert texts(data)[1:] == ["Plain."]
    assert texts(formats.eml(["Styled."], page=True))[1:] == ["Styled."]


def test_words_of_headers_are_decoded_as_stated_or_guessed() -> None:
    data = b"Message-ID: <a>\nFrom: =?utf-8?q?caf=C3=A9?= <a@b>\nTo: x\nSubject: " + "数字在这里".encode("gbk")
    assert texts(data + b"\n\nOne.") == ["From: café <a@b>\nTo: x\nSubject: 数字在这里", "One."]


def test_a_mailbox_message_by_message() -> None:
    data = formats.mbox([formats.eml(["One.", "From here on."]), formats.eml(["Two."])])
    assert [row for row in read(data)[0] if "headers" not in row[0]] == [
        ("message 1, paragraph 1", "One."),
        ("message 1, paragraph 2", "From here on."),
        ("message 2, paragraph 1", "Two."),
    ]


def test_a_memo_that_begins_like_a_message_is_text() -> None:
    assert reader_key(b"From: the court\nDate: 2006\n\nIt says 5,000.\n", ".txt") == "text 1"
    assert reader_key(b"From: the court\nDate: 2006\n\nIt says 5,000.\n", ".eml").startswith("eml 1")


def test_captions_are_joined_until_a_sentence_ends() -> None:
    rows = ["It says", "that 5,000\ncame.", "Then 6.", "And", "later 7."]
    times = [(1, 3), (3, 4.5), (5, 6), (7, 8), (60, 61)]
    data = "".join(
        f"{n}\r\n00:00:{int(start):02d},000 --> 00:00:{int(end):02d},{int(end % 1 * 1000):03d}\r\n{text}\r\n\r\n"
        for n, (text, (start, end)) in enumerate(zip(rows, times, strict=True), 1)
    )
    items = [one for one in read_bytes(data.replace(":60,", ":59,").replace(":61,", ":59,").encode(), "", SOURCE)]
    assert [(one.where, one.text) for one in items if isinstance(one, Passage)] == [
        (TimeSpan(start=1.0, end=4.5), "It says that 5,000 came."),
        (TimeSpan(start=5.0, end=6.0), "Then 6."),
        (TimeSpan(start=7.0, end=8.0), "And"),
        (TimeSpan(start=59.0, end=59.0), "later 7."),
    ]


def test_a_voice_stands_before_what_it_says() -> None:
    head = "WEBVTT - title\n\nNOTE not said\n\nSTYLE\n::cue {}\n\n"
    first = "intro\n01:02:03.500 --> 01:02:04.000 align:start\n<v.loud Ann>It is <i>5</i> &lt; 6.</v>\n\n"
    assert read((head + first + "00:05.000 --> 00:06.000\n- Yes.").encode()) == (
        [("1:02:03 to 1:02:04", "Ann: It is 5 < 6."), ("0:00:05 to 0:00:06", "- Yes.")],
        [],
    )


def test_captions_in_utf16_are_found_by_their_bytes() -> None:
    data = "1\n00:00:01,000 --> 00:00:02,000\n数字 says 5.".encode("utf-16")
    assert reader_key(data, "") == "srt 1"
    assert texts(data) == ["数字 says 5."]


def test_a_citation_in_three_formats() -> None:
    ris = "TY  - RPRT\r\nTI  - The harbour\r\nAU  - Ann, A.\r\nPY  - 2006\r\n"
    ris += "L1  - /home/x/a.pdf\r\nAB  - It says\r\n  5,000.\r\nER  - \r\n"
    bib = "@techreport{a, title={The {H}arbour \\& caf{\\'e}}, file={:home/x/a.pdf}, abstract={It says 12% of $5,000 & more.}}"
    csl = '[{"id":"a","type":"report","author":[{"given":"A.","family":"Ann"}],'
    csl += '"issued":{"date-parts":[[2006,5,1]]},"abstract":"It says 5."}]'
    assert read(ris.encode())[0] == [
        ("record 1", "type: RPRT\ntitle: The harbour\nauthor: Ann, A.\nyear: 2006"),
        ("record 1", "It says 5,000."),
    ]
    assert texts(bib.encode()) == [
        "type: techreport\nid: a\ntitle: The Harbour & café",
        "It says 12% of $5,000 & more.",
    ]
    assert texts(csl.encode()) == ["id: a\ntype: report\nauthor: A. Ann\nissued: 2006-05-01", "It says 5."]


def test_json_that_is_no_citation_is_text() -> None:
    assert reader_key(b'[{"type": "book"}]', ".json") == "text 1"
    assert reader_key(b'[{"type": "ship", "title": "x"}]', ".json") == "text 1"


def test_a_book_in_the_order_that_it_states() -> None:
    parts = epub_parts(["<p>First.</p><p>More.</p>", "<p>Second.</p>"])
    parts["OPS/book.opf"] = str(parts["OPS/book.opf"]).replace(
        '<itemref idref="c1"/><itemref idref="c2"/>', '<itemref idref="c2"/><itemref idref="c1"/>'
    )
    assert read(zipped(parts))[0] == [
        ("chapter 1, paragraph 1", "Second."),
        ("chapter 2, paragraph 1", "First."),
        ("chapter 2, paragraph 2", "More."),
    ]


def test_an_archive_with_its_tree() -> None:
    inner = zipped({"c.csv": b"year,n\n2006,5\n"})
    data = zipped(
        {
            "a/": b"",
            "a/b.pdf": make_pdf([["Page one."]]),
            "c.zip": inner,
            "__MACOSX/a": b"x",
            "d.mp3": b"ID3\x04\x00\x00",
        }
    )
    items = read_bytes(data, ".zip", SOURCE)
    passages = [one for one in items if isinstance(one, Passage)]
    assert [(full_place_of(one.where), one.text, one.reader) for one in passages] == [
        ("file 2 (a/b.pdf), page 1", "Page one.", "pdf 1"),
        ("file 3 (c.zip), file 1 (c.csv), row 1", "year | n", "csv 1"),
        ("file 3 (c.zip), file 1 (c.csv), row 2", "2006 | 5", "csv 1"),
    ]
    (problem,) = [one for one in items if isinstance(one, Problem)]
    assert (problem.code, problem.severity, problem.where) == ("no-reader", "partly", "file 5")
    assert "d.mp3" not in problem.message + problem.hint
    assert "transcript" in problem.hint


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(make(["x."]), kind) for make, kind in (
        (formats.docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (formats.ods, "application/vnd.oasis.opendocument.spreadsheet"),
        (formats.rtf, "application/rtf"),
        (formats.eml, "message/rfc822"),
        (formats.vtt, "text/vtt"),
        (formats.epub, "application/epub+zip"),
    )],
)  # fmt: skip
def test_media_types(data: bytes, media_type: str) -> None:
    assert media_type_of(data, "") == media_type


def test_places_for_people() -> None:
    inner = MemberSpan(kind="attachment", number=2, path="b.pdf", inner=PageSpan(page=3))
    assert place_of(MemberSpan(kind="message", number=5, path="", inner=inner)) == "message 5, attachment 2, page 3"
    assert full_place_of(MemberSpan(kind="message", number=5, path="", inner=inner)) == (
        "message 5, attachment 2 (b.pdf), page 3"
    )
    assert place_of(BlockSpan(kind="note", number=1, slide=4)) == "slide 4, note 1"
    assert place_of(BlockSpan(kind="headers", number=1)) == "headers"
    assert place_of(TimeSpan(start=3723.5, end=3725.0)) == "1:02:03 to 1:02:05"


def test_the_ids_of_older_passages_are_what_they_were() -> None:
    cells = CellSpan(row=3, first_column=1, last_column=2)
    assert passage_id(SOURCE, cells, "a | b") == "p-12a2dcb687781bbf00a2bea953c01a77"
    assert passage_id(SOURCE, CharSpan(start=0, end=2), "It") == "p-d8bafffca2a5e59c574fe55293b5c156"
    assert passage_id(SOURCE, PageSpan(page=3), "It") == "p-2298883706a8d19c859b0c263c711f36"
