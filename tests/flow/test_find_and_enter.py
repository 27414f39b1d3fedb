"""Searching, entering a claim and citing in bulk, by the command line alone."""

from __future__ import annotations

from .conftest import Desk


def test_words_are_found_with_source_place_and_context(desk: Desk) -> None:
    before = desk.files("derived", "published")
    ran = desk.ok("search", "ran dry", "-office", "--json")
    passages = [one for one in ran.json() if one["claim"] is None]
    assert [one["source_name"] for one in passages] == ["villagers.md"] * 2
    one = next(one for one in passages if "8,000" in one["context"])
    start, end = one["hits"][0]
    assert one["context"][start:end] == "ran dry" and one["place"].startswith("characters") and one["source"] == 2
    told = desk.ok("search", "villages", "--passages").out
    assert "source 2: villagers.md, characters" in told and "400 **villages** have" in told
    assert desk.run("search", "...", cwd=desk.case).code == 2
    # The index is made by searching, so it is the one thing below derived/ that two equal builds may differ in.
    after = desk.files("derived", "published")
    assert {name for name in after if name not in before} == {"derived/cache/index.sqlite"}
    assert before.items() <= after.items()


def test_words_that_look_like_options_are_words_to_leave_out(desk: Desk) -> None:
    names = {one["source_name"] for one in desk.ok("search", "wells", "-hours", "-Chad", "--json").json()}
    assert names == {"office.txt", "villagers.md"}
    left = desk.ok("search", "wells", "-office", "--without", "dry", "--json").json()
    assert left == []


def test_a_claim_by_hand_carries_a_figure(planned: Desk) -> None:
    quote = "more than 400 villages have no water"
    entered = planned.ok(
        *("claim", "new", "2", "--quote", quote, "--span", "more than 400 villages", "--measure", "dry villages"),
        *("--speaker", "The Well Users' Association", "--json"),
    ).json()[0]
    assert entered["read"]["span"] and entered["core"] == "400"
    plan = planned.case / "decisions/plan.toml"
    more = f'[[figure]]\nname = "villages"\nclaim = "{entered["id"]}"\n'
    plan.write_text(plan.read_text(encoding="utf-8") + more, encoding="utf-8")
    planned.ok("build")
    told = planned.ok("trace", "villages").out
    assert f"quote: “{quote}”" in told and "custody entry 2: ingestion" in told
    planned.ok("review", entered["id"], "--correct")
    planned.ok("build")
    assert planned.ok("claim", "list", "--json").json()[0]["built"] is True
    assert "dry villages" in (planned.case / "published/index.html").read_text(encoding="utf-8")
    assert planned.run("claim", "new", "2", "--quote", "401 villages", cwd=planned.case).code == 2


def test_sources_are_listed_cited_and_checked(desk: Desk) -> None:
    desk.ok("cite", "2", "--title", "Wells that ran dry", "--outlet", "")
    row = desk.ok("sources", "--json").json()[1]
    assert (row["number"], row["title"], row["outlet"], row["claims"] > 0) == (2, "Wells that ran dry", None, True)
    desk.ok("verify")
    desk.write("papers.csv", "file,title\nmore.txt,More\ngone.txt,\n")
    desk.write("more.txt", "Nothing.\n")
    ran = desk.run("add", "--manifest", "papers.csv", cwd=desk.case)
    assert ran.code == 1 and "gone.txt" in ran.err and ran.out == "more.txt\n"
    assert desk.run("add", cwd=desk.case).code == 2
