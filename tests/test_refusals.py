"""The refusals of REFUSALS.md, looked for in the whole program.

test_refusals_planted.py shows each check a violation that it must find.

A test is named after the check that the table's column "test" names: fields, surface, absent words, plan keys, intake,
published bytes, network, verdicts, recalled, one side.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

import tests.test_refusals_planted as planted
import witnessmark.model
import witnessmark.pipeline
from tests.support import program, refusal_checks, refusal_runs
from tests.support.invented import (
    CANARIES,
    CHANGED,
    claim_of,
    files_below,
    make_case,
    set_standing,
    ticking,
    wells,
)
from witnessmark.case import Case, load_judgements, load_plan, load_series, open_case
from witnessmark.cli.__main__ import cli
from witnessmark.cli.trace_cmd import _print as print_trace
from witnessmark.errors import Refused
from witnessmark.forensics import fit_series
from witnessmark.model import (
    REFUSALS,
    Finding,
    PlannedFigure,
    PolynomialParameters,
    Reason,
    Refusal,
    SpeakerKind,
    Standing,
    Verdict,
)
from witnessmark.pipeline import Stated, add, build, decide, init_case, trace, waiting
from witnessmark.pipeline.judging import holding
from witnessmark.report import Material, public
from witnessmark.report.chart import series_chart

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EXAMPLE = ROOT / "examples" / "transplant-reform"
SOURCES = program.sources()
TEMPLATES = program.templates()


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case that a test makes states where its key is; afterwards the machine's own place holds again."""
    monkeypatch.setenv("WITNESSMARK_HOME", "set by the case")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The invented case with a plan, a series and prose; its clock, folders and user are canaries."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME"):
            patch.setenv(name, "canaryuser")
        patch.setenv("WITNESSMARK_HOME", "set by the case")
        yield wells(tmp_path_factory.mktemp("canaryhome"))


@pytest.fixture
def example(tmp_path: Path) -> Case:
    """A copy of the example case, built."""
    shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns("derived", "published", ".lock"))
    made = open_case(tmp_path / "example")
    build(made, workers=1)
    return made


# fields


def test_fields_no_name_in_the_program_is_a_forbidden_one() -> None:
    assert refusal_checks.forbidden_names(program.names(SOURCES)) == []


def test_fields_no_vocabulary_and_no_template_holds_a_forbidden_word() -> None:
    assert refusal_checks.forbidden_strings(program.written(SOURCES)) == []
    assert refusal_checks.forbidden_template_words(TEMPLATES) == []


def test_fields_every_struct_is_a_strict_word_without_free_fields() -> None:
    structs = program.structs()
    assert len(structs) > 40
    assert [told for one in structs for told in refusal_checks.struct_findings(one)] == []
    assert refusal_checks.lax_words(SOURCES) == []


def test_fields_no_other_class_and_no_function_takes_anything_at_all() -> None:
    shapes = program.shapes()
    assert len(shapes) > 30
    assert [told for one in shapes for told in refusal_checks.shape_findings(one)] == []
    assert refusal_checks.free_parameters(SOURCES) == []


def test_fields_an_unknown_field_is_refused_when_a_word_is_read() -> None:
    for struct in program.structs():
        body = b'{"ethnicity":"x"}'
        tag = struct.__struct_config__.tag
        if tag:
            body = b'{"type":"%s","ethnicity":"x"}' % str(tag).encode()
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(body, type=struct)


def test_fields_whatever_is_allowed_by_name_is_still_there() -> None:
    """An exception that nothing needs any more must go."""
    used = {(one.where.partition(":")[0], one.name) for one in program.names(SOURCES)}
    assert set(refusal_checks.NAMES_MEANT) <= used
    fields = {
        f"{one.__module__}.{one.__qualname__}.{field}".removeprefix("witnessmark.")
        for one in program.shapes()
        for field in one.__annotations__
    }
    assert set(refusal_checks.MAPPINGS_MEANT) <= fields
    assert set(refusal_checks.PARAMETERS_MEANT) <= used
    assert set(refusal_checks.STRINGS_MEANT) <= {(one.path, one.inside) for one in program.written(SOURCES)}


# surface


def test_surface_is_the_listed_one() -> None:
    listed = (HERE / "support" / "surface.txt").read_text(encoding="utf-8").splitlines()
    now = [*program.command_lines(cli), *program.function_lines(witnessmark.pipeline)]
    told = refusal_checks.surface_findings(now, [one for one in listed if not one.startswith("#")])
    assert told == [], "take the new thing out, or decide for it: python -m tests.support.update_surface"


