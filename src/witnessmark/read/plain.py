"""Plain text and Markdown: one passage a block, each an unedited slice of the decoded file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from witnessmark.model import CharSpan, Passage, Problem, make_passage

from .decode import decode

LONGEST = 20_000  # characters in one passage

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_HEADING = re.compile(r"\ufeff? {0,3}#{1,6}(?:\s|\Z)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*\Z")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？]")
_BLANK = "\ufeff"  # a byte order mark belongs to no block


class PlainReader:
    """Reads text and Markdown."""

    name = "text"
    version = 1
    media_types: tuple[str, ...] = ("text/plain", "text/markdown")

    def sniff(self, head: bytes, suffix: str) -> float:
        """Anything that no other reader claims may be text; the decoder refuses what is not."""
        return 0.5 if head else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The blocks of the file: runs of lines between blank lines; a Markdown heading is a block of its own.

        Raises:
            ReadError: where the bytes are not text.
        """
        text, _, problem = decode(data, source)
        if problem is not None:
            yield problem
        reader = f"{self.name} {self.version}"
        for number, (start, end) in enumerate(blocks(text)):
            yield make_passage(source, number, CharSpan(start=start, end=end), text[start:end], reader)


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each block, without the line break at its end; long ones are cut.

    Args:
        text: the decoded file.
    """
    for start, end in _whole_blocks(text):
        while end - start > LONGEST:
            cut = _cut(text, start)
            yield start, cut
            start = _past_space(text, cut, end)
        if start < end:
            yield start, end


def _whole_blocks(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    end = 0
    for line in _LINE.finditer(text):
        content = line.group()
        if not content.strip().strip(_BLANK):
            if start is not None:
                yield start, end
            start = None
            continue
        begins = line.start() + content.startswith(_BLANK)
        stops = line.start() + len(content.rstrip("\r\n"))
        if _HEADING.match(content):
            if start is not None:
                yield start, end
            yield begins, stops
            start = None
        elif start is not None and _UNDERLINE.match(content):
            yield start, stops
            start = None
        else:
            start, end = begins if start is None else start, stops
    if start is not None:
        yield start, end


def _cut(text: str, start: int) -> int:
    """Where to cut a block that is too long: after a line, else a sentence, else a word, else anywhere."""
    middle, last = start + LONGEST // 2, start + LONGEST
    line = max(text.rfind("\n", middle, last), text.rfind("\r", middle, last))
    if line > 0:
        return line
    ends = [found.end() for found in _SENTENCE_END.finditer(text, middle, last)]
    if ends:
        return ends[-1]
    space = max(text.rfind(" ", middle, last), text.rfind("\t", middle, last))
    return space if space > 0 else last


def _past_space(text: str, place: int, end: int) -> int:
    while place < end and text[place].isspace():
        place += 1
    return place
