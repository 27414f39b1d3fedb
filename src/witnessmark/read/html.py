"""HTML: the main text, found by trafilatura on a tree that was parsed here. Nothing is fetched."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import lxml.etree
import lxml.html

from witnessmark.errors import ReadError
from witnessmark.model import CharSpan, Passage, Problem, Severity, make_passage, make_problem

from .decode import decode

# trafilatura says on its logger what we say in problems.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_TAG = rb"(?:!doctype\s+html|html|head|body|title|meta|script|style|link|table|div|article|section|p|h[1-6])\b"
_OPENS = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<" + _TAG, re.IGNORECASE | re.DOTALL)
_WHOLE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ANY_TAG = re.compile(rb"</(?:p|div|table|span|a|h[1-6]|ul|li|td)\s*>|<br\s*/?>", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_RULER = re.compile(r"[|:\s-]*\Z")  # the line that trafilatura draws under a table's head stands in no page
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "kbd", "mark", "q", "s")
) | frozenset(("samp", "small", "span", "strong", "sub", "sup", "u", "var"))
_SPACE = re.compile(r"\s+")
_DECLARED_IN = 4096  # bytes in which a page may declare its encoding
# What hostile markup makes lxml and trafilatura raise.
_BROKEN = (lxml.etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError)


class HtmlReader:
    """Reads the main text of a web page: its title, then one passage a block."""

    name = "html"
    version = 1
    media_types: tuple[str, ...] = ("text/html", "application/xhtml+xml")

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the first tag; a fragment inside other text only with a suffix that says HTML."""
        start = head.removeprefix(b"\xef\xbb\xbf")
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            start = start.replace(b"\x00", b"")[2:]
        if _OPENS.match(start):
            return 0.9 if _WHOLE.search(start) else 0.55
        named = suffix in (".html", ".htm", ".xhtml")
        if start.lstrip().startswith(b"<?xml") and b"<html" in start:
            return 0.9
        return 0.55 if named and _ANY_TAG.search(start) else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The blocks of the main text; all text of the page where no main text is found.

        Raises:
            ReadError: where the page holds no text at all.
        """
        text, _, problem = decode(data, source, declared(data))
        if problem is not None:
            yield problem
        tree, whole = _tree(text)
        found = _main_text(tree) if tree is not None and whole else []
        if not found:
            yield _no_main_text(source, whole)
            found = all_text(text)
        if not found:
            raise ReadError("this page holds no text", "it may be drawn by a script; save it as PDF and add that")
        title = _title(tree)
        if title and not any(title in _SPACE.sub(" ", block) for block in found):
            found.insert(0, title)
        language = _language(tree)
        reader, start = f"{self.name} {self.version}", 0
        for number, block in enumerate(found):
            where = CharSpan(start=start, end=start + len(block))
            yield make_passage(source, number, where, block, reader, language)
            start += len(block) + 1


def declared(data: bytes) -> str:
    """The encoding that a page itself declares, or nothing."""
    head = data[:_DECLARED_IN]
    found = _CHARSET.search(head) or _XML_ENCODING.search(head)
    return found.group(1).decode("ascii") if found else ""


def _tree(text: str) -> tuple[lxml.html.HtmlElement | None, bool]:
    """The parsed page, and whether the parser took all of it (it stops at 256 levels and at 10 MB of one text)."""
    parser = lxml.html.HTMLParser(
        remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False, encoding="utf-8"
    )
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except _BROKEN:
        return None, False
    return tree, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _main_text(tree: lxml.html.HtmlElement) -> list[str]:
    import trafilatura  # here, because it takes longer to load than all else, and most commands read no HTML

    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, include_links=False)
    except _BROKEN:
        return []
    text: str = getattr(found, "text", None) or ""
    return [line.strip() for line in text.split("\n") if line.strip() and not _RULER.match(line)]


def _no_main_text(source: str, whole: bool) -> Problem:
    if whole:
        message = "no main text was found; all text of the page was taken, menus included"
    else:
        message = "the page is nested too deep or has a part too long to find its main text; all text was taken"
    hint = "check the page in a browser; a PDF or text copy of the article reads better"
    return make_problem("no-main-text", source, message, severity=Severity.NOTE, hint=hint)


def _title(tree: lxml.html.HtmlElement | None) -> str:
    found = tree.find(".//title") if tree is not None else None
    return _SPACE.sub(" ", found.text or "").strip() if found is not None else ""


def _language(tree: lxml.html.HtmlElement | None) -> str | None:
    stated = str(tree.get("lang") or "").strip() if tree is not None else ""
    return stated if _LANGUAGE.match(stated) else None


def all_text(text: str) -> list[str]:
    """All text outside scripts, block by block.

    Args:
        text: the page, decoded.
    """
    strip = _Strip()
    try:
        strip.feed(text)
        strip.close()
    except (AssertionError, ValueError):  # what html.parser raises on broken declarations
        pass
    blocks = (_SPACE.sub(" ", block).strip() for block in "".join(strip.parts).split("\n\n"))
    return [block for block in blocks if block]


class _Strip(HTMLParser):
    """All text outside scripts. Builds no tree, so no nesting is too deep for it."""

    silent = frozenset(("script", "style", "template", "title"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.silent:
            self._hidden = tag
        elif tag not in _INLINE:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        elif tag not in _INLINE:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(_SPACE.sub(" ", data))
