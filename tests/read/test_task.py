"""The lines in which passages and problems travel, and the words for a worker's failure."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from typing import get_args

import msgspec
import pytest

from tests.support import formats
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
    **{
        f".{ending}": make(["It says 5,000.", "数字 and é."])
        for ending, make in formats.FORMATS.items()
        if ending != "html"
    },
    ".attached.eml": formats.eml(["It says 5."], page=True, attached={"é.docx": formats.docx(["It says 6."])}),
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


_FRESH = """
import sys
from witnessmark.read import Limits, Pool, Task, read_task, task_header, warm
files = eval(sys.stdin.read())
tasks = [Task(key=s + e, header=task_header("ab" * 32, s), load=lambda d=d: d) for s, e, d in files]
with Pool(read_task, 1, Limits(), warm) as pool:
    found = {done.key: (done.failure, b"".join(done.records)) for done in pool.run(tasks)}
print(repr(found))
"""


def test_warming_loads_all_that_a_reader_loads_late() -> None:
    files = [(suffix, "", data) for suffix, data in FILES.items()]
    sample = "The number, it says, is 5."
    files += [(".txt", name, sample.encode(name)) for name in ("utf-16-le", "utf-16-be")]
    files += [(".txt", "gb", "截至年底，全国共有一百六十四家医院。".encode("gb18030"))]
    files += [(".txt", "big5", "截至年底，全國共有一百六十四家醫院。".encode("big5"))]
    files += [(".rtf", "mac", b"{\\rtf1\\mac caf\\'8e}"), (".rtf", "johab", b"{\\rtf1\\ansicpg1361 a\\'88\\'61}")]
    files += [
        (".eml", "koi8", b"Message-ID: <a@b>\nFrom: a\nTo: =?koi8-u?q?=C1?=\nSubject: =?viscii?q?a=D5?=\n\nText.")
    ]
    files += [(".html", "big5", b"<html><meta charset=big5><p>" + "數字是五千。".encode("big5") + b"</p></html>")]
    answer = subprocess.run(
        [sys.executable, "-c", _FRESH],
        input=repr(files).encode(),
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ).stdout
    found = ast.literal_eval(answer.decode())
    assert found == {
        suffix + name: (None, encode_read(read_bytes(data, suffix, SOURCE))) for suffix, name, data in files
    }
