"""The order of things: one short function a verb. Takes a case and what a person asked for, calls rooms, gives their words.

The only code that joins rooms and the only code that holds a case.
"""

from witnessmark.case import open_case
from witnessmark.preserve import Stated
from witnessmark.report import cell_text

from .add import Added, Taken, add
from .build import Acceptance, Built, Counts, accept_as_now, build
from .custody import Custody, load_custody
from .extract import ExtractedRow, extract
from .freeze import freeze_plan
from .init import init_case
from .review import Waiting, decide, find_claim, waiting
from .stages import Progress
from .trace import ClaimTrace, SourceTrace, Traced, trace
from .verify import Verified, verify

__all__ = [
    "Acceptance",
    "Added",
    "Built",
    "ClaimTrace",
    "Counts",
    "Custody",
    "ExtractedRow",
    "Progress",
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
    "decide",
    "extract",
    "find_claim",
    "freeze_plan",
    "init_case",
    "load_custody",
    "open_case",
    "trace",
    "verify",
    "waiting",
]
