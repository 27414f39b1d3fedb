"""Who says what, as stretches of text: each has a speaker and reaches from a cue to where its content ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from witnessmark.model import Stance

Span = tuple[int, int]


class Attribution(NamedTuple):
    """A stretch of a passage and who says it.

    Attributes:
        start, end: the stretch, code points into the passage, end exclusive.
        speaker: as printed, or None where the text attributes it to nobody ("is said to").
        stance: what the speaker does with it.
        cue: where the cue that makes it begins, so that modality is read from there.
    """

    start: int
    end: int
    speaker: str | None
    stance: Stance
    cue: int


@dataclass
class Memory:
    """What earlier text of one document leaves for later: who spoke last, and whose list is open.

    Attributes:
        speaker: the last speaker named in this paragraph, for pronouns; emptied at a paragraph's end.
        lead: who speaks in the list items that follow ("concludes the following:"), or None.
        quoted: who speaks in a quotation that the last paragraph left open, or None.
    """

    speaker: str | None = None
    lead: str | None = None
    quoted: str | None = None


class SpeakerRule(Protocol):
    """Finds who says what in one paragraph."""

    def attributions(
        self, text: str, low: str, paragraph: Span, sentences: Sequence[Span], memory: Memory
    ) -> list[Attribution]:
        """The attributions of one paragraph, in order of their start.

        Args:
            text: the passage.
            low: the passage in lower case, character for character.
            paragraph: start and end of the paragraph in it.
            sentences: the sentences of the paragraph.
            memory: what earlier paragraphs left; changed in place.
        """
        ...


def holding(attributions: Sequence[Attribution], at: int) -> list[Attribution]:
    """The attributions whose stretch holds a place, innermost first."""
    found = [one for one in attributions if one.start <= at < one.end]
    return sorted(found, key=lambda one: (-one.start, -one.cue, one.end))
