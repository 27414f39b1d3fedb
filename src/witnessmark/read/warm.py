"""Every reader run once before the first fork: a worker can open nothing, so all that is loaded late is loaded here."""

from __future__ import annotations

import codecs
import encodings
import io
import pkgutil
import zipfile
from collections.abc import Iterator, Mapping

from .choose import read_bytes
from .legacy import CANDIDATES


def warm() -> None:
    """Run each reader once, so that all they load later is loaded: afterwards a worker can open nothing."""
    for name in sorted(one.name for one in pkgutil.iter_modules(encodings.__path__)):  # a file may name any of them
        try:
            codecs.lookup(name)
        except LookupError:
            continue  # of another system
    for suffix, data in (*_SAMPLES, *_packed()):
        read_bytes(data, suffix, "0" * 64)
    for encoding in (*CANDIDATES, "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        read_bytes("The number, it says, is 数字.".encode(encoding, "ignore"), ".txt", "0" * 64)


def _zip(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(parts.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED)
    return out.getvalue()


def _packed() -> Iterator[tuple[str, bytes]]:
    """One document of each kind that is a ZIP file, and one that is damaged."""
    relation = "<Relationships><Relationship Id='rId1' Type='x/{}' Target='{}'/></Relationships>".format
    identified = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' r:id='rId1'"
    yield ".docx", _zip({"word/document.xml": "<d><body><p><r><t>A.</t></r></p></body></d>"})
    yield (
        ".pptx",
        _zip(
            {
                "ppt/presentation.xml": f"<p><sldId {identified}/></p>",
                "ppt/_rels/presentation.xml.rels": relation("slide", "slide.xml"),
                "ppt/slide.xml": "<s><p><t>A.</t></p></s>",
            }
        ),
    )
    yield (
        ".xlsx",
        _zip(
            {
                "xl/workbook.xml": f"<w><sheets><sheet {identified}/></sheets></w>",
                "xl/_rels/workbook.xml.rels": relation("worksheet", "sheet.xml"),
                "xl/sheet.xml": "<s><row><c><v>1</v></c></row></s>",
                "xl/styles.xml": "<s><cellXfs><xf numFmtId='14'/></cellXfs></s>",
            }
        ),
    )
    body = "<d><body><text><p>A.</p></text></body></d>"
    for reader in ("text", "spreadsheet", "presentation"):
        yield ".odt", _zip({"mimetype": f"application/vnd.oasis.opendocument.{reader}", "content.xml": body})
    yield (
        ".epub",
        _zip(
            {
                "mimetype": "application/epub+zip",
                "META-INF/container.xml": "<c><rootfile full-path='b.opf'/></c>",
                "b.opf": "<p><item id='a' href='a%20.html' media-type='text/html'/><itemref idref='a'/></p>",
                "a .html": "<p>A.</p>",
            }
        ),
    )
    archive = _zip({"a.txt": "A.", "b.txt": "B."})
    yield ".zip", archive
    yield ".zip", archive[:-4]
    yield ".docx", _zip({"word/document.xml": "<d><broken"})


_PDF_SAMPLE = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R
/Resources << /Font << /F 5 0 R >> >> >> endobj
4 0 obj << /Length 38 >> stream
BT /F 12 Tf 20 100 Td (A sentence.) Tj ET
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Root 1 0 R >>
"""
_PARAGRAPH = "<p>A sentence stands here, and it is long enough to be taken for the text of an article, it says.</p>"
_MAIL = b"""From: =?utf-8?q?a?= <a@example.org>
Subject: =?gb2312?b?yv3X1g==?=
Message-ID: <a@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="part"

--part
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

A sentence=2E
--part
Content-Type: text/html; charset=iso-8859-2
Content-Transfer-Encoding: base64

PHA+QSBzZW50ZW5jZS48L3A+
--part
Content-Type: text/plain; name*=utf-8''a.txt
Content-Disposition: attachment; filename*=utf-8''a.txt
Content-Transfer-Encoding: x-uuencode

begin 644 a.txt
"02X`
`
end
--part
Content-Type: message/rfc822

Subject: inner
Message-ID: <b@example.org>

A sentence.
--part--
"""
_SAMPLES = (
    (".txt", "器官移植的数字。".encode("gb18030")),
    (".txt", "器官移植的數字。".encode("big5")),
    (".txt", "Une vérité à côté.".encode("cp1252")),
    (".md", b"# A heading\n\nA sentence."),
    (".csv", b"year,number\n2006,5\n"),
    (".html", f"<html><head><title>T</title></head><body><article>{_PARAGRAPH * 4}</article></body></html>".encode()),
    (".html", b"<html><body><div><a href='x'>menu</a></div><table><tr><td>1</td></tr></table></body></html>"),
    (".html", b"<html><body></body></html>"),
    (".pdf", _PDF_SAMPLE),
    (".pdf", b"%PDF-1.4\n"),
    (".rtf", b"{\\rtf1\\ansicpg936{\\fonttbl{\\f0\\fcharset134 S;}}\\f0 A.\\'ce\\'c0{\\footnote B.}\\par}"),
    (".eml", _MAIL),
    (".mbox", b"From a Mon Jan  1 00:00:00 2007\n" + _MAIL),
    (".srt", b"1\n00:00:01,000 --> 00:00:02,000\nA sentence &amp; more.\n"),
    (".vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>A sentence.\n"),
    (".ris", b"TY  - BOOK\nTI  - A title\nER  - \n"),
    (".bib", b"@book{a, title = {A {\\'e} \\alpha title}, abstract = {A.}}\n@book{a, title={x}}\n@book{b"),
    (".json", b'[{"type": "book", "id": "a", "title": "A title", "issued": {"date-parts": [[2006, 5]]}}]'),
)
