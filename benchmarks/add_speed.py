"""`add` against a floor program that does the least one could: write, hash, and one sync for every 64 files.

Run as `python -m benchmarks.add_speed [--files 5000] [--rounds 5] [--at FOLDER]`. The two run in turn, so that a busy
machine is busy for both. The ratio is floor time over `add` time, of the medians; the bar is 0.4.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

SIZE = 20_000  # bytes of a file
BAR = 0.4


def _payload(number: int) -> bytes:
    seed = hashlib.sha256(str(number).encode()).digest()
    return (seed * (SIZE // len(seed) + 1))[:SIZE]


def _sync(descriptor: int) -> None:
    if ctypes.CDLL(None).syncfs(descriptor) != 0:
        raise OSError("syncfs failed")


def floor(folder: Path, files: int) -> float:
    """Seconds to write `files` files with their hashes known and one sync for every 64."""
    payloads = [_payload(number) for number in range(files)]
    descriptor = os.open(folder, os.O_RDONLY)
    began = time.perf_counter()
    for number, payload in enumerate(payloads):
        digest = hashlib.sha256(payload).hexdigest()
        with (folder / digest).open("wb") as out:
            out.write(payload)
        if number % 64 == 63:
            _sync(descriptor)
    _sync(descriptor)
    took = time.perf_counter() - began
    os.close(descriptor)
    return took


def added(case_folder: Path, material: Path) -> float:
    """Seconds that `add` of a folder takes, in a fresh case."""
    from witnessmark.pipeline.add import Stated, add
    from witnessmark.pipeline.init import init_case

    def clock() -> datetime:
        return datetime.fromtimestamp(time.time_ns() // 1_000_000_000, UTC)

    case = init_case(case_folder, "speed", clock, os.urandom)
    began = time.perf_counter()
    add(case, [material], Stated(), clock, os.urandom)
    return time.perf_counter() - began


def measure(files: int, rounds: int, at: Path | None) -> tuple[list[float], list[float]]:
    """Times of the floor program and of `add`, taken in turn."""
    base = Path(tempfile.mkdtemp(prefix="add-speed-", dir=at))
    os.environ["WITNESSMARK_HOME"] = str(base / "home")
    try:
        material = base / "material"
        material.mkdir()
        for number in range(files):
            (material / f"{number:05d}.txt").write_bytes(_payload(number))
        os.sync()
        floors, adds = [], []
        for turn in range(rounds):
            plain = base / f"floor-{turn}"
            plain.mkdir()
            floors.append(floor(plain, files))
            shutil.rmtree(plain)
            adds.append(added(base / f"case-{turn}", material))
            shutil.rmtree(base / f"case-{turn}")
            os.sync()
        return floors, adds
    finally:
        shutil.rmtree(base)


def main() -> int:
    """Prints the medians and the ratio; 1 where it is under the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--at", type=Path, default=None, help="a folder on the disk to measure")
    args = parser.parse_args()
    floors, adds = measure(args.files, args.rounds, args.at)
    low, high = statistics.median(floors), statistics.median(adds)
    pairs = sorted(f / a for f, a in zip(floors, adds, strict=True))
    print(f"floor  {low:7.3f} s median of {args.rounds}  ({args.files / low:7.0f} files/s)")
    print(f"add    {high:7.3f} s median of {args.rounds}  ({args.files / high:7.0f} files/s)")
    print(f"ratio  {low / high:7.3f}  (pairs {pairs[0]:.3f} to {pairs[-1]:.3f}; bar {BAR})")
    return 0 if low / high >= BAR else 1


if __name__ == "__main__":
    raise SystemExit(main())
