"""Tools for text: sentence spans, numbers in words and digits, hedges, dates as EDTF, in English and Chinese.

Takes plain strings, gives places in code points with what stands there. Refuses to know a case, a source or a speaker,
and never fills in a year that the text does not give.
"""

from .amounts import Amount, amounts, words_after
from .dates import Anchor, Dated, dateline, dates
from .fold import after, before, fold, has_cjk
from .sentences import sentences
from .words import words

__all__ = [
    "Amount",
    "Anchor",
    "Dated",
    "after",
    "amounts",
    "before",
    "dateline",
    "dates",
    "fold",
    "has_cjk",
    "sentences",
    "words",
    "words_after",
]
