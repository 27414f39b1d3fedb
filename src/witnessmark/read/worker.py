"""The inside of a worker: a forked process that can compute and answer, and nothing else.

It cannot open a file or a socket, write to a file, start a program or outlive its parent; its memory and computing time
are bounded. Linux has all of these; where a system lacks one, the others still hold.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

Work = Callable[[bytes, bytes], Iterable[bytes]]

TASK = struct.Struct("!IQ")  # lengths of header and data, which follow
RECORD = struct.Struct("!I")  # length of a record, which follows
END = 0xFFFFFFFF  # in place of a length: the task is done
OUT_OF_MEMORY = 71  # exit status

_FLUSH = 65_536  # bytes of answers kept back, to save system calls
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_LIBC = ctypes.CDLL(None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What reading one file may take.

    Attributes:
        memory: bytes of address space beyond what the parent had at the fork.
        cpu: seconds of computing.
        wall: seconds that the parent waits.
        output: bytes of records.
        files: files that one worker reads before a fresh one takes its place.
    """

    memory: int = 1 << 30
    cpu: int = 60
    wall: float = 120.0
    output: int = 1 << 28
    files: int = 64


def serve(work: Work, tasks: int, records: int, limits: Limits, parent: int) -> NoReturn:
    """Answer tasks until the parent closes the pipe. Called in the child right after the fork; never returns.

    Args:
        work: turns header and data of a task into records.
        tasks: file descriptor that tasks come from.
        records: file descriptor that records go to.
        limits: what one file may take.
        parent: process id of the parent.
    """
    status = 1
    try:
        os.setsid()
        _leave_files(tasks, records)
        source = os.fdopen(tasks, "rb")
        _set_limits(limits)
        _shut_off(parent)
        gc.freeze()
        _answer(work, source, records, limits)
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    finally:
        os._exit(status)


def _answer(work: Work, source: BinaryIO, records: int, limits: Limits) -> None:
    while len(lengths := source.read(TASK.size)) == TASK.size:
        header_length, data_length = TASK.unpack(lengths)
        header, data = source.read(header_length), source.read(data_length)
        _renew_cpu(limits)
        waiting = bytearray()
        for record in work(header, data):
            waiting += RECORD.pack(len(record))
            waiting += record
            if len(waiting) > _FLUSH:
                _write(records, waiting)
                waiting = bytearray()
        waiting += RECORD.pack(END)
        _write(records, waiting)


def _write(descriptor: int, data: bytearray) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _leave_files(tasks: int, records: int) -> None:
    """Close all that the parent had open; what a reader prints goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    sys.stdout = sys.stderr = os.fdopen(1, "w", closefd=False)
    low, high = sorted((tasks, records))
    os.closerange(3, low)
    os.closerange(low + 1, high)
    os.closerange(high + 1, min(os.sysconf("SC_OPEN_MAX"), 1 << 20))


def _set_limits(limits: Limits) -> None:
    statm = Path("/proc/self/statm")
    if statm.exists():  # address space is not bounded where its present size cannot be known (macOS)
        present = int(statm.read_text().split()[0]) * resource.getpagesize()
        _limit("RLIMIT_AS", present + limits.memory)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_NPROC", 0)
    _limit("RLIMIT_NOFILE", 0)  # last: from here on nothing can be opened


def _limit(name: str, most: int) -> None:
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)  # who started us may have set less
    resource.setrlimit(kind, (most, most))


def _shut_off(parent: int) -> None:
    """A network namespace without devices where the system allows; no new rights; death with the parent."""
    if sys.platform != "linux":
        return
    if _LIBC.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        _LIBC.unshare(_CLONE_NEWNET)  # the refusal of both is no error: open files are limited anyway
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _renew_cpu(limits: Limits) -> None:
    """The soft limit rises by what one file may take; at the limit the system sends SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
