"""A violation for every check of the refusals, planted in memory: each must be found."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec
import pytest

from tests.support import program, refusal_checks, refusal_runs
from tests.support.invented import CHANGED, files_below, make_case, set_standing, wells
from tests.support.program import Text
from witnessmark.case import Case
from witnessmark.errors import Refused
from witnessmark.model import Claim, Standing, Word
from witnessmark.pipeline import Stated, build, waiting
from witnessmark.report import Material, Tally
from witnessmark.text import words

NAMES = words("""
blood_type organ_of donor_hla dna tissueType BIOMETRIC health_record diagnosis passport_no national_id id_number phone
e_mail email home_address address_of ethnicity ethnic_group religion belief race nationality patients recipient donor_id
surname full_name date_of_birth watch_list face_id profile find_person person_score hospital wait_days price contact
latitude posterior consensus probability_of_guilt allocation
""")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "form",
    [
        "class A:\n    {}: str\n",
        "def a({}): ...\n",
        "def {}(): ...\n",
        "class A:\n    def b(self):\n        self.{} = 1\n",
        "a = dict({}=1)\n",
        "COLUMNS = ('period', '{}')\n",
        "a = {{'{}': 1}}\n",
        "{} = 1\n",
    ],
)
def test_fields_forbidden_names_are_found(name: str, form: str) -> None:
    assert refusal_checks.forbidden_names(program.names([Text("report/a.py", form.format(name))]))


@pytest.mark.parametrize("name", [one for one in NAMES if "_" in one])
def test_fields_forbidden_columns_in_running_text_are_found(name: str) -> None:
    text = f"COLUMNS = 'period value {name}'.split()\n"
    assert refusal_checks.forbidden_names(program.names([Text("report/a.py", text)]))


@pytest.mark.parametrize(
    "name", ["custody", "trace", "outlet", "organ", "series", "surface", "address", "interface", "geography"]
)
def test_fields_honest_names_are_let_through(name: str) -> None:
    assert not refusal_checks.forbidden_names(program.names([Text("report/a.py", f"{name} = 1\n")]))


@pytest.mark.parametrize("text", ["name ethnicity age", "X's religion", "blood", "民族", "宗教信仰", "Uyghur"])
def test_fields_vocabularies_of_peoples_and_bodies_are_found(text: str) -> None:
    file = Text("claims/units.py", f"WORDS = words({text!r})\n")
    assert refusal_checks.forbidden_strings(program.written([file]))


@pytest.mark.parametrize(
    "text", ["<p>Blood: {{ x }}</p>", "<script>1</script>", '<img src="a">', "https://example.org"]
)
def test_fields_templates_are_looked_at(text: str) -> None:
    assert refusal_checks.forbidden_template_words([Text("report/templates/a.html", text)])


class Bare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    period: str


class Lax(Word, frozen=True, kw_only=True, forbid_unknown_fields=False):
    period: str


class Blood(Word, frozen=True, kw_only=True):
    blood_type: str


class Free(Word, frozen=True, kw_only=True):
    extra: str


class Anything(Word, frozen=True, kw_only=True):
    value: Any


class Thing(Word, frozen=True, kw_only=True):
    values: tuple[object, ...] = ()


class Open(Word, frozen=True, kw_only=True):
    values: dict[str, int]


class Nested(Word, frozen=True, kw_only=True):
    values: list[dict[str, Any] | None]


class Raw(Word, frozen=True, kw_only=True):
    values: msgspec.Raw


class Child(Blood, frozen=True, kw_only=True):
    period: str


@pytest.mark.parametrize("word", [Bare, Lax, Blood, Free, Anything, Thing, Open, Nested, Raw, Child])
def test_fields_words_that_are_lax_are_found(word: type[msgspec.Struct]) -> None:
    assert refusal_checks.struct_findings(word)


class Honest(Word, frozen=True, kw_only=True):
    values: tuple[str | None, ...] = ()
    kind: typing.Literal["object", "Any"] = "Any"


def test_fields_a_strict_word_is_let_through() -> None:
    assert refusal_checks.struct_findings(Honest) == []


@dataclasses.dataclass
class TaggedShape:
    tags: tuple[str, ...]


@dataclasses.dataclass
class OpenShape:
    values: dict[str, Any]


@dataclasses.dataclass
class TextShape:
    values: Mapping[str, list[str]]


class PersonShape(NamedTuple):
    ethnicity: str


@pytest.mark.parametrize("shape", [TaggedShape, OpenShape, TextShape, PersonShape])
def test_fields_shapes_that_hold_anything_are_found(shape: type) -> None:
    assert refusal_checks.shape_findings(shape)


@pytest.mark.parametrize(
    "text",
    [
        "class A(Word):\n    a: str\n",
        "class A(Word, frozen=True):\n    a: str\n",
        "class A(model.Word, kw_only=True):\n    a: str\n",
        "A = msgspec.defstruct('A', ['a'])\n",
    ],
)
def test_fields_words_that_do_not_say_that_they_are_frozen_are_found(text: str) -> None:
    assert refusal_checks.lax_words([Text("model/a.py", text)])


def test_fields_functions_that_take_anything_are_found() -> None:
    assert refusal_checks.free_parameters([Text("case/a.py", "def a(b: dict[str, Any]): ...\n")])
    assert refusal_checks.free_parameters([Text("case/a.py", "def a(**b: Any): ...\n")])


def test_fields_every_room_is_walked() -> None:
    rooms = {one.__module__.split(".")[1] for one in program.classes()}
    on_disk = {one.name for one in program.ROOT.iterdir() if (one / "__init__.py").is_file()}
    assert {"model", "case", "pipeline", "report", "preserve", "read", "claims", "text"} <= rooms & on_disk
    assert {one.path.partition("/")[0] for one in program.sources()} >= on_disk
    assert {one.__name__.split(".")[1] for one in program.modules()[1:]} >= on_disk


def test_surface_a_new_command_option_or_function_is_found() -> None:
    group = click.Group("wm")
    group.add_command(click.Command("find", params=[click.Option(["--person"]), click.Argument(["name"])]))
    listed = ["find NAME=text"]
    assert refusal_checks.surface_findings(program.command_lines(group), listed) == [
        "new: find --person=text NAME=text",
        "gone: find NAME=text",
    ]


@pytest.mark.parametrize(
    "text", ["def who(name: str): ...\n", "def a(speaker): ...\n", "class A:\n    def b(self, names: list[str]): ...\n"]
)
def test_surface_a_function_that_takes_a_name_is_found(text: str) -> None:
    assert refusal_checks.naming_parameters([Text("pipeline/review.py", text)])


@pytest.mark.parametrize(
    "text", ["class Record: ...\n", "class PersonRow(Word): ...\n", "Cluster = tuple\n", "from a import b as Profile\n"]
)
def test_absent_words_are_found(text: str) -> None:
    assert refusal_checks.absent_words(program.names([Text("model/a.py", text)]), [])


def test_absent_words_rooms_are_found() -> None:
    assert refusal_checks.absent_words([], ["witnessmark.link"]) == ["room witnessmark.link"]


class Wish(Word, frozen=True, kw_only=True):
    target_wait: int


class Method(Word, frozen=True, kw_only=True):
    forecast_to: int


class Holder(Word, frozen=True, kw_only=True):
    methods: tuple[Wish | Method, ...] = ()


def test_plan_keys_that_look_forward_are_found() -> None:
    reached = refusal_checks.reachable(Holder)
    assert reached == [Holder, Wish, Method]
    assert len(refusal_checks.forward_keys(reached)) == 2


def test_intake_that_takes_restricted_material_is_found(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()

    def careless(paper: Path, stated: Stated) -> object:
        return (tmp_path / "case" / "kept").write_bytes(paper.read_bytes())

    def half(paper: Path, stated: Stated) -> object:
        careless(paper, stated)
        raise Refused("no", "hint")

    def curt(paper: Path, stated: Stated) -> object:
        raise Refused("no")

    cases = len(refusal_runs.REFUSED) + len(refusal_runs.LISTS_OF_PERSONS)
    for attempt in (careless, half, curt):
        assert len(refusal_runs.intake(attempt, tmp_path / "case", tmp_path / "paper")) >= cases - 3


def test_intake_names_in_the_log_are_found() -> None:
    assert refusal_runs.named_in_log({"checkpoint": b"a canaryfile"}, ["canaryfile"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("index.html", b"from canaryfile-a.txt"),
        ("index.html", b"taken in at 13:37"),
        ("trace.json", b'"at": "2026-11-20T13:37:42Z"'),
        ("trace.json", b'"at": "2026-11-20T13"'),
        ("data/canaryfile.csv", b""),
    ],
)
def test_published_bytes_that_name_a_file_or_a_minute_are_found(name: str, data: bytes) -> None:
    assert refusal_runs.private_bytes({name: data}, ["canaryfile"])


class Loose(Word, frozen=True, kw_only=True):
    original_name: str
    at: str
    kind: str


def test_published_bytes_words_with_private_fields_are_found() -> None:
    assert len(refusal_checks.private_fields([Loose])) == 2


@pytest.mark.parametrize(
    "text",
    [
        "import requests\n",
        "def a():\n    import socket\n",
        "from urllib.request import urlopen\n",
        "from http import client\n",
        "import subprocess\n",
        "importlib.import_module('socket')\n",
        "import_module(name)\n",
        "NAME = 'socket'\nimport_module(NAME)\n",
        "trafilatura.fetch_url('a')\n",
        "__import__('socket')\n",
        "import httpx as json\n",
        "os.system('curl')\n",
    ],
)
def test_network_that_is_opened_is_found(text: str) -> None:
    assert refusal_checks.network([Text("read/a.py", text)])


def test_network_honest_imports_are_let_through() -> None:
    text = "import os\nfrom click import echo\nimport_module(f'witnessmark.cli.{x}')\n"
    assert refusal_checks.network([Text("cli/a.py", text)]) == []


class Fact(StrEnum):
    A = "confirmed"


class Third(StrEnum):
    READ_CORRECTLY = "read correctly"
    REJECTED = "rejected"
    DOUBTED = "doubted"


Third.__name__ = "Verdict"


@pytest.mark.parametrize("enum", [Third, Fact])
def test_verdicts_that_say_what_is_so_are_found(enum: type[StrEnum]) -> None:
    assert refusal_checks.verdicts([enum])


@pytest.mark.parametrize("name", ["probability_of_guilt", "posterior", "consensus_mean", "verdict", "likelihood"])
def test_verdicts_as_statistics_are_found(name: str) -> None:
    assert refusal_checks.assertions([(name, "")])
    assert refusal_checks.assertions([("p", name)])


@pytest.fixture(scope="module")
def recalled(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The invented case with one recalled cell."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WITNESSMARK_HOME", "set by the case")
        case = wells(tmp_path_factory.mktemp("recalled"))
        set_standing(case, Standing.RECALLED)
        build(case, workers=1)
        return case


BELOW = ("wells-fit", "dug-2012")
TOLD = {name: f"{name} a: 1 [recalled-input]\n" for name in BELOW}


def test_recalled_labels_that_stand_are_let_through(recalled: Case) -> None:
    files = files_below(recalled.paths.published)
    assert refusal_runs.missing_labels(files, TOLD, "recalled-input", BELOW, CHANGED) == []


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "trace/wells-fit.html",
        "trace/dug-2012.html",
        "trace.json",
        "data/figures.csv",
        "data/wells-dug.csv",
    ],
)
def test_recalled_label_that_is_gone_from_any_one_place_is_found(recalled: Case, name: str) -> None:
    files = files_below(recalled.paths.published)
    whole = files[name].decode()
    places = [place for place in range(len(whole)) if whole.startswith("recalled-input", place)]
    assert places
    missed = []
    for place in places:
        files[name] = (whole[:place] + whole[place + len("recalled-input") :]).encode()
        if not refusal_runs.missing_labels(files, TOLD, "recalled-input", BELOW, CHANGED):
            missed.append(whole[max(0, place - 60) : place])
    # A chart says it twice, in a mark's title and beside the mark; one of the two may go.
    assert all("<svg" in whole[: whole.index(one)] and "</svg" in whole[whole.index(one) :] for one in missed), missed


def test_recalled_label_that_is_gone_from_the_terminal_is_found(recalled: Case) -> None:
    told = {**TOLD, "dug-2012": "dug-2012 a: 1\n"}
    files = files_below(recalled.paths.published)
    assert refusal_runs.missing_labels(files, told, "recalled-input", BELOW, CHANGED)


def claims_of(case: Case) -> list[Claim]:
    return [one.claim for one in waiting(case, again=True)]


def test_one_side_that_is_left_out_of_the_page_is_found(recalled: Case) -> None:
    index = (recalled.paths.published / "index.html").read_text(encoding="utf-8")
    claims = claims_of(recalled)
    named = recalled.paths.plan.read_text(encoding="utf-8")
    used = [one.id for one in claims if one.id in named]
    assert refusal_runs.silence(index.encode(), claims, {}, used) == []
    for old, new in (
        ("<td>court</td>", "<td>other body</td>"),  # a row is gone
        ('id="speakers"', 'id="others"'),  # the table is gone
        ("No claim was found by:", "Also:"),  # the sentence is gone
        ("No claim was found by: court, ", "No claim was found by: "),  # one kind is gone from it
    ):
        assert old in index
        assert refusal_runs.silence(index.replace(old, new).encode(), claims, {}, used), old
    assert refusal_runs.silence(index.encode(), claims[1:], {}, used)
    assert refusal_runs.silence(index.encode(), claims, {}, [])


@dataclasses.dataclass
class WithoutTally:
    title: str


@dataclasses.dataclass
class WithTallyOrNot:
    tally: Tally | None = None


def test_one_side_reports_without_the_table_are_found() -> None:
    index = next(one for one in program.templates() if one.path.endswith("index.html"))
    assert refusal_checks.optional_tally(Material, [index]) == []
    assert refusal_checks.optional_tally(WithoutTally, [index])
    assert len(refusal_checks.optional_tally(WithTallyOrNot, [index])) == 2
    for changed in (
        index.text.replace('<section id="speakers">', '{% if figures %}<section id="speakers">').replace(
            '<section id="measures">', '{% endif %}<section id="measures">'
        ),
        index.text.replace("for row in tally", "for row in tally if row.found"),
        index.text.replace("for sentence in absences", "for sentence in []"),
    ):
        assert changed != index.text
        assert refusal_checks.optional_tally(Material, [index._replace(text=changed)])


def test_one_side_an_invented_case_can_be_made_of_any_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WITNESSMARK_HOME", "set by the case")
    assert claims_of(make_case(tmp_path, [("a.txt", "Post", "The court says that 7 wells ran dry.\n")]))
