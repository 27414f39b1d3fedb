"""Tools for text: sentence spans, numbers, hedges, dates as EDTF, words to search for, in English and Chinese.

Takes plain strings, gives places in code points with what stands there. Refuses to know a case, a source or a speaker,
and never fills in a year that the text does not give.
"""

from .amounts import Amount, amounts, words_after
from .dates import Anchor, Dated, dateline, dates
from .fold import after, before, fold, has_cjk
from .query import SPREAD, Piece, Query, exactly, excerpt, hits, is_spaceless, match_of, parse_query, spread
from .sentences import sentences
from .words import words

__all__ = [
    "SPREAD",
    "Amount",
    "Anchor",
    "Dated",
    "Piece",
    "Query",
    "after",
    "amounts",
    "before",
    "dateline",
    "dates",
    "exactly",
    "excerpt",
    "fold",
    "has_cjk",
    "hits",
    "is_spaceless",
    "match_of",
    "parse_query",
    "sentences",
    "spread",
    "words",
    "words_after",
]
