"""Which of the encodings from before Unicode some bytes are in.

charset-normalizer strikes out what reads as noise. Among the rest the share of characters that are common in the script
decides, because a Chinese text of ten characters is too short for letter statistics: the standards put the frequent
characters in blocks of their own (GB 2312 level 1, Big5 level 1, JIS level 1), and a wrong decoding leaves them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from charset_normalizer import from_bytes

SAMPLE = 65_536  # bytes looked at; enough for any statistic here
CANDIDATES = ("gb18030", "big5", "euc_jp", "cp932", "cp949", "cp1252", "cp1251")
TOO_SHORT = 12  # characters outside ASCII: below that, Korean and Chinese bytes cannot be told apart
SURE = 0.7  # share of common characters in a right decoding; wrong ones of real sentences stay below
MARGIN = 0.1  # by which the best must lead a different reading
MARGIN_IF_SHORT = 0.4

_PUNCTUATION = frozenset("　、。〈〉《》「」『』【】〔〕，．：；？！％（）“”‘’—–…·～•©®°№«»€£§")
_MIXED = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
_CAPITAL_INSIDE = re.compile(r"[а-яё][А-ЯЁ]")  # what other scripts look like in a one-byte encoding
_KANA = re.compile(r"[\u3041-\u30fe]")


class Guess(NamedTuple):
    """An encoding and whether another would do about as well."""

    encoding: str
    doubtful: bool


def guess(data: bytes) -> Guess | None:
    """The most likely old encoding of some text, or None where no candidate can decode all of it.

    Args:
        data: bytes that are not valid UTF-8.
    """
    possible = [name for name in CANDIDATES if _decodes(data, name)]
    if not possible:
        return None
    sample = data[:SAMPLE].rpartition(b"\n")[0] if len(data) > SAMPLE else data
    sample = sample or data
    calm = {match.encoding for match in from_bytes(sample, cp_isolation=list(possible))}
    rest = [name for name in possible if name in calm] or possible
    scored = sorted((-_score(sample, name), CANDIDATES.index(name), name) for name in rest)
    best, _, name = scored[0]
    text = sample.decode(name)
    margin = MARGIN if sum(char > "\x7f" for char in text) >= TOO_SHORT else MARGIN_IF_SHORT
    rivals = [other for score, _, other in scored[1:] if score - best < margin and sample.decode(other) != text]
    return Guess(name, bool(rivals) or -best < SURE)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _score(sample: bytes, encoding: str) -> float:
    """Share of the characters outside ASCII that are common in the script of this encoding, 0 to 1."""
    text = sample.decode(encoding)
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return 0.0
    common = _common(encoding)
    share = sum(char in common for char in foreign) / len(foreign)
    if encoding == "cp1252":
        # A word of accented letters alone is not Latin script.
        letters = sum(char.isalpha() for char in foreign)
        plain = sum(char.isascii() and char.isalpha() for char in text)
        return share if plain >= letters else share / 3
    if encoding == "cp1251":
        return share - (len(_MIXED.findall(text)) + 2 * len(_CAPITAL_INSIDE.findall(text))) / len(foreign)
    mixed = len(_MIXED.findall(text)) / len(foreign)
    kana = sum(bool(_KANA.match(char)) for char in foreign) / len(foreign)
    if encoding in ("euc_jp", "cp932"):
        return share - mixed if kana > 0.1 else 0.0
    if encoding == "cp949":
        return share - mixed if len(foreign) >= TOO_SHORT and share > 0.95 else min(share, 0.95) - mixed - 0.3
    # The last hair breaks the tie with Korean, whose syllables are all common characters of GB 2312.
    return share - (share if kana > 0.1 else 0.0) - min(mixed, 1.0) * 0.5 - 0.01


@cache
def _common(encoding: str) -> frozenset[str]:
    """The characters that are frequent in text of this encoding."""
    if encoding == "cp1252":
        letters = (chr(code) for code in range(0xC0, 0x100) if code not in (0xD7, 0xF7))
        return _PUNCTUATION | frozenset(letters) | frozenset("ŠšŽžŒœŸ¿¡ºª\xa0½¼²³±–„‚×")
    if encoding == "cp1251":
        return _PUNCTUATION | frozenset(chr(code) for code in range(0x410, 0x450)) | frozenset("ЁёІіЇїЄєҐґ\xa0–„")
    if encoding == "cp949":
        return _PUNCTUATION | frozenset(chr(code) for code in range(0xAC00, 0xD7A4))
    leads, trails = {
        "gb18030": ((0xB0, 0xD8), (0xA1, 0xFF)),
        "big5": ((0xA4, 0xC7), (0x40, 0xFF)),
        "euc_jp": ((0xB0, 0xD0), (0xA1, 0xFF)),
        "cp932": ((0x88, 0x98), (0x40, 0xFD)),
    }[encoding]
    pairs = (bytes((lead, trail)).decode(encoding, "ignore") for lead in range(*leads) for trail in range(*trails))
    kana = frozenset(chr(code) for code in range(0x3041, 0x30FF)) if encoding in ("euc_jp", "cp932") else frozenset()
    wide = frozenset(chr(code) for code in range(0xFF01, 0xFF5F))
    return _PUNCTUATION | kana | wide | frozenset(pair for pair in pairs if len(pair) == 1 and pair > "\x7f")
