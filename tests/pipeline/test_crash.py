"""Every state in which a power loss can leave the steps of a commit, on a simulated disk.

Between two syncs a disk may keep any of the writes and renames and drop the others; a file can be there without its
bytes. In each such state nothing acknowledged may be lost, and the next writer must get on. A protocol that leaves out
any one of its three syncs has to fail here: killing a process cannot show that, the page cache outlives it.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random  # noqa: TID251 - a seeded choice among crash states
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from witnessmark.case import CHECKPOINT, LOG, SIDECARS, Evidence, object_name, sidecar_name
from witnessmark.case.disk import Entry
from witnessmark.model import Arrival
from witnessmark.pipeline.custody import custody_of
from witnessmark.pipeline.writer import Writer, open_writer
from witnessmark.preserve import Edge, Found, Layout, Signer, Verifier, check, new_key

PEM, _ = new_key(bytes(range(32)))
SIGNER = Signer("witnessmark/case/00", PEM)
VERIFIER = Verifier(SIGNER.vkey)

State = dict[str, bytes]
Change = Callable[[State], None]


def _put(name: str, data: bytes) -> Change:
    def change(state: State) -> None:
        state[name] = data

    return change


def _move(old: str, new: str) -> Change:
    def change(state: State) -> None:
        if old in state:
            state[new] = state.pop(old)

    return change


def _drop(name: str) -> Change:
    def change(state: State) -> None:
        state.pop(name, None)

    return change


def _nothing(state: State) -> None:
    pass


@dataclass
class SimulatedDisk:
    """A disk that remembers what a power loss could take back.

    Args:
        durable: what a power loss cannot touch.
        forget: which sync of each commit does nothing (0, 1 or 2), or None.
        before_sync: called before each sync.
    """

    durable: State = field(default_factory=dict)
    forget: int | None = None
    before_sync: Callable[[], None] | None = None

    def __post_init__(self) -> None:
        self.now = dict(self.durable)
        self.pending: list[tuple[Change, ...]] = []
        self.syncs = 0

    def _do(self, *variants: Change) -> None:
        variants[0](self.now)
        self.pending.append((*variants, _nothing))

    def write(self, name: str, chunks: Iterable[bytes], *, keep: bool = False) -> None:
        self._do(_put(name, b"".join(chunks)), _put(name, b""))

    def rename(self, old: str, new: str) -> None:
        self._do(_move(old, new))

    def remove(self, name: str) -> None:
        if name in self.now:
            self._do(_drop(name))

    def sync(self) -> None:
        if self.before_sync is not None:
            self.before_sync()
        number, self.syncs = self.syncs, self.syncs + 1
        if number % 3 != self.forget:
            self.durable = dict(self.now)
            self.pending = []

    def read(self, name: str) -> bytes:
        if name not in self.now:
            raise FileNotFoundError(2, "No such file", name)
        return self.now[name]

    def chunks(self, name: str) -> Iterator[bytes]:
        yield self.read(name)

    def is_file(self, name: str) -> bool:
        return name in self.now

    def listing(self, folder: str) -> list[str]:
        start = folder.rstrip("/") + "/"
        rest = (name.removeprefix(start) for name in self.now if name.startswith(start))
        return sorted(name for name in rest if "/" not in name)

    def walk(self) -> Iterator[Entry]:
        for name, data in sorted(self.now.items()):
            yield Entry(name, "file", len(data))

    def found(self) -> Iterator[Found]:
        return (Found(name=one.name, kind=one.kind, size=one.size) for one in self.walk())

    def crashes(self, sample: int | None = None) -> Iterator[State]:
        """Every state, each once, that a power loss now could leave; or a sample of them."""
        seen: set[frozenset[tuple[str, bytes]]] = set()
        for choice in self._choices(sample):
            state = dict(self.durable)
            for change in choice:
                change(state)
            key = frozenset(state.items())
            if key not in seen:
                seen.add(key)
                yield state

    def _choices(self, sample: int | None) -> Iterator[tuple[Change, ...]]:
        chance = random.Random(len(self.pending))
        for _ in range(sample or 100):
            yield tuple(chance.choice(variants) for variants in self.pending)
        if sample is None:
            yield from itertools.product(*self.pending)


class Broken(AssertionError):
    """A promise that a state breaks."""


def _clock() -> datetime:
    return datetime(2026, 11, 20, tzinfo=UTC)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _take(writer: Writer, *contents: bytes) -> set[str]:
    """What `add` does with one batch; the hashes may be acknowledged when it returns."""
    for data in contents:
        sha256 = _digest(data)
        if not writer.evidence.holds(sha256):
            writer.evidence.keep(writer.evidence.stage([data]), sha256)
        writer.note("ingestion", sha256=sha256, size=len(data), arrival=Arrival(original_name="n", original_path="p/n"))
    writer.commit()
    return {_digest(data) for data in contents}


def _open(disk: SimulatedDisk) -> Writer:
    writer = open_writer(disk, VERIFIER, SIGNER, _clock, os.urandom)
    disk.syncs = 0
    return writer


def _begin() -> State:
    """A log with a creation entry and one original."""
    disk = SimulatedDisk()
    writer = Writer(Evidence(disk), Edge(), SIGNER, _clock, os.urandom)
    writer.note("creation")
    writer.commit()
    _take(writer, b"zero")
    writer.evidence.finish()
    disk.sync()
    return disk.durable


def _layout(disk: SimulatedDisk) -> Layout:
    size = VERIFIER.open(disk.read(CHECKPOINT)).size
    return Layout(
        log=LOG,
        checkpoint=CHECKPOINT,
        sidecars=SIDECARS,
        object=object_name,
        sidecar=sidecar_name,
        leftovers=Evidence(disk).leftovers(size),
    )


def _sound(disk: SimulatedDisk, acknowledged: set[str], *, clean: bool) -> None:
    for name, data in disk.now.items():
        if name.startswith("objects/") and _digest(data) != name.rpartition("/")[2]:
            raise Broken(f"I1: {name} does not hash to its name")
    checked = check(disk, _layout(disk), VERIFIER)
    if checked.damage or (clean and checked.leftovers):
        raise Broken(f"I2: {checked.damage or checked.leftovers}")
    held = {one.sha256 for one in custody_of(disk, VERIFIER).sources}
    if not acknowledged <= held:
        raise Broken("I3: something acknowledged is lost")


def _survives(state: State, acknowledged: set[str]) -> None:
    """The four promises in one state after a power loss."""
    disk = SimulatedDisk(state)
    _sound(disk, acknowledged, clean=False)
    writer = _open(disk)
    acknowledged = acknowledged | _take(writer, b"the next one", b"one")
    writer.evidence.finish()
    _sound(disk, acknowledged, clean=True)


def _run(forget: int | None, sample: int | None) -> int:
    """Two batches of an `add`, with every power loss in between; how many states there were."""
    acknowledged = {_digest(b"zero")}
    count = 0

    def look() -> None:
        nonlocal count
        for state in disk.crashes(sample):
            count += 1
            _survives(state, acknowledged)

    disk = SimulatedDisk(_begin(), forget)
    writer = _open(disk)
    disk.before_sync = look
    for batch in ((b"one", b"zero"), (b"two",)):
        acknowledged = acknowledged | _take(writer, *batch)
        look()
    writer.evidence.finish()
    look()
    return count


def test_no_power_loss_breaks_a_promise() -> None:
    assert _run(None, None) > 500


@pytest.mark.parametrize("forgotten", [0, 1, 2])
def test_without_any_one_of_the_three_syncs_a_promise_breaks(forgotten: int) -> None:
    with pytest.raises(Broken):
        _run(forgotten, 300)


def test_a_second_power_loss_while_the_first_is_cleared_up_breaks_no_promise() -> None:
    """Takes a sample of states after the first loss, and every state that clearing up from it goes through."""
    acknowledged = {_digest(b"zero")}
    firsts: list[State] = []
    disk = SimulatedDisk(_begin())
    writer = _open(disk)
    disk.before_sync = lambda: firsts.extend(disk.crashes(40))
    _take(writer, b"one", b"two")
    firsts.extend(disk.crashes(40))
    assert len(firsts) > 60
    for first in firsts:
        again = SimulatedDisk(first)
        held = {one.sha256 for one in custody_of(again, VERIFIER).sources}
        assert acknowledged <= held
        states: list[State] = []
        again.before_sync = lambda again=again, states=states: states.extend(again.crashes())
        open_writer(again, VERIFIER, SIGNER, _clock, os.urandom)
        states.extend(again.crashes(30))
        for state in states[:60]:
            _survives(state, held)
