"""Checking the custody log: entries, tiles and root, and which of them to believe where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from witnessmark.errors import IntegrityError
from witnessmark.model import CustodyEvent

from .entry import decode_event
from .merkle import leaf_hash, perfect_root, root_of
from .tiles import (
    ENTRIES,
    HASH,
    MAX_ENTRY,
    WIDTH,
    edge_folders,
    edge_tiles,
    hashes_of,
    tile_bytes,
    tile_name,
    tiles_of_level,
    unpack,
)

MAX_BUNDLE = WIDTH * (MAX_ENTRY + 2)


class Examined(Protocol):
    """What the check of a log needs of the evidence under examination."""

    def read(self, what: str, path: str, limit: int) -> bytes | None:
        """The whole of a file that must be there; None, and a note, where it cannot be had."""
        ...

    def report(self, code: str, what: str, path: str, message: str) -> None:
        """Notes one piece of damage."""
        ...


@dataclass
class Log:
    """The entries of a log as far as they can be believed.

    Args:
        events: the event of each entry, by index.
        trusted: entries whose hash leads to the signed root.
    """

    events: dict[int, CustodyEvent] = field(default_factory=dict)
    trusted: int = 0


@dataclass
class _Section:
    """Up to 256 entries, as the bundle and the tile tell them."""

    index: int
    width: int
    entries: list[bytes] | None
    by_bundle: list[bytes] | None
    by_tile: list[bytes] | None


def size_on_disk(names: Iterable[str], log: str) -> int:
    """How many entries the bundles on disk hold by their names: the best guess without a checkpoint."""
    widths: dict[int, int] = {}
    pattern = re.compile(rf"{re.escape(log)}tile/entries/((?:x\d{{3}}/)*)(\d{{3}})(?:\.p/(\d{{1,3}}))?")
    for name in names:
        if match := pattern.fullmatch(name):
            index = int(match[1].replace("x", "").replace("/", "") + match[2])
            widths[index] = max(widths.get(index, 0), min(int(match[3] or WIDTH), WIDTH))
    # A planted name must not send the check through millions of tiles that nobody wrote.
    known = [index for index in widths if index < len(widths) + 16]
    return max((index * WIDTH + widths[index] for index in known), default=0)


def grown_from(log: str, path: str, size: int) -> str | None:
    """The tile of the right edge that a narrower one has grown into; None where the path names no narrower one.

    A writer that is interrupted after its commit and before it tidies up leaves such a file behind.
    """
    base, mark, width = path.removeprefix(log).partition(".p/")
    if not path.startswith(log) or not mark or not width.isdigit() or f"{base}.p" not in edge_folders(size):
        return None
    for name in edge_tiles(size):
        if name.startswith(f"{base}.p/"):
            return log + name
    return log + base


def is_beginning(path: str, data: bytes, whole: bytes) -> bool:
    """True where a narrower tile or bundle holds just the first hashes or entries of the wider one."""
    width = int(path.rpartition("/")[2])
    if "/entries/" not in path:
        return len(data) == width * HASH and whole.startswith(data)
    try:
        return bool(unpack(data, width)) and whole.startswith(data)
    except IntegrityError:
        return False


def check_log(desk: Examined, log: str, checkpoint: str, size: int, root: bytes | None) -> Log:
    """Reads every entry and tile of a log and compares them with each other and with the signed root.

    Args:
        desk: the evidence.
        log: folder of the log, with its `/`.
        checkpoint: path of the checkpoint, for messages.
        size: entries that the log has.
        root: signed root, or None where the checkpoint cannot be believed.
    """
    tiles = _read_tiles(desk, log, size)
    sections = [_read_section(desk, log, tiles, i, w) for i, w in tiles_of_level(0, size)]
    leaves = _believe(sections, tiles, root)
    if leaves is not None:
        _compare_tiles(desk, log, tiles, leaves)
        for section in sections:
            _compare_bundle(desk, log, section, leaves)
    else:
        _report_doubt(desk, log, checkpoint, sections, tiles, root)
    return _entries(desk, log, sections, leaves)


def _read_tiles(desk: Examined, log: str, size: int) -> dict[str, list[bytes] | None]:
    tiles: dict[str, list[bytes] | None] = {}
    level = 0
    while size >> (8 * level):
        for index, width in tiles_of_level(level, size):
            name = tile_name(level, index, width)
            tiles[name] = None
            data = desk.read("tile", log + name, WIDTH * HASH)
            if data is None:
                continue
            try:
                tiles[name] = hashes_of(data, width)
            except IntegrityError as err:
                desk.report("tile-altered", "tile", log + name, err.message)
        level += 1
    return tiles


def _read_section(desk: Examined, log: str, tiles: dict[str, list[bytes] | None], index: int, width: int) -> _Section:
    name = log + tile_name(ENTRIES, index, width)
    data = desk.read("entries", name, MAX_BUNDLE)
    entries = None
    if data is not None:
        try:
            entries = unpack(data, width)
        except IntegrityError as err:
            desk.report("entries-altered", "entries", name, f"{err.message}; {_which(index * WIDTH, width)}")
    by_bundle = None if entries is None else [leaf_hash(entry) for entry in entries]
    return _Section(index, width, entries, by_bundle, tiles[tile_name(0, index, width)])


def _believe(sections: list[_Section], tiles: dict[str, list[bytes] | None], root: bytes | None) -> list[bytes] | None:
    """The leaf hashes that lead to the signed root: those of bundles, or of tiles, section by section."""
    for prefer_bundle in (True, False):
        leaves: list[bytes] = []
        for section in sections:
            chosen = _choose(section, tiles, prefer_bundle)
            if chosen is None:
                return None
            leaves += chosen
        if root is not None and root_of(leaves) == root:
            return leaves
    return None


def _choose(section: _Section, tiles: dict[str, list[bytes] | None], prefer_bundle: bool) -> list[bytes] | None:
    first, second = section.by_bundle, section.by_tile
    if first is None or second is None:
        return first or second
    if section.width == WIDTH and first != second:
        above = _above(section.index, tiles)
        for one in (first, second):
            if perfect_root(one) == above:
                return one
    return first if prefer_bundle else second


def _above(index: int, tiles: dict[str, list[bytes] | None]) -> bytes | None:
    """What level 1 says is the root of a full tile of level 0."""
    group, place = divmod(index, WIDTH)
    for name, row in tiles.items():
        if row is not None and name.split(".p/")[0] == tile_name(1, group) and place < len(row):
            return row[place]
    return None


def _compare_tiles(desk: Examined, log: str, tiles: dict[str, list[bytes] | None], leaves: list[bytes]) -> None:
    for name, data in tile_bytes(leaves).items():
        row = tiles[name]
        if row is not None and b"".join(row) != data:
            desk.report("tile-altered", "tile", log + name, "the tile is not what the entries hash to")


def _compare_bundle(desk: Examined, log: str, section: _Section, leaves: list[bytes]) -> None:
    if section.by_bundle is None:
        return
    first = section.index * WIDTH
    wrong = [first + i for i, leaf in enumerate(section.by_bundle) if leaf != leaves[first + i]]
    if wrong:
        name = log + tile_name(ENTRIES, section.index, section.width)
        listed = ", ".join(map(str, wrong[:10])) + (", ..." if len(wrong) > 10 else "")
        desk.report("entries-altered", "entries", name, f"not what was signed: entry {listed}")


def _report_doubt(
    desk: Examined,
    log: str,
    checkpoint: str,
    sections: list[_Section],
    tiles: dict[str, list[bytes] | None],
    root: bytes | None,
) -> None:
    """Names what disagrees where nothing on disk leads to the signed root."""
    agree = True
    for section in sections:
        if section.by_bundle is not None and section.by_tile is not None and section.by_bundle != section.by_tile:
            agree = False
            for kind, what in ((ENTRIES, "entries"), (0, "tile")):
                name = log + tile_name(kind, section.index, section.width)
                desk.report(f"{what}-altered", what, name, "bundle and tile of the same entries disagree")
        agree = agree and section.by_bundle is not None
    leaves = [leaf for section in sections for leaf in (section.by_bundle or section.by_tile or [])]
    if agree:
        _compare_tiles(desk, log, tiles, leaves)
    if root is not None and root_of(leaves) != root:
        desk.report("root-mismatch", "checkpoint", checkpoint, "the entries do not lead to the root that was signed")


def _entries(desk: Examined, log: str, sections: list[_Section], leaves: list[bytes] | None) -> Log:
    """Events of the entries that can be believed: all signed ones; without a signed root, all that can be read."""
    found = Log()
    for section in sections:
        for i, entry in enumerate(section.entries or []):
            index = section.index * WIDTH + i
            if leaves is not None and leaf_hash(entry) != leaves[index]:
                continue
            try:
                found.events[index] = decode_event(entry)
            except IntegrityError as err:
                name = log + tile_name(ENTRIES, section.index, section.width)
                desk.report("entry-unknown", "entries", name, f"entry {index}: {err.message}")
    found.trusted = len(found.events) if leaves is not None else 0
    return found


def _which(first: int, width: int) -> str:
    return f"entry {first}" if width == 1 else f"entries {first} to {first + width - 1}"
