"""The lines in which passages and problems travel, and the words for a worker's failure."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from tests.support.pdf import make_pdf
from witnessmark.model import Passage, Problem
from witnessmark.read import (
    Failure,
    Limits,
    Pool,
    Task,
    decode_read,
    encode_read,
    failure_problem,
    read_bytes,
    read_task,
    task_header,
    warm,
)
from witnessmark.read.task import LINES

SOURCE = "ab" * 32
FILES: dict[str, bytes] = {
    ".txt": b"One.\n\nTwo.",
    ".md": "# 数字\n\n五千".encode("gb18030"),
    ".csv": b"a,b\n1\n",
    ".html": b"<html><body><p>It says 5,000.</p></body></html>",
    ".pdf": make_pdf([["It says 5,000."], []]),
    ".png": b"\x89PNG\r\n\x1a\n",
}


def test_lines_come_back_as_they_were() -> None:
    items = [item for suffix, data in FILES.items() for item in read_bytes(data, suffix, SOURCE)]
    encoded = encode_read(items)
    assert encoded.count(b"\n") == len(items)
    passages, problems = decode_read(encoded)
    assert passages == [item for item in items if isinstance(item, Passage)]
    assert problems == [item for item in items if isinstance(item, Problem)]
    assert encode_read([]) == b""
    assert decode_read(b"") == ([], [])


def test_each_line_says_what_it_is() -> None:
    first = encode_read(read_bytes(b"One.", ".txt", SOURCE))
    assert first.startswith(b'{"passage":{"id":"p-')
    with pytest.raises(msgspec.ValidationError):
        decode_read(b'{"person":{}}\n')


def test_a_long_source_comes_in_several_records() -> None:
    data = b"\n\n".join(b"Block %d." % number for number in range(LINES * 2 + 1))
    records = list(read_task(task_header(SOURCE, ".txt"), data))
    assert len(records) == 3
    assert decode_read(b"".join(records))[0] == read_bytes(data, ".txt", SOURCE)


def test_a_worker_reads_every_format_as_the_parent_does() -> None:
    tasks = [Task(key=s, header=task_header(SOURCE, s), load=lambda d=d: d) for s, d in FILES.items()]  # type: ignore[misc]
    with Pool(read_task, 2, Limits(), warm) as pool:
        found = {done.key: done for done in pool.run(tasks)}
    for suffix, data in FILES.items():
        assert found[suffix].failure is None
        assert b"".join(found[suffix].records) == encode_read(read_bytes(data, suffix, SOURCE))


@pytest.mark.parametrize("failure", get_args(Failure))
def test_each_failure_has_its_words(failure: Failure) -> None:
    problem = failure_problem(SOURCE, failure)
    assert problem.code == f"reader-{failure}"
    assert problem.about == SOURCE
    assert problem.message
    assert problem.hint
