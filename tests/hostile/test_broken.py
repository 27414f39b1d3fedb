"""Every broken or hostile file gives passages or problems, within the limits, and nothing else happens."""

from __future__ import annotations

import time
from pathlib import PurePosixPath

import pytest

from tests.hostile.broken import BROKEN, SAID, Broken, nested, overlapping, parts_of, zeros
from tests.support import formats
from witnessmark.model import MemberSpan, Passage, Problem, full_place_of, place_of
from witnessmark.read import Limits, Pool, Task, decode_read, read_bytes, read_task, task_header, warm

SOURCE = "ab" * 32
LONGEST = 30.0  # seconds of computing


def read(data: bytes, suffix: str) -> tuple[list[Passage], list[Problem]]:
    items = read_bytes(data, suffix, SOURCE)
    return [i for i in items if isinstance(i, Passage)], [i for i in items if isinstance(i, Problem)]


def test_names_are_unique_and_the_corpus_is_large() -> None:
    assert len({one.name for one in BROKEN}) == len(BROKEN) >= 150


@pytest.mark.parametrize("broken", BROKEN, ids=[one.name for one in BROKEN])
def test_gives_passages_or_a_problem(broken: Broken) -> None:
    data = broken.make()
    start = time.process_time()
    passages, problems = read(data, PurePosixPath(broken.name).suffix)
    assert time.process_time() - start < LONGEST
    assert passages or problems
    assert all(one.about == SOURCE and one.message and one.hint for one in problems)
    assert [one.number for one in passages] == list(range(len(passages)))
    assert len({one.id for one in passages}) == len(passages)
    assert sum(len(one.text) for one in passages) <= 120_000_000
    assert all("root:" not in one.text and "lol" * 9 not in one.text for one in passages)
    if broken.code:
        assert broken.code in {one.code for one in problems}


@pytest.mark.parametrize("ending", sorted(set(formats.FORMATS) - {"txt", "html"}))
@pytest.mark.parametrize("wrong", [".pdf", ".txt", ".docx", ".zip", ".csv", ".mp3", ""])
def test_a_wrong_ending_changes_nothing(ending: str, wrong: str) -> None:
    data = formats.FORMATS[ending](SAID)
    assert read(data, wrong) == read(data, f".{ending}")


def test_what_stands_beside_a_broken_member_is_read() -> None:
    data = formats.zipped(
        {"a.docx": formats.docx(SAID)[:300], "b/c.txt": SAID[0], "d.pdf": b"%PDF-1.4\n", "e.txt": SAID[1]}
    )
    passages, problems = read(data, ".zip")
    assert [one.text for one in passages] == list(SAID)
    assert [(one.code, one.where) for one in problems] == [("unreadable", "file 1"), ("unreadable", "file 3")]


def test_a_bomb_beside_a_text_loses_no_text() -> None:
    passages, problems = read(formats.zipped({"0.txt": bytes(30_000_000), "a.txt": SAID[0]}), ".zip")
    assert [one.text for one in passages] == [SAID[0]]
    assert [(one.code, one.where) for one in problems] == [("unsafe", "file 1")]


def test_archives_are_read_three_deep_and_no_deeper() -> None:
    passages, problems = read(nested(3), ".zip")
    assert [one.text for one in passages] == ["The court says 7."]
    assert not problems
    passages, problems = read(nested(4), ".zip")
    assert not passages
    assert [one.code for one in problems] == ["unsafe"]


def test_a_bomb_is_stopped_before_it_has_grown() -> None:
    data = zeros(150_000_000)
    start = time.process_time()
    passages, problems = read(data, ".zip")
    assert time.process_time() - start < 1.0
    assert not passages
    assert [one.code for one in problems] == ["unsafe"]
    assert read(overlapping(), ".zip")[1][0].code == "unsafe"


def test_a_page_never_prints_the_name_of_a_member() -> None:
    passages, _ = read(formats.zipped({"Secret Name/inner.zip": formats.zipped({"private.txt": SAID[0]})}), ".zip")
    where = passages[0].where
    assert isinstance(where, MemberSpan)
    assert place_of(where) == "file 1, file 1, characters 0 to 29"
    assert full_place_of(where) == "file 1 (Secret Name/inner.zip), file 1 (private.txt), characters 0 to 29"


def test_names_written_in_gbk_are_read() -> None:
    (broken,) = [one for one in BROKEN if one.name == "names-in-gbk.zip"]
    where = read(broken.make(), ".zip")[0][0].where
    assert isinstance(where, MemberSpan)
    assert where.path == "数字.txt"


def test_an_external_entity_is_never_opened() -> None:
    external = [one for one in BROKEN if one.name.startswith("external-")]
    assert len(external) >= 14
    for broken in external:
        passages, problems = read(broken.make(), PurePosixPath(broken.name).suffix)
        assert not any("root:" in one.text for one in passages)
        assert problems or not broken.name.startswith("external-entity")


def test_the_sound_files_are_sound() -> None:
    for ending, make in formats.FORMATS.items():
        passages, problems = read(make(SAID), f".{ending}")
        assert any("7,000" in one.text for one in passages), ending
        assert not [one for one in problems if one.code != "no-main-text"], ending
    assert "word/document.xml" in parts_of(formats.docx(SAID))


@pytest.mark.slow
def test_workers_read_all_of_them_and_every_text_beside_them() -> None:
    tasks = []
    for number, broken in enumerate(BROKEN):
        key = f"{number:064d}"
        tasks.append(Task(key=key, header=task_header(key, PurePosixPath(broken.name).suffix), load=broken.make))
        tasks.append(Task(key=f"good {number}", header=task_header(key, ".txt"), load=lambda: SAID[0].encode()))
    with Pool(read_task, 2, Limits(), warm) as pool:
        found = {done.key: done for done in pool.run(tasks)}
    assert len(found) == len(tasks)
    for number, broken in enumerate(BROKEN):
        assert found[f"{number:064d}"].failure is None, broken.name
        passages, _ = decode_read(b"".join(found[f"good {number}"].records))
        assert [one.text for one in passages] == [SAID[0]]
