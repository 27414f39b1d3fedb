"""Where an address may stand in prose."""

from __future__ import annotations

import pytest

from witnessmark.errors import LooseNumber, TraceError
from witnessmark.report.essay import _put
from witnessmark.report.prose import tokens

SLOT = '“words onclick=x” <a href="sources.html#source-1">source 1</a>'


def put(text: str) -> str:
    found = tokens("main.md", text)
    return _put("main.md", text, found, [SLOT] * len(found))


@pytest.mark.parametrize(
    "text",
    [
        "[x]({{quote: a}})",
        '[x](http://example.org "{{quote: a}}")',
        "```{{quote: a}}\ncode\n```",
        "[{{quote: a}}](http://example.org)",
        "<https://example.org{{quote: a}}>",
        "[a]: http://{{quote: a}}\n\n[a]",
    ],
)
def test_an_address_inside_a_link_or_a_tag_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(TraceError, match=r"main\.md, line 2, column \d+: an address stands inside"):
        put("\n" + text)


@pytest.mark.parametrize(
    "text", ["{{quote: a}}", "# {{quote: a}}", "- {{quote: a}} and `{{quote: a}}`", "|a|\n|-|\n|{{quote: a}}|"]
)
def test_an_address_stands_wherever_text_stands(text: str) -> None:
    assert put(text).count(SLOT) == text.count("{{")


@pytest.mark.parametrize("text", ["a \ue0007\ue001", "<https://\ue0005\ue001>", "{{quote: a}} \ue0000\ue001"])
def test_characters_that_mark_addresses_inside_are_refused_in_prose(text: str) -> None:
    with pytest.raises((TraceError, LooseNumber), match="private-use"):
        put(text)