def test_surface_no_function_takes_a_name_of_which_nobody_says_whose_it_is() -> None:
    assert refusal_checks.naming_parameters(SOURCES) == []


def test_surface_nothing_is_arranged_by_person_or_institution(case: Case) -> None:
    known = re.compile(
        r"(?:index|look|problems|claims|sources(?:-\d+)?)\.html|trace\.json|trace/(.+)\.html|data/(?:figures|(.+))\.csv"
    )
    figures, series = {one.name for one in load_plan(case.paths).figure}, set(load_series(case.paths))
    for name in files_below(case.paths.published):
        match = known.fullmatch(name)
        assert match, f"{name} is a page of a kind that REFUSALS.md does not know"
        assert match[1] is None or match[1] in figures
        assert match[2] is None or match[2] in series
    names = {one.path for one in TEMPLATES}
    kinds = ("base", "claims", "index", "look", "parts", "problems", "sources", "trace")
    assert names == {"report/templates/style.css", *(f"report/templates/{one}.html" for one in kinds)}


# absent words


def test_absent_words_for_persons() -> None:
    rooms = [one.__name__ for one in program.modules()]
    assert refusal_checks.absent_words(program.names(SOURCES), rooms) == []


# plan keys


def test_plan_keys_look_back() -> None:
    words = [*refusal_checks.reachable(witnessmark.model.Plan), *refusal_checks.reachable(Finding)]
    assert PlannedFigure in words and PolynomialParameters in words
    assert refusal_checks.forward_keys(words) == []


def test_plan_keys_a_window_into_the_future_gives_no_number_and_no_line_there(case: Case) -> None:
    series = load_series(case.paths)["wells-dug"]
    chosen = PolynomialParameters(series="wells-dug", first=2010, last=2040, origin=2010)
    finding = fit_series(series, chosen)
    assert {one.name for one in finding.result} == {
        one.name
        for one in fit_series(series, PolynomialParameters(series="x", first=2010, last=2017, origin=2010)).result
    }
    drawn = series_chart(series, finding, "A")
    assert "2017" in drawn and not re.search(r">20(?:1[89]|[234]\d)<", drawn)


# intake


def test_intake_of_what_needs_a_vault_is_refused_and_nothing_is_written(case: Case, tmp_path: Path) -> None:
    def attempt(paper: Path, stated: Stated) -> object:
        return add(case, [paper], stated, ticking(), os.urandom)

    assert refusal_runs.intake(attempt, case.paths.root, tmp_path / "paper.txt") == []


def test_intake_by_the_command_line_is_refused_too(case: Case, tmp_path: Path) -> None:
    def attempt(paper: Path, stated: Stated) -> object:
        options = ["--kind", str(stated.kind), "--access", str(stated.access)]
        options += ["--list-of-persons"] if stated.persons else []
        ran = CliRunner().invoke(cli, ["add", str(paper), "-C", str(case.paths.root), *options])
        if isinstance(ran.exception, Refused):
            raise ran.exception
        return ran

    assert refusal_runs.intake(attempt, case.paths.root, tmp_path / "paper.txt") == []


def test_intake_writes_no_name_into_the_log(case: Case) -> None:
    log = files_below(case.paths.log)
    assert len(log) >= 3 and b"canaryfile" in b"".join(files_below(case.paths.sidecars).values())
    said = ("Water Gazette", "Village Post", "txt", str(case.paths.root))
    assert refusal_runs.named_in_log(log, (*CANARIES, *said)) == []


# published bytes


def test_published_bytes_name_no_file_folder_user_or_minute(case: Case) -> None:
    files = files_below(case.paths.published)
    assert {"index.html", "problems.html", "trace.json", "data/figures.csv"} <= set(files)
    assert b"symbolic link" in files["problems.html"]
    assert refusal_runs.private_bytes(files, (*CANARIES, str(case.paths.root), os.uname().nodename + "/")) == []


def test_published_bytes_come_from_words_without_private_fields() -> None:
    words = [one for one in program.structs() if one.__module__ == public.__name__]
    assert public.Trace in words
    assert refusal_checks.private_fields([*words, *refusal_checks.reachable(public.Trace)]) == []


# network


def test_network_is_opened_by_nothing() -> None:
    assert refusal_checks.network(SOURCES) == []


# verdicts


def test_verdicts_are_two_and_say_nothing_of_what_is_so() -> None:
    enums = program.enums()
    assert Verdict in enums
    assert refusal_checks.verdicts(enums) == []


