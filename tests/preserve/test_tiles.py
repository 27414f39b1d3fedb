import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.errors import IntegrityError
from witnessmark.preserve import Edge, edge_tiles, leaf_hash, required, root_of, tile_name, unpack
from witnessmark.preserve.merkle import perfect_root
from witnessmark.preserve.tiles import pack, tile_bytes


def _entries(count: int, start: int = 0) -> list[bytes]:
    return [f"entry {i}".encode() for i in range(start, start + count)]


@pytest.mark.parametrize(
    ("level", "index", "width", "name"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 1234067, 256, "tile/0/x001/x234/067"),
        ("entries", 1000, 8, "tile/entries/x001/000.p/8"),
        (2, 999, 255, "tile/2/999.p/255"),
    ],
)
def test_names_are_those_of_the_specification(level: int | str, index: int, width: int, name: str) -> None:
    assert tile_name(level, index, width) == name


def test_the_example_of_the_specification_70000() -> None:
    names = required(70_000)
    assert sum(name.startswith("tile/0/") for name in names) == 274
    assert {"tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"} <= set(
        names
    )
    assert len(names) == 274 + 274 + 2 + 1
    assert set(required(256)) == {"tile/0/000", "tile/entries/000", "tile/1/000.p/1"}
    assert required(0) == []


def _grow(sizes: list[int]) -> dict[str, bytes]:
    """A log as files, appended to in steps; each step begins from the files of the one before."""
    files: dict[str, bytes] = {}
    size = 0
    for step in sizes:
        edge = Edge.read(size, files.__getitem__)
        files |= edge.extend(_entries(step, size))
        size += step
        assert edge.root() == root_of([leaf_hash(entry) for entry in _entries(size)])
        files = {name: files[name] for name in required(size)}
    return files


@pytest.mark.parametrize(
    "sizes", [[1, 64, 64, 64, 63, 1, 5], [255, 1, 1], [256], [257, 255], [600, 1], [1] * 70, [64] * 9]
)
def test_a_log_grown_in_steps_has_just_the_files_of_one_grown_at_once(sizes: list[int]) -> None:
    files, total = _grow(sizes), sum(sizes)
    assert files == {name: data for name, data in Edge().extend(_entries(total)).items() if name in required(total)}
    assert {name: data for name, data in files.items() if "entries" not in name} == tile_bytes(
        [leaf_hash(entry) for entry in _entries(total)]
    )


def test_a_log_of_65537_entries_has_three_levels() -> None:
    leaves = [leaf_hash(entry) for entry in _entries(65_537)]
    files = tile_bytes(leaves)
    assert set(files) == {name for name in required(65_537) if "entries" not in name}
    assert files["tile/2/000.p/1"] == perfect_root(leaves[:65_536])


def test_appending_reads_only_the_right_edge() -> None:
    files = _grow([600])
    read: list[str] = []

    def note(name: str) -> bytes:
        read.append(name)
        return files[name]

    Edge.read(600, note)
    assert sorted(read) == sorted(edge_tiles(600)) == ["tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88"]


def test_an_edge_whose_bundle_and_tile_differ_is_refused() -> None:
    files = _grow([70])
    files["tile/entries/000.p/70"] = files["tile/entries/000.p/70"].replace(b"entry 3", b"entry 4")
    with pytest.raises(IntegrityError):
        Edge.read(70, files.__getitem__)


@given(st.lists(st.binary(max_size=300), max_size=40))
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    assert unpack(pack(entries), len(entries)) == entries


@settings(max_examples=300)
@given(st.binary(max_size=400), st.integers(0, 300))
def test_no_bytes_make_unpack_raise_anything_else(data: bytes, count: int) -> None:
    with contextlib.suppress(IntegrityError):
        assert pack(unpack(data, count)) == data


def test_an_entry_too_long_for_its_length_is_refused() -> None:
    assert unpack(pack([b"x" * 65_535]), 1)
    with pytest.raises(ValueError, match="too long"):
        pack([b"x" * 65_536])
