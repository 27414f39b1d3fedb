"""The order of things: one short function a verb. Takes a case and what a person asked for, calls rooms, gives their words.

The only code that joins rooms and the only code that holds a case.
"""

from witnessmark.case import Case, open_case
from witnessmark.preserve import Correction, Stated
from witnessmark.report import cell_text

from .add import Added, Taken, add
from .build import Acceptance, Built, Counts, accept_as_now, build
from .by_hand import Entered, enter_claim, entered_claims
from .cite import cite
from .custody import Custody, load_custody
from .extract import ExtractedRow, extract
from .freeze import freeze_plan
from .init import init_case
from .merge import Differing, Merged, merge
from .review import Covered, Waiting, coverage, decide, find_claim, take_back, waiting
from .search import Asked, Hit, Searched, search
from .sitting import Sitting
from .sources import find_source, list_sources
from .stages import Progress
from .trace import ClaimTrace, PhraseTrace, SourceTrace, Traced, trace
from .verify import Verified, verify

__all__ = [
    "Acceptance",
    "Added",
    "Asked",
    "Built",
    "Case",
    "ClaimTrace",
    "Correction",
    "Counts",
    "Covered",
    "Custody",
    "Differing",
    "Entered",
    "ExtractedRow",
    "Hit",
    "Merged",
    "PhraseTrace",
    "Progress",
    "Searched",
    "Sitting",
    "SourceTrace",
    "Stated",
    "Taken",
    "Traced",
    "Verified",
    "Waiting",
    "accept_as_now",
    "add",
    "build",
    "cell_text",
    "cite",
    "coverage",
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
    "merge",
    "open_case",
    "search",
    "take_back",
    "trace",
    "verify",
    "waiting",
]
