"""Words before a number that make it a label: section 5, Resolution 2417, No. 7."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"(?:\b(?:section|sec|figure|fig|table|page|pages|pp|p|chapter|ch|article|articles|art|no|nos|vol|volume|issue|part|item|row|column|line"
    r"|paragraph|para|note|footnote|endnote|ref|reference|appendix|annex|exhibit|step|phase|level|type|category|tier|grade|class|room|route"
    r"|highway|flight|channel|resolution|directive|version|clause|rule|form|bill|gate|building|floor|bed|ward|camp|unit|division|docket"
    r"|episode|season|lesson|slide|question|isbn|issn|doi|pmid|tel|fax|phone|call|h\.r|s|u\+)\.?[ ]?"
    r"|[#§№=_/\\]|[a-z]-)\Z"
)
