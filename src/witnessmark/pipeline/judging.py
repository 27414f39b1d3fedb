"""Which judgement holds for which claim, and what became of judgements whose claim is read differently now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import msgspec

from witnessmark.claims import kind_of_speaker
from witnessmark.model import (
    Claim,
    Judgement,
    Problem,
    Severity,
    SpeakerKind,
    Undone,
    collapse,
    correct,
    make_problem,
    seen_of,
)


@dataclass(frozen=True)
class Decided:
    """What was decided about one claim.

    Attributes:
        holds: the judgement that holds, or None.
        differ: two judgements or more that differ and of which none replaces another, oldest first; then none holds.
        tips: ids of the judgements that no other replaces, those taken back too: what the next one must replace.
    """

    holds: Judgement | None = None
    differ: tuple[Judgement, ...] = ()
    tips: tuple[str, ...] = ()


def decided(lines: Iterable[Judgement | Undone]) -> dict[str, Decided]:
    """What was decided about each claim id, whatever the order of the lines."""
    made: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
    taken_back = set()
    for one in lines:
        if isinstance(one, Undone):
            taken_back.add(one.undoes)
        else:
            made[one.about][one.id] = one
    return {about: _settle(judgements, taken_back) for about, judgements in made.items()}


def holding(lines: Iterable[Judgement | Undone]) -> dict[str, Judgement]:
    """The judgement that holds for each claim id. A claim about which two copies differ has none."""
    return {about: one.holds for about, one in decided(lines).items() if one.holds is not None}


def as_decided(claim: Claim, judgement: Judgement | None, kinds: Mapping[str, SpeakerKind]) -> Claim:
    """The claim with what a person corrected in it.

    Args:
        claim: as a program read it.
        judgement: the one that holds for it, or None.
        kinds: kinds that a person gave to speakers.
    """
    correction = judgement.correction if judgement is not None else None
    if correction is None:
        return claim
    speaker = None if "speaker" in correction.without else correction.speaker or claim.speaker
    kind = claim.speaker_kind if speaker == claim.speaker else kind_of_speaker(speaker, kinds)
    try:
        return correct(claim, correction, kind)
    except ValueError:  # read so differently now that the correction does not fit; claim-changed says so
        return claim


def changed(claim: Claim, judgement: Judgement) -> Problem | None:
    """A problem where a judged claim is read differently now from what the person saw."""
    now, then = msgspec.structs.asdict(seen_of(claim)), msgspec.structs.asdict(judgement.seen)
    left = ("before", "after") if then["unit"] is not None else ("before", "after", "unit")
    differs = [name for name in now if now[name] != then[name] and name not in left]
    if not differs:
        return None
    return make_problem(
        "claim-changed",
        claim.id,
        f"a judged claim is read differently now: {', '.join(differs)}",
        severity=Severity.NOTE,
        hint="look at it again with witnessmark review --again",
    )


def differing(verdicts: Mapping[str, Decided]) -> list[Problem]:
    """A problem for each claim about which decisions differ, none made in knowledge of the other."""
    return [
        make_problem(
            "decisions-differ",
            about,
            f"decisions about a claim differ, and it counts as undecided: {'; '.join(told(one.differ))}",
            severity=Severity.PARTLY,
            where=about,
            hint="decide it again with witnessmark review; the new decision replaces these",
        )
        for about, one in sorted(verdicts.items())
        if one.differ
    ]


def told(judgements: Iterable[Judgement]) -> list[str]:
    """Each decision in words, sorted, so that no copy stands first."""
    return sorted(f"{one.told} ({one.at[:10]})" for one in judgements)


def orphans(verdicts: Mapping[str, Judgement], found: set[str], text_of: Callable[[str], str | None]) -> list[Problem]:
    """A problem for each judgement whose claim no extractor finds any more.

    Args:
        verdicts: judgements that hold, by claim id.
        found: ids of all claims of this build.
        text_of: the text of a source by its sha256, or None where the case no longer holds it.
    """
    problems = []
    for about, judgement in sorted(verdicts.items()):
        if about in found:
            continue
        text = text_of(judgement.seen.source)
        stands = text is not None and collapse(judgement.seen.quote) in collapse(text)
        code = "claim-lost" if stands else "quote-lost"
        message = (
            "a judged claim is no longer found, although its quote still stands"
            if stands
            else "the quote of a judged claim no longer stands in what is read of its source"
        )
        problems.append(
            make_problem(
                code,
                about,
                message,
                severity=Severity.PARTLY,
                hint="the judgement is kept; a reader or an extractor changed, or the source is gone",
            )
        )
    return problems


def _settle(judgements: Mapping[str, Judgement], taken_back: set[str]) -> Decided:
    replaced = {name for one in judgements.values() for name in one.replaces}
    live = [one for one in judgements.values() if one.id not in taken_back]
    gone: set[str] = set()
    todo = [name for one in live for name in one.replaces]
    while todo:  # what replaces a judgement replaces all that it replaced, also where it was taken back
        name = todo.pop()
        if name not in gone:
            gone.add(name)
            todo += judgements[name].replaces if name in judgements else ()
    heads = sorted((one for one in live if one.id not in gone), key=lambda one: (one.at, one.id))
    tips = tuple(name for name in judgements if name not in replaced)
    if len({(one.verdict, one.reason, one.correction) for one in heads}) > 1:
        return Decided(None, tuple(heads), tips)
    return Decided(heads[-1] if heads else None, (), tips)
