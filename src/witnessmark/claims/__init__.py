"""Claims: who says how many, when and what, with the exact words.

Takes the passages of one source and the name of whoever narrates it, gives claims whose spans and quotes stand in the
passages and whose ids depend on no rule of the extractor; also the claim that a person's own entry makes, and which
claims stand in reprints of one text. Refuses to fill
in a year, to name a speaker that the text does not name, and to weigh what anybody says.
"""

from .by_hand import MADE_BY, Quoted, claim_by_hand, enter, find_quote, nearest
from .kinds import kind_of_speaker
from .outlet import outlet_of
from .reprints import Reprints, reading_of
from .rules import RulesExtractor
from .spacy_engine import SpacyExtractor

__all__ = [
    "MADE_BY",
    "Quoted",
    "Reprints",
    "RulesExtractor",
    "SpacyExtractor",
    "claim_by_hand",
    "enter",
    "find_quote",
    "kind_of_speaker",
    "nearest",
    "outlet_of",
    "reading_of",
]
