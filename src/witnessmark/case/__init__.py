"""The case folder. Takes words and gives words; the only code that knows which file holds what.

Refuses a folder of a newer format, decisions that cannot be read, and two writers at once. Only the pipeline may hold a case.
"""

from .config import Case, Config, open_case
from .decisions import (
    append_judgements,
    decisions_digest,
    load_accepted,
    load_judgements,
    load_plan,
    load_prose,
    load_series,
    save_accepted,
)
from .outputs import Output, is_untouched, read_records, remove_others, write_output, write_records

__all__ = [
    "Case",
    "Config",
    "Output",
    "append_judgements",
    "decisions_digest",
    "is_untouched",
    "load_accepted",
    "load_judgements",
    "load_plan",
    "load_prose",
    "load_series",
    "open_case",
    "read_records",
    "remove_others",
    "save_accepted",
    "write_output",
    "write_records",
]
