from __future__ import annotations

import os
from pathlib import Path

import pytest

from witnessmark.case import (
    CasePaths,
    append_judgements,
    decisions_digest,
    load_judgements,
    load_plan,
    load_prose,
    load_series,
)
from witnessmark.errors import CaseError
from witnessmark.model import Bound, Claim, ClaimKind, Judgement, Quantity, Reason, SpeakerKind, Verdict, judge

HEAD = "period,value,low,high,as_written,source,claim,standing,note\n"
CARD = 'title = "T"\nunit = "u"\npublisher = "P"\ngeography = "G"\ndefinition = "D"\n'


@pytest.fixture
def paths(tmp_path: Path) -> CasePaths:
    made = CasePaths(tmp_path)
    made.series.mkdir(parents=True)
    made.config.write_text("format = 1\n", encoding="utf-8")
    return made


def judgement(at: str = "2026-11-20T10:00:00Z") -> Judgement:
    claim = Claim(
        id="c-" + "1" * 32,
        source="0" * 64,
        passage="p-1",
        kind=ClaimKind.QUANTITY,
        start=0,
        end=2,
        span="40",
        core_start=0,
        core_end=2,
        quote_start=0,
        quote_end=8,
        quote="40 ships",
        before="",
        after=" ships",
        speaker=None,
        speaker_kind=SpeakerKind.UNATTRIBUTED,
        outlet="document",
        quantity=Quantity(low=40, high=40, bound=Bound.POINT, as_written="40"),
        made_by="rules 1",
    )
    return judge(claim, Verdict.REJECTED, by="key", at=at, reason=Reason.MISREAD)


def test_judgements_are_only_ever_added(paths: CasePaths) -> None:
    first, second = judgement(), judgement("2026-11-21T10:00:00Z")
    append_judgements(paths, [first])
    before = paths.judgements.read_bytes()
    append_judgements(paths, [second])
    assert paths.judgements.read_bytes().startswith(before)
    assert load_judgements(paths) == ([first, second], [])


