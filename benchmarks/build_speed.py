"""Builds a case of 10,000 documents of 9,000 characters: time, peak memory, and a second build with nothing changed.

Run: python -m benchmarks.build_speed [--documents 10000]
"""

from __future__ import annotations

import argparse
import os
import random  # noqa: TID251 - a seeded generator of invented text
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SPEAKERS = ("The water office", "The Well Users' Association", "A district court", "The Village Post", "A survey team")
VERBS = ("says that", "reported that", "denies that", "estimates that", "told a hearing that")
COUNTED = ("wells", "villages", "families", "pumps", "hospital beds", "cases")
FILLERS = (
    "The road to the district runs along the old canal, and the fields on both sides were green in spring.",
    "Nobody at the meeting could say who had kept the ledger, or where it was kept.",
    "Rain came late, and the market opened again when the bridge was mended.",
    "The clerk read the letter aloud and put it back into the folder.",
)


def document(rng: random.Random, characters: int) -> str:
    """An invented article: about one sentence in three holds a number or a date."""
    parts: list[str] = []
    length = 0
    while length < characters:
        low = rng.randrange(10, 90_000)
        sentences = [rng.choice(FILLERS) for _ in range(rng.randrange(2, 6))]
        sentences.insert(
            1,
            f"{rng.choice(SPEAKERS)} {rng.choice(VERBS)} {rng.choice(('', 'more than ', 'about ', 'at least '))}"
            f"{low:,} {rng.choice(COUNTED)} were counted in {rng.randrange(1990, 2025)}.",
        )
        if rng.random() < 0.3:
            sentences.append(f"On {rng.randrange(1, 28)} May {rng.randrange(1990, 2025)} the pumps stood still.")
        parts.append(" ".join(sentences))
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:characters]


def run(*arguments: str, environment: dict[str, str]) -> float:
    """Runs the command line and gives seconds of wall time."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "witnessmark.cli", *arguments], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def main() -> None:
    """Prints one line a measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=10_000)
    asked.add_argument("--characters", type=int, default=9_000)
    wanted = asked.parse_args()
    rng = random.Random(20261121)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environment = {**os.environ, "WITNESSMARK_HOME": str(root / "home")}
        papers, case = root / "papers", str(root / "case")
        papers.mkdir()
        for number in range(wanted.documents):
            (papers / f"{number:06d}.txt").write_text(document(rng, wanted.characters), encoding="utf-8")
        run("init", case, environment=environment)
        print(f"add      {run('add', '-C', case, str(papers), environment=environment):8.1f} s")
        print(f"build    {run('build', '-C', case, environment=environment):8.1f} s")
        print(f"again    {run('build', '-C', case, environment=environment):8.2f} s, nothing changed")
        (papers / "one-more.txt").write_text(document(rng, wanted.characters), encoding="utf-8")
        run("add", "-C", case, str(papers / "one-more.txt"), environment=environment)
        print(f"one more {run('build', '-C', case, environment=environment):8.2f} s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak     {peak:8.0f} MiB, largest process")


if __name__ == "__main__":
    main()
