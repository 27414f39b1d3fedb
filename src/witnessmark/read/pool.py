"""A pool of limited worker processes: hostile bytes may break a worker, never the parent and never another file."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

from witnessmark.errors import ReadError

from .worker import END, OUT_OF_MEMORY, RECORD, TASK, Limits, Work, serve

Failure = Literal["crashed", "timeout", "memory", "output", "cpu"]

_CHUNK = 1 << 18  # bytes read or written at once
_GRACE = 1.0  # seconds that a worker which closed its pipe has to end by itself


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One file to read.

    Attributes:
        key: given back with the result.
        header: what the worker must know besides the bytes.
        load: gives the bytes; called when a worker is free, so that few files are in memory at once.
    """

    key: str
    header: bytes
    load: Callable[[], bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """The result of one task.

    Attributes:
        key: the task's.
        records: what the worker gave, in order; empty where it failed, so that a rerun gives the same.
        failure: how the worker failed, or None.
    """

    key: str
    records: list[bytes]
    failure: Failure | None = None


class Pool:
    """Forked workers that each read one file at a time.

    A worker is replaced after `limits.files` files and after any failure. A file is blamed for a crash or for memory
    only where it fails in a fresh worker, because the file before it may have broken the worker. Use it in a `with`
    block, so that no worker is left behind however the block ends.

    Args:
        work: turns header and data of a task into records; runs in the workers.
        workers: how many, at least 1.
        limits: what one file may take.
        warm: loads all that `work` needs; runs here once before the first fork, for a worker can open nothing.
    """

    def __init__(self, work: Work, workers: int, limits: Limits, warm: Callable[[], None]) -> None:
        self._work = work
        self._size = max(1, workers)
        self._limits = limits
        self._warm: Callable[[], None] | None = warm
        self._workers: list[_Worker] = []
        self._selector: selectors.BaseSelector | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kill all workers. What was in flight is lost."""
        while self._workers:
            self._workers.pop().kill()
        if self._selector is not None:
            self._selector.close()
            self._selector = None

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """The results of tasks, as they come; the order is not the order of the tasks.

        Only time spent waiting here counts as a worker's wall time, not what the caller does between two results.

        Args:
            tasks: taken one by one as workers become free; what their `load` raises leaves here.

        Raises:
            ReadError: where no process can be started.
        """
        if self._warm is not None:
            self._warm()
            self._warm = None
        waiting = iter(tasks)
        again: list[Task] = []
        self.close()
        self._selector = selectors.DefaultSelector()
        try:
            while True:
                self._assign(waiting, again)
                if not any(worker.task for worker in self._workers):
                    return
                yield from self._wait(self._selector, again)
        finally:
            self.close()

    def _assign(self, waiting: Iterator[Task], again: list[Task]) -> None:
        """Give each free worker a task; start workers as long as there are tasks."""
        while True:
            free = next((worker for worker in self._workers if worker.task is None), None)
            if free is None and len(self._workers) >= self._size:
                return
            task = again.pop() if again else next(waiting, None)
            if task is None:
                return
            data = task.load()
            free = free or self._start()
            free.begin(task, data, self._limits.wall)

    def _start(self) -> _Worker:
        if self._selector is None:
            raise ReadError("the pool is closed", "use it inside its with block")
        with _no_interrupt():
            worker = _Worker(self._work, self._limits, self._selector)
            self._workers.append(worker)
        return worker

    def _wait(self, selector: selectors.BaseSelector, again: list[Task]) -> Iterator[Done]:
        """Move bytes until something happens, and give what was finished."""
        busy = [worker for worker in self._workers if worker.task]
        since = time.monotonic()
        events = selector.select(max(0.0, min(worker.left for worker in busy)))
        waited = time.monotonic() - since
        moved = {key.data: None for key, _ in events}  # a worker may be ready on both of its pipes
        for worker in busy:
            worker.left -= waited
        for worker in moved:
            worker.move()
        finished = [done for worker in busy if (done := self._result(worker, worker in moved, again))]
        for worker in [one for one in moved if one.task is None and (one.over or one.files >= self._limits.files)]:
            self._dismiss(worker)
        yield from finished

    def _result(self, worker: _Worker, moved: bool, again: list[Task]) -> Done | None:
        task = worker.task
        if task is None:
            return None
        if worker.complete:
            worker.task = None
            return Done(key=task.key, records=worker.records)
        failure: Failure | None = None
        if worker.received > self._limits.output:
            failure = "output"
        elif worker.over:
            failure = worker.cause()
        elif worker.left <= 0 and not moved:
            failure = "timeout"
        if failure is None:
            return None
        fresh = worker.files == 1
        self._dismiss(worker)
        if failure in ("crashed", "memory") and not fresh:
            again.append(task)
            return None
        return Done(key=task.key, records=[], failure=failure)

    def _dismiss(self, worker: _Worker) -> None:
        if worker in self._workers:
            self._workers.remove(worker)
            worker.kill()


class _Worker:
    """The parent's side of one worker process."""

    def __init__(self, work: Work, limits: Limits, selector: selectors.BaseSelector) -> None:
        self.task: Task | None = None
        self.files = 0  # begun
        self.left = 0.0  # seconds of waiting
        self.records: list[bytes] = []
        self.received = 0  # bytes, of the present task
        self.complete = False  # the present task
        self.over = False  # the process ended, or answers nonsense
        self._limits = limits
        self._selector = selector
        self._outgoing: list[memoryview] = []
        self._incoming = bytearray()
        self._status: int | None = None
        self._pid, self._tasks, self._results = _fork(work, limits)
        selector.register(self._results, selectors.EVENT_READ, self)

    def begin(self, task: Task, data: bytes, wall: float) -> None:
        """Take a task: its bytes are sent as the pipe takes them."""
        self.task, self.left, self.complete = task, wall, False
        self.records, self.received = [], 0
        self.files += 1
        lengths = TASK.pack(len(task.header), len(data))
        self._outgoing = [memoryview(part) for part in (lengths + task.header, data) if part]
        self._send()
        if self._outgoing:
            self._selector.register(self._tasks, selectors.EVENT_WRITE, self)

    def move(self) -> None:
        """Send and receive what the pipes take and give."""
        if self._outgoing:
            self._send()
            if not self._outgoing:
                self._selector.unregister(self._tasks)
        self._receive()

    def _send(self) -> None:
        try:
            while self._outgoing:
                sent = os.writev(self._tasks, [part[:_CHUNK] for part in self._outgoing])
                while self._outgoing and sent >= len(self._outgoing[0]):
                    sent -= len(self._outgoing.pop(0))
                if sent:
                    self._outgoing[0] = self._outgoing[0][sent:]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._outgoing = []  # it is dead; reading says so too

    def _receive(self) -> None:
        try:
            data = os.read(self._results, _CHUNK)
        except BlockingIOError:
            return
        if not data:
            self.over = True
            return
        self.received += len(data)
        self._incoming += data
        self._take_records()
        if self.task is None or (self.complete and self._incoming):
            self.over = True  # it speaks without being asked

    def _take_records(self) -> None:
        place = 0
        while not self.complete and len(self._incoming) - place >= RECORD.size:
            (length,) = RECORD.unpack_from(self._incoming, place)
            if length == END:
                self.complete = True
                place += RECORD.size
                break
            if length > self._limits.output:
                self.received += length
                break
            end = place + RECORD.size + length
            if len(self._incoming) < end:
                break
            self.records.append(bytes(self._incoming[place + RECORD.size : end]))
            place = end
        del self._incoming[:place]

    def cause(self) -> Failure:
        """How the process ended, once its pipe is closed."""
        until = time.monotonic() + _GRACE
        while self._status is None and time.monotonic() < until:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._status = status
            else:
                time.sleep(0.001)
        if self._status is None:
            return "crashed"
        if os.WIFSIGNALED(self._status):
            return "cpu" if os.WTERMSIG(self._status) == signal.SIGXCPU else "crashed"
        return "memory" if os.WEXITSTATUS(self._status) == OUT_OF_MEMORY else "crashed"

    def kill(self) -> None:
        """End the process and all it started, and wait for it."""
        for descriptor in (self._tasks, self._results):
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(descriptor)
            os.close(descriptor)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._pid, signal.SIGKILL)
        if self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)  # it may not have its own group yet
            _, self._status = os.waitpid(self._pid, 0)


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Hold back Ctrl-C: between a fork and its entry in the list it would leave a worker that nobody knows."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _fork(work: Work, limits: Limits) -> tuple[int, int, int]:
    """Process id of a new worker, the descriptor that takes its tasks and the one that gives its records."""
    task_end, tasks = os.pipe()
    results, result_end = os.pipe()
    parent = os.getpid()
    try:
        pid = os.fork()
        if pid == 0:
            serve(work, task_end, result_end, limits, parent)
    except OSError as err:
        for descriptor in (tasks, results):
            os.close(descriptor)
        raise ReadError("no worker process can be started", "close other programs and build again") from err
    finally:
        os.close(task_end)
        os.close(result_end)
    os.set_blocking(tasks, False)
    os.set_blocking(results, False)
    return pid, tasks, results
