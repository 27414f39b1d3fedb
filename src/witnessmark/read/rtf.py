r"""RTF: the text as it is shown, paragraph by paragraph.

Own code, because what libraries there are write link targets into sentences, drop footnotes and keep deleted text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from witnessmark.errors import ReadError
from witnessmark.model import BlockKind, BlockSpan, Passage, Problem, Severity, make_problem

from .nest import Writer, many
from .table import JOINT

DEEPEST = 1_000  # groups inside one another

# A control word, a control symbol, a hexadecimal byte, a brace, or a stretch of text; each alternative is linear.
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_CHARACTERS = {
    b"tab": "\t",
    b"line": "\n",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": " ",
    b"enspace": " ",
}
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_ENDS = (b"par", b"sect", b"page", b"column")
# Groups whose text is no text of the document. Those marked with \* are silent too, unless they are known.
_SILENT = frozenset(
    b"""fonttbl colortbl stylesheet info pict object fldinst header headerl headerr headerf footer footerl footerr
    footerf filetbl listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore
    latentstyles xmlnstbl bkmkstart bkmkend atnid atnauthor atndate atnref nonshppict tc xe txe rxe listtext pntext
    do sp sn sv""".split()
)
_KNOWN = frozenset((b"shptxt", b"shpinst", b"shp", b"footnote", b"annotation", b"shppict", b"nesttableprops"))
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5hkscs",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip


_ONE_BYTE = frozenset(name for name in _CHARSETS.values() if name.startswith(("cp12", "mac", "cp874")))


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one around it."""

    silent: bool = False
    deleted: bool = False
    hidden: bool = False
    fonts: bool = False  # inside the font table
    font: int = -1
    table: bool = False  # inside a table
    skip: int = 1  # characters that stand behind \\u for programs without Unicode
    apart: BlockKind | None = None  # in a footnote or comment
    base: int = 0  # where the text of the note began


