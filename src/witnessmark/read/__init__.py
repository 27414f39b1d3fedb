"""Readers, one file a format, and the pool of limited workers that they run in.

Takes the bytes of a source, gives Passages with their places and Problems for what could not be read. Refuses to fetch
anything, to guess silently (a doubtful encoding is a Problem), and to let one bad file stop the others.
"""

from .choose import MAX_BYTES, READERS, choose, media_type_of, read_bytes, reader_key, too_large
from .decode import Decoded, decode
from .pool import Done, Failure, Pool, Task
from .task import decode_read, encode_read, failure_problem, read_task, task_header
from .warm import warm
from .worker import Limits

__all__ = [
    "MAX_BYTES",
    "READERS",
    "Decoded",
    "Done",
    "Failure",
    "Limits",
    "Pool",
    "Task",
    "choose",
    "decode",
    "decode_read",
    "encode_read",
    "failure_problem",
    "media_type_of",
    "read_bytes",
    "read_task",
    "reader_key",
    "task_header",
    "too_large",
    "warm",
]
