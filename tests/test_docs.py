from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
import pytest
from tools.make_reference import REFERENCE, commands, error_classes, pages, words
from tools.problem_codes import DAMAGE, PROBLEMS, damage_codes, problem_codes

from witnessmark.model import Figure, Stance, Standing

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples" / "wells").glob("*.md")])
MADE = pages()
# Pages that other branches bring; empty this set when they are here.


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_reference_page_is_what_the_program_says(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == MADE[name], "run: make docs"


def test_every_command_option_and_argument_is_in_the_reference() -> None:
    text = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    for name, command, _ in commands():
        section = text.partition(f"## {name}\n")[2].partition("\n## ")[0]
        assert section, name
        for one in command.params:
            for option in [*one.opts, *one.secondary_opts]:
                assert option in section if option.startswith("-") else option.upper() in section, (name, option)


def test_every_error_is_in_the_reference_and_says_what_it_means() -> None:
    text = (REFERENCE / "errors.md").read_text(encoding="utf-8")
    classes = error_classes()
    assert len(classes) > 10
    for one in classes:
        assert f"| `{one.__name__}` | {one.exit_code} |" in text
        assert one.__doc__


def test_every_code_of_a_problem_and_of_damage_has_a_meaning_and_no_meaning_is_left_over() -> None:
    assert problem_codes() == set(PROBLEMS)
    assert damage_codes() == set(DAMAGE)


def test_every_word_is_in_the_reference() -> None:
    text = (REFERENCE / "words.md").read_text(encoding="utf-8")
    assert len(words()) > 30
    for name in words():
        assert re.search(rf"^##+ {name}$", text, re.MULTILINE), name


def test_every_caution_of_the_method_is_on_its_page() -> None:
    page = (ROOT / "docs/methods/polynomial.md").read_text(encoding="utf-8")
    tree = ast.parse((ROOT / "src/witnessmark/forensics/series_fit.py").read_text(encoding="utf-8"))
    codes = {
        keyword.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Caution"
        for keyword in node.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str)
    }
    assert "growth" in codes
    for code in codes:
        assert f"| `{code}` |" in page, code


def test_every_label_of_a_figure_is_explained() -> None:
    page = (ROOT / "docs/how-to/labels.md").read_text(encoding="utf-8")
    stances = [one for one in Stance if one is not Stance.ASSERTS]
    standings = [f"{one}-input" for one in Standing if one is not Standing.READ]
    plain = Figure(name="a", statistic="b", shown="1", unit="", who="c", how="quoted", standing=Standing.READ)
    assert plain.labels == ()
    marked = msgspec.structs.replace(plain, undecided=1, declared="exploratory")
    for label in (*stances, *standings, *marked.labels):
        assert f"`{label}`" in page, label


def test_the_worked_example_of_an_id_is_computed_without_this_program() -> None:
    page = (ROOT / "docs/internals/case-folder.md").read_text(encoding="utf-8")
    code, printed = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", page, re.DOTALL)[0]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == printed
    assert printed.strip() in (ROOT / "README.md").read_text(encoding="utf-8")
    paper = (ROOT / "examples/wells/papers/village-post-2019.html").read_bytes()
    assert hashlib.sha256(paper).hexdigest() in code


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_local_link_leads_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        found = (path.parent / name).resolve() if name else path
        assert found.exists(), f"{path.name}: {target}"
        if anchor:
            assert anchor in _anchors(found), f"{path.name}: {target}"


def _anchors(path: Path) -> set[str]:
    """The anchors of a page, as a forge makes them of headings."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_pages_name_no_machine() -> None:
    own = [f"{one}/" for one in (ROOT, Path.home(), tempfile.gettempdir())]
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert not [one for one in (*own, "file://") if one in text], path.name


def test_fragments_of_the_changelog_have_a_known_type() -> None:
    known = set(
        re.findall(r"^\| `(\w+)` \|", (ROOT / "changelog.d/README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert known == {"breaking", "security", "numbers", "added", "fixed"}
    for path in (ROOT / "changelog.d").iterdir():
        if path.name != "README.md":
            assert re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(sorted(known))})\.md", path.name), path.name
            assert path.read_text(encoding="utf-8").strip()
