"""The report. Takes the plan, figures' inputs and prose; gives pages in which every number opens its trace.

Refuses numbers typed into prose, addresses that lead nowhere and figures that moved since a person accepted them. What goes
out is built from an allow-list of fields.
"""

from .look import Look, Spread, spreads_of
from .material import Material
from .moved import accept, refuse_moved
from .prose import measures_drawn, quoted
from .resolve import OWN, Inputs, find_claim, resolve, series_of
from .shown import observation as cell_text
from .site import MEASURES, site
from .tally import Group, Tally, TallyRow, group_of

__all__ = [
    "MEASURES",
    "OWN",
    "Group",
    "Inputs",
    "Look",
    "Material",
    "Spread",
    "Tally",
    "TallyRow",
    "accept",
    "cell_text",
    "find_claim",
    "group_of",
    "measures_drawn",
    "quoted",
    "refuse_moved",
    "resolve",
    "series_of",
    "site",
    "spreads_of",
]
