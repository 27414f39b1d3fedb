"""Office documents: what stands in them in the order of reading, and what is left out."""

from __future__ import annotations

import pytest

from tests.support.formats import W, docx_parts, odf, pptx_parts, rels, xlsx_parts, zipped
from witnessmark.model import CellSpan, Passage, Problem, place_of
from witnessmark.read import read_bytes, reader_key

SOURCE = "ab" * 32


def read(data: bytes, suffix: str = "") -> tuple[list[tuple[str, str]], list[str]]:
    """Place and text of the passages, and the codes of the problems."""
    items = read_bytes(data, suffix, SOURCE)
    places = [(place_of(one.where), one.text) for one in items if isinstance(one, Passage)]
    return places, [one.code for one in items if isinstance(one, Problem)]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def par(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def test_a_word_document_in_the_order_of_reading() -> None:
    table = f"<w:tbl><w:tr><w:tc>{par('year')}</w:tc><w:tc>{par('n')}</w:tc></w:tr>"
    table += f"<w:tr><w:tc>{par('2006')}</w:tc><w:tc>{par('5')}{par('6')}</w:tc></w:tr></w:tbl>"
    notes = f"<w:footnotes {W}><w:footnote w:type='separator'>{par('-')}</w:footnote>"
    notes += f"<w:footnote w:id='2'>{par('Note.')}</w:footnote></w:footnotes>"
    comments = f"<w:comments {W}><w:comment w:author='x'>{par('Check.')}</w:comment></w:comments>"
    data = zipped(docx_parts(par("One.") + table + par("Two."), footnotes=notes, comments=comments))
    assert read(data) == (
        [
            ("paragraph 1", "One."),
            ("table 1, row 1", "year | n"),
            ("table 1, row 2", "2006 | 5\n6"),
            ("paragraph 2", "Two."),
            ("footnote 1", "Note."),
            ("comment 1", "Check."),
        ],
        [],
    )


def test_changes_are_read_as_accepted() -> None:
    kept = f"<w:ins>{run(' came')}</w:ins>"
    gone = "<w:del><w:r><w:delText> left</w:delText></w:r></w:del>" + f"<w:moveFrom>{run(' moved')}</w:moveFrom>"
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{par('gone')}</w:tc></w:tr><w:tr><w:tc>{par('kept')}</w:tc></w:tr>"
    data = zipped(docx_parts(f"<w:p>{run('It')}{kept}{gone}{run('.')}</w:p><w:tbl>{row}</w:tbl>"))
    assert read(data)[0] == [("paragraph 1", "It came."), ("table 1, row 1", "kept")]


def test_a_text_box_stands_behind_its_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{par('In the box.')}</w:txbxContent>"
    forms = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent xmlns:mc='m'>{forms}</mc:AlternateContent>"
    data = zipped(docx_parts(f"<w:p>{run('Before')}<w:r>{both}</w:r>{run(' after.')}</w:p>"))
    assert read(data)[0] == [("paragraph 1", "Before after."), ("paragraph 2", "In the box.")]


def test_codes_of_fields_are_no_text_and_marks_are_characters() -> None:
    inside = (
        "<w:r><w:instrText>PAGE</w:instrText><w:tab/><w:t>5</w:t><w:br/><w:noBreakHyphen/><w:sym w:char='00B7'/></w:r>"
    )
    assert read(zipped(docx_parts(f"<w:p>{inside}</w:p>")))[0] == [("paragraph 1", "\t5\n-·")]


def test_a_document_of_the_strict_kind_whose_main_part_has_another_name() -> None:
    parts = docx_parts(par("One."))
    parts["word/other.xml"] = parts.pop("word/document.xml").replace("schemas.openxmlformats.org", "purl.oclc.org")  # type: ignore[arg-type]
    parts["_rels/.rels"] = rels(("officeDocument", "word/other.xml"))
    assert read(zipped(parts))[0] == [("paragraph 1", "One.")]


@pytest.mark.parametrize("suffix", [".docx", "", ".xlsx"])
def test_a_document_that_shows_its_kind_late(suffix: str) -> None:
    parts = {"[Content_Types].xml": "<T/>", "docProps/a.jpg": bytes(range(256)) * 40, **docx_parts(par("One."))}
    data = zipped(parts, method=0)
    assert reader_key(data, suffix).startswith("zip 1")
    assert read(data, suffix) == ([("paragraph 1", "One.")], [])


def test_an_archive_of_documents_is_no_document() -> None:
    data = zipped({"a.docx": zipped(docx_parts(par("One.")))}, method=0)
    assert reader_key(data, ".docx").startswith("zip 1")
    assert read(data, ".docx")[0] == [("file 1, paragraph 1", "One.")]


def _text(text: str) -> str:
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def test_a_presentation_slide_by_slide_with_notes() -> None:
    cells = f"<a:tr><a:tc>{_text('a')}</a:tc><a:tc>{_text('b')}</a:tc></a:tr>"
    field = f"<p:sp><p:nvPr><p:ph type='sldNum'/></p:nvPr>{_text('12')}</p:sp>"
    slides = [f"<p:sp>{_text('One.')}{_text('Two.')}</p:sp>{field}", f"<a:tbl>{cells}</a:tbl>"]
    parts = pptx_parts(slides)
    parts["ppt/slides/_rels/slide2.xml.rels"] = rels(("notesSlide", "../notes.xml"))
    parts["ppt/notes.xml"] = f"<p:notes xmlns:p='p' xmlns:a='a'>{_text('Say it.')}</p:notes>"
    assert read(zipped(parts))[0] == [
        ("slide 1, paragraph 1", "One."),
        ("slide 1, paragraph 2", "Two."),
        ("slide 2, paragraph 1", "a | b"),
        ("slide 2, note 1", "Say it."),
    ]


STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;mm"/>'
    '<numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="&quot;days&quot; 0"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>'
    '<xf numFmtId="22"/></cellXfs></styleSheet>'
)


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        ("5000", 0, "5000"),
        ("0.10000000000000001", 0, "0.1"),
        ("1E-7", 0, "0.0000001"),
        ("1.5E+20", 0, "1.5E+20"),
        ("38780", 1, "2006-03-04"),
        ("1", 1, "1900-01-01"),
        ("38780", 2, "2006-03-04"),
        ("38780.5", 5, "2006-03-04 12:00"),
        ("0.25", 1, "06:00"),
        ("0.125", 3, "12.5%"),
        ("7", 4, "7"),
        ("x", 0, "x"),
    ],
)
def test_a_number_is_shown_by_its_format(value: str, style: int, shown: str) -> None:
    data = zipped(xlsx_parts([f'<row r="1"><c r="A1" s="{style}"><v>{value}</v></c></row>'], styles=STYLES))
    assert read(data)[0] == [("sheet 1, row 1", shown)]


