"""Every string that the program can write is looked through for loaded words, and for a second reporting verb."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support import neutral
from tests.support.invented import wells
from tests.support.program import Text, sources, written
from witnessmark.cli.__main__ import cli

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def planted(text: str) -> list[str]:
    """What is found where the program says this, in a message, an f-string, a help text and a template."""
    messages = [
        f"raise CaseError({text!r}, 'hint')\n",
        f"HINT = {text!r}\n",
        f"@click.command()\ndef command():\n    {text!r}\n",
        f"@click.option('--a', help={text!r})\ndef command(): ...\n",
        f"def a(b):\n    return f'{{b}} ' + {text!r}\n",
        f"def a(b):\n    return {text!r} if b else ''\n",
    ]
    found = [neutral.loaded(written([Text("claims/find.py", one)])) for one in messages]
    assert all(found) or not any(found), "one form is seen and another is not"
    return found[0]


def test_no_string_of_the_program_is_loaded() -> None:
    strings = neutral.program_strings()
    assert len(strings) > 1000
    assert {one.path.partition("/")[0] for one in strings} >= {
        "cli",
        "pipeline",
        "report",
        "forensics",
        "read",
        "model",
    }
    assert neutral.loaded(strings) == []


def test_no_prose_of_the_examples_is_loaded() -> None:
    texts = neutral.prose(EXAMPLES)
    assert texts
    assert [told for one in texts for told in neutral.in_text(one.text)] == []


def test_every_exception_is_still_needed() -> None:
    strings = [one for one in written(sources()) if (one.path, one.inside) in neutral.DATA_MEANT]
    needed = {
        (one.path, one.inside) for one in strings if neutral.in_text(one.text) or neutral.BARE_VERB.fullmatch(one.text)
    }
    assert needed == set(neutral.DATA_MEANT)


@pytest.mark.parametrize(
    "text",
    [
        "this proves fraud",
        "it reveals the number",
        "the papers expose it",
        "they admit it",
        "the office admitted as much",
        "the regime",
        "a fake",
        "the figures are forged",
        "falsified data",
        "it is merely a number",
        "so-called reform",
        "the so called reform",
        "allegedly",
        "it is alleged",
        "notorious",
        "shocking",
        "genocide",
        "atrocities",
        "12 victims",
        "guilty",
        "probability_of_guilt",
        "a lie",
        "the office lied",
        "a cover-up",
        "propaganda",
        "Fraud_Score",
        "he confesses",
        "the office claimed so",
        "reportedly",
        "only 5 cells",
        "only a handful",
        "造假",
    ],
)
def test_loaded_words_are_found(text: str) -> None:
    assert planted(text)


@pytest.mark.parametrize(
    "text",
    [
        "claims that a figure rests on",
        "5 claims in 2 files",
        "witnessmark trace volume-claimed",
        "known only as an interval",
        "approved",
        "improve it",
        "a regiment",
        "believe",
        "the case lists its sources",
        "the provenance of a file",
        "families",
        "read only",
        "it reports problems",
    ],
)
def test_plain_words_are_let_through(text: str) -> None:
    assert planted(text) == []


@pytest.mark.parametrize(
    "code",
    [
        "show(f'{one.says} denies: {span}')",
        "show(f'{one.says} claims: {span}')",
        "show(f'{one.says} claims that {span}')",
        "show(f'{one.says} insists: {span}')",
        "show(f'The ministry asserts that {span}')",
        "show(one.says + ' denies ' + span)",
        "verb = 'denies' if stance else 'says'",
        "verb = {'denies': 1}",
    ],
)
def test_another_reporting_verb_is_found(code: str) -> None:
    assert neutral.loaded(written([Text("cli/a.py", code + "\n")]))


@pytest.mark.parametrize(
    "code",
    [
        "show(f'{one.says} says: {span}')",
        "show(f'{one.says} {one.verb}: {span}')",
        "if one.stance == 'denies': ...",
        "show(f'{count} claims in {files} files')",
    ],
)
def test_the_reporting_verb_is_let_through(code: str) -> None:
    assert neutral.loaded(written([Text("cli/a.py", code + "\n")])) == []


@pytest.mark.parametrize(
    "text", ["<p>{{ claim.says }} denies: 5</p>", "<p>{{ claim.says }} claims that</p>", "<h2>Lies</h2>"]
)
def test_templates_are_looked_at(text: str) -> None:
    assert neutral.in_text(text)


def test_a_docstring_that_nobody_prints_is_left_alone() -> None:
    text = "def a():\n    'The disk lies about fraud.'\n"
    assert neutral.loaded(written([Text("case/a.py", text)])) == []


def test_one_verb_reports_both_sides_and_a_denial_is_a_label(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WITNESSMARK_HOME", "set by the case")
    case = wells(tmp_path)
    listed = CliRunner().invoke(cli, ["review", "-C", str(case.paths.root)]).output
    assert "The water ministry says (denies): 9,000" in listed
    assert "The Well Users' Association says: 8,000 to 9,000" in listed
    told = CliRunner().invoke(cli, ["trace", "dry-denied", "-C", str(case.paths.root)]).output
    assert "9,000 wells [denied]" in told and "says (denies): 9,000" in told
    page = (case.paths.published / "claims.html").read_text(encoding="utf-8")
    assert page.count("says (denies): <strong>") == 1 and page.count(" says: <strong>") >= 2
    index = (case.paths.published / "index.html").read_text(encoding="utf-8")
    assert 'says (denies), <a href="sources.html#source-1">' not in index
    assert index.count('<span class="label">denied</span>') == 2  # in the prose and in the table
