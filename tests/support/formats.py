"""Writers of minimal documents in every format, by hand, so that what is wrong in a broken one is known to the byte."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from html import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"

Parts = Mapping[str, str | bytes]


def zipped(parts: Parts, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these members in this order, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(info, content)
    return out.getvalue()


def rels(*targets: tuple[str, str]) -> str:
    """A part that names other parts: kind and name of each, with the ids rId1, rId2 and so on."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELS}">{rows}</Relationships>'


def _office(main: str, parts: Parts) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": rels(("officeDocument", main)),
        **parts,
    }


def docx_parts(body: str, **others: str) -> dict[str, str | bytes]:
    """The parts of a Word document with this inside of its body; others by name without ending ("footnotes")."""
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": rels(*((name, f"{name}.xml") for name in others)),
    }
    parts.update({f"word/{name}.xml": content for name, content in others.items()})
    return _office("word/document.xml", parts)


def docx(paragraphs: Sequence[str]) -> bytes:
    """A Word document."""
    rows = (f'<w:p><w:r><w:t xml:space="preserve">{escape(one)}</w:t></w:r></w:p>' for one in paragraphs)
    return zipped(docx_parts("".join(rows)))


def pptx_parts(slides: Sequence[str]) -> dict[str, str | bytes]:
    """The parts of a presentation with these insides of its slides."""
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
    space = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    parts: dict[str, str | bytes] = {
        "ppt/presentation.xml": f"<p:presentation {space} {R}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": rels(*(("slide", f"slides/slide{n + 1}.xml") for n in range(len(slides)))),
    }
    for number, slide in enumerate(slides, 1):
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {space} {drawing}><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>"
        )
    return _office("ppt/presentation.xml", parts)


def pptx(paragraphs: Sequence[str]) -> bytes:
    """A presentation with one shape on one slide."""
    rows = "".join(f"<a:p><a:r><a:t>{escape(one)}</a:t></a:r></a:p>" for one in paragraphs)
    return zipped(pptx_parts([f"<p:sp><p:txBody>{rows}</p:txBody></p:sp>"]))


