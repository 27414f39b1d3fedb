"""Endurance: flipped bits under evidence/, and `add` and `build` killed at random times.

Run as `python -m benchmarks.soak [--flips 1000] [--kills 200] [--seed N]`. Every flip must be found and the file named,
originals by the name they came under too, and `verify` must never end in a traceback. After every kill nothing that
`add` had acknowledged may be lost, evidence must verify, and the same command run again must come to its end. Killing a
process cannot show a missing sync; tests/pipeline/test_crash.py does that.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random  # noqa: TID251 - a seeded choice of what to damage and when to kill
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from witnessmark.case import Case
from witnessmark.pipeline.add import Stated, add
from witnessmark.pipeline.custody import Custody, load_custody
from witnessmark.pipeline.init import init_case
from witnessmark.pipeline.verify import verify

CLI = [sys.executable, "-m", "witnessmark.cli"]
FILES = 500  # that an `add` to be killed is given
TEXT = "In 2006 the ministry said that about {n} operations were done at hospital {n}. A newspaper put it at {m}.\n"


class Lost(AssertionError):
    """A promise that did not hold."""


def _clock() -> datetime:
    return datetime.fromtimestamp(time.time_ns() // 1_000_000_000, UTC)


def _new_case(base: Path, name: str) -> Case:
    return init_case(base / name, "Soak", _clock, os.urandom)


def _material(folder: Path, files: int) -> Path:
    (folder / "sub").mkdir(parents=True)
    for number in range(files):
        place = folder / ("sub" if number % 3 else ".") / f"paper-{number:04d}.txt"
        place.write_text(TEXT.format(n=number, m=2 * number) * (1 + number % 40))
    return folder


def flips(base: Path, count: int, chance: random.Random) -> Counter[str]:
    """Flips one bit after another in every kind of file; how many were found, by kind.

    Raises:
        Lost: where one is not found, or the file is not named.
    """
    case = _new_case(base, "flips")
    add(case, [_material(base / "flipped", 350)], Stated(), _clock, os.urandom)
    names = {one.sha256: one.latest.original_path for one in load_custody(case).sources}
    kinds = _by_kind(case)
    found: Counter[str] = Counter()
    for _ in range(count):
        kind = chance.choice(sorted(kinds))
        path = chance.choice(kinds[kind])
        data = path.read_bytes()
        at, bit = chance.randrange(len(data)), chance.randrange(8)
        path.chmod(0o644)
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :])
        name = str(path.relative_to(case.paths.evidence))
        told = [one for one in verify(case).damage if one.path == name]
        if not told or (kind == "original" and (told[0].sha256, told[0].name) != (path.name, names[path.name])):
            raise Lost(f"bit {bit} of byte {at} of {name} was flipped and not named: {told}")
        path.write_bytes(data)
        found[kind] += 1
    if not verify(case).sound:
        raise Lost("the case is not sound after every flip was taken back")
    return found


def _by_kind(case: Case) -> dict[str, list[Path]]:
    kinds: dict[str, list[Path]] = {}
    for path in sorted(case.paths.evidence.rglob("*")):
        parts = path.relative_to(case.paths.evidence).parts
        if path.is_file() and path.stat().st_size:
            kind = "original" if parts[0] == "objects" else "entries" if "entries" in parts else parts[0]
            kinds.setdefault("checkpoint" if parts[-1] == "checkpoint" else kind, []).append(path)
    return kinds


def _spawn(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([*CLI, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0)


def _kill_after(process: subprocess.Popen[str], seconds: float, lines: int = 0) -> tuple[list[str], bool]:
    """The lines that a process printed until it was killed, and whether it was still running then.

    Args:
        process: it is killed with its workers.
        seconds: how long to wait,
        lines: once it has printed this many lines.
    """
    assert process.stdout is not None and process.stderr is not None
    early = [line for line in (process.stdout.readline() for _ in range(lines)) if line]
    time.sleep(seconds)
    running = process.poll() is None
    if running:
        os.killpg(process.pid, signal.SIGKILL)
    # Not communicate(): it does not see what readline() has read ahead. Talk is short and fits in the pipe.
    with process:
        out, err = process.stdout.read(), process.stderr.read()
    if "Traceback" in err:
        raise Lost(f"a traceback: {err}")
    return [line for line in "".join([*early, out]).split("\n")[:-1] if line], running


def _ended(*words: str) -> float:
    """Seconds that a command takes to its end."""
    began = time.perf_counter()
    done = subprocess.run([*CLI, *words], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise Lost(f"{words[0]} ended with {done.returncode}: {done.stderr}")
    return time.perf_counter() - began


def kill_adds(base: Path, kills: int, chance: random.Random) -> tuple[int, int]:
    """Kills `add`; how many runs were killed in flight, and how many files they had acknowledged."""
    material = _material(base / "material", FILES)
    in_flight = acknowledged = 0
    for number in range(kills):
        case = _new_case(base, f"add-{number}")
        where = ("add", str(material), "-C", str(case.paths.root))
        lines, seconds = chance.randrange(FILES), chance.uniform(0, 0.3)
        printed, running = _kill_after(_spawn(*where), seconds, lines if number % 4 else 0)
        in_flight += running
        acknowledged += len(printed)
        _nothing_lost(case, printed)
        _ended(*where)
        custody = load_custody(case)
        repeated = len(printed) < FILES and custody.size != FILES + 1  # a run that had ended is no interrupted run
        if len({one.original_path for source in custody.sources for one in source.arrivals}) != FILES or repeated:
            raise Lost(f"run {number}: the second add left {custody.size - 1} arrivals of {FILES} files")
        _nothing_lost(case, printed, clean=True)
        shutil.rmtree(case.paths.root)
    return in_flight, acknowledged


def _nothing_lost(case: Case, printed: list[str], *, clean: bool = False) -> Custody:
    custody = load_custody(case)
    held = {source.sha256 for source in custody.sources}
    lost = [path for path in printed if hashlib.sha256(Path(path).read_bytes()).hexdigest() not in held]
    checked = verify(case)
    if lost or not checked.sound or (clean and checked.leftovers):
        raise Lost(f"acknowledged and lost: {lost}; damage: {checked.damage[:3]}; left over: {checked.leftovers[:3]}")
    return custody


def kill_builds(base: Path, kills: int, chance: random.Random) -> int:
    """Kills `build`; how many runs were killed in flight. Evidence must not move, nor the report differ in the end."""
    case = _new_case(base, "build")
    root = str(case.paths.root)
    add(case, [_material(base / "read", 120)], Stated(), _clock, os.urandom)
    whole = _ended("build", "-C", root)
    evidence, report = _tree(case.paths.evidence), _tree(case.paths.published)
    in_flight = 0
    for number in range(kills):
        # Half of the runs begin from nothing, half from what the last killed one left.
        for folder in (case.paths.derived, case.paths.published) if number % 2 else ():
            shutil.rmtree(folder, ignore_errors=True)
        case.paths.build_record.unlink(missing_ok=True)
        _, running = _kill_after(_spawn("build", "-C", root), chance.uniform(0.05, 0.9) * whole)
        in_flight += running
        if number % 4 == 3:
            _ended("build", "-C", root)
            if _tree(case.paths.published) != report:
                raise Lost(f"run {number}: the report differs after a killed build")
        if _tree(case.paths.evidence) != evidence:
            raise Lost(f"run {number}: a killed build changed evidence")
    _ended("build", "-C", root)
    if _tree(case.paths.published) != report or not verify(case).sound:
        raise Lost("the report or the evidence differs after the killed builds")
    return in_flight


def _tree(folder: Path) -> str:
    """A hash of every name and byte below a folder."""
    return hashlib.sha256(b"".join(_leaves(folder))).hexdigest()


def _leaves(folder: Path) -> Iterator[bytes]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield os.fsencode(path.relative_to(folder)) + b"\0" + hashlib.sha256(path.read_bytes()).digest()


def main() -> int:
    """Runs all of it and prints what was found; 1 where a promise did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=200, help="half of add, half of build")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    base = Path(tempfile.mkdtemp(prefix="soak-"))
    os.environ["WITNESSMARK_HOME"] = str(base / "home")
    try:
        by_kind = flips(base, args.flips, chance)
        listed = ", ".join(f"{kind} {count}" for kind, count in sorted(by_kind.items()))
        print(f"flips   {by_kind.total()} of {args.flips} found and named ({listed})", flush=True)
        adds = args.kills // 2
        hit, told = kill_adds(base, adds, chance)
        print(f"add     {adds} kills, {hit} of them in flight; {told} acknowledged files, 0 lost", flush=True)
        builds = args.kills - adds
        hit = kill_builds(base, builds, chance)
        print(f"build   {builds} kills, {hit} of them in flight; evidence untouched, report the same", flush=True)
    except Lost as err:
        print(f"FAILED  {err}", flush=True)
        return 1
    finally:
        shutil.rmtree(base, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
