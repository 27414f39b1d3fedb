"""The words. Every room takes words and gives words; a word is frozen, strict, and knows no file and no tool.

Takes plain values, gives structs with ids that a stranger can compute again. Refuses unknown fields, intervals that run
backwards, and quotes that do not contain their span.
"""

from .claim import (
    CONTEXT,
    Claim,
    ClaimKind,
    Modality,
    SpeakerKind,
    Stance,
    claim_id,
    collapse,
    stands_in,
)
from .custody import CustodyEvent, EventType
from .figure import Figure, How, with_unit
from .finding import Caution, Declared, Finding, Parameters, PolynomialParameters, Statistic, finding_id
from .hand import Entry, HandClaim
from .judgement import (
    Judgement,
    Reason,
    Rereading,
    Seen,
    Undone,
    Verdict,
    correct,
    judge,
    judgement_id,
    program_read,
    seen_of,
    undo,
)
from .passage import (
    BlockKind,
    BlockSpan,
    CellSpan,
    CharSpan,
    MemberKind,
    MemberSpan,
    PageSpan,
    Passage,
    TimeSpan,
    Where,
    full_place_of,
    make_passage,
    passage_id,
    place_of,
)
from .plan import Accepted, Plan, PlannedFigure
from .problem import Problem, Severity, make_problem
from .quantity import Bound, Quantity
from .refusal import REFUSALS, Refusal
from .series import Observation, Series, observation_id
from .source import Access, Arrival, Citation, Source, SourceKind
from .standing import Standing, worst
from .when import days_spanned, is_edtf, is_period, year_of, years_spanned
from .word import Word, canonical, open_id

__all__ = [
    "CONTEXT",
    "REFUSALS",
    "Accepted",
    "Access",
    "Arrival",
    "BlockKind",
    "BlockSpan",
    "Bound",
    "Caution",
    "CellSpan",
    "CharSpan",
    "Citation",
    "Claim",
    "ClaimKind",
    "CustodyEvent",
    "Declared",
    "Entry",
    "EventType",
    "Figure",
    "Finding",
    "HandClaim",
    "How",
    "Judgement",
    "MemberKind",
    "MemberSpan",
    "Modality",
    "Observation",
    "PageSpan",
    "Parameters",
    "Passage",
    "Plan",
    "PlannedFigure",
    "PolynomialParameters",
    "Problem",
    "Quantity",
    "Reason",
    "Refusal",
    "Rereading",
    "Seen",
    "Series",
    "Severity",
    "Source",
    "SourceKind",
    "SpeakerKind",
    "Stance",
    "Standing",
    "Statistic",
    "TimeSpan",
    "Undone",
    "Verdict",
    "Where",
    "Word",
    "canonical",
    "claim_id",
    "collapse",
    "correct",
    "days_spanned",
    "finding_id",
    "full_place_of",
    "is_edtf",
    "is_period",
    "judge",
    "judgement_id",
    "make_passage",
    "make_problem",
    "observation_id",
    "open_id",
    "passage_id",
    "place_of",
    "program_read",
    "seen_of",
    "stands_in",
    "undo",
    "with_unit",
    "worst",
    "year_of",
    "years_spanned",
]
