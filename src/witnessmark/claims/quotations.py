"""Quotations: where they stand in a paragraph, and who speaks in those whose sentence does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from witnessmark.model import Stance

from .attribution import Attribution, Memory, Span

_MARK = re.compile(r'[“”"「」『』]')
_OPENING = "“「『"
_CLOSING = "”」』"
_MIN_WORDS = 4  # shorter quoted words are a term, not speech


def quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The quotations of a stretch of text as (start, end, closed), without their marks.

    A nested quotation stays inside the outer one.
    """
    opened: int | None = None
    depth = 0
    for match in _MARK.finditer(text, start, end):
        mark = match[0]
        opens = mark in _OPENING or (mark == '"' and opened is None)
        if opens:
            depth += 1
            opened = match.end() if opened is None else opened
        elif opened is not None and (mark in _CLOSING or mark == '"'):
            depth -= 1
            if depth <= 0:
                yield opened, match.start(), True
                opened, depth = None, 0
    if opened is not None:
        yield opened, end, False


def quoted_attributions(
    text: str, low: str, paragraph: Span, found: Sequence[Attribution], memory: Memory
) -> list[Attribution]:
    """Quotations that go on after the sentence that named their speaker.

    Args:
        text: the passage.
        low: the passage in lower case, character for character.
        paragraph: start and end of the paragraph.
        found: what the sentences of the paragraph say themselves.
        memory: who speaks in a quotation left open by the paragraph before; changed in place.
    """
    added: list[Attribution] = []
    speaker = memory.quoted if text[paragraph[0] : paragraph[0] + 1] in ("“", '"', "「") else None
    memory.quoted = None
    spans = list(quotations(text, *paragraph)) if _MARK.search(text, *paragraph) else []
    for start, end, closed in spans:
        own = next((one for one in found if one.start <= end and start < one.end and _names_it(one, start, end)), None)
        speaker = own.speaker if own is not None else speaker
        if speaker is not None and (len(text[start:end].split()) >= _MIN_WORDS or end - start > 12):
            added.append(Attribution(start, end, speaker, Stance.ASSERTS, start))
            memory.quoted = None if closed else speaker
    return added


def _names_it(one: Attribution, start: int, end: int) -> bool:
    """The cue stands outside the quotation, so that it names who speaks in it."""
    return not start <= one.cue < end or one.start < start
