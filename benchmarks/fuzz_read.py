"""Endurance of reading: sound documents of every format mutated at random, each read by a worker of the pool.

Run as `python -m benchmarks.fuzz_read [--inputs 2000] [--reader docx] [--seed N]`. The parent must never crash, every
input must give passages or problems or a named failure of its worker, and a text read beside the mutated ones must come
back whole.
"""

from __future__ import annotations

import argparse
import hashlib
import random  # noqa: TID251 - a seeded choice of what to damage
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from tests.support import formats
from tests.support.pdf import make_pdf

from witnessmark.read import Limits, Pool, Task, decode_read, failure_problem, read_task, task_header, warm

SAID = ("The court says 7,000 in 2006.", "The ministry says that 40 of 50 came.", "卫生部表示，逾1880万人登记。")
GOOD = b"The harbour board says 5,000."
EVERY = 50  # inputs between two sound ones
LIMITS = Limits(memory=1 << 30, cpu=20, wall=60.0, output=1 << 28)


def sound() -> dict[str, bytes]:
    """A sound document for each reader."""
    made = {ending: make(SAID) for ending, make in formats.FORMATS.items()}
    made["pdf"] = make_pdf([SAID[:2]])
    made["csv"] = b"year,who,number\n2006,court,7000\n2007,ministry,40\n2008,court,50\n"
    made["attached.eml"] = formats.eml(SAID, attached={"a.docx": formats.docx(SAID), "b.txt": GOOD})
    made["mixed.zip"] = formats.zipped({f"a.{ending}": make(SAID) for ending, make in formats.FORMATS.items()})
    return made


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with something wrong: in the container, or, for a ZIP file, often inside a member that is packed again."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        except (zipfile.BadZipFile, RuntimeError, ValueError):
            return _damaged(data, chance)
        name = chance.choice(sorted(parts))
        parts[name] = _damaged(bytes(parts[name]), chance)  # type: ignore[arg-type]
        return formats.zipped(parts)
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    new = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not new:
            break
        start = chance.randrange(len(new))
        length = min(len(new) - start, 1 << chance.randint(0, 8))
        match chance.randrange(7):
            case 0:
                new[start] ^= 1 << chance.randrange(8)
            case 1:
                new[start : start + length] = chance.randbytes(length)
            case 2:
                del new[start : start + length]
            case 3:
                new[start:start] = new[start : start + length] * chance.randint(1, 200)
            case 4:
                del new[start:]
            case 5:
                new[start : start + 4] = chance.choice((b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f", b"9999", b"<<>>"))
            case _:
                other = chance.randrange(len(new))
                new[start:start] = new[other : other + length]
    return bytes(new)


def _tasks(ending: str, data: bytes, inputs: int, seed: int) -> Iterator[Task]:
    suffix = f".{ending.rpartition('.')[2]}"
    chance = random.Random(f"{seed} {ending}")
    for number in range(inputs):
        changed = mutated(data, chance)
        key = hashlib.sha256(changed).hexdigest()
        yield Task(key=f"{number} {key}", header=task_header(key, suffix), load=lambda changed=changed: changed)  # type: ignore[misc]
        if number % EVERY == 0:
            yield Task(key=f"good {number}", header=task_header("0" * 64, ".txt"), load=lambda: GOOD)


def fuzz(ending: str, data: bytes, inputs: int, seed: int, workers: int) -> Counter[str]:
    """What came of the mutated inputs of one format, by kind.

    Raises:
        AssertionError: where an input gave nothing, or a sound text beside the mutated ones did not come back whole.
    """
    found: Counter[str] = Counter()
    with Pool(read_task, workers, LIMITS, warm) as pool:
        for done in pool.run(_tasks(ending, data, inputs, seed)):
            if done.failure is not None:
                found[failure_problem("0" * 64, done.failure).code] += 1
                print(f"  {ending}: {done.failure} at input {done.key}", flush=True)
                assert not done.key.startswith("good"), "a sound text was lost"
                continue
            passages, problems = decode_read(b"".join(done.records))
            assert passages or problems, f"nothing came of {done.key}"
            if done.key.startswith("good"):
                assert [one.text for one in passages] == [GOOD.decode()], "a sound text was changed"
                continue
            found["both" if passages and problems else "read" if passages else "problem"] += 1
    return found


def main() -> int:
    """Fuzz all readers, or one; the exit status says whether any worker failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--inputs", type=int, default=2_000, help="mutated inputs for each format")
    asked.add_argument("--reader", default="", help="one format alone")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=2)
    stated = asked.parse_args()
    failed = 0
    for ending, data in sound().items():
        if stated.reader and ending != stated.reader:
            continue
        start = time.perf_counter()
        found = fuzz(ending, data, stated.inputs, stated.seed, stated.workers)
        rest = {name: count for name, count in found.items() if name not in ("read", "both", "problem")}
        failed += sum(rest.values())
        row = " ".join(f"{name} {found[name]}" for name in ("read", "both", "problem"))
        print(f"{ending}: {row}; workers lost {rest or 0}; {time.perf_counter() - start:.1f} s", flush=True)
    print(f"crashes of the parent: 0; workers lost: {failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
