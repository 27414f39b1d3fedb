"""Blocks of text are slices of the file as it stands."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.model import CharSpan, Passage
from witnessmark.read import decode, read_bytes
from witnessmark.read.plain import LONGEST, blocks

SOURCE = "ab" * 32


def texts(data: bytes, suffix: str = ".txt") -> list[str]:
    return [item.text for item in read_bytes(data, suffix, SOURCE) if isinstance(item, Passage)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_part_blocks_and_nothing_is_changed(end: str) -> None:
    lines = ["  First\u00a0line ", "second line", "", " \u3000", "Next block", ""]
    assert texts(end.join(lines).encode()) == [f"  First\u00a0line {end}second line", "Next block"]


def test_headings_of_markdown_stand_alone() -> None:
    data = b"# One\ntext\nmore\n## Two ##\nText\n=====\nafter\n#not a heading\n\nrest"
    assert texts(data, ".md") == ["# One", "text\nmore", "## Two ##", "Text\n=====", "after\n#not a heading", "rest"]


def test_markdown_stays_as_written() -> None:
    data = b"It **says** [5,000](http://x) `code`\n> quote\n- item"
    assert texts(data, ".md") == [data.decode()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_offsets_are_those_of_the_opened_file(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes("\ufeffIt says 𠮷 5.\r\n\r\nThen é 6.\r\n".encode(encoding))
    with path.open(newline="", encoding=encoding) as file:
        opened = file.read()
    passages = [item for item in read_bytes(path.read_bytes(), ".txt", SOURCE) if isinstance(item, Passage)]
    assert [passage.text for passage in passages] == ["It says 𠮷 5.", "Then é 6."]
    for passage in passages:
        assert isinstance(passage.where, CharSpan)
        assert opened[passage.where.start : passage.where.end] == passage.text


@pytest.mark.parametrize("unit", ["It says 5,000. ", "It says, ", "数字是五千。", "line\n", "x"])
def test_long_blocks_are_cut_and_lose_no_word(unit: str) -> None:
    text = unit * (90_000 // len(unit))
    spans = list(blocks(text))
    assert all(0 < end - start <= LONGEST for start, end in spans)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "").replace("\n", "") == text.replace(
        " ", ""
    ).replace("\n", "")
    if unit != "x":
        whole = unit.strip()
        assert all(
            text[start:end].startswith(whole) and text[start:end].strip().endswith(whole) for start, end in spans
        )


@given(st.text(alphabet=st.sampled_from("a 5.#=-\n\r\t\u00a0\u3000\ufeff数。\x0b\x0c\u2028"), max_size=80))
def test_blocks_hold_all_that_is_not_blank(text: str) -> None:
    spans = list(blocks(text))
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    outside = text
    for start, end in reversed(spans):
        outside = outside[:start] + outside[end:]
    assert not outside.strip().strip("\ufeff").strip()


@given(st.text(max_size=200))
def test_passages_are_slices_of_the_decoded_text(text: str) -> None:
    data = text.encode()
    for item in read_bytes(data, ".txt", SOURCE):
        if isinstance(item, Passage) and item.reader.startswith("text "):
            assert isinstance(item.where, CharSpan)
            assert decode(data).text[item.where.start : item.where.end] == item.text


def test_a_long_block_is_cut_between_lines_rather_than_sentences() -> None:
    text = "It says 5. And then\n" * 2_000
    assert all(text[start:end].endswith("then") or end == len(text) for start, end in blocks(text))