class RtfReader:
    """Reads rich text: paragraphs, rows of tables as one passage each, footnotes and comments."""

    name = "rtf"
    version = 1
    media_types: tuple[str, ...] = ("application/rtf",)

    def sniff(self, head: bytes, suffix: str) -> float:
        """By the first group."""
        return 1.0 if head.lstrip().removeprefix(b"\xef\xbb\xbf").startswith(b"{\\rtf") else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The paragraphs in order, a note after the paragraph that it hangs on.

        Raises:
            ReadError: where groups are nested too deep.
        """
        walk = _Walk(Writer(source, f"{self.name} {self.version}"))
        yield from walk.blocks(data.lstrip().removeprefix(b"\xef\xbb\xbf"))
        if walk.lost:
            message = f"{many(walk.lost, 'character', 'characters')} could not be decoded, U+FFFD instead"
            yield make_problem("doubtful-encoding", source, message, severity=Severity.NOTE, hint=_HINT)
        if not walk.closed:
            message = "it ends in the middle of a group: the end may be missing"
            yield make_problem("unreadable", source, message, severity=Severity.PARTLY, hint="obtain it again")


_HINT = "open the file in its own program, save it as DOCX and add that copy too"


class _Walk:
    """Goes through the tokens once."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._states: list[_State] = []
        self._state = _State()
        self._text: list[str] = []
        self._cells: list[str] = []
        self._bytes = bytearray()  # that wait to be decoded together
        self._pending = 0  # characters to skip behind \u
        self._star = False
        self._encoding = "cp1252"
        self._default_font = -1
        self._encodings: dict[int, str] = {}
        self._numbers: dict[BlockKind, int] = {}
        self._waiting: list[tuple[BlockKind, str]] = []
        self._place = 0
        self.lost = 0
        self.closed = False

    def blocks(self, data: bytes) -> Iterator[Passage]:
        while token := _TOKEN.search(data, self._place):
            self._place = token.end()
            word, number, hexadecimal, symbol, brace, text = token.groups()
            if text is not None:
                self._bytes_of_text(text)
            elif hexadecimal is not None:
                self._bytes_of_text(bytes.fromhex(hexadecimal.decode("ascii")))
            elif word is not None:
                yield from self._word(word, number)
            elif symbol is not None:
                self._symbol(symbol)
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
                if self.closed:
                    break
        yield from self._end_paragraph()

    def _open(self) -> None:
        self._flush()
        if len(self._states) >= DEEPEST:
            raise ReadError("its groups are nested too deep", _HINT)
        self._states.append(self._state)
        self._star, self._pending = False, 0

    def _close(self) -> None:
        self._flush()
        self._pending = 0
        state = self._state
        if not self._states:
            return
        self._state = self._states.pop()
        if state.apart and not self._state.apart:
            text = "".join(self._text[state.base :])
            del self._text[state.base :]
            self._waiting.append((state.apart, text))
        self.closed = not self._states

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._star = True
        elif symbol in _SYMBOLS:
            self._put(_SYMBOLS[symbol])
        elif symbol in (b"\n", b"\r"):
            self._put("\n")

    def _word(self, word: bytes, stated: bytes | None) -> Iterator[Passage]:
        star, self._star = self._star, False
        number = int(stated) if stated else None
        if word == b"u" and number is not None:
            self._unicode(number)
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in _ENDS:
            yield from self._end()
        elif word in (b"cell", b"nestcell"):
            self._cell()
        elif word in (b"row", b"nestrow"):
            yield from self._end_row()
        elif word == b"bin" and number:
            self._place += max(0, number)  # so many bytes of a picture
        elif word in _SILENT or (star and word not in _KNOWN):
            self._flush()
            self._state = replace(self._state, silent=True, fonts=word == b"fonttbl")
        elif word in (b"footnote", b"annotation"):
            self._flush()
            kind: BlockKind = "footnote" if word == b"footnote" else "comment"
            if not self._state.apart:
                self._state = replace(self._state, apart=kind, base=len(self._text))
        else:
            self._setting(word, number)

    def _setting(self, word: bytes, number: int | None) -> None:
        self._flush()
        on = number != 0
        match word:
            case b"deleted":
                self._state = replace(self._state, deleted=on)
            case b"v":
                self._state = replace(self._state, hidden=on)
            case b"intbl" | b"pard":
                self._state = replace(self._state, table=word == b"intbl")
            case b"plain":
                self._state = replace(self._state, hidden=False, deleted=False, font=-1)
            case b"uc":
                self._state = replace(self._state, skip=max(0, min(number or 0, 100)))
            case b"f":
                self._state = replace(self._state, font=number or 0)
            case _:
                self._encoding_of(word, number or 0)

    def _encoding_of(self, word: bytes, number: int) -> None:
        if word == b"fcharset" and self._state.fonts and number in _CHARSETS:
            self._encodings[self._state.font] = _CHARSETS[number]
        elif word == b"ansicpg" and number:
            self._encoding = _known(f"cp{number}") or {936: "gb18030", 65001: "utf-8"}.get(number, self._encoding)
        elif word == b"deff":
            self._default_font = number
        elif word == b"mac":
            self._encoding = "mac_roman"

    def _silent(self) -> bool:
        return self._state.silent or self._state.deleted or self._state.hidden

    def _put(self, text: str) -> None:
        self._flush()
        if self._pending:
            self._pending -= 1
        elif not self._silent() and len(self._states) > 0:
            self._text.append(text)

    def _bytes_of_text(self, data: bytes) -> None:
        if self._pending:
            cut = min(self._pending, len(data))
            self._pending -= cut
            data = data[cut:]
        if data and not self._silent() and self._states:
            self._bytes += data

    def _unicode(self, number: int) -> None:
        self._flush()
        if not self._silent() and -32_768 <= number <= 0xFFFF:
            self._text.append(chr(number & 0xFFFF))
        self._pending = self._state.skip

    def _flush(self) -> None:
        """Decode the bytes that stand together: a character of Chinese may be two of them."""
        if not self._bytes:
            return
        font = self._state.font if self._state.font >= 0 else self._default_font
        encoding = self._encodings.get(font, "cp1252")
        runs = _HIGH.findall(self._bytes)
        if encoding == "cp1252" and (self._encoding in _ONE_BYTE or all(len(run) % 2 == 0 for run in runs)):
            encoding = self._encoding  # a font that says "Western" while the document says what else it is written in
        text = bytes(self._bytes).decode(encoding, "replace")
        self.lost += text.count("\ufffd")
        self._text.append(text)
        self._bytes.clear()

    def _end(self) -> Iterator[Passage]:
        self._flush()
        if self._state.apart or self._state.table:
            self._text.append("\n")
        elif not self._silent():
            yield from self._end_paragraph()

    def _cell(self) -> None:
        self._flush()
        if not self._state.apart and not self._silent():
            self._cells.append("".join(self._text).strip())
            self._text.clear()

    def _end_row(self) -> Iterator[Passage]:
        if self._state.apart:
            return
        self._text, cells, self._cells = [], self._cells, []
        yield from self._block("paragraph", JOINT.join(cells) if any(cells) else "")
        yield from self._notes()

    def _end_paragraph(self) -> Iterator[Passage]:
        self._flush()
        text, self._text = "".join([*(f"{one}\n" for one in self._cells), *self._text]), []
        self._cells = []
        yield from self._block("paragraph", text)
        yield from self._notes()

    def _notes(self) -> Iterator[Passage]:
        waiting, self._waiting = self._waiting, []
        for kind, text in waiting:
            yield from self._block(kind, text)

    def _block(self, kind: BlockKind, text: str) -> Iterator[Passage]:
        text = text.strip()
        if text:
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            yield from self._writer.passage(BlockSpan(kind=kind, number=self._numbers[kind]), text)


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    return {"gbk": "gb18030", "big5": "big5hkscs"}.get(found, found)
