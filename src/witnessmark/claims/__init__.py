"""Claims: who says how many, when and what, with the exact words.

Takes the passages of one source and the name of whoever narrates it, gives claims whose spans and quotes stand in the
passages and whose ids depend on no rule of the extractor. Refuses to fill in a year, to name a speaker that the text
does not name, and to weigh what anybody says.
"""

from .kinds import kind_of_speaker
from .outlet import outlet_of
from .rules import RulesExtractor
from .spacy_engine import SpacyExtractor

__all__ = ["RulesExtractor", "SpacyExtractor", "kind_of_speaker", "outlet_of"]
