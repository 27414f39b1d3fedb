"""Preserve takes bytes and what a person stated about them, and gives log entries, tiles and a signed checkpoint.

It also gives the name of every damaged file. Refuses restricted material, testimony, leaks and lists of persons, and
every checkpoint, entry or line that is not in its one canonical form. Knows no case folder, no clock and no network.
"""

from .correct import Correction, corrected
from .entry import (
    SALT,
    Line,
    NotTaken,
    commitment,
    decode_event,
    encode_event,
    event_of,
    object_of,
    open_line,
    seal,
)
from .manifest import Paired, Row, pair, read_manifest
from .merkle import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    subtrees,
    verify_consistency,
    verify_inclusion,
)
from .note import Checkpoint, Signer, Verifier, key_id_of, new_key, verifier_key
from .take_in import HEAD, Stated, arrival_of, check_stated, lists_persons, refuse_persons, stamp
from .tiles import ENTRIES, Edge, edge_folders, edge_tiles, required, tile_name, tiles_of_level, unpack
from .verify import Checked, Damage, Found, Layout, Shelf, check, printable

__all__ = [
    "ENTRIES",
    "HEAD",
    "SALT",
    "Checked",
    "Checkpoint",
    "Correction",
    "Damage",
    "Edge",
    "Found",
    "Frontier",
    "Layout",
    "Line",
    "NotTaken",
    "Paired",
    "Row",
    "Shelf",
    "Signer",
    "Stated",
    "Verifier",
    "arrival_of",
    "check",
    "check_stated",
    "commitment",
    "consistency_proof",
    "corrected",
    "decode_event",
    "edge_folders",
    "edge_tiles",
    "encode_event",
    "event_of",
    "inclusion_proof",
    "key_id_of",
    "leaf_hash",
    "lists_persons",
    "new_key",
    "node_hash",
    "object_of",
    "open_line",
    "pair",
    "printable",
    "read_manifest",
    "refuse_persons",
    "required",
    "root_of",
    "seal",
    "stamp",
    "subtrees",
    "tile_name",
    "tiles_of_level",
    "unpack",
    "verifier_key",
    "verify_consistency",
    "verify_inclusion",
]
