"""The extractor that needs nothing installed: numbers, dates and speakers by rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from witnessmark.model import Claim, Passage, SpeakerKind
from witnessmark.text import sentences

from .attribution import SpeakerRule
from .find import Rules, find_claims
from .layout import Splitter
from .speakers import RulesSpeakers

NO_KINDS: Mapping[str, SpeakerKind] = MappingProxyType({})


class RulesExtractor:
    """Finds claims by rules alone.

    Args:
        kinds: kinds that a person gave to speakers, by name as printed.
        split: sentence splitter.
        speakers: how speakers are found.
    """

    name = "rules"
    version = 1

    def __init__(
        self,
        kinds: Mapping[str, SpeakerKind] = NO_KINDS,
        split: Splitter = sentences,
        speakers: SpeakerRule | None = None,
    ) -> None:
        self._rules = Rules(f"{self.name}/{self.version}", split, speakers or RulesSpeakers(), kinds)

    def claims(self, passages: Sequence[Passage], outlet: str) -> list[Claim]:
        """The claims of one source, in reading order.

        Args:
            passages: all passages of one source, in order.
            outlet: who narrates the document.
        """
        return find_claims(passages, outlet, self._rules)
