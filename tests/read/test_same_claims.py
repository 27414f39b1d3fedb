"""The same text gives the same claims, whatever format it came in."""

from __future__ import annotations

import textwrap

import pytest

from tests.support import formats
from tests.support.pdf import make_pdf
from witnessmark.claims import RulesExtractor
from witnessmark.model import Passage
from witnessmark.read import read_bytes, reader_key

SOURCE = "ab" * 32
TEXT = (
    "The harbour ministry said that at least 5,000 ships came in 2015.",
    "Between 300 and 500 left in March 2016, according to the Harbour Board.",
    "“We saw more than 40 ships on 12 May 2016,” says the captain of the Alba & Sons.",
    "The court denies that 1,200 ships were lost between 2010 and 2014.",
    "卫生部表示，2006年逾1880万人登记。",
    "The ministry said that 12% of the ships stayed.",
)
Said = tuple[str, tuple[str, ...], str | None, float | None, float | None, str | None]


def claims_of(data: bytes, suffix: str) -> list[Said]:
    passages = [one for one in read_bytes(data, suffix, SOURCE) if isinstance(one, Passage)]
    return [
        (
            one.span,
            tuple(one.quote.split()),
            one.speaker,
            one.quantity.low if one.quantity else None,
            one.quantity.high if one.quantity else None,
            one.period,
        )
        for one in RulesExtractor().claims(passages, "document")
    ]


EXPECTED = claims_of(formats.text(TEXT), ".txt")
ENDINGS = sorted(formats.FORMATS)


def test_the_text_holds_claims_of_every_sort() -> None:
    assert len(EXPECTED) >= 8
    assert {one[2] for one in EXPECTED} >= {None} or len({one[2] for one in EXPECTED}) >= 4
    assert any(one[3] != one[4] for one in EXPECTED)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("named", [True, False], ids=["named", "unnamed"])
def test_the_same_claims(ending: str, named: bool) -> None:
    assert claims_of(formats.FORMATS[ending](TEXT), f".{ending}" if named else "") == EXPECTED


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_format_has_a_reader_of_its_own(ending: str) -> None:
    name = reader_key(formats.FORMATS[ending](TEXT), "").split()[0]
    assert name == {"bib": "bibtex", "json": "csl", "txt": "text"}.get(ending, ending)


LATIN = tuple(one for one in TEXT if one.isascii())


def test_the_same_claims_in_a_pdf_and_in_a_table() -> None:
    expected = claims_of(formats.text(LATIN), ".txt")
    assert len(expected) >= 6
    lines = [line for one in LATIN for line in (*textwrap.wrap(one, 80), "")]
    assert claims_of(make_pdf([lines]), ".pdf") == expected
    assert claims_of("\n".join(f'"{one}"' for one in LATIN).encode(), ".csv") == expected
    assert claims_of(formats.text(("# Notes", *LATIN)), ".md") == expected
