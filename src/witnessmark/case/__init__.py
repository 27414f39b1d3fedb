"""The case folder. Takes words and gives words; the only code that knows which file holds what.

Refuses a folder of a newer format, decisions that cannot be read, a second writer, and any write under evidence/ other than
a whole batch. Makes no hash of a tree and no signature: the pipeline brings bytes and names, and only it may hold a case.
"""

from .config import FORMAT, Case, Config, SpeakerRow, Trust, open_case, parse_config, read_config
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
from .disk import CHUNK, Disk, RealDisk, open_plain, read_chunks
from .evidence import (
    Adding,
    Evidence,
    clear_adding,
    disk_errors,
    read_adding,
    sidecars_of,
    still,
    write_adding,
    writing,
)
from .keys import key_folder, load_key, save_key
from .outputs import (
    Output,
    Records,
    is_untouched,
    kept_records,
    make_own,
    record_lines,
    remove_others,
    write_output,
    write_records,
)
from .paths import CHECKPOINT, LOG, OWN, SIDECARS, CasePaths, find_case, object_name, sidecar_name

__all__ = [
    "CHECKPOINT",
    "CHUNK",
    "FORMAT",
    "LOG",
    "OWN",
    "SIDECARS",
    "Adding",
    "Case",
    "CasePaths",
    "Config",
    "Disk",
    "Evidence",
    "Output",
    "RealDisk",
    "Records",
    "SpeakerRow",
    "Trust",
    "append_judgements",
    "clear_adding",
    "decisions_digest",
    "disk_errors",
    "find_case",
    "is_untouched",
    "kept_records",
    "key_folder",
    "load_accepted",
    "load_judgements",
    "load_key",
    "load_plan",
    "load_prose",
    "load_series",
    "make_own",
    "object_name",
    "open_case",
    "open_plain",
    "parse_config",
    "read_adding",
    "read_chunks",
    "read_config",
    "record_lines",
    "remove_others",
    "save_accepted",
    "save_key",
    "sidecar_name",
    "sidecars_of",
    "still",
    "write_adding",
    "write_output",
    "write_records",
    "writing",
]
