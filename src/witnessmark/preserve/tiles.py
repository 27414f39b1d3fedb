"""The custody log as files: hash tiles and entry bundles, names and bytes as in C2SP tlog-tiles.

Only the right edge of the log is ever needed to append: the partial tile of each level and the partial bundle.
Where a tile has grown, its narrower version is no longer kept: it is the first hashes of the wider one.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence

from witnessmark.errors import IntegrityError

from .merkle import Frontier, leaf_hash, perfect_root

WIDTH = 256  # hashes in a full tile
HASH = 32  # bytes of a hash
MAX_ENTRY = 0xFFFF  # bytes of an entry: its length is written as a uint16
ENTRIES = "entries"


def tile_name(level: int | str, index: int, width: int = WIDTH) -> str:
    """The name of a tile or, for level "entries", of a bundle: "tile/0/x001/234.p/5".

    Args:
        level: 0 for leaf hashes, 1 for the roots of full level 0 tiles, and so on; or "entries".
        index: place of the tile within its level.
        width: hashes (or entries) it holds; 256 is a full tile.
    """
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03d}")
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(reversed(groups))}{partial}"


def tiles_of_level(level: int, size: int) -> Iterator[tuple[int, int]]:
    """Index and width of every tile that a level has in a log of this size."""
    full, rest = divmod(size >> (8 * level), WIDTH)
    for index in range(full):
        yield index, WIDTH
    if rest:
        yield full, rest


def levels(size: int) -> int:
    """How many levels of tiles a log of this size has."""
    count = 0
    while size >> (8 * count):
        count += 1
    return count


def required(size: int) -> list[str]:
    """The name of every tile and bundle that a log of this size must have, and none else."""
    names = [tile_name(ENTRIES, index, width) for index, width in tiles_of_level(0, size)]
    for level in range(levels(size)):
        names += [tile_name(level, index, width) for index, width in tiles_of_level(level, size)]
    return names


def edge_tiles(size: int) -> list[str]:
    """The names of the partial tiles and the partial bundle of a log of this size."""
    names = []
    for level in range(levels(size)):
        full, rest = divmod(size >> (8 * level), WIDTH)
        if rest:
            names.append(tile_name(level, full, rest))
            if level == 0:
                names.append(tile_name(ENTRIES, full, rest))
    return names


def edge_folders(size: int) -> list[str]:
    """The folders in which a narrower version of a tile of the right edge can have been left."""
    folders = []
    for level in range(levels(size)):
        full = (size >> (8 * level)) // WIDTH
        for index in (full - 1, full):
            if index >= 0:
                kinds: tuple[int | str, ...] = (level, ENTRIES) if level == 0 else (level,)
                folders += [f"{tile_name(kind, index)}.p" for kind in kinds]
    return folders


def pack(entries: Iterable[bytes]) -> bytes:
    """The bytes of an entry bundle.

    Raises:
        ValueError: where an entry is longer than 65,535 bytes.
    """
    parts = []
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise ValueError(f"an entry of {len(entry)} bytes is too long for the log")
        parts.append(struct.pack(">H", len(entry)))
        parts.append(entry)
    return b"".join(parts)


def unpack(data: bytes, count: int) -> list[bytes]:
    """The entries of a bundle.

    Args:
        data: the bundle.
        count: how many entries it must hold.

    Raises:
        IntegrityError: where it holds another number, or does not end where its last entry ends.
    """
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise IntegrityError(f"the bundle ends inside the length of entry {len(entries)}")
        (length,) = struct.unpack_from(">H", data, at)
        at += 2
        if at + length > len(data):
            raise IntegrityError(f"the bundle ends inside entry {len(entries)}")
        entries.append(data[at : at + length])
        at += length
    if len(entries) != count:
        raise IntegrityError(f"the bundle holds {len(entries)} entries instead of {count}")
    return entries


def hashes_of(data: bytes, width: int) -> list[bytes]:
    """The hashes of a tile.

    Raises:
        IntegrityError: where it is not exactly `width` hashes long.
    """
    if len(data) != width * HASH:
        raise IntegrityError(f"the tile is {len(data)} bytes long instead of {width * HASH}")
    return [data[at : at + HASH] for at in range(0, len(data), HASH)]


class Edge:
    """The right edge of a log on disk, to which entries are appended."""

    def __init__(self) -> None:
        self.frontier = Frontier()
        self._rows: list[list[bytes]] = []
        self._bundle: list[bytes] = []

    @classmethod
    def read(cls, size: int, read: Callable[[str], bytes]) -> Edge:
        """The edge of a log of this size.

        Args:
            size: entries in the log.
            read: gives the bytes of a tile or bundle by name.

        Raises:
            IntegrityError: where a tile is of the wrong length, or the bundle is not what the tile says.
        """
        edge = cls()
        peaks: list[bytes] = []
        for level in range(levels(size)):
            full, rest = divmod(size >> (8 * level), WIDTH)
            row = hashes_of(read(tile_name(level, full, rest)), rest) if rest else []
            edge._rows.append(row)
            peaks = _peaks(row) + peaks
        edge.frontier = Frontier.of_peaks(size, peaks)
        if size % WIDTH:
            index, width = divmod(size, WIDTH)
            edge._bundle = unpack(read(tile_name(ENTRIES, index, width)), width)
            if [leaf_hash(entry) for entry in edge._bundle] != edge._rows[0]:
                raise IntegrityError("the last entry bundle is not what the last tile says")
        return edge

    @property
    def size(self) -> int:
        """Entries in the log."""
        return self.frontier.size

    def root(self) -> bytes:
        """The root of the log as it stands."""
        return self.frontier.root()

    def extend(self, entries: Sequence[bytes]) -> dict[str, bytes]:
        """Appends entries.

        Returns:
            The name and bytes of every tile and bundle to write.
        """
        files: dict[str, bytes] = {}
        grown = {0} if entries else set()
        for entry in entries:
            index = self.size // WIDTH
            leaf = leaf_hash(entry)
            self.frontier.append(leaf)
            self._bundle.append(entry)
            if len(self._bundle) == WIDTH:
                files[tile_name(ENTRIES, index)] = pack(self._bundle)
                self._bundle = []
            grown |= self._raise(leaf, files)
        for level in sorted(grown):
            row = self._rows[level]
            if row:
                files[tile_name(level, (self.size >> (8 * level)) // WIDTH, len(row))] = b"".join(row)
        if self._bundle:
            files[tile_name(ENTRIES, self.size // WIDTH, len(self._bundle))] = pack(self._bundle)
        return files

    def _raise(self, digest: bytes, files: dict[str, bytes]) -> set[int]:
        """Puts a leaf hash into its tile, and the root of each tile that it fills into the tile above."""
        level, grown = 0, {0}
        while True:
            if level == len(self._rows):
                self._rows.append([])
            row = self._rows[level]
            row.append(digest)
            if len(row) < WIDTH:
                return grown
            files[tile_name(level, (self.size >> (8 * level)) // WIDTH - 1)] = b"".join(row)
            digest = perfect_root(row)
            row.clear()
            level += 1
            grown.add(level)


def _peaks(row: Sequence[bytes]) -> list[bytes]:
    """The perfect subtrees over a row of equal subtrees, largest first."""
    peaks, at = [], 0
    for bit in range(7, -1, -1):
        if len(row) & (1 << bit):
            peaks.append(perfect_root(row[at : at + (1 << bit)]))
            at += 1 << bit
    return peaks


def tile_bytes(leaves: Sequence[bytes]) -> dict[str, bytes]:
    """Every hash tile that a log with these leaf hashes must have, with its bytes."""
    files: dict[str, bytes] = {}
    row, level = list(leaves), 0
    while row:
        for at in range(0, len(row), WIDTH):
            part = row[at : at + WIDTH]
            files[tile_name(level, at // WIDTH, len(part))] = b"".join(part)
        row = [perfect_root(row[at : at + WIDTH]) for at in range(0, len(row) - WIDTH + 1, WIDTH)]
        level += 1
    return files