def test_a_workbook_row_by_row() -> None:
    shared = "<sst><si><t>who</t></si><si><r><t>the </t></r><r><t>court</t></r><rPh><t>x</t></rPh></si></sst>"
    first = '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="b"><v>1</v></c></row>'
    first += '<row r="5"><c r="A5" t="s"><v>1</v></c><c r="AZ5"><v>7</v></c></row>'
    data = zipped(xlsx_parts([first, '<row><c t="str"><v>last</v></c></row>'], sharedStrings=shared))
    assert read(data)[0] == [
        ("sheet 1, row 2", "who |  | TRUE"),
        ("sheet 1, row 5", "the court"),
        ("sheet 1, row 5", "7"),
        ("sheet 2, row 1", "last"),
    ]
    spans = [one.where for one in read_bytes(data, "", SOURCE) if isinstance(one, Passage)]
    assert spans[0] == CellSpan(row=2, first_column=2, last_column=4, sheet=1)
    assert spans[2] == CellSpan(row=5, first_column=52, last_column=52, sheet=1)


def test_a_formula_without_a_value_is_said() -> None:
    data = zipped(xlsx_parts(["<row><c><v>1</v></c><c><f>A1</f></c></row>"]))
    assert read(data) == ([("sheet 1, row 1", "1")], ["no-value"])


def test_an_opendocument_text() -> None:
    note = '<text:note text:note-class="{}"><text:note-body><text:p>{}</text:p></text:note-body></text:note>'
    deleted = "<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
    first = f'<text:p>It<text:s text:c="2"/>says\n <text:tab/>5{note.format("footnote", "Note.")} then.</text:p>'
    box = "<text:p>Before<draw:text-box><text:p>In the box.</text:p></draw:text-box></text:p>"
    comment = "<text:p>Here<office:annotation><text:p>Check.</text:p></office:annotation>.</text:p>"
    cells = "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in ("a", "b"))
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    data = zipped(
        odf("text", deleted + first + box + comment + table + f"<text:p>E{note.format('endnote', 'End.')}</text:p>")
    )
    assert read(data)[0] == [
        ("paragraph 1", "It  says \t5 then."),
        ("footnote 1", "Note."),
        ("paragraph 2", "Before"),
        ("paragraph 3", "In the box."),
        ("paragraph 4", "Here."),
        ("comment 1", "Check."),
        ("table 1, row 1", "a | b"),
        ("paragraph 5", "E"),
        ("endnote 1", "End."),
    ]


def test_an_opendocument_workbook_counts_what_is_repeated() -> None:
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    rows += (
        f'<table:table-row table:number-rows-repeated="2">{cell.format("5")}{empty}{cell.format("7")}</table:table-row>'
    )
    data = zipped(odf("spreadsheet", f"<table:table>{rows}</table:table>"))
    assert read(data)[0] == [("sheet 1, row 4", "5 |  |  | 7"), ("sheet 1, row 5", "5 |  |  | 7")]
