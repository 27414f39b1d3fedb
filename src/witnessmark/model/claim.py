"""A claim: X says Y. The unit that every figure rests on."""

from __future__ import annotations

import re
from enum import StrEnum

from .quantity import Quantity
from .word import Word, open_id

CONTEXT = 40  # characters on either side that make a claim the same claim


class ClaimKind(StrEnum):
    """What sort of thing is said."""

    QUANTITY = "quantity"
    DATE = "date"
    COMPARISON = "comparison"
    STATEMENT = "statement"


class SpeakerKind(StrEnum):
    """What sort of body or person speaks. A name is put in a kind by the case's own table or by a word in it."""

    GOVERNMENT = "government"
    COURT = "court"
    NGO = "NGO"
    MOVEMENT_PRESS = "movement press"
    STATE_PRESS = "state press"
    PRESS = "press"
    SCHOLAR = "scholar"
    WITNESS = "witness"
    COMPANY = "company"
    OTHER = "other"
    UNATTRIBUTED = "unattributed"


class Stance(StrEnum):
    """What the speaker does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DISPUTES = "disputes"  # rejects what somebody else says


class Modality(StrEnum):
    """How the speaker puts it."""

    PLAIN = "plain"
    ESTIMATED = "estimated"
    CONDITIONAL = "conditional"
    PLANNED = "planned"
    OPINION = "opinion"
    ABSENT = "absent"  # says that no record exists, or searched and found none


class Claim(Word, frozen=True, kw_only=True):
    """One attributed claim.

    Offsets are code points into the passage's text, ends exclusive.

    Attributes:
        id: hash of source, core, 40 characters on either side and occurrence: nothing that an extractor's rules decide.
        source: sha256 of the source.
        passage: id of the passage.
        kind: quantity, date, comparison or statement.
        start, end, span: the number, date or cue with its hedge ("more than 5,000").
        core_start, core_end: the number, date or cue alone ("5,000").
        quote_start, quote_end, quote: the sentence, unedited; it contains the span.
        before, after: the 40 characters on either side of the core, white space collapsed; for re-anchoring.
        speaker: who says it, as printed, or None where the text attributes it to nobody.
        speaker_kind: what sort of speaker.
        outlet: who narrates the document.
        chain: from the origin to the outlet, as the text names them.
        stance: what the speaker does with it.
        modality: how the speaker puts it.
        quantity: for quantities and comparisons.
        measure: what the number measures ("transplants"), or None.
        period: EDTF date or interval, or an ISO 8601 duration for a rate whose year is not stated.
        place: place the sentence names, or None.
        headline: stands in a title.
        made_by: name and version of the extractor.
    """

    id: str
    source: str
    passage: str
    kind: ClaimKind
    start: int
    end: int
    span: str
    core_start: int
    core_end: int
    quote_start: int
    quote_end: int
    quote: str
    before: str
    after: str
    speaker: str | None
    speaker_kind: SpeakerKind
    outlet: str
    chain: tuple[str, ...] = ()
    stance: Stance = Stance.ASSERTS
    modality: Modality = Modality.PLAIN
    quantity: Quantity | None = None
    measure: str | None = None
    period: str | None = None
    place: str | None = None
    headline: bool = False
    made_by: str

    def __post_init__(self) -> None:
        """Refuse spans that do not nest: quote contains span contains core."""
        nested = (
            self.quote_start <= self.start <= self.core_start < self.core_end <= self.end <= self.quote_end
            and len(self.quote) == self.quote_end - self.quote_start
            and self.quote[self.start - self.quote_start : self.end - self.quote_start] == self.span
        )
        if not nested:
            raise ValueError(f"claim spans do not nest at {self.start}..{self.end}")

    @property
    def says(self) -> str:
        """Who says it: the speaker, else "unattributed in" the outlet."""
        return self.speaker if self.speaker is not None else f"unattributed, in {self.outlet}"

    @property
    def verb(self) -> str:
        """The one reporting verb, with the stance as a label where it is not to assert: "says", "says (denies)"."""
        return "says" if self.stance is Stance.ASSERTS else f"says ({self.stance})"


def stands_in(claim: Claim, text: str) -> bool:
    """True where the passage's text still has the claim's span and quote at their places."""
    return text[claim.start : claim.end] == claim.span and text[claim.quote_start : claim.quote_end] == claim.quote


def collapse(text: str) -> str:
    """Text with every run of white space as one space: what survives another line break or another reader."""
    return re.sub(r"\s+", " ", text)


def claim_id(source: str, before: str, core: str, after: str, occurrence: int) -> str:
    """The id of a claim.

    Args:
        source: sha256 of the source.
        before: the last 40 characters before the core in the collapsed text of the whole source.
        core: the number, date or cue alone, collapsed.
        after: the first 40 characters after it.
        occurrence: how many equal (before, core, after) stand earlier in the source.
    """
    return open_id("c", {"after": after, "before": before, "core": core, "occurrence": occurrence, "source": source})
