"""Broken and hostile files in every packed or marked-up format, made when asked for. README.md says how."""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tests.hostile.samples import noise
from tests.support import formats
from tests.support.formats import docx_parts, epub_parts, odf, pptx_parts, rels, xlsx_parts, zipped

SAID = ("The court says 7,000 in 2006.", "The ministry says that 40 of 50 came.")
PACKED = ("docx", "pptx", "xlsx", "odt", "ods", "odp", "epub", "zip")
MAIN = {
    "docx": "word/document.xml",
    "pptx": "ppt/slides/slide1.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "odt": "content.xml",
    "ods": "content.xml",
    "odp": "content.xml",
    "epub": "OPS/book.opf",
}
Make = Callable[[], bytes]


class Broken(NamedTuple):
    """One file.

    Attributes:
        name: named for what is wrong, with the ending it is read under.
        make: makes its bytes.
        code: a problem that reading it must give; empty where it may be read in full.
    """

    name: str
    make: Make
    code: str = ""


def good(ending: str) -> bytes:
    """A sound document of a format."""
    return formats.FORMATS[ending](SAID)


def parts_of(data: bytes) -> dict[str, str | bytes]:
    """The members of a sound ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _cut() -> Iterator[Broken]:
    for ending in formats.FORMATS:
        for place, (over, under) in {"eighth": (1, 8), "half": (1, 2), "end": (19, 20)}.items():
            yield Broken(f"cut-at-{place}.{ending}", lambda e=ending, o=over, u=under: good(e)[: len(good(e)) * o // u])  # type: ignore[misc]


def _garbled() -> Iterator[Broken]:
    for ending in formats.FORMATS:
        yield Broken(f"noise-in-the-middle.{ending}", lambda e=ending: _with_noise(good(e)))  # type: ignore[misc]
        yield Broken(f"zeros-in-the-middle.{ending}", lambda e=ending: _with(good(e), bytes(40)))  # type: ignore[misc]
        yield Broken(f"noise-behind-the-end.{ending}", lambda e=ending: good(e) + noise(5_000))  # type: ignore[misc]


def _with(data: bytes, new: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + new + data[middle + len(new) :]


def _with_noise(data: bytes) -> bytes:
    return _with(data, noise(40))


# What a ZIP file says about itself, changed after it was made.

_CENTRAL, _END = b"PK\x01\x02", b"PK\x05\x06"


def _patched(data: bytes, mark: bytes, offset: int, new: bytes, *, last: bool = False) -> bytes:
    """The bytes with a field of the first (or last) record of a kind overwritten."""
    place = (data.rfind(mark) if last else data.find(mark)) + offset
    return data[:place] + new + data[place + len(new) :]


def _all_patched(data: bytes, offset: int, new: bytes) -> bytes:
    """The bytes with a field of all records of the directory overwritten."""
    place = data.find(_CENTRAL)
    while place >= 0:
        data = data[: place + offset] + new + data[place + offset + len(new) :]
        place = data.find(_CENTRAL, place + 4)
    return data


_ZIP_CHANGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no-directory": (lambda data: data[: data.find(_CENTRAL)], "unreadable"),
    "directory-elsewhere": (lambda data: _patched(data, _END, 16, b"\x10\x00\x00\x00"), "unreadable"),
    "directory-beyond-the-end": (lambda data: _patched(data, _END, 16, b"\xff\xff\xff\x7f"), "unreadable"),
    "directory-of-other-size": (lambda data: _patched(data, _END, 12, b"\x01\x00\x00\x00"), "unreadable"),
    "wrong-checksums": (lambda data: _all_patched(data, 16, b"\x01\x02\x03\x04"), "unreadable"),
    "all-encrypted": (lambda data: _all_patched(data, 8, b"\x01\x00"), ""),
    "unknown-method": (lambda data: _all_patched(data, 10, b"\x63\x00"), "unreadable"),
    "lzma-method": (lambda data: _all_patched(data, 10, b"\x0e\x00"), "unreadable"),
    "members-at-one-place": (lambda data: _all_patched(data, 42, bytes(4)), "unsafe"),
    "members-beyond-the-end": (lambda data: _all_patched(data, 42, b"\xff\xff\xff\x7f"), ""),
    "size-of-four-gigabytes": (lambda data: _all_patched(data, 24, b"\xfe\xff\xff\xff"), ""),
    "size-of-one-byte": (lambda data: _all_patched(data, 24, b"\x01\x00\x00\x00"), ""),
    "zip64-promised": (lambda data: _all_patched(data, 24, b"\xff\xff\xff\xff"), ""),
    "names-too-long": (lambda data: _all_patched(data, 28, b"\xff\xff"), ""),
}


def _zips() -> Iterator[Broken]:
    for ending, (name, (change, code)) in itertools.product(PACKED, _ZIP_CHANGES.items()):
        single = ending == "zip" and name == "members-at-one-place"  # it has one member, which may stand at the start
        make: Make = lambda e=ending, c=change: c(good(e))  # type: ignore[misc]  # noqa: E731
        yield Broken(f"{name}.{ending}", make, "" if single else code)


# XML that reaches outside or grows.

_ENTITY_LEVELS = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
_XML: dict[str, tuple[str, str]] = {
    "nested-entities": (f"<!DOCTYPE x [<!ENTITY e0 'lol'>{_ENTITY_LEVELS}]>", "&e9;"),
    "long-entity": (f"<!DOCTYPE x [<!ENTITY e '{'lol' * 30_000}'>]>", "&e;" * 30_000),
    "external-entity": ("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "&e;"),
    "external-parameter-entity": ("<!DOCTYPE x [<!ENTITY % e SYSTEM 'file:///etc/passwd'> %e;]>", ""),
}
_XML_PLAIN = {
    "external-type-definition": lambda data: b"<!DOCTYPE x SYSTEM 'http://192.0.2.1/x.dtd'>" + data,
    "wrong-encoding": lambda data: b"<?xml version='1.0' encoding='no-such-thing'?>" + data,
    "ends-early": lambda data: data[: len(data) // 2],
    "zero-bytes": lambda data: data.replace(b">", b">\x00", 3),
    "twice": lambda data: data + data,
    "empty": lambda data: b"",
    "no-xml": lambda data: noise(3_000),
    "deep": lambda data: b"<a>" * 100_000 + b"</a>" * 100_000,
    "one-text-of-11-megabytes": lambda data: b"<a><t>" + b"x" * 11_000_000 + b"</t></a>",
    "other-root": lambda data: b"<html><body><p>Text.</p></body></html>",
    "utf-16": lambda data: data.decode().encode("utf-16"),
}


def _xml() -> Iterator[Broken]:
    for (ending, main), (name, (head, inside)) in itertools.product(MAIN.items(), _XML.items()):
        make: Make = lambda e=ending, m=main, h=head, i=inside: _entities(e, m, h, i)  # type: ignore[misc]  # noqa: E731
        yield Broken(f"{name}.{ending}", make)
    for (ending, main), (name, change) in itertools.product(MAIN.items(), _XML_PLAIN.items()):

        def changed(ending: str = ending, main: str = main, change: Callable[[bytes], bytes] = change) -> bytes:
            parts = parts_of(good(ending))
            parts[main] = change(bytes(parts[main]))  # type: ignore[arg-type]
            return zipped(parts)

        yield Broken(f"main-part-{name}.{ending}", changed)
    for ending, main in MAIN.items():

        def without(ending: str = ending, main: str = main) -> bytes:
            return zipped({name: content for name, content in parts_of(good(ending)).items() if name != main})

        yield Broken(f"main-part-missing.{ending}", without)


def _entities(ending: str, main: str, head: str, inside: str) -> bytes:
    parts = parts_of(good(ending))
    content = bytes(parts[main]).decode()  # type: ignore[arg-type]
    place = content.find(SAID[0])
    place = place if place >= 0 else content.find("</manifest>")
    parts[main] = f"<?xml version='1.0'?>{head}{content[:place]}{inside}{content[place:]}"
    return zipped(parts)


# Archives that grow.


def nested(levels: int) -> bytes:
    """Archives in one another, a text in the innermost."""
    data = zipped({"a.txt": "The court says 7."})
    for _ in range(levels - 1):
        data = zipped({"a.zip": data})
    return data


def zeros(size: int, count: int = 1) -> bytes:
    """An archive of texts of zeros."""
    return zipped({f"{number}.txt": bytes(size) for number in range(count)})


def overlapping(count: int = 1_000) -> bytes:
    """A directory whose entries all name the same packed bytes."""
    content = zipped({"a.txt": b"0" * 1_000_000})
    start, end = content.find(_CENTRAL), content.find(_END)
    entry = content[start:end]
    directory = entry * count
    tail = struct.pack("<4s4H2IH", _END, 0, 0, count, count, len(directory), start, 0)
    return content[:start] + directory + tail


def _modest(size: int) -> bytes:
    """Bytes that deflate to about a fiftieth, so that no ratio is broken."""
    block = noise(64) + b"It says so. " * 250
    return block * (size // len(block))


def _archives() -> Iterator[Broken]:
    yield Broken("three-deep.zip", lambda: nested(3))
    yield Broken("four-deep.zip", lambda: nested(4), "unsafe")
    yield Broken("fifty-deep.zip", lambda: nested(50), "unsafe")
    yield Broken("ratio-1000.zip", lambda: zeros(30_000_000), "unsafe")
    yield Broken(
        "ratio-1000-beside-a-text.zip", lambda: zipped({"0.txt": bytes(30_000_000), "a.txt": SAID[0]}), "unsafe"
    )
    yield Broken("ratio-1000-in-an-archive.zip", lambda: zipped({"a.zip": zeros(30_000_000)}), "unsafe")
    yield Broken("overlapping.zip", overlapping, "unsafe")
    yield Broken("many-members.zip", lambda: zipped({f"{n}.txt": b"7" for n in range(10_050)}), "unsafe")
    yield Broken("members-over-two-levels.zip", _members_over_two_levels, "unsafe")
    yield Broken(
        "quarter-of-a-gigabyte.zip", lambda: zipped({f"{n}.bin": _modest(25_000_000) for n in range(9)}), "unsafe"
    )
    yield Broken("ratio-1000.docx", lambda: _docx("<w:p/>" * 3_000_000), "")
    yield Broken(
        "picture-that-grows.docx", lambda: zipped(docx_parts("<w:p/>") | {"word/media/a.png": bytes(9_000_000)})
    )
    yield Broken("paths-upwards.zip", lambda: zipped({"../../etc/a.txt": SAID[0], "/etc/b.txt": SAID[1]}))
    yield Broken("name-with-controls.zip", lambda: zipped({"a\x1b[31m\u202e.txt": SAID[0]}))
    yield Broken("name-of-60000.zip", lambda: zipped({"a" * 60_000 + ".txt": SAID[0]}))
    yield Broken("same-name-twice.zip", _same_name)
    yield Broken("only-folders.zip", lambda: zipped({"a/": b"", "b/": b""}), "no-text")
    yield Broken("nothing-inside.zip", lambda: zipped({}), "no-text")
    yield Broken("names-in-gbk.zip", _gbk_names)
    yield Broken("broken-beside-a-text.zip", lambda: zipped({"a.docx": good("docx")[:300], "b.txt": SAID[0]}))
    yield Broken("zeros-of-an-image.zip", lambda: zipped({"a.png": b"\x89PNG\r\n\x1a\n"}), "no-reader")


def _same_name() -> bytes:
    data = zipped({"a.txt": SAID[0], "b.txt": SAID[1]})
    return data.replace(b"b.txt", b"a.txt")


def _gbk_names() -> bytes:
    return zipped({"aaaa.txt": SAID[0]}).replace(b"aaaa", "数字".encode("gbk"))


def _members_over_two_levels() -> bytes:
    inner = zipped({f"{n}.txt": b"7" for n in range(3_000)})
    return zipped({f"{n}.zip": inner for n in range(4)})


# What only one format can say.


def _row(cells: str, number: int | str = 1) -> str:
    return f'<row r="{number}">{cells}</row>'


def _cell(reference: str, text: str = "7") -> str:
    return f'<c r="{reference}"><v>{text}</v></c>'


def _sheet(rows: str, **others: str) -> bytes:
    return zipped(xlsx_parts([rows], **others))


_SHARED = f"<sst><si><t>{'The court says 7. ' * 1_000}</t></si></sst>"
_DATES = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'


def _workbooks() -> Iterator[Broken]:
    yield Broken("row-two-thousand-million.xlsx", lambda: _sheet(_row(_cell("A1"), 2_000_000_000)))
    yield Broken("row-of-no-number.xlsx", lambda: _sheet(_row(_cell("A1"), "-1") + _row(_cell("B2"), "x")))
    yield Broken("cell-of-no-column.xlsx", lambda: _sheet(_row(_cell("ZZZZZ1") + _cell("") + _cell("1A"))))
    yield Broken("cells-beyond-the-last-column.xlsx", lambda: _sheet(_row(_cell("ZZZ1"))), "row-cut")
    yield Broken(
        "far-apart.xlsx", lambda: _sheet("".join(_row(_cell(f"A{n}") + _cell(f"XFD{n}"), n) for n in range(1, 9)))
    )
    yield Broken("dimension-of-everything.xlsx", _dimension)
    yield Broken("shared-string-missing.xlsx", lambda: _sheet(_row('<c r="A1" t="s"><v>99</v></c>')), "no-text")
    yield Broken("shared-string-times-20000.xlsx", _shared_often, "too-much-text")
    yield Broken(
        "values-of-no-number.xlsx", lambda: _sheet(_row(_cell("A1", "nan") + _cell("B1", "1e999") + _cell("C1", "x")))
    )
    yield Broken(
        "dates-out-of-the-calendar.xlsx", lambda: _sheet(_row(_cell("A1", "-5") + _cell("B1", "1e12")), styles=_DATES)
    )
    yield Broken("formulas-without-values.xlsx", lambda: _sheet(_row('<c r="A1"><f>1+1</f></c>')), "no-value")
    yield Broken(
        "many-rows.xlsx", lambda: _sheet("".join(f"<row><c><v>{n}</v></c></row>" for n in range(100_200))), "row-cut"
    )
    yield Broken("sheet-that-is-missing.xlsx", _without_sheet, "unreadable-sheet")
    yield Broken("sheet-outside.xlsx", lambda: _relation_to("file:///etc/passwd", "xlsx"), "unreadable-sheet")
    times = 'table:number-columns-repeated="999999999"'
    cell = f"<table:table-cell {times}><text:p>The court says 7.</text:p></table:table-cell>"
    yield Broken("repeated-cells.ods", lambda: _table(f"<table:table-row>{cell}</table:table-row>"), "")
    often = 'table:number-rows-repeated="99999999"'
    one = "<table:table-cell><text:p>7</text:p></table:table-cell>"
    yield Broken("repeated-rows.ods", lambda: _table(f"<table:table-row {often}>{one}</table:table-row>"), "row-cut")
    yield Broken("repeated-both.ods", lambda: _table(f"<table:table-row {often}>{cell}</table:table-row>"), "")
    yield Broken(
        "repeated-spaces.odt", lambda: zipped(odf("text", '<text:p>a<text:s text:c="99999999"/>b</text:p>' * 50))
    )
    yield Broken(
        "encrypted.odt", lambda: zipped(odf("text", "") | {"META-INF/manifest.xml": "<encryption-data/>"}), "encrypted"
    )
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield Broken("encrypted.docx", lambda: ole + "EncryptedPackage".encode("utf-16-le"), "encrypted")
    yield Broken("older-kind.doc", lambda: ole, "no-reader")


def _table(rows: str) -> bytes:
    return zipped(odf("spreadsheet", f"<table:table>{rows}</table:table>"))


def _dimension() -> bytes:
    parts = xlsx_parts([_row(_cell("A1"))])
    name = "xl/worksheets/sheet1.xml"
    parts[name] = str(parts[name]).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    return zipped(parts)


def _shared_often() -> bytes:
    cells = '<row><c t="s"><v>0</v></c></row>' * 20_000
    return _sheet(cells, sharedStrings=_SHARED)


def _without_sheet() -> bytes:
    parts = xlsx_parts([_row(_cell("A1"))])
    del parts["xl/worksheets/sheet1.xml"]
    return zipped(parts)


def _relation_to(target: str, ending: str) -> bytes:
    parts = parts_of(good(ending))
    parts["xl/_rels/workbook.xml.rels"] = rels(("worksheet", target))
    return zipped(parts)


def _documents() -> Iterator[Broken]:
    table = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    deep = "<w:p/>"
    for _ in range(60):
        deep = table.format(deep)
    yield Broken("tables-in-tables.docx", lambda: _docx(deep), "no-text")
    boxes = "<w:p><w:r><w:t>7</w:t></w:r></w:p>"
    for _ in range(70):
        boxes = f"<w:p><w:r><w:txbxContent>{boxes}</w:txbxContent></w:r></w:p>"
    yield Broken("boxes-in-boxes.docx", lambda: _docx(boxes))
    yield Broken(
        "all-deleted.docx",
        lambda: _docx("<w:p><w:del><w:r><w:delText>7</w:delText></w:r></w:del></w:p>"),
        "no-text",
    )
    yield Broken(
        "symbol-of-no-character.docx",
        lambda: _docx('<w:p><w:r><w:sym w:char="FFFFFFFF"/><w:t>7</w:t></w:r></w:p>'),
    )
    yield Broken(
        "broken-footnotes.docx",
        lambda: _docx("<w:p><w:r><w:t>7</w:t></w:r></w:p>", footnotes="<w:f"),
        "unreadable",
    )
    yield Broken("slide-that-is-missing.pptx", _without_slide, "unreadable-slide")
    yield Broken("slide-that-names-itself.pptx", _own_notes)
    yield Broken("chapter-that-is-missing.epub", _without_chapter, "unreadable-chapter")
    yield Broken("chapter-named-a-thousand-times.epub", _chapter_often)
    yield Broken("chapter-outside.epub", _chapter_outside, "unreadable-chapter")
    yield Broken("chapter-that-is-noise.epub", lambda: zipped(_epub_with(noise(3_000))), "unreadable-chapter")
    yield Broken("chapter-of-entities.epub", lambda: zipped(epub_parts([f"{_XML['nested-entities'][0]}<p>&e9; 7</p>"])))


def _docx(body: str, **others: str) -> bytes:
    return zipped(docx_parts(body, **others))


def _without_slide() -> bytes:
    parts = pptx_parts(["", ""])
    del parts["ppt/slides/slide2.xml"]
    return zipped(parts)


def _own_notes() -> bytes:
    parts = pptx_parts(["<p:sp><p:txBody><a:p><a:r><a:t>7</a:t></a:r></a:p></p:txBody></p:sp>"])
    parts["ppt/slides/_rels/slide1.xml.rels"] = rels(("notesSlide", "slide1.xml"))
    return zipped(parts)


def _epub_with(page: bytes) -> dict[str, str | bytes]:
    parts = epub_parts(["<p>7</p>"])
    parts["OPS/c1.xhtml"] = page
    return parts


def _without_chapter() -> bytes:
    parts = epub_parts(["<p>7</p>", "<p>8</p>"])
    del parts["OPS/c2.xhtml"]
    return zipped(parts)


def _chapter_often() -> bytes:
    parts = epub_parts(["<p>7</p>"])
    parts["OPS/book.opf"] = str(parts["OPS/book.opf"]).replace('<itemref idref="c1"/>', '<itemref idref="c1"/>' * 1_000)
    return zipped(parts)


def _chapter_outside() -> bytes:
    parts = epub_parts(["<p>7</p>"])
    parts["OPS/book.opf"] = str(parts["OPS/book.opf"]).replace("c1.xhtml", "../../../../etc/passwd")
    return zipped(parts)


_MAIL = b"From: a@example.org\nTo: b@example.org\nMessage-ID: <a@b>\nMIME-Version: 1.0\n"


def _multipart(levels: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(levels))
    return _MAIL + head.encode() + b"Content-Type: text/plain\n\nThe court says 7.\n"


def _wrapped(levels: int) -> bytes:
    data = formats.eml(["The court says 7."])
    for _ in range(levels):
        data = formats.eml(["See below."], attached={"a.eml": data})
    return data


def _letters() -> Iterator[Broken]:
    yield Broken("parts-in-parts.eml", lambda: _multipart(40))
    yield Broken("parts-in-parts-in-parts.eml", lambda: _multipart(3_000))
    yield Broken("messages-in-messages.eml", lambda: _wrapped(6), "unsafe")
    yield Broken("ten-thousand-parts.eml", lambda: _many_parts(10_000), "unreadable")
    yield Broken("no-last-boundary.eml", lambda: _many_parts(1)[:-10])
    yield Broken("no-boundary-at-all.eml", lambda: _MAIL + b"Content-Type: multipart/mixed\n\nThe court says 7.\n")
    yield Broken(
        "unknown-charset.eml", lambda: _MAIL + b"Content-Type: text/plain; charset=no-such-thing\n\nIt says 7.\n"
    )
    yield Broken(
        "charset-that-is-no-text.eml", lambda: _MAIL + b"Content-Type: text/plain; charset=base64\n\nIt says 7.\n"
    )
    yield Broken("base64-that-is-none.eml", lambda: _MAIL + b"Content-Transfer-Encoding: base64\n\n!!!!\xff\n")
    yield Broken(
        "uuencoded-noise.eml", lambda: _MAIL + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + noise(2_000)
    )
    yield Broken("header-of-a-megabyte.eml", lambda: _MAIL + b"Subject: " + b"x" * 1_000_000 + b"\n\nIt says 7.\n")
    yield Broken("hundred-thousand-headers.eml", lambda: _MAIL + b"To: x@example.org\n" * 100_000 + b"\nIt says 7.\n")
    yield Broken(
        "encoded-word-of-noise.eml",
        lambda: _MAIL + b"Subject: =?utf-8?b?////?= =?x?q?=ZZ?= =?gbk?b?!?=\n\nIt says 7.\n",
    )
    yield Broken("headers-in-gbk.eml", lambda: _MAIL + "Subject: 数字在这里\n\nIt says 7.\n".encode("gbk"))
    yield Broken("name-of-an-attachment.eml", lambda: _MAIL + _attached(b"name*0*=utf-8''%ff%fe; name*1=x; name*9=y"))
    yield Broken("attached-bomb.eml", lambda: formats.eml(SAID, attached={"a.zip": zeros(30_000_000)}), "unsafe")
    yield Broken("attached-noise.eml", lambda: formats.eml(SAID, attached={"a.docx": noise(3_000)}), "unreadable")
    yield Broken("twenty-thousand-messages.mbox", lambda: formats.mbox([_MAIL + b"\n7\n"] * 10_050), "unreadable")
    yield Broken("separators-alone.mbox", lambda: b"From a Mon Jan  1 00:00:00 2007\nA: b\n\n" * 500)


def _attached(how: bytes) -> bytes:
    return b"Content-Type: text/plain; " + how + b"\nContent-Disposition: attachment\n\nIt says 7.\n"


def _many_parts(count: int) -> bytes:
    part = b"--b\nContent-Type: text/plain\n\nThe court says 7.\n"
    return _MAIL + b'Content-Type: multipart/mixed; boundary="b"\n\n' + part * count + b"--b--\n"


def _rich_texts() -> Iterator[Broken]:
    yield Broken("hundred-thousand-groups.rtf", lambda: b"{\\rtf1 It says 7." + b"{" * 100_000, "unreadable")
    yield Broken("groups-that-close-too-often.rtf", lambda: b"{\\rtf1 It says 7.\\par}" + b"}" * 100_000)
    yield Broken("binary-beyond-the-end.rtf", lambda: b"{\\rtf1 It says 7.\\par\\bin999999999 xyz}", "unreadable")
    yield Broken("lone-halves.rtf", lambda: b"{\\rtf1 It says\\u-10179? 7\\u-8701?\\u99999?\\par}")
    yield Broken(
        "bytes-of-no-character.rtf", lambda: b"{\\rtf1\\ansicpg936 It says 7 \\'ff\\'ff\\par}", "doubtful-encoding"
    )
    yield Broken("unknown-code-page.rtf", lambda: b"{\\rtf1\\ansicpg99999 It says \\'e9 7\\par}")
    yield Broken("notes-in-notes.rtf", lambda: b"{\\rtf1 It says" + b"{\\footnote 7" * 400 + b"}" * 400 + b"\\par}")
    yield Broken("skip-everything.rtf", lambda: b"{\\rtf1\\uc999999 It says \\u8220? 7 and so on\\par}")
    yield Broken("backslash-at-the-end.rtf", lambda: b"{\\rtf1 It says 7.\\", "unreadable")
    yield Broken("rows-without-end.rtf", lambda: b"{\\rtf1 " + b"\\intbl It says 7\\cell" * 20_000 + b"}")


def _captions() -> Iterator[Broken]:
    yield Broken("ends-before-it-begins.srt", lambda: b"1\n00:00:09,000 --> 00:00:01,000\nIt says 7.\n", "odd-times")
    yield Broken("hour-99999.srt", lambda: b"1\n99999:59:59,999 --> 99999:59:59,999\nIt says 7.\n")
    yield Broken("no-text.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\n\n", "unreadable")
    yield Broken("no-captions.vtt", lambda: b"WEBVTT\n\nNOTE nothing\n", "unreadable")
    yield Broken("arrows.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\n" + b"-->" * 100_000)
    yield Broken("tags.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 100_000 + b"It says 7.\n")
    yield Broken("blank-lines-inside.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\nIt\n\nsays\n\n7.\n")


def _citations() -> Iterator[Broken]:
    yield Broken("no-end.ris", lambda: b"TY  - BOOK\nTI  - The court says 7\n", "open-record")
    yield Broken("begins-only.ris", lambda: b"TY  - BOOK\n" * 5_000, "open-record")
    yield Broken("endless-field.ris", lambda: b"TY  - BOOK\nAB  - It says\n" + b"7\n" * 300_000)
    yield Broken("binary-field.ris", lambda: b"TY  - BOOK\nAB  - " + noise(3_000) + b"\nER  - \n")
    yield Broken("open-braces.bib", lambda: b"@book{a, title = " + b"{" * 50_000, "open-record")
    yield Broken("open-entries.bib", lambda: b"@book{a, title = {x}\n" * 3_000)
    yield Broken("same-key.bib", lambda: b"@book{a, title = {It says 7}}\n" * 500, "open-record")
    yield Broken(
        "commands.bib", lambda: b"@book{a, title = {" + b"\\x{" * 300 + b"}" * 300 + b" \\begin{a} \\verb| $ 7}}\n"
    )
    yield Broken("deep.json", lambda: b'[{"type": "book", "title": ' + b"[" * 100_000, "unreadable")
    yield Broken(
        "other-types.json",
        lambda: b'[{"type": "book", "title": {"a": [1, null]}, "issued": {"date-parts": [7, [null]]}}, 7]',
        "open-record",
    )
    yield Broken("lone-halves.json", lambda: b'[{"type": "book", "title": "It says \\ud800 7"}]')
    yield Broken("ends-early.json", lambda: b'[{"type": "book", "title": "It says', "unreadable")
    yield Broken("long-number.json", lambda: b'[{"type": "book", "id": ' + b"9" * 100_000 + b"}]")


def _all() -> Sequence[Broken]:
    families = (
        _cut,
        _garbled,
        _zips,
        _xml,
        _archives,
        _workbooks,
        _documents,
        _letters,
        _rich_texts,
        _captions,
        _citations,
    )
    return [one for family in families for one in family()]


BROKEN = tuple(_all())
