"""Everything a report is made from, gathered by the pipeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from witnessmark.model import Claim, CustodyEvent, Figure, Judgement, Passage, Plan, Problem, Source

from .look import Look
from .public import PublicClaim, PublicSource, public_claim, public_source
from .resolve import Inputs
from .tally import Tally

SOURCES_PER_PAGE = 200


@dataclass(frozen=True)
class Material:
    """What a report is made from.

    Attributes:
        title, question, language: from case.toml.
        plan: the plan.
        plan_note: whether it was frozen, and whether the data had been seen, one sentence.
        figures: statistics by the name of their planned figure.
        missing: planned figures without a number, and why.
        inputs: claims, judgements, series and findings.
        passages: passages of every claim that is printed, by id.
        sources: by sha256, in the order of their numbers.
        media_types: what their bytes are, by sha256.
        first_lines: how their texts begin, by sha256.
        claim_counts: claims found, by sha256.
        events: the custody log.
        log_root: its Merkle root, hex.
        as_of: UTC day of its last entry.
        tally: counts over all claims.
        look: what the first look shows of them.
        problems: every doubt about material.
        prose: file names and texts.
    """

    title: str
    question: str
    language: str
    plan: Plan
    plan_note: str
    figures: Mapping[str, list[Figure]]
    missing: Mapping[str, str]
    inputs: Inputs
    passages: Mapping[str, Passage]
    sources: Mapping[str, Source]
    media_types: Mapping[str, str]
    first_lines: Mapping[str, str]
    claim_counts: Mapping[str, int]
    events: tuple[CustodyEvent, ...]
    log_root: str
    as_of: str
    tally: Tally
    look: Look
    problems: tuple[Problem, ...]
    prose: tuple[tuple[str, str], ...]

    def what(self, name: str) -> str:
        """What a planned figure is, from the plan."""
        return next((one.what for one in self.plan.figure if one.name == name), "")

    def source(self, sha256: str) -> PublicSource:
        """The public card of a source."""
        media_type, first = self.media_types.get(sha256, "unknown"), self.first_lines.get(sha256, "")
        return public_source(self.sources[sha256], media_type, first, self.events)

    def claim(self, claim: Claim) -> PublicClaim:
        """The public form of a claim."""
        number = self.sources[claim.source].number
        judgement = self.inputs.verdicts.get(claim.id)
        return public_claim(claim, self.passages[claim.passage], number, judgement, self.shown_on(judgement))

    def shown_on(self, judgement: Judgement | None) -> int:
        """On how many claims a judgement shows: its own, and the reprints of its words."""
        return self._shown[judgement.id] if judgement is not None else 0

    @cached_property
    def _shown(self) -> Counter[str]:
        return Counter(one.id for one in self.inputs.verdicts.values())

    def source_page(self, number: int) -> str:
        """The file that holds the card of a source."""
        place = (number - 1) // SOURCES_PER_PAGE
        return f"sources-{place + 1}.html" if place else "sources.html"
