from __future__ import annotations

import pytest

from witnessmark.claims import RulesExtractor
from witnessmark.model import CharSpan, Claim, Modality, SpeakerKind, Stance, make_passage

OUTLET = "The Example Post"


def claims_of(text: str) -> list[Claim]:
    passage = make_passage("0" * 64, 0, CharSpan(start=0, end=len(text)), text, "test/1")
    return RulesExtractor().claims([passage], OUTLET)


# text in; who says each number or date out
ENGLISH: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("The clinic has 240 beds.", [("240", OUTLET)]),
    ("The ministry said that 240 beds were closed.", [("240", "The ministry")]),
    ("The health ministry says it closed 240 beds.", [("240", "The health ministry")]),
    ("Officials told reporters that 30 people had left.", [("30", "Officials")]),
    ("According to the Harbour Institute, 30 clinics closed.", [("30", "the Harbour Institute")]),
    ("Some 30 clinics closed, according to the Harbour Institute.", [("30", "the Harbour Institute")]),
    ("Thirty clinics closed over the winter, the ministry said.", [("Thirty", "the ministry")]),
    ("“We closed 30 clinics over the winter,” said the ministry.", [("30", "the ministry")]),
    ("“We closed 30 clinics,” the ministry said on Monday.", [("30", "the ministry")]),
    ("Estimates suggest that 30 clinics closed.", [("30", "Estimates")]),
    ("Official figures show 30 clinics closed.", [("30", "Official figures")]),
    ("Nine clinics closed, with estimates suggesting 40 more will.", [("Nine", OUTLET), ("40", "estimates")]),
    ("The tribunal concluded in 2019 that 40 clinics closed.", [("2019", OUTLET), ("40", "The tribunal")]),
    ("The party denies all of it, claiming reforms began in 2014.", [("2014", "The party")]),
    ("The institute says 40 closed, but 12 others opened.", [("40", "The institute"), ("12", OUTLET)]),
    (
        "The institute says the ministry claimed that 40 closed.",
        [("40", "the ministry")],
    ),
    ("The harbour board met. It said 40 ships came. It says 50 left.", [("40", OUTLET), ("50", OUTLET)]),
    (
        "The harbour board said 30 ships came. It also said 40 left.",
        [("30", "The harbour board"), ("40", "The harbour board")],
    ),
    ("The board, which runs the port, said 40 ships came.", [("40", "The board")]),
    ("The board — a body of nine people — said 40 ships came.", [("nine", OUTLET), ("40", "The board")]),
    ("About 40 ships are believed to have left.", [("40", OUTLET)]),
    ("The port is said to have lost 40 ships.", [("40", None)]),
    ("Port authority: “We lost 40 ships last winter.”", [("40", "Port authority")]),
    (
        "The board concludes the following:\n\n  • 40 ships came.\n  • The port grew after 1999.",
        [("40", "The board"), ("1999", "The board")],
    ),
    (
        "The board concludes the following:\n\n• 40 ships came.\n\nIt has 30 members.",
        [("40", "The board"), ("30", OUTLET)],
    ),
    ("“The port is quiet,” says the board. “In our view 40 ships left the place.”", [("40", "the board")]),
    ("The report claims 40 ships left; the port counted 12.", [("40", "The report"), ("12", OUTLET)]),
    ("In these claims 40 ships left.", [("40", OUTLET)]),
    ("The ministry rejected the list, saying its data showed 40 ships.", [("40", "The ministry")]),
    (
        "Harbour officials say 30 ships left, a number that researchers put at 40.",
        [("30", "Harbour officials"), ("40", "researchers")],
    ),
    (
        "The chair of the board, speaking in June 2019, told members that 15 ships left.",
        [("June 2019", OUTLET), ("15", "The chair of the board")],
    ),
]

