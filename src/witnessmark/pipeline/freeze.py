"""`plan freeze`: the hash of the plan goes into the custody log, so that it can be shown what was planned before."""

from __future__ import annotations

import hashlib

from witnessmark.case import Case
from witnessmark.errors import CaseError

from .writer import Clock, Rng, writer_of


def freeze_plan(case: Case, clock: Clock, rng: Rng) -> str:
    """Logs the plan as it stands now.

    Returns:
        SHA-256 of decisions/plan.toml, 64 hex digits.

    Raises:
        CaseError: where there is no plan.
    """
    try:
        plan = case.paths.plan.read_bytes()
    except OSError as err:
        raise CaseError(f"the plan cannot be read: {err.strerror}", "write decisions/plan.toml first") from err
    sha256 = hashlib.sha256(plan).hexdigest()
    with writer_of(case, clock, rng) as writer:
        writer.note("policy assignment", sha256=sha256, size=len(plan))
        writer.commit()
    return sha256
