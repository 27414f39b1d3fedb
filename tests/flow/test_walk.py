"""The walk of the design, by the command line alone, on an invented case."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from witnessmark.model import Judgement, judgement_id

from .conftest import Desk


def page(desk: Desk, name: str = "index.html") -> str:
    return (desk.case / "published" / name).read_text(encoding="utf-8")


def test_without_plan_and_prose_there_is_a_first_page(desk: Desk) -> None:
    text = page(desk)
    assert "Who speaks" in text and "Claims by measure" in text and "On wells" in text
    assert "wells" in text and "Village Post" in text


def test_a_figure_is_traced_to_quote_hash_and_custody(planned: Desk) -> None:
    planned.ok("build")
    told = planned.ok("trace", "dry-claimed").out
    digest = re.search(r"sha256 ([0-9a-f]{64})", told)
    assert digest is not None
    original = planned.case / "evidence/objects/sha256" / digest[1][:2] / digest[1]
    quote = re.search(r"quote: “(.*)”", told)
    assert quote is not None and quote[1] in original.read_text(encoding="utf-8")
    assert "custody entry 2: ingestion" in told
    assert "8,000 to 9,000 wells [unreviewed]" in told


def test_a_claim_is_traced_by_its_id(desk: Desk) -> None:
    claim = desk.claim("5,146")
    told = desk.ok("trace", claim[:12], "--json").json()[0]
    assert told["claims"][0]["claim"]["id"] == claim
    assert told["claims"][0]["source"]["custody"][0]["entry"]["event"] == "ingestion"


def test_a_decision_takes_the_label_away_and_survives(planned: Desk) -> None:
    planned.ok("build")
    assert "unreviewed" in page(planned)
    planned.ok("review", planned.claim("8,000 to 9,000"), planned.claim("9,000"), "--correct")
    planned.ok("build")
    assert "unreviewed" not in page(planned)
    shutil.rmtree(planned.case / "derived")
    shutil.rmtree(planned.case / "published")
    planned.ok("build")
    assert "unreviewed" not in page(planned)
    assert "read correctly" in page(planned, "trace/dry-claimed.html")


def test_a_rejected_claim_takes_its_figure_with_it_and_says_so(planned: Desk) -> None:
    planned.ok("review", planned.claim("9,000"), "--reject", "misread")
    ran = planned.run("build", cwd=planned.case)
    assert ran.code == 1
    assert "no number" in page(planned) and "rejected as misread" in page(planned)


def test_two_builds_are_the_same_anywhere(planned: Desk, tmp_path: Path) -> None:
    planned.ok("build")
    before = planned.files("derived", "published")
    shutil.rmtree(planned.case / "derived")
    shutil.rmtree(planned.case / "published")
    moved = tmp_path / "elsewhere" / "deep"
    moved.parent.mkdir()
    planned.case.rename(moved)
    planned.case = moved
    planned.ok("build", TZ="Asia/Kathmandu", PYTHONHASHSEED="7", LC_ALL="C")
    assert planned.files("derived", "published") == before


def test_a_build_with_nothing_changed_does_nothing(planned: Desk) -> None:
    planned.ok("build")
    assert planned.ok("build", "--json").json()[0]["fresh"] is False
    (planned.case / "published/index.html").write_text("other", encoding="utf-8")
    assert planned.ok("build", "--json").json()[0]["fresh"] is True
    assert "Who speaks" in page(planned)


def test_build_never_writes_evidence(planned: Desk) -> None:
    before = planned.files("evidence")
    planned.ok("build")
    assert planned.files("evidence") == before


def test_freezing_the_plan_makes_its_computations_declared(planned: Desk) -> None:
    planned.ok("build")
    assert "exploratory" in page(planned)
    planned.ok("plan", "freeze")
    planned.ok("build")
    assert "exploratory" not in page(planned) and "The plan was frozen on" in page(planned)
    plan = planned.case / "decisions/plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8") + "# another thought\n", encoding="utf-8")
    planned.ok("build")
    assert "exploratory" in page(planned)


def test_typed_numbers_stop_the_report_and_all_are_shown(planned: Desk) -> None:
    planned.write("decisions/report/more.md", "There were 12 wells.\n\nAnd 13 more.\n")
    ran = planned.run("build", cwd=planned.case)
    assert ran.code == 50
    assert "more.md, line 1, column 12: 12" in ran.err and "more.md, line 3, column 5: 13" in ran.err
    assert "{{text: 12}}" in ran.err


def test_a_figure_that_moved_stops_the_report_until_it_is_accepted(planned: Desk) -> None:
    planned.ok("build", "--accept")
    series = planned.case / "decisions/series/wells-dug.csv"
    series.write_text(series.read_text(encoding="utf-8").replace("2012,130", "2012,190"), encoding="utf-8")
    ran = planned.run("build", cwd=planned.case)
    assert ran.code == 50
    assert "dug-2012 value: was 130, is 190" in ran.err and "wells-fit r2_centred: was" in ran.err
    planned.ok("build", "--accept")
    planned.ok("build")


def test_an_unknown_figure_in_prose_is_named_with_its_place(planned: Desk) -> None:
    planned.write("decisions/report/more.md", "It says {{figure: wels-fit}}.\n")
    ran = planned.run("build", cwd=planned.case)
    assert ran.code == 50 and "more.md, line 1, column 9" in ran.err and "wells-fit" in ran.err


def test_a_figure_that_nobody_says_is_a_problem(planned: Desk) -> None:
    planned.write("decisions/report/more.md", "There were {{figure: dry-claimed}}.\n")
    assert planned.run("build", cwd=planned.case).code == 1
    assert "unattributed" in page(planned, "problems.html")


def test_one_recalled_cell_labels_every_number_below_it(planned: Desk) -> None:
    series = planned.case / "decisions/series/wells-dug.csv"
    text = series.read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith("2012,"))
    series.write_text(text.replace(line, line.replace(",read,", ",recalled,")), encoding="utf-8")
    planned.ok("build")
    index = page(planned)
    assert index.count("recalled-input") >= 3  # prose, table, chart
    assert re.search(r"<svg.*recalled-input.*</svg>", index, re.DOTALL)
    figures = (planned.case / "published/data/figures.csv").read_text(encoding="utf-8").splitlines()
    fits = [row for row in figures if row.startswith(("wells-fit,", "dug-2012,"))]
    assert fits and all("recalled-input" in row for row in fits)
    assert "recalled-input" in (planned.case / "published/data/wells-dug.csv").read_text(encoding="utf-8")
    trace = json.loads((planned.case / "published/trace.json").read_text(encoding="utf-8"))
    below = [one for one in trace["figures"] if one["name"] in ("wells-fit", "dug-2012")]
    assert below and all("recalled-input" in one["labels"] for one in below)
    assert "recalled-input" in planned.ok("trace", "wells-fit").out


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name == "href" and value and tag == "a":
                self.links.append(value)
            if tag in ("script", "img", "iframe", "object", "embed", "video", "audio", "source") or name == "style":
                self.loads.append(f"{tag} {name}")


def test_every_link_resolves_and_nothing_is_loaded(planned: Desk) -> None:
    planned.ok("build")
    root = planned.case / "published"
    parsed = {}
    for path in root.rglob("*.html"):
        parsed[path] = Links()
        parsed[path].feed(path.read_text(encoding="utf-8"))
        assert "default-src 'none'" in path.read_text(encoding="utf-8")
    assert len(parsed) >= 7
    for path, found in parsed.items():
        assert found.loads == []
        for link in found.links:
            target, _, anchor = link.partition("#")
            aim = (path.parent / target).resolve() if target else path
            assert aim.is_file(), (path, link)
            if anchor and aim.suffix == ".html":
                assert anchor in parsed[aim].ids, (path, link)


def test_nothing_private_is_published(planned: Desk) -> None:
    planned.ok("build")
    for name, data in planned.files("published").items():
        text = data.decode()
        assert "office.txt" not in text and "villagers.md" not in text, name
        assert str(planned.folder) not in text and "papers/" not in text, name
        assert not re.search(r"T?\d\d:\d\d(:\d\d)?Z?", text), name


def test_one_bad_file_stops_nothing(desk: Desk) -> None:
    bad = desk.folder / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_bytes(b"")
    (bad / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <<")
    (bad / "noise.bin").write_bytes(bytes(range(256)) * 64)
    (bad / "link.txt").symlink_to(desk.folder / "papers/office.txt")
    assert desk.run("add", bad, cwd=desk.case).code == 1
    ran = desk.run("build", "--json", cwd=desk.case)
    assert ran.code == 1
    told = ran.json()[0]
    assert told["sources"] == 5 and told["claims"] >= 6 and told["problems"] == 4
    assert page(desk, "problems.html").count("<tr>") == 5


def rejudge(desk: Desk, **changes: object) -> None:
    """Puts what another extractor would have shown in the place of what the only judgement saw."""
    path = desk.case / "decisions/judgements.jsonl"
    old = msgspec.json.decode(path.read_bytes(), type=Judgement)
    about = str(changes.pop("about", old.about))
    new = replace(old, about=about, seen=replace(old.seen, **changes))
    path.write_bytes(msgspec.json.encode(replace(new, id=judgement_id(new))) + b"\n")


def test_a_judgement_whose_quote_is_gone_is_a_problem(desk: Desk) -> None:
    desk.ok("review", desk.claim("5,146"), "--correct")
    rejudge(desk, about="c-" + "0" * 32)
    assert desk.run("build", cwd=desk.case).code == 1
    assert "claim-lost" in page(desk, "problems.html")
    rejudge(desk, quote="6,000 wells were dug")
    assert desk.run("build", cwd=desk.case).code == 1
    assert "quote-lost" in page(desk, "problems.html")


def test_a_claim_that_is_read_differently_now_is_a_problem(desk: Desk) -> None:
    desk.ok("review", desk.claim("5,146"), "--correct")
    rejudge(desk, low=5000.0)
    assert desk.run("build", cwd=desk.case).code == 1
    assert "claim-changed" in page(desk, "problems.html")


def test_a_judgement_that_was_changed_by_hand_is_not_used(desk: Desk) -> None:
    desk.ok("review", desk.claim("5,146"), "--correct")
    path = desk.case / "decisions/judgements.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"low":5146', '"low":5000'), encoding="utf-8")
    assert desk.run("build", cwd=desk.case).code == 1
    assert "judgement-altered" in page(desk, "problems.html")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--access", "restricted"], "vault"),
        (["--kind", "testimony"], "vault"),
        (["--kind", "leak"], "vault"),
        (["--list-of-persons"], "vault"),
    ],
)
def test_what_must_not_be_stored_unprotected_is_refused(desk: Desk, arguments: list[str], hint: str) -> None:
    before = desk.files("evidence")
    ran = desk.run("add", desk.folder / "papers/office.txt", *arguments, cwd=desk.case)
    assert ran.code == 2 and hint in ran.err
    assert desk.files("evidence") == before


def test_a_newer_case_is_refused_and_left_alone(desk: Desk) -> None:
    config = desk.case / "case.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("format = 1", "format = 2"), encoding="utf-8")
    before = desk.files("evidence", "derived", "published")
    for command in (["build"], ["verify"], ["add", str(desk.folder / "papers")]):
        ran = desk.run(*command, cwd=desk.case)
        assert ran.code == 10 and "newer" in ran.err, command
    assert desk.files("evidence", "derived", "published") == before


def test_errors_are_json_where_json_was_asked_for(tmp_path: Path) -> None:
    ran = Desk(tmp_path).run("build", "--json")
    assert ran.code == 10
    assert ran.json()[0]["error"] == "CaseError" and "init" in ran.json()[0]["hint"]


def test_a_quote_that_nobody_decided_says_so(planned: Desk) -> None:
    planned.ok("build")
    claim = planned.claim("8,000 to 9,000")
    assert re.search(r"source \d</a>\) <span class=\"label\">unreviewed", page(planned))
    planned.ok("review", claim, "--correct")
    planned.ok("build")
    assert not re.search(r"source \d</a>\) <span class=\"label\">unreviewed", page(planned))


def used(desk: Desk) -> int:
    """Claims that the first page says are used, over all kinds of speaker."""
    rows = re.findall(
        r"<tr><td>[^<]*</td>(?:.|\n)*?<td class=\"n\">(\d+)</td></tr>", page(desk).split('id="speakers"')[1]
    )
    return sum(int(one) for one in rows[:11])


def test_a_claim_is_used_only_where_a_figure_has_its_number(planned: Desk) -> None:
    path = planned.case / "decisions/series/wells-dug.csv"
    text = path.read_text(encoding="utf-8")
    planned.write("decisions/series/wells-dug.csv", f"{text}1999,5146,,,,,{planned.claim('5,146')[:14]},read,\n")
    planned.ok("build")
    assert used(planned) == 2  # the cell of 1999 is in no figure
    planned.ok("review", planned.claim("9,000"), "--reject", "misread")
    planned.run("build", cwd=planned.case)
    assert used(planned) == 1


def test_a_cell_that_a_fit_leaves_out_says_so(planned: Desk) -> None:
    path = planned.case / "decisions/series/wells-dug.csv"
    planned.write("decisions/series/wells-dug.csv", path.read_text(encoding="utf-8") + "2015-03,9,,,,,,read,\n")
    planned.run("build", cwd=planned.case)
    assert "Not used: its period is not one year." in page(planned, "trace/wells-fit.html")


def test_the_first_look_sets_claims_side_by_side_and_leaves_rejected_ones_out(desk: Desk) -> None:
    more = desk.folder / "papers/report.txt"
    more.write_text("The water ministry says that 2,000 wells ran dry in 2018.\n", encoding="utf-8")
    desk.ok("add", more, "--kind", "official", "--outlet", "Ministry Paper")
    desk.ok("build")
    look = page(desk, "look.html")
    apart = look[look.index('id="apart"') : look.index('id="denied"')]
    assert "a factor of 4.00" in apart
    assert "<mark>2,000</mark> wells ran dry in 2018" in apart and "<mark>8,000 to 9,000</mark> wells ran dry" in apart
    denied = look[look.index('id="denied"') : look.index('id="charts"')]
    assert "says (denies): <strong>9,000</strong>" in denied
    assert "<svg" in look and "9,000 (denies)" in look and "2018: " in look and "Ministry Paper: 1" in look
    desk.ok("review", desk.claim("2,000"), "--reject", "misread")
    desk.ok("build")
    assert "No two claims to one question leave a gap." in page(desk, "look.html")


def test_figures_quotes_and_charts_have_notes_that_lead_both_ways(planned: Desk) -> None:
    planned.ok("build")
    text = page(planned)
    notes = text[text.index('id="notes"') : text.index('id="figures"')]
    calls = re.findall(r'<a id="call-(\d+)" href="#note-(\d+)"', text)
    assert calls == [(str(one), str(one)) for one in range(1, 6)]
    assert [int(one) for one in re.findall(r'<li id="note-(\d+)">', notes)] == [1, 2, 3, 4, 5]
    assert notes.count("archived on ") == 2 and "“On wells,” " in notes and "sha256 " in notes
    assert notes.count('(<a href="#note-1">note 1</a>;') == 1  # the quote's source was cited in full before


def test_charts_of_claims_stand_in_prose_and_a_wrong_one_says_what_there_is(planned: Desk) -> None:
    planned.write("decisions/report/more.md", "{{chart: intervals wells 2018}}\n\n{{chart: timeline}}\n")
    planned.ok("build")
    text = page(planned)
    assert text.count('<svg class="chart rows"') == 2 and "9,000 (denies)" in text
    planned.write("decisions/report/more.md", "{{chart: intervals villages 1999}}\n")
    ran = planned.run("build", cwd=planned.case)
    assert ran.code == 50 and "more.md, line 1, column 1" in ran.err and "wells 2018" in ran.err


def test_a_cell_that_differs_from_its_claim_is_a_problem(planned: Desk) -> None:
    path = planned.case / "decisions/series/wells-dug.csv"
    text = path.read_text(encoding="utf-8")
    planned.write("decisions/series/wells-dug.csv", f"{text}1999,5146,,,,,{planned.claim('5,146')[:14]},read,\n")
    planned.ok("build")
    planned.write("decisions/series/wells-dug.csv", f"{text}1999,5147,,,,,{planned.claim('5,146')[:14]},read,\n")
    assert planned.run("build", cwd=planned.case).code == 1
    assert "cell-differs" in page(planned, "problems.html")


def test_a_judgement_about_another_reading_reviews_nothing(planned: Desk) -> None:
    planned.ok("review", planned.claim("8,000 to 9,000"), planned.claim("9,000"), "--correct")
    planned.ok("build")
    assert "unreviewed" not in page(planned)
    config = planned.case / "decisions/judgements.jsonl"
    lines = []
    for line in config.read_bytes().splitlines():
        one = msgspec.json.decode(line, type=Judgement)
        other = msgspec.structs.replace(one, seen=msgspec.structs.replace(one.seen, speaker="Somebody else"))
        lines.append(msgspec.json.encode(msgspec.structs.replace(other, id=judgement_id(other))))
    config.write_bytes(b"\n".join(lines) + b"\n")
    assert planned.run("build", cwd=planned.case).code == 1
    assert "claim-changed" in page(planned, "problems.html") and "unreviewed" in page(planned)
