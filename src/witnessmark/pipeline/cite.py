"""`cite`: corrects what is stated about a source, as a new entry of the custody log. Earlier statements stay in the log."""

from __future__ import annotations

from witnessmark.case import Case
from witnessmark.model import Source
from witnessmark.preserve import Correction, corrected

from .custody import load_custody
from .sources import find_source
from .writer import Clock, Rng, custody_now, writer_of


def cite(case: Case, reference: str, correction: Correction, clock: Clock, rng: Rng) -> Source:
    """Corrects what is stated about a source; durable when it returns.

    Args:
        case: the case.
        reference: number of the source, or the first digits of its SHA-256.
        correction: what a person says now.
        clock: gives the time, with its zone.
        rng: gives random bytes.

    Returns:
        The source as it is cited now.

    Raises:
        Refused: for a kind that is not taken in.
        UsageError: where no source is meant, a date is none, or nothing changes.
        CaseError: where the case cannot be written.
    """
    with writer_of(case, clock, rng) as writer:
        source = find_source(custody_now(writer, case).sources, reference)
        arrival = corrected(source.latest, correction)
        writer.note("metadata modification", sha256=source.sha256, arrival=arrival)
        writer.commit()
    return find_source(load_custody(case).sources, source.sha256)