def test_a_torn_line_is_a_problem_and_the_next_one_stands(paths: CasePaths) -> None:
    first, second = judgement(), judgement("2026-11-21T10:00:00Z")
    append_judgements(paths, [first])
    paths.judgements.write_bytes(paths.judgements.read_bytes()[:-30])
    append_judgements(paths, [second])
    found, problems = load_judgements(paths)
    assert found == [second]
    assert [(one.code, one.where) for one in problems] == [("judgement-unreadable", "line 1")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[figure]]\nname = 'A b'\nclaim = 'c-12345678'", "not a name"),
        ("[[figure]]\nname = 'a'", "give claim, or series"),
        ("[[figure]]\nname = 'a'\nclaim = 'c-1'\nseries = 's'\nperiod = '2010'", "give claim, or series"),
        ("[[figure]]\nname = 'a'\nseries = 's'\nmethod = 'polynomial'", "window"),
        ("[[figure]]\nname = 'a'\nseries = 's'\nperiod = '10 May'", "EDTF"),
        ("[[figure]]\nname = 'a'\nseries = 's'\nmethod = 'oracle'", "method"),
        ("[[figure]]\nname = 'a'\nclaim = 'c-12345678'\ntarget = 5", "target"),
        ("data_seen = 'perhaps'", "data_seen"),
        ("[[figure]]\nname = 'a'\nclaim = 'c-12345678'\n" * 2, "two figures"),
        ("not toml", "plan.toml"),
        (f"[[figure]]\nname = '{'a' * 81}'\nclaim = 'c-12345678'", "not a name"),
        ("[[figure]]\nname = 'a'\nclaim = 'c-12345'", "8 characters or more"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(paths: CasePaths, text: str, message: str) -> None:
    paths.plan.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match=message):
        load_plan(paths)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("2010,5,,,,,,believed,\n", "row 2"),
        ("2010,five,,,,,,read,\n", "row 2"),
        ("2010,5,1,9,,,,read,\n", "value or an interval"),
        ("2010,,9,1,,,,read,\n", "backwards"),
        ("May,5,,,,,,read,\n", "EDTF"),
        ("2010,5,,,,,,read,\n2010,6,,,,,,read,\n", "stands twice"),
        ("2010,nan,,,,,,read,\n", "plain digits"),
        ("2010,1e400,,,,,,read,\n", "plain digits"),
        ("2010,1_000,,,,,,read,\n", "plain digits"),
        ("2010,１２,,,,,,read,\n", "plain digits"),
        ("2010,,1,700,,,,,read,\n", "row 2: it has 10 cells"),
        ('2010,5,,,,,,read,"open\n', "no table"),
        ("\n\n2010,five,,,,,,read,\n", "row 4"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_row(paths: CasePaths, rows: str, message: str) -> None:
    (paths.series / "s.csv").write_text(HEAD + rows, encoding="utf-8")
    (paths.series / "s.toml").write_text(CARD, encoding="utf-8")
    with pytest.raises(CaseError, match=message):
        load_series(paths)


def test_a_series_needs_its_sidecar_and_known_columns(paths: CasePaths) -> None:
    (paths.series / "s.csv").write_text("period,religion\n", encoding="utf-8")
    with pytest.raises(CaseError, match="sidecar"):
        load_series(paths)
    (paths.series / "s.toml").write_text(CARD, encoding="utf-8")
    with pytest.raises(CaseError, match="unknown columns"):
        load_series(paths)


def test_every_decision_is_in_the_digest(paths: CasePaths) -> None:
    before = decisions_digest(paths)
    append_judgements(paths, [judgement()])
    after = decisions_digest(paths)
    assert before != after
    paths.config.write_text("format = 1 \n", encoding="utf-8")
    assert decisions_digest(paths) != after


def test_a_line_that_was_changed_is_not_used(paths: CasePaths) -> None:
    first, second = judgement(), judgement("2026-11-21T10:00:00Z")
    append_judgements(paths, [first, second])
    for old, new in ((b"misread", b"duplicate"), (b'"span":"40"', b'"span":"41"'), (b'"low":40', b'"low":41')):
        whole = paths.judgements.read_bytes()
        paths.judgements.write_bytes(whole.replace(old, new, 1))
        found, problems = load_judgements(paths)
        assert found == [second]
        assert [(one.code, one.where) for one in problems] == [("judgement-altered", "line 1")]
        paths.judgements.write_bytes(whole)


def test_a_series_that_is_not_utf8_is_refused(paths: CasePaths) -> None:
    (paths.series / "s.csv").write_bytes(HEAD.encode() + b"2010,5,,,\xff,,,read,\n")
    (paths.series / "s.toml").write_text(CARD, encoding="utf-8")
    with pytest.raises(CaseError, match="not UTF-8"):
        load_series(paths)


@pytest.mark.parametrize("name", ["figures", "A b", "a#b", "a%20b", "é"])
def test_a_series_whose_name_cannot_be_an_address_is_refused(paths: CasePaths, name: str) -> None:
    (paths.series / f"{name}.csv").write_text(HEAD + "2010,5,,,,,,read,\n", encoding="utf-8")
    (paths.series / f"{name}.toml").write_text(CARD, encoding="utf-8")
    with pytest.raises(CaseError, match="cannot be the name"):
        load_series(paths)


@pytest.mark.parametrize("row", ['publisher = "P"', 'unit = "u"', 'title = "T"', 'geography = "G"'])
def test_a_series_of_nobody_is_refused(paths: CasePaths, row: str) -> None:
    (paths.series / "s.csv").write_text(HEAD + "2010,5,,,,,,read,\n", encoding="utf-8")
    (paths.series / "s.toml").write_text(CARD.replace(row, row.split("=")[0] + '= " "'), encoding="utf-8")
    with pytest.raises(CaseError, match="is empty"):
        load_series(paths)


def test_hidden_files_and_folders_are_no_decisions(paths: CasePaths) -> None:
    paths.prose.mkdir()
    (paths.series / "._s.csv").write_bytes(b"\0")
    (paths.prose / ".#main.md").write_bytes(b"\xff")
    (paths.prose / "folder.md").mkdir()
    (paths.prose / "main.md").write_bytes(b"\xef\xbb\xbf# Title")
    assert load_series(paths) == {}
    assert load_prose(paths) == [("main.md", "# Title")]


def test_a_name_that_is_not_utf8_is_in_the_digest(paths: CasePaths) -> None:
    before = decisions_digest(paths)
    (paths.decisions / os.fsdecode(b"a\xff.md")).write_bytes(b"")
    assert decisions_digest(paths) != before
