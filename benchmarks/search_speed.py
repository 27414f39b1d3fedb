"""Indexes 100,000 invented passages in English and Chinese and searches them: time a query, time and size of the index.

Run: python -m benchmarks.search_speed [--passages 100000]
Bars, on one core: median query under 50 ms, words in context included; twice the passages take at most 2.6 times the
processor time to index.
"""

from __future__ import annotations

import argparse
import random  # noqa: TID251 - a seeded generator of invented text
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from witnessmark.case import SourceRow, open_index
from witnessmark.model import PageSpan, Passage, make_passage
from witnessmark.pipeline.search import Asked, search_index
from witnessmark.text import parse_query

BAR = 0.050  # seconds
PER_SOURCE = 100
HAN = "水井村民要求公开数目协会表示支持部门说年有三千五百口干涸条例库管理办法第一报告记录统计来源调查新闻社大学研究中心"
QUERIES = (
    "w17 w250",
    "w3",
    "w1",
    '"w12 w40"',
    "w900 -w3",
    "水井",
    "协会",
    "水井 w40",
    "报告 协会",
    "水库管理",
    "井",
    "w5 协会 -水井",
    "w2999",
    "水井 -协会",
    "absent",
    "火星",
)
FILTERED = Asked(sources=("1", "2", "3"))


def text(rng: random.Random) -> str:
    """About 900 characters; words as frequent as in prose, a third of the passages mostly Chinese."""
    if rng.random() < 0.33:
        return (
            "，".join("".join(rng.choices(HAN, k=rng.randrange(4, 14))) for _ in range(90))
            + f" w{rng.randrange(3000)}。"
        )
    return " ".join(f"w{int(min(2999, rng.paretovariate(0.55)))}" for _ in range(190)) + " 水井协会"


def sources(count: int, rng: random.Random) -> Iterator[tuple[SourceRow, list[Passage]]]:
    """Sources of 100 passages each."""
    for number in range(1, count // PER_SOURCE + 1):
        sha = f"{number:064x}"
        written = [make_passage(sha, i, PageSpan(page=i + 1), text(rng), "invented 1") for i in range(PER_SOURCE)]
        card = SourceRow(
            number=number,
            sha256=sha,
            name=f"{number}.pdf",
            title=None,
            kind="press",
            language=None,
            outlet=None,
            published=str(1990 + number % 30),
            passages=PER_SOURCE,
            claims=0,
            problems=0,
        )
        yield card, written


def indexed(path: Path, count: int) -> float:
    """Seconds of processor time that it takes to index so many passages, without inventing them."""
    taken = 0.0
    with open_index(path) as index:
        made = sources(count, random.Random(20261121))
        began = time.process_time()
        with index.changing("benchmark"):
            taken += time.process_time() - began
            for card, written in made:
                began = time.process_time()
                index.put(card, written, [])
                taken += time.process_time() - began
            began = time.process_time()
        taken += time.process_time() - began
    return taken


def main() -> int:
    """Prints one line a measure; 1 where a bar is missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--passages", type=int, default=100_000)
    whole = asked.parse_args().passages
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for count in (whole // 4, whole // 2, whole):
            path = Path(folder) / f"{count}.sqlite"
            times.append(indexed(path, count))
            size = path.stat().st_size / 1e6
            print(f"index {count:>7} passages {times[-1]:7.1f} s {size:7.0f} MB")
        growth = max(times[1] / times[0], times[2] / times[1])
        with open_index(path) as index:
            medians = []
            for words in QUERIES:
                for where in (Asked(), FILTERED):
                    runs = []
                    for _ in range(7):
                        began = time.perf_counter()
                        found = search_index(index, parse_query(words), where)
                        runs.append(time.perf_counter() - began)
                    medians.append(statistics.median(runs))
                    filtered = "three sources" if where is FILTERED else ""
                    print(f"{words:<18} {found.passages_found:>7} found {medians[-1] * 1000:8.1f} ms  {filtered}")
    median = statistics.median(medians[::2])
    print(
        f"median query {median * 1000:.1f} ms (bar {BAR * 1000:.0f}); doubling takes {growth:.2f} times as long (bar 2.6)"
    )
    return int(median > BAR or growth > 2.6)


if __name__ == "__main__":
    raise SystemExit(main())
