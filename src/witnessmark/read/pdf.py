"""PDF: one passage a page, from the text layer alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw

from witnessmark.errors import ReadError
from witnessmark.model import PageSpan, Passage, Problem, Severity, make_passage, make_problem

MOST_PAGES = 10_000

_HEADER_IN = 1024  # bytes in which the header may stand
_NO_TEXT = "if it is a scan, run it through an OCR program and add the result"


class PdfReader:
    r"""Reads the text layer of a PDF.

    The text of a page is what PDFium gives for its visible area, in the order of the file, with two changes: `\r\n`
    becomes `\n`, and PDFium's own mark for a hyphen at the end of a line (U+0002 or U+FFFE, with the line break taken
    out) becomes the hyphen that is printed there. Form fields and notes are not read.
    """

    name = "pdf"
    version = 1
    media_types: tuple[str, ...] = ("application/pdf",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the header, which programs allow to stand behind up to 1,024 bytes of something else."""
        if head.lstrip().removeprefix(b"\xef\xbb\xbf").startswith(b"%PDF-"):
            return 1.0
        inside = head[:_HEADER_IN].find(b"%PDF-") >= 0
        binary = b"\x00" in head or b" obj" in head
        return 0.7 if inside and binary else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The pages in order, each with its text or a problem.

        Raises:
            ReadError: where the file is damaged so that no page can be reached.
        """
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as err:
            if err.err_code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY):
                yield _encrypted(source)
                return
            raise ReadError(
                "this PDF is damaged or cut off and cannot be opened", "obtain it again, or repair a copy and add that"
            ) from err
        with closing(document):
            count = len(document)
            if not count:
                raise ReadError("this PDF has no pages", "obtain it again, or repair a copy and add that")
            for page in range(1, min(count, MOST_PAGES) + 1):
                yield self._page(document, page, source)
            if count > MOST_PAGES:
                yield _too_many(source, count)

    def _page(self, document: pypdfium2.PdfDocument, page: int, source: str) -> Passage | Problem:
        where = f"page {page}"
        try:
            text = page_text(document, page - 1)
        except pypdfium2.PdfiumError:
            return make_problem("unreadable-page", source, f"{where} is damaged", where=where, hint="read it by eye")
        if not text.strip():
            return make_problem("no-text-layer", source, f"{where} has no text layer", where=where, hint=_NO_TEXT)
        return make_passage(source, page - 1, PageSpan(page=page), text, f"{self.name} {self.version}")


def page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    """The text of one page.

    Args:
        document: an open document.
        index: page, from 0.

    Raises:
        pypdfium2.PdfiumError: where the page is damaged.
    """
    with closing(document[index]) as page, closing(page.get_textpage()) as layer:
        # The bounded call gives all of Unicode and only what can be seen; the other one serves pages with broken boxes.
        text: str = layer.get_text_bounded() or layer.get_text_range()
    return text.replace("\r\n", "\n").replace("\x02", "-").replace("\ufffe", "-")


def _encrypted(source: str) -> Problem:
    return make_problem(
        "encrypted",
        source,
        "this PDF is encrypted and needs a password",
        hint="save a copy without a password and add that; the original stays as evidence",
    )


def _too_many(source: str, count: int) -> Problem:
    return make_problem(
        "too-many-pages",
        source,
        f"this PDF has {count} pages; the first {MOST_PAGES} were read",
        severity=Severity.PARTLY,
        where=f"page {MOST_PAGES + 1}",
        hint="split it and add the parts",
    )
