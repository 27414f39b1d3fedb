"""Characters that nobody sees, made visible: a source may hold some that would steer a terminal or turn a page around."""

from __future__ import annotations

_CONTROLS = {
    code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"
}  # U+241B stands for escape, and so on
_OTHERS = (0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))
_SHOWN = {**_CONTROLS, **dict.fromkeys(_OTHERS, 0xFFFD)}


def visible(text: str) -> str:
    """The text, character for character, with control, direction-override and lone surrogate characters replaced by marks.

    Source: Unicode Standard Annex 9, "Unicode Bidirectional Algorithm", section 2 lists the direction characters.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)