CHINESE: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("医院有240张床。", [("240", OUTLET)]),
    ("卫生部表示，已关闭30家医院。", [("30", "卫生部")]),
    ("外交部发言人周一说，共有30人。", [("30", "外交部发言人")]),
    ("据港口协会报道，30家医院关闭。", [("30", "港口协会")]),
    ("港口协会估计，每年约3万例。", [("3万", "港口协会")]),
    ("卫生部否认有5000人失踪。", [("5000", "卫生部")]),
    ("港口协会：“共有30人离开。”", [("30", "港口协会")]),
    ("这家名称很长的医院有30人。", [("30", OUTLET)]),
    ("港口协会指出，30人离开。该组织还说，40人留下。", [("30", "港口协会"), ("40", "港口协会")]),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text[:60] for text, _ in ENGLISH])
def test_english(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one.quote and text[one.core_start : one.core_end], one.speaker) for one in claims_of(text)] == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE, ids=[text[:60] for text, _ in CHINESE])
def test_chinese(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(text[one.core_start : one.core_end], one.speaker) for one in claims_of(text)] == expected


def test_the_chain_runs_from_the_innermost_speaker_to_the_outlet() -> None:
    (claim,) = claims_of("The institute says the ministry claimed that 40 closed.")
    assert claim.chain == ("the ministry", "The institute", OUTLET)


def test_nobody_in_particular_is_unattributed() -> None:
    (claim,) = claims_of("The port is said to have lost 40 ships.")
    assert (claim.speaker, claim.speaker_kind) == (None, SpeakerKind.UNATTRIBUTED)


@pytest.mark.parametrize(
    ("verb", "stance"),
    [("said", Stance.ASSERTS), ("denied", Stance.DENIES), ("disputed", Stance.DISPUTES), ("rejects", Stance.DISPUTES)],
)
def test_stance_is_what_the_speaker_does(verb: str, stance: Stance) -> None:
    (claim,) = claims_of(f"The ministry {verb} that 40 ships were lost.")
    assert claim.stance is stance


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The board said 40 ships came.", Modality.PLAIN),
        ("The board estimates that 40 ships came.", Modality.ESTIMATED),
        ("The board said 40 ships would come if asked.", Modality.CONDITIONAL),
        ("The board plans to buy 40 ships.", Modality.PLANNED),
        ("The board believes that 40 ships came.", Modality.OPINION),
        ("The board found no record of 40 ships.", Modality.ABSENT),
        ("港口协会估计有40人。", Modality.ESTIMATED),
    ],
)
def test_modality(text: str, modality: Modality) -> None:
    assert [one.modality for one in claims_of(text)] == [modality]


FRAMES = [
    "{a} said that 40 ships came.",
    "{a} denied that 40 ships came, but {b} said 50 came.",
    "According to {a}, 40 ships came in 2015.",
    "{a} says {b} claimed that 40 ships came.",
    "“We lost 40 ships over the winter,” said {a}.",
    "{a} estimates that between 40 and 60 ships came; {b} says 90 did.",
    "Some 40 ships came, {a} said on Monday.",
    "{a} concludes the following:\n\n• 40 ships came.\n• {b} says 50 came.",
]


@pytest.mark.parametrize("frame", FRAMES)
def test_exchanging_two_speakers_changes_only_their_names(frame: str) -> None:
    first, second = "the Port Ministry", "the Harbour Watch Foundation"

    def shape(a: str, b: str) -> list[tuple[object, ...]]:
        names = {a: "A", b: "B", a.capitalize(): "A", b.capitalize(): "B"}
        return [
            (
                one.kind,
                one.span,
                names.get(one.speaker or "", one.speaker),
                one.stance,
                one.modality,
                one.period,
                one.measure,
                one.quantity,
                tuple(names.get(link, link) for link in one.chain),
            )
            for one in claims_of(frame.format(a=a, b=b))
        ]

    assert shape(first, second) == shape(second, first)
    assert any(row[2] in ("A", "B") for row in shape(first, second))
