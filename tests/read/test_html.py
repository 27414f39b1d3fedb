"""The main text of web pages, block by block."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from witnessmark.model import CharSpan, Passage, Problem
from witnessmark.read import read_bytes

SOURCE = "ab" * 32
ARTICLE = """<!DOCTYPE html><html lang="en-GB"><head><title>Waiting times</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/c">Contact</a></li></ul></nav>
<article><h1>A heading</h1>
<p>The ministry says that <b>3,000</b> operations were done in 2006, and the hospital says one week.</p>
<p>A second paragraph follows, in which the spokesperson of the court says that this number is not known.</p>
<table><tr><th>Year</th><th>Number</th></tr><tr><td>2006</td><td>3,000</td></tr></table>
<blockquote>Nothing more was said.</blockquote></article>
<div class="comments"><div class="comment"><p>First comment by a reader, long enough to count.</p></div></div>
<footer>Copyright and so on</footer></body></html>"""


def read(page: str | bytes) -> tuple[list[Passage], list[Problem]]:
    data = page if isinstance(page, bytes) else page.encode()
    items = read_bytes(data, ".html", SOURCE)
    return [i for i in items if isinstance(i, Passage)], [i for i in items if isinstance(i, Problem)]


def test_title_and_main_text_without_menus_or_comments() -> None:
    passages, problems = read(ARTICLE)
    text = "\n".join(passage.text for passage in passages)
    assert problems == []
    assert passages[0].text == "Waiting times"
    assert "The ministry says that 3,000 operations were done in 2006, and the hospital says one week." in text
    assert any("2006" in passage.text and "3,000" in passage.text for passage in passages if "|" in passage.text)
    assert not any(passage.text.startswith("|-") for passage in passages)
    for absent in ("Contact", "First comment", "Copyright"):
        assert absent not in text
    assert {passage.language for passage in passages} == {"en-GB"}


def test_spans_lie_in_the_blocks_joined_by_line_feeds() -> None:
    passages, _ = read(ARTICLE)
    whole = "\n".join(passage.text for passage in passages)
    for number, passage in enumerate(passages):
        assert isinstance(passage.where, CharSpan)
        assert passage.number == number
        assert whole[passage.where.start : passage.where.end] == passage.text


def test_a_title_that_the_text_has_is_not_repeated() -> None:
    passages, _ = read(ARTICLE.replace("A heading", "Waiting times"))
    assert [passage.text for passage in passages].count("Waiting times") == 1


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [('<meta charset="gb2312">', "gb18030"), ("<META http-equiv=x content='text/html; charset=big5'>", "big5")],
)
def test_the_declared_encoding_is_used(declared: str, encoding: str) -> None:
    body = "<p>臺北的醫院說五千。</p>" if encoding == "big5" else "<p>北京的医院说五千。</p>"
    page = f"<html><head>{declared}<title>x</title></head><body>{body}</body></html>"
    passages, problems = read(page.encode(encoding))
    assert body[3:-4] in [passage.text for passage in passages]
    assert problems == []


def test_an_xhtml_declaration_is_used() -> None:
    page = "<?xml version='1.0' encoding='windows-1251'?><html><body><p>Врач сказал нет.</p></body></html>"
    passages, _ = read(page.encode("cp1251"))
    assert "Врач сказал нет." in [passage.text for passage in passages]


def test_utf16_pages_are_read() -> None:
    passages, _ = read("\ufeff<html><body><p>It says 5,000.</p></body></html>".encode("utf-16-le"))
    assert [passage.text for passage in passages] == ["It says 5,000."]


def test_a_page_too_deep_for_the_parser_loses_nothing() -> None:
    page = "<html><body><p>Before it.</p>" + "<div>" * 5000 + "Within it." + "</div>" * 5000 + "<p>After it.</p>"
    passages, problems = read(page)
    assert [passage.text for passage in passages] == ["Before it.", "Within it.", "After it."]
    assert [problem.code for problem in problems] == ["no-main-text"]


def test_scripts_are_never_text() -> None:
    page = "<html><head><style>p{}</style></head><body><script>var says = 5;</script>" + "<div>" * 300 + "It says 6."
    passages, _ = read(page)
    assert [passage.text for passage in passages] == ["It says 6."]


def test_reading_says_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    read("<html><body></body></html>")
    read(ARTICLE)
    assert capfd.readouterr() == ("", "")


def test_hash_order_changes_nothing() -> None:
    script = (
        "import sys; from witnessmark.read import encode_read, read_bytes\n"
        "sys.stdout.buffer.write(encode_read(read_bytes(sys.stdin.buffer.read(), '.html', 'ab' * 32)))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            input=(ARTICLE * 3).encode(),
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1
