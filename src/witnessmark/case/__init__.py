"""Case takes a folder and gives its paths, its configuration and its evidence; the only code that knows its files.

Refuses a newer format, a second writer, and any write under evidence/ other than a whole batch. Makes no hash of a
tree and no signature: the pipeline brings bytes and names.
"""

from .config import FORMAT, Case, Config, SpeakerRow, Trust, open_case, parse_config, read_config
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
from .paths import (
    CHECKPOINT,
    LOG,
    SIDECARS,
    CasePaths,
    find_case,
    object_name,
    sidecar_name,
)

__all__ = [
    "CHECKPOINT",
    "CHUNK",
    "FORMAT",
    "LOG",
    "SIDECARS",
    "Adding",
    "Case",
    "CasePaths",
    "Config",
    "Disk",
    "Evidence",
    "RealDisk",
    "SpeakerRow",
    "Trust",
    "clear_adding",
    "disk_errors",
    "find_case",
    "key_folder",
    "load_key",
    "object_name",
    "open_case",
    "open_plain",
    "parse_config",
    "read_adding",
    "read_chunks",
    "read_config",
    "save_key",
    "sidecar_name",
    "sidecars_of",
    "still",
    "write_adding",
    "writing",
]
