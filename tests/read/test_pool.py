"""The pool survives whatever a worker does, and says which file was in it."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from witnessmark.read import Done, Failure, Limits, Pool, Task

Work = Callable[[bytes, bytes], Iterator[bytes]]
LIMITS = Limits(memory=200_000_000, cpu=1, wall=3.0, output=1_000_000, files=8)


def no_warming() -> None:
    """Nothing to load."""


def run(
    work: Work, headers: list[bytes], *, workers: int = 2, data: bytes = b"data", limits: Limits = LIMITS
) -> dict[str, Done]:
    tasks = [Task(key=f"{n} {h.decode()}", header=h, load=lambda: data) for n, h in enumerate(headers)]
    with Pool(work, workers, limits, no_warming) as pool:
        found = list(pool.run(tasks))
    assert len(found) == len({done.key for done in found}) == len(headers)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)  # no child is left, dead or alive
    return {done.key: done for done in found}


def _loop() -> Iterator[bytes]:
    while True:
        pass


def _output() -> Iterator[bytes]:
    while True:
        yield bytes(100_000)


def _memory() -> Iterator[bytes]:
    yield bytes(len(bytearray(400_000_000)))


def _half_a_record() -> Iterator[bytes]:
    yield bytes(300_000)  # more than is kept back, so that some of it is sent
    os._exit(0)


def _raise() -> Iterator[bytes]:
    raise KeyError("unforeseen")


def _nonsense() -> Iterator[bytes]:
    for descriptor in range(3, 20):
        with contextlib.suppress(OSError):
            os.write(descriptor, b"\xff\xff\xff\xff" * 3)
    yield b"late"


def _print() -> Iterator[bytes]:
    for _ in range(200):
        print("x" * 1_000_000)  # noqa: T201 - this is what is tested
    yield b"printed"


DEEDS: dict[bytes, Callable[[], object]] = {
    b"exit": lambda: os._exit(0),
    b"raise": _raise,
    b"kill": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    b"loop": _loop,
    b"sleep": lambda: time.sleep(60),
    b"memory": _memory,
    b"output": _output,
    b"one huge record": lambda: iter((bytes(2_000_000),)),
    b"half a record": _half_a_record,
    b"nonsense": _nonsense,
    b"print": _print,
}


def misbehave(header: bytes, data: bytes) -> Iterator[bytes]:
    if header not in DEEDS:
        yield header + b" " + data
    else:
        yield from DEEDS[header]()  # type: ignore[misc]


BAD: dict[bytes, Failure] = {
    b"exit": "crashed",
    b"raise": "crashed",
    b"kill": "crashed",
    b"loop": "cpu",
    b"sleep": "timeout",
    b"memory": "memory",
    b"output": "output",
    b"one huge record": "output",
    b"half a record": "crashed",
}


@pytest.mark.parametrize(("header", "failure"), BAD.items(), ids=[header.decode() for header in BAD])
def test_a_failure_has_its_name_and_touches_no_other_file(header: bytes, failure: Failure) -> None:
    patient = replace(LIMITS, wall=60.0) if failure == "cpu" else LIMITS  # a busy machine gives little of a second
    found = run(misbehave, [b"good", header, b"good", b"good"], limits=patient)
    assert found[f"1 {header.decode()}"] == Done(key=f"1 {header.decode()}", records=[], failure=failure)
    for number in (0, 2, 3):
        assert found[f"{number} good"] == Done(key=f"{number} good", records=[b"good data"])


def test_many_crashes_in_a_row() -> None:
    found = run(misbehave, [b"exit", b"good"] * 20)
    assert [done.failure for _, done in sorted(found.items(), key=lambda one: int(one[0].split()[0]))] == [
        "crashed",
        None,
    ] * 20


def test_nonsense_on_the_pipe_is_not_taken_for_another_files_result() -> None:
    found = run(misbehave, [b"nonsense", b"good", b"good"], workers=1)
    assert found["1 good"].records == [b"good data"]
    assert found["2 good"].records == [b"good data"]


def test_what_a_reader_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    found = run(misbehave, [b"print"])
    assert found["0 print"].records == [b"printed"]
    assert capfd.readouterr() == ("", "")


def test_a_broken_predecessor_is_not_blamed_on_the_next_file() -> None:
    seen: list[bytes] = []

    def fails_when_used(header: bytes, data: bytes) -> Iterator[bytes]:
        seen.append(header)
        if len(seen) == 3:
            os._exit(1)
        yield header

    found = run(fails_when_used, [b"a"] * 12, workers=1)
    assert all(done.failure is None for done in found.values())


def test_a_worker_cannot_open_or_connect_or_start_anything(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("untouched")
    with kept.open("r+b") as inherited:

        def try_everything(header: bytes, data: bytes) -> Iterator[bytes]:
            attempts: dict[bytes, Callable[[], object]] = {
                b"read": lambda: kept.open(),
                b"write": lambda: (tmp_path / "new").write_text("x"),
                b"socket": lambda: socket.socket(),
                b"inherited": lambda: os.write(inherited.fileno(), b"x"),
                b"pipe": lambda: os.pipe(),
                b"raise the limit": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100)),
            }
            try:
                attempts[header]()
            except (OSError, ValueError) as err:
                yield type(err).__name__.encode()
            else:
                yield b"it worked"

        headers = [b"read", b"write", b"socket", b"inherited", b"pipe", b"raise the limit"]
        found = run(try_everything, headers)
    outcomes = {key: done.records for key, done in found.items()}
    if os.geteuid() == 0:  # root may raise limits where user namespaces are refused
        outcomes.pop("5 raise the limit")
    assert all(records in ([b"OSError"], [b"ValueError"]) for records in outcomes.values()), outcomes
    assert kept.read_text() == "untouched"
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are a thing of Linux")
def test_a_worker_stands_in_another_network_where_the_system_allows() -> None:
    here = str(Path("/proc/self/ns/net").readlink())

    def where(header: bytes, data: bytes) -> Iterator[bytes]:
        yield str(Path("/proc/self/ns/net").readlink()).encode()

    allowed = subprocess.run(["unshare", "-Urn", "true"], check=False, capture_output=True).returncode == 0
    if not allowed:
        pytest.skip("this system refuses user namespaces")
    assert run(where, [b"x"])["0 x"].records != [here.encode()]


def test_large_data_both_ways_does_not_lock() -> None:
    big = bytes(range(256)) * 40_000
    limits = Limits(output=50_000_000)
    tasks = [Task(key=str(n), header=b"h", load=lambda: big) for n in range(6)]
    with Pool(lambda _, data: iter((data[:5_000_000], data[5_000_000:])), 3, limits, no_warming) as pool:
        for done in pool.run(tasks):
            assert b"".join(done.records) == big


def test_bytes_are_loaded_only_when_a_worker_is_free() -> None:
    loaded: list[int] = []

    def load(number: int) -> bytes:
        loaded.append(number)
        return b"x"

    tasks = [Task(key=str(n), header=b"good", load=lambda n=n: load(n)) for n in range(50)]  # type: ignore[misc]
    with Pool(misbehave, 2, LIMITS, no_warming) as pool:
        for count, _ in enumerate(pool.run(tasks), 1):
            assert len(loaded) <= count + 2
    assert loaded == list(range(50))


def test_workers_are_replaced_after_their_files() -> None:
    def who(header: bytes, data: bytes) -> Iterator[bytes]:
        yield str(os.getpid()).encode()

    pids = {done.records[0] for done in run(who, [b"x"] * 33, workers=1).values()}
    assert len(pids) == 5  # 8 files each


def test_warming_runs_once_and_before_the_first_worker() -> None:
    warmed: list[int] = []
    with Pool(lambda *_: iter((b"%d" % len(warmed),)), 2, LIMITS, lambda: warmed.append(1)) as pool:
        for _ in range(2):
            assert [done.records for done in pool.run([Task(key="a", header=b"", load=bytes)])] == [[b"1"]]
    assert warmed == [1]


def test_time_that_the_caller_takes_is_not_counted() -> None:
    limits = Limits(wall=0.5)
    tasks = [Task(key=str(n), header=b"good", load=bytes) for n in range(6)]
    with Pool(misbehave, 2, limits, no_warming) as pool:
        for done in pool.run(tasks):
            time.sleep(0.6)
            assert done.failure is None


def test_an_error_while_loading_leaves_no_worker_behind() -> None:
    def gone() -> bytes:
        raise FileNotFoundError("gone")

    tasks = [Task(key="a", header=b"sleep", load=bytes), Task(key="b", header=b"good", load=gone)]
    with pytest.raises(FileNotFoundError), Pool(misbehave, 2, LIMITS, no_warming) as pool:
        list(pool.run(tasks))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


_SCRIPT = """
import os, sys, time
from witnessmark.read import Limits, Pool, Task

def work(header, data):
    if header == b"pid":
        yield b"%d %d" % (os.getpid(), os.getsid(0))
    else:
        time.sleep(60)

tasks = [Task(key="a", header=b"pid", load=bytes)] + [Task(key=str(n), header=b"sleep", load=bytes) for n in range(4)]
with Pool(work, 1, Limits(), lambda: None) as pool:
    for done in pool.run(tasks):
        print(done.records[0].decode(), flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_parent(how: signal.Signals) -> None:
    if how != signal.SIGINT and sys.platform != "linux":
        pytest.skip("only Linux tells a child that its parent died")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", _SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline().split()[0])
        time.sleep(0.1)
        parent.send_signal(how)
        parent.communicate(timeout=10)
    until = time.monotonic() + 5
    while is_alive(worker) and time.monotonic() < until:
        time.sleep(0.01)
    assert not is_alive(worker)


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    with contextlib.suppress(OSError):  # a dead process that init has not reaped yet is dead
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    if Path("/proc/self").exists():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
