"""Which judgement holds for which claim, and what became of judgements whose claim is read differently now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from witnessmark.model import Claim, Judgement, Problem, Severity, collapse, make_problem, seen_of


def holding(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The judgement that holds for each claim id: the last that was made."""
    return {one.about: one for one in judgements}


def changed(claim: Claim, judgement: Judgement) -> Problem | None:
    """A problem where a judged claim is read differently now from what the person saw."""
    now, then = msgspec.structs.asdict(seen_of(claim)), msgspec.structs.asdict(judgement.seen)
    differs = [name for name in now if now[name] != then[name] and name not in ("before", "after")]
    if not differs:
        return None
    return make_problem(
        "claim-changed",
        claim.id,
        f"a judged claim is read differently now: {', '.join(differs)}",
        severity=Severity.NOTE,
        hint="look at it again with witnessmark review --again",
    )


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
