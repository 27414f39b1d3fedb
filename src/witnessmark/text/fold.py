"""Lower case without moving a single offset."""

from __future__ import annotations

import re

_CJK = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def fold(text: str) -> str:
    """The text in lower case, character for character: a letter whose lower case is longer stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def has_cjk(text: str) -> bool:
    """True where a Chinese character stands in the text."""
    return _CJK.search(text) is not None


def before(text: str, start: int, width: int = 48) -> str:
    """The characters before an offset, at most `width`, never across a blank line."""
    window = text[max(0, start - width) : start]
    return window if "\n" not in window else _BLANK_LINE.split(window)[-1]


def after(text: str, end: int, width: int = 48) -> str:
    """The characters after an offset, at most `width`, never across a blank line."""
    window = text[end : end + width]
    return window if "\n" not in window else _BLANK_LINE.split(window, maxsplit=1)[0]
