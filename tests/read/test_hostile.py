"""No file, however made, breaks reading or keeps another file from being read."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.samples import SAMPLES
from tests.support.pdf import make_pdf
from witnessmark.model import Passage, Problem
from witnessmark.read import Limits, Pool, Task, decode_read, read_bytes, read_task, task_header, warm

SOURCE = "ab" * 32


@pytest.mark.parametrize(("name", "make", "code"), SAMPLES, ids=[name for name, _, _ in SAMPLES])
def test_gives_the_problem_that_it_should(name: str, make: Callable[[], bytes], code: str) -> None:
    items = read_bytes(make(), Path(name).suffix, SOURCE)
    problems = [item for item in items if isinstance(item, Problem)]
    assert items
    assert all(problem.about == SOURCE and problem.message and problem.hint for problem in problems)
    if code:
        assert code in [problem.code for problem in problems]


def test_all_of_them_leave_a_pool_that_reads_the_others() -> None:
    tasks = []
    for number, (name, make, _) in enumerate(SAMPLES):
        key = f"{number:064d}"
        tasks.append(Task(key=key, header=task_header(key, Path(name).suffix), load=make))
        good = f"good {number}"
        tasks.append(Task(key=good, header=task_header(good, ".txt"), load=lambda: b"The court says 7,000."))
    with Pool(read_task, 2, Limits(), warm) as pool:
        found = {done.key: done for done in pool.run(tasks)}
    assert len(found) == len(tasks)
    for key, done in found.items():
        passages, problems = decode_read(b"".join(done.records))
        assert done.failure is None
        if key.startswith("good"):
            assert [passage.text for passage in passages] == ["The court says 7,000."]
            assert problems == []


def test_text_around_zeros_is_kept() -> None:
    items = read_bytes(b"It says\x00 5,000 and then\x00 6,000.", ".txt", SOURCE)
    assert [item.text for item in items if isinstance(item, Passage)] == ["It says\x00 5,000 and then\x00 6,000."]


def test_rows_after_an_open_quote_are_read() -> None:
    items = read_bytes(b'a,b\n1,"2\n' + b"3,4\n" * 50_000 + b"5,6\n", ".csv", SOURCE)
    texts = [item.text for item in items if isinstance(item, Passage)]
    assert texts[0] == "a | b"
    assert texts[-1] == "5 | 6"


def test_entities_are_not_expanded_and_files_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the canary sings")
    page = (
        f"<!DOCTYPE html [<!ENTITY file SYSTEM '{secret.as_uri()}'>]><html><body><p>It &file; says.</p></body></html>"
    )
    items = read_bytes(page.encode(), ".html", SOURCE)
    text = " ".join(item.text for item in items if isinstance(item, Passage))
    assert "says" in text
    assert "canary" not in text


def test_nothing_remote_is_fetched() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        host = f"http://127.0.0.1:{listener.getsockname()[1]}"
        page = (
            f"<!DOCTYPE html SYSTEM '{host}/x.dtd'><html><head><base href='{host}/'><title>A page</title>"
            f"<link rel=stylesheet href='{host}/a.css'><link rel=canonical href='{host}/b'>"
            f"<meta http-equiv=refresh content='0;url={host}/c'></head><body><article>"
            f"<p>The ministry says 5,000.</p><img src='{host}/d.png'><iframe src='{host}/e'></iframe>"
            f"<script src='{host}/f.js'></script><a href='{host}/g'>more</a></article></body></html>"
        )
        items = read_bytes(page.encode(), ".html", SOURCE)
        assert any("5,000" in item.text for item in items if isinstance(item, Passage))
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_pdf_cut_anywhere_is_read_or_a_problem() -> None:
    whole = make_pdf([["The ministry says 5,000."], ["The court says 6,000."]])
    for end in range(0, len(whole), 37):
        assert read_bytes(whole[:end], ".pdf", SOURCE)
