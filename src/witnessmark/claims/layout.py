"""How a passage is laid out: sentences of bounded length, paragraphs, list items, the headline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

Span = tuple[int, int]
Splitter = Callable[[str], list[Span]]

LONGEST_SENTENCE = 2000  # characters; a longer one is cut at white space so that work stays linear
_LONGEST_PARAGRAPH = 10_000
_WRAPPED = range(50, 121)
_HEAD = 400  # characters of white space that may stand before a headline
_ITEM_BEFORE = re.compile(r"(?:^|\n)[^\S\n]*(?:[•◦▪‣·*–—-]|\(?\d{1,3}[.)])[^\S\n]*\Z")
_ITEM = re.compile(r"[^\S\n]*(?:[•◦▪‣·*–—-][^\S\n]|\(?\d{1,3}[.)][^\S\n])")
_ENDS = ".。!！?？;；:：,，"


def bounded(text: str, spans: Sequence[Span]) -> list[Span]:
    """Sentences none of which is longer than `LONGEST_SENTENCE`."""
    cut: list[Span] = []
    for start, end in spans:
        while end - start > LONGEST_SENTENCE:
            space = max(
                text.rfind(" ", start + 1, start + LONGEST_SENTENCE),
                text.rfind("\n", start + 1, start + LONGEST_SENTENCE),
            )
            stop = space if space > 0 else start + LONGEST_SENTENCE
            cut.append((start, stop))
            start = stop
        cut.append((start, end))
    return cut


def paragraphs(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The sentences of each paragraph. A line that is not hard-wrapped is a paragraph of its own."""
    group: list[Span] = []
    for span in spans:
        if group and (_parted(text, group[-1][1], span[0]) or span[1] - group[0][0] > _LONGEST_PARAGRAPH):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _parted(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    if "\n" not in gap:
        return False
    if gap.count("\n") > 1 or is_item(text, start):
        return True
    line = text.rfind("\n", max(0, end - 200), end)
    return end - (line + 1 if line >= 0 else max(0, end - 200)) not in _WRAPPED


def is_item(text: str, start: int) -> bool:
    """True where a list item begins."""
    return bool(_ITEM.match(text, start)) or bool(_ITEM_BEFORE.search(text[max(0, start - 12) : start]))


def sentence_at(starts: Sequence[int], spans: Sequence[Span], start: int, end: int) -> Span:
    """The sentence, or the run of sentences, that contains a stretch of text.

    Args:
        starts: starts of the sentences, sorted.
        spans: the sentences.
        start: where the stretch begins.
        end: where it ends.
    """
    if not spans:
        return start, end
    first = max(0, bisect_right(starts, start) - 1)
    last = max(first, bisect_right(starts, end - 1) - 1)
    return min(start, spans[first][0]), max(end, spans[last][1])


def is_headline(text: str, quote: Span) -> bool:
    """True for the first line of a document where it has no full stop and is no longer than a title."""
    if quote[0] > _HEAD:
        return False
    return not text[: quote[0]].strip() and quote[1] - quote[0] <= 160 and text[quote[1] - 1] not in _ENDS
