"""The order of things: one short function a verb. Takes a case and what a person asked for, calls rooms, gives their words.

The only code that joins rooms and the only code that holds a case.
"""

from witnessmark.case import open_case
from witnessmark.preserve import Correction, Stated

from .add import Added, Taken, add
from .build import Acceptance, Built, Counts, accept_as_now, build
from .by_hand import Entered, enter_claim, entered_claims
from .cite import cite
from .custody import Custody, load_custody
from .extract import ExtractedRow, extract
from .freeze import freeze_plan
from .init import init_case
from .review import Waiting, decide, find_claim, waiting
from .search import Asked, Hit, Searched, search
from .sources import find_source, list_sources
from .stages import Progress
from .trace import ClaimTrace, PhraseTrace, SourceTrace, Traced, trace
from .verify import Verified, verify

__all__ = [
    "Acceptance",
    "Added",
    "Asked",
    "Built",
    "ClaimTrace",
    "Correction",
    "Counts",
    "Custody",
    "Entered",
    "ExtractedRow",
    "Hit",
    "PhraseTrace",
    "Progress",
    "Searched",
    "SourceTrace",
    "Stated",
    "Taken",
    "Traced",
    "Verified",
    "Waiting",
    "accept_as_now",
    "add",
    "build",
    "cite",
    "decide",
    "enter_claim",
    "entered_claims",
    "extract",
    "find_claim",
    "find_source",
    "freeze_plan",
    "init_case",
    "list_sources",
    "load_custody",
    "open_case",
    "search",
    "trace",
    "verify",
    "waiting",
]