def test_verdicts_are_no_statistics(case: Case) -> None:
    chosen = PolynomialParameters(series="wells-dug", first=2010, last=2017, origin=2010)
    result = fit_series(load_series(case.paths)["wells-dug"], chosen).result
    made = [(one.name, one.label) for one in result]
    typed = [
        (node.value, "")
        for file in SOURCES
        for call in ast.walk(ast.parse(file.text))
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(("Statistic", "Figure"))
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert refusal_checks.assertions([*made, *typed]) == []


# recalled


def traced(case: Case, name: str, capsys: pytest.CaptureFixture[str]) -> str:
    print_trace(trace(case, name))
    return capsys.readouterr().out


@pytest.mark.parametrize("standing", [Standing.RECALLED, Standing.SECOND_HAND, Standing.DERIVED])
def test_recalled_inputs_label_every_number_below_them(
    case: Case, standing: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    set_standing(case, standing)
    build(case, workers=1)
    below = ("wells-fit", "dug-2012")
    told = {name: traced(case, name, capsys) for name in below}
    files = files_below(case.paths.published)
    try:
        assert refusal_runs.missing_labels(files, told, f"{standing}-input", below, CHANGED) == []
        other = traced(case, "dry-claimed", capsys)
        assert f"{standing}-input" not in other and f"({standing}" in told["wells-fit"]
    finally:
        set_standing(case, Standing.READ)
        build(case, workers=1)


def test_recalled_labels_stand_nowhere_when_everything_was_read(case: Case) -> None:
    assert not [name for name, data in files_below(case.paths.published).items() if b"-input" in data]


# one side


def one_side(case: Case) -> list[str]:
    """What the first page of a case does not show."""
    claims = [one.claim for one in waiting(case, again=True)]
    verdicts = holding(load_judgements(case.paths)[0])
    printed = [json.loads(line) for line in case.paths.figures.read_bytes().splitlines()]  # a refused one is not there
    used = sorted({claim for figure in printed for claim in figure["claims"]})
    return refusal_runs.silence((case.paths.published / "index.html").read_bytes(), claims, verdicts, used)


def reject_all(case: Case, kind: SpeakerKind) -> int:
    """Rejects every claim of one kind of speaker; gives how many."""
    mine = [one for one in waiting(case, again=True) if one.claim.speaker_kind is kind]
    for one in mine:
        decide(case, one, Verdict.REJECTED, clock=ticking(), reason=Reason.OUT_OF_SCOPE)
    build(case, workers=1)
    return len(mine)


def test_one_side_is_counted_on_the_first_page(case: Case) -> None:
    assert one_side(case) == []


def test_one_side_an_empty_case_has_a_row_of_zeros_for_every_kind_of_speaker(tmp_path: Path) -> None:
    os.environ["WITNESSMARK_HOME"] = str(tmp_path / "home")
    empty = init_case(tmp_path / "case", "Empty", ticking(), os.urandom)
    build(empty, workers=1)
    assert one_side(empty) == []


@pytest.mark.parametrize("kind", [SpeakerKind.GOVERNMENT, SpeakerKind.NGO])
def test_one_side_rejected_shows_on_the_first_page(tmp_path: Path, kind: SpeakerKind) -> None:
    made = wells(tmp_path)
    assert reject_all(made, kind) >= 2
    assert one_side(made) == []
    assert f"was rejected, by: {kind}." in (made.paths.published / "index.html").read_text(encoding="utf-8")


def test_one_side_rejected_in_the_example_shows_on_its_first_page(example: Case) -> None:
    assert one_side(example) == []
    kinds = {one.claim.speaker_kind for one in waiting(example, again=True)} - {SpeakerKind.UNATTRIBUTED}
    assert {SpeakerKind.GOVERNMENT, SpeakerKind.NGO, SpeakerKind.SCHOLAR} <= kinds
    for kind in (SpeakerKind.GOVERNMENT, SpeakerKind.SCHOLAR):
        assert reject_all(example, kind)
        assert one_side(example) == []


def test_one_side_dropped_from_the_example_shows_on_its_first_page(example: Case) -> None:
    kinds: dict[SpeakerKind, set[str]] = {}
    for one in waiting(example, again=True):
        kinds.setdefault(one.claim.speaker_kind, set()).add(one.claim.source)
    for sha256 in kinds[SpeakerKind.NGO]:
        example.paths.object(sha256).unlink()
    shutil.rmtree(example.paths.derived)
    build(example, workers=1)
    assert one_side(example) == []
    assert re.search(r"No claim was found by: [^.]*\bNGO\b", (example.paths.published / "index.html").read_text())


def test_one_side_cannot_leave_the_table_out() -> None:
    assert refusal_checks.optional_tally(Material, TEMPLATES) == []


def test_one_side_every_quoted_figure_says_how_many_claims_it_does_not_use(case: Case) -> None:
    text = (case.paths.published / "index.html").read_text(encoding="utf-8")
    assert "Same measure and period, not used" in text
    assert re.search(r"dry-claimed.*?<td class=\"n\">1</td>", text, re.DOTALL)


# the swap


SWAPPED = ("Water Ministry", "Wells Alliance")
FIRST = "A report\n\nThe {0} says that 8,000 wells ran dry.\n\nThe {1} denies that 9,000 wells ran dry.\n"
PROSE = "The {0} says {{{{figure: one}}}}. The {1} says {{{{figure: two}}}}.\n\n{{{{quote: one}}}} {{{{quote: two}}}}\n"


def swap_pages(folder: Path, first: str, second: str) -> dict[str, str]:
    """Every page of a case in which two bodies speak, hashes left out."""
    folder.mkdir()
    made = make_case(folder, [("paper.txt", "Post", FIRST.format(first, second))])
    plan = "".join(
        f'[[figure]]\nname = "{name}"\nclaim = "{claim_of(made, span)}"\n'
        for name, span in (("one", "8,000"), ("two", "9,000"))
    )
    made.paths.plan.write_text(plan, encoding="utf-8")
    (made.paths.prose / "main.md").write_text(PROSE.format(first, second), encoding="utf-8")
    build(made, workers=1)
    pages = {name: data.decode() for name, data in files_below(made.paths.published).items()}
    return {name: re.sub(r"[0-9a-f]{12,}", "#", text) for name, text in pages.items()}


def exchanged(text: str, one: str, other: str) -> str:
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def test_swap_of_two_speakers_changes_nothing_else(tmp_path: Path) -> None:
    before = swap_pages(tmp_path / "a", *SWAPPED)
    after = swap_pages(tmp_path / "b", *reversed(SWAPPED))
    assert len(before["index.html"]) == len(after["index.html"]) and before.keys() == after.keys()
    assert "says (denies)" in before["trace/two.html"] and "denied" in before["index.html"]
    for name in before:
        text = exchanged(after[name], *SWAPPED)
        if name.startswith("trace"):
            text = exchanged(text, "government", "NGO")
        if name == "trace.json":
            assert sorted(text.splitlines()) == sorted(before[name].splitlines())
        else:
            assert text == before[name], name


# the table


def test_table_names_checks_that_are_here_and_are_shown_a_violation() -> None:
    for refusal in REFUSALS:
        for part in refusal.test.split("; "):
            file, _, checks = part.partition(": ")
            assert (HERE / f"{file}.py").is_file()
            for check in checks.split(", ") if checks else []:
                name = "test_" + check.replace(" ", "_")
                for module in (globals(), vars(planted)):
                    assert any(one.startswith(name) for one in module), (refusal.id, check)


def test_table_is_whole() -> None:
    assert [one.id for one in REFUSALS] == [f"R{number}" for number in range(1, 13)]
    assert all(value.strip() for one in REFUSALS for value in msgspec.structs.astuple(one))


def section(one: Refusal) -> str:
    """A refusal as REFUSALS.md prints it."""
    return (
        f"## {one.id}\n\n**Never**: {one.never}.\n\n**Because**: {one.because}.\n\n**Instead**: {one.instead}.\n\n"
        f"**Guard**: {one.guard}.\n\n**Test**: {one.test}.\n\n**Cannot stop**: {one.cannot_stop}.\n"
    )


def test_table_of_refusals_md_is_that_of_the_program() -> None:
    text = (ROOT / "REFUSALS.md").read_text(encoding="utf-8")
    head, mark, rest = text.partition("## R1\n")
    assert "our reading" in head.splitlines()[2] and "left out" in head
    assert mark + rest == "\n".join(section(one) for one in REFUSALS)


def test_table_that_the_command_prints_is_that_of_the_program() -> None:
    printed = CliRunner().invoke(cli, ["refuses"]).output
    rows = CliRunner().invoke(cli, ["refuses", "--json"]).output.splitlines()
    assert [msgspec.json.decode(row, type=Refusal) for row in rows] == list(REFUSALS)
    for one in REFUSALS:
        for field, value in msgspec.structs.asdict(one).items():
            assert f"{field.replace('_', ' ')}: {value}" in printed or field == "id"
        assert f"\n{one.id}  never" in "\n" + printed
