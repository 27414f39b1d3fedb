"""ZIP, opened as if it meant harm: archives, and the documents that are ZIP files inside (OOXML, OpenDocument, EPUB).

Sizes are counted while bytes are unpacked; what an archive states about itself is believed in nothing.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from witnessmark.errors import ReadError, Unsafe

from .decode import decode
from .nest import MOST_MEMBERS, Budget

FREE_BYTES = 1_000_000  # unpacked bytes of one member that are not held against it
MOST_RATIO = 200  # unpacked to packed bytes, beyond those

_CHUNK = 1 << 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)  # LZMA may ask for gigabytes by its header
_LOCAL = struct.Struct("<4s5H3I2H")
_DAMAGED = "this ZIP file is damaged or cut off"
_AGAIN = "obtain it again, or repair a copy and add that"
# What zipfile and its decompressors raise on bytes that were damaged or made to harm.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    OverflowError,
    IndexError,
)


class Package:
    """The members of a ZIP file.

    Args:
        data: all bytes.
        budget: what may be unpacked.

    Raises:
        ReadError: where the directory cannot be read.
        Unsafe: where it is built to harm.
    """

    def __init__(self, data: bytes, budget: Budget) -> None:
        self._budget = budget
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as err:
            raise ReadError(_DAMAGED, _AGAIN) from err
        self._members = self._file.infolist()
        if len(self._members) > MOST_MEMBERS:
            raise Unsafe(f"it holds more than {MOST_MEMBERS} files", "unpack a part of it and add that")
        _refuse_overlap(self._members)
        self._first = {one.filename: one for one in reversed(self._members)}  # the first of a name counts

    @property
    def members(self) -> list[zipfile.ZipInfo]:
        """All members in the order of the directory."""
        return self._members

    def __contains__(self, name: str) -> bool:
        return name in self._first

    def names(self, pattern: str) -> list[str]:
        """The names that match a regular expression as a whole, "part10" after "part9".

        Args:
            pattern: the expression.
        """
        found = (name for name in self._first if re.fullmatch(pattern, name))
        return sorted(found, key=lambda name: [int(x) if x.isdecimal() else x for x in re.split(r"([0-9]+)", name)])

    def part(self, place: str) -> bytes:
        """The bytes of the member at this path.

        Args:
            place: its path, as in the directory.

        Raises:
            ReadError: where there is none, or it is damaged.
            Unsafe: where it unpacks to too much.
        """
        member = self._first.get(place)
        if member is None:
            raise ReadError("a part of this document is missing", _AGAIN)
        return self.unpack(member)

    def unpack(self, member: zipfile.ZipInfo) -> bytes:
        """The bytes of a member.

        Args:
            member: one of `members`.

        Raises:
            ReadError: where it is encrypted, damaged or packed by a method that is not read.
            Unsafe: where it unpacks to too much.
        """
        self._budget.take_member()
        if member.flag_bits & 0x1:
            raise ReadError("it is encrypted and needs a password", "unpack it with its password and add the files")
        if member.compress_type not in _METHODS:
            raise ReadError("it is packed by a method that is not read", "unpack it and add the files")
        out = bytearray()
        try:
            with self._file.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    out += chunk
                    self._budget.take_bytes(len(chunk))
                    if len(out) > FREE_BYTES and len(out) > MOST_RATIO * max(1, member.compress_size):
                        raise Unsafe(
                            f"a part of it unpacks to more than {MOST_RATIO} times its size",
                            "unpack it on a machine that may fail, and add the files you need",
                        )
        except _BROKEN as err:
            raise ReadError(_DAMAGED, _AGAIN) from err
        return bytes(out)


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name as its maker meant it: programs that know no Unicode wrote it in the encoding of their machine.

    Args:
        member: the member.
    """
    name = member.filename
    if not member.flag_bits & 0x800 and not name.isascii():
        try:
            name = decode(name.encode("cp437")).text
        except (ReadError, UnicodeError):
            name = member.filename
    return "".join(char for char in name if char.isprintable())[:1000]


def local_names(head: bytes) -> list[str]:
    """The names of the first members, as far as the first bytes of a ZIP file show them.

    Args:
        head: the first 8,192 bytes.
    """
    names: list[str] = []
    place = 0
    while len(head) - place >= _LOCAL.size:
        mark, _, flags, _, _, _, _, packed, _, name, extra = _LOCAL.unpack_from(head, place)
        if mark != b"PK\x03\x04":
            break
        start = place + _LOCAL.size
        names.append(head[start : start + name].decode("latin-1"))
        place = start + name + extra + packed
        if flags & 0x8 and not packed:  # its size stands behind it
            place = head.find(b"PK\x03\x04", place)
            if place < 0:
                break
    return names


def _refuse_overlap(members: list[zipfile.ZipInfo]) -> None:
    """Members that share bytes: a small file that unpacks to terabytes is made so."""
    end = 0
    for one in sorted(members, key=lambda one: one.header_offset):
        if one.header_offset < 0:
            raise ReadError(_DAMAGED, _AGAIN)
        if one.header_offset < end:
            raise Unsafe("its members overlap, as in no archive that a program makes", "unpack it and add the files")
        name = one.orig_filename.encode("utf-8" if one.flag_bits & 0x800 else "cp437", "replace")
        end = one.header_offset + _LOCAL.size + len(name) + one.compress_size
