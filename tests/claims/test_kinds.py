from __future__ import annotations

import pytest

from witnessmark.claims import kind_of_speaker, outlet_of
from witnessmark.model import SpeakerKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (None, SpeakerKind.UNATTRIBUTED),
        ("Estimates", SpeakerKind.UNATTRIBUTED),
        ("independent reports", SpeakerKind.UNATTRIBUTED),
        ("the Ministry of Ports", SpeakerKind.GOVERNMENT),
        ("port police", SpeakerKind.GOVERNMENT),
        ("official figures", SpeakerKind.GOVERNMENT),
        ("The Harbour Tribunal", SpeakerKind.COURT),
        ("a professor at the university", SpeakerKind.SCHOLAR),
        ("the study", SpeakerKind.SCHOLAR),
        ("Harbour Watch", SpeakerKind.NGO),
        ("the Harbour Foundation", SpeakerKind.NGO),
        ("Harbour Hospital", SpeakerKind.COMPANY),
        ("The Harbour Daily", SpeakerKind.PRESS),
        ("a survivor", SpeakerKind.WITNESS),
        ("卫生部", SpeakerKind.GOVERNMENT),
        ("港口协会", SpeakerKind.NGO),
        ("港口大学", SpeakerKind.SCHOLAR),
        ("the harbour board", SpeakerKind.OTHER),
    ],
)
def test_a_word_in_the_name(name: str | None, kind: SpeakerKind) -> None:
    assert kind_of_speaker(name, {}) is kind


def test_the_table_comes_first_in_any_case_and_without_article() -> None:
    table = {"The Harbour Daily": SpeakerKind.STATE_PRESS}
    assert kind_of_speaker("harbour daily", table) is SpeakerKind.STATE_PRESS


@pytest.mark.parametrize(
    ("lines", "stated", "outlet"),
    [
        (["A title"], "The Example Post", "The Example Post"),
        (["A title"], None, "document"),
        (["A title", "By Harbour Watch"], None, "Harbour Watch"),
        (["A title", "Source: Harbour Daily"], None, "Harbour Daily"),
        (["来源：港口日报"], None, "港口日报"),
        (["PORT TOWN (Harbour Wire) — Ships came."], None, "Harbour Wire"),
        (["PORT TOWN, P.T. — The Harbour Foundation (HF) today released a list."], None, "Harbour Foundation"),
        (["A title", *["text"] * 30, "© 2020 Harbour Daily. All rights reserved"], None, "Harbour Daily"),
        (["A title", *["text"] * 30, "By Harbour Watch", *["text"] * 9], None, "document"),
        (["By the way, ships came to the port in numbers."], None, "document"),
    ],
)
def test_outlet(lines: list[str], stated: str | None, outlet: str) -> None:
    assert outlet_of(lines, stated) == outlet