def xlsx_parts(sheets: Sequence[str], **others: str) -> dict[str, str | bytes]:
    """The parts of a workbook with these insides of its sheets' data; others: styles, sharedStrings."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    named = [("worksheet", f"worksheets/sheet{n + 1}.xml") for n in range(len(sheets))]
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {space} {R}><sheets>{rows}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": rels(*named, *((name, f"{name}.xml") for name in others)),
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {space}><sheetData>{sheet}</sheetData></worksheet>"
    parts.update({f"xl/{name}.xml": content for name, content in others.items()})
    return _office("xl/workbook.xml", parts)


def xlsx(paragraphs: Sequence[str]) -> bytes:
    """A workbook with one paragraph a row."""
    rows = (
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{escape(one)}</t></is></c></row>'
        for n, one in enumerate(paragraphs, 1)
    )
    return zipped(xlsx_parts(["".join(rows)]))


def odf(kind: str, content: str) -> dict[str, str | bytes]:
    """The parts of an OpenDocument file ("text", "spreadsheet", "presentation") with this inside."""
    spaces = " ".join(f'xmlns:{one}="{_ODF}:{one}:1.0"' for one in ("office", "text", "table", "presentation"))
    spaces += f' xmlns:draw="{_ODF}:drawing:1.0"'
    body = f"<office:body><office:{kind}>{content}</office:{kind}></office:body>"
    return {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
    }


def odt(paragraphs: Sequence[str]) -> bytes:
    """An OpenDocument text."""
    return zipped(odf("text", "".join(f"<text:p>{escape(one)}</text:p>" for one in paragraphs)))


def ods(paragraphs: Sequence[str]) -> bytes:
    """An OpenDocument workbook with one paragraph a row."""
    cell = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    rows = "".join(cell.format(escape(one)) for one in paragraphs)
    return zipped(odf("spreadsheet", f"<table:table>{rows}</table:table>"))


def odp(paragraphs: Sequence[str]) -> bytes:
    """An OpenDocument presentation with one slide."""
    rows = "".join(f"<text:p>{escape(one)}</text:p>" for one in paragraphs)
    return zipped(
        odf("presentation", f"<draw:page><draw:frame><draw:text-box>{rows}</draw:text-box></draw:frame></draw:page>")
    )


def epub_parts(chapters: Sequence[str]) -> dict[str, str | bytes]:
    """The parts of a book with these pages."""
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(1, len(chapters) + 1)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(1, len(chapters) + 1))
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    parts.update({f"OPS/c{number}.xhtml": page for number, page in enumerate(chapters, 1)})
    return parts


def epub(paragraphs: Sequence[str]) -> bytes:
    """A book of one chapter."""
    return zipped(epub_parts([html(paragraphs).decode()]))


def html(paragraphs: Sequence[str]) -> bytes:
    """A web page."""
    rows = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><article>{rows}</article></body></html>".encode()


def rtf(paragraphs: Sequence[str]) -> bytes:
    """Rich text, everything beyond ASCII as Unicode with a question mark for older programs."""
    rows = (f"{_rtf_text(one)}\\par\n" for one in paragraphs)
    return ("{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Serif;}}\\f0\n" + "".join(rows) + "}").encode("ascii")


def _rtf_text(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return "".join(one if one.isascii() else f"\\u{ord(one) - (65536 if ord(one) > 32767 else 0)}?" for one in plain)


def eml(paragraphs: Sequence[str], *, page: bool = False, attached: Mapping[str, bytes] | None = None) -> bytes:
    """A message, its text plain or as a web page."""
    message = EmailMessage()
    message["From"] = "desk@example.org"
    message["Subject"] = "Notes"
    message["Message-ID"] = "<a@example.org>"
    if page:
        message.set_content(html(paragraphs).decode(), subtype="html")
    else:
        message.set_content("\n\n".join(paragraphs))
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if message.is_multipart():
        message.set_boundary("part-of-the-message")
    return message.as_bytes()


def mbox(messages: Sequence[bytes]) -> bytes:
    """A mailbox."""
    return b"".join(
        b"From desk@example.org Mon Jan  1 00:00:00 2007\n" + one.replace(b"\nFrom ", b"\n>From ") + b"\n\n"
        for one in messages
    )


def srt(paragraphs: Sequence[str]) -> bytes:
    """Captions: each paragraph in pieces of seven words, as captions are cut."""
    return _captions(paragraphs, ",", "").encode()


def vtt(paragraphs: Sequence[str]) -> bytes:
    """The same as WebVTT."""
    return ("WEBVTT\n\n" + _captions([escape(one, quote=False) for one in paragraphs], ".", "")).encode()


def _captions(paragraphs: Sequence[str], mark: str, voice: str) -> str:
    rows: list[str] = []
    for place, one in enumerate(paragraphs):
        words = one.split(" ")
        pieces = [" ".join(words[start : start + 7]) for start in range(0, len(words), 7)]
        for at, piece in enumerate(pieces):
            start = place * 60 + at * 2
            times = (
                f"00:{start // 60:02d}:{start % 60:02d}{mark}000 --> 00:{start // 60:02d}:{start % 60 + 1:02d}{mark}900"
            )
            rows.append(f"{len(rows) + 1}\n{times}\n{voice}{piece}\n")
    return "\n".join(rows)


def ris(paragraphs: Sequence[str]) -> bytes:
    """One citation a paragraph, the paragraph as its abstract."""
    return "".join(f"TY  - JOUR\r\nTI  - Notes\r\nAB  - {one}\r\nER  - \r\n" for one in paragraphs).encode()


def bibtex(paragraphs: Sequence[str]) -> bytes:
    """One citation a paragraph, the paragraph as its abstract."""
    rows = (
        f"@article{{k{number},\n  title = {{Notes}},\n  abstract = {{{one}}}\n}}\n"
        for number, one in enumerate(paragraphs)
    )
    return "".join(rows).encode()


def csl(paragraphs: Sequence[str]) -> bytes:
    """One citation a paragraph, the paragraph as its abstract."""
    rows: list[dict[str, str]] = [
        {"id": f"k{number}", "type": "book", "title": "Notes", "abstract": one} for number, one in enumerate(paragraphs)
    ]
    return json.dumps(rows, ensure_ascii=False).encode()


def text(paragraphs: Sequence[str]) -> bytes:
    """Plain text."""
    return "\n\n".join(paragraphs).encode()


FORMATS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "docx": docx,
    "pptx": pptx,
    "xlsx": xlsx,
    "odt": odt,
    "ods": ods,
    "odp": odp,
    "epub": epub,
    "html": html,
    "rtf": rtf,
    "eml": eml,
    "mbox": lambda paragraphs: mbox([eml(paragraphs)]),
    "srt": srt,
    "vtt": vtt,
    "ris": ris,
    "bib": bibtex,
    "json": csl,
    "zip": lambda paragraphs: zipped({"a.txt": text(paragraphs)}),
    "txt": text,
}
