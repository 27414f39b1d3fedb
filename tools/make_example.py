"""Makes the evidence of the example case again from its notes: `python tools/make_example.py`.

Everything is fixed, so that two runs give the same bytes: the clock, the salts and the key. The key is published by being in
this file on purpose; it signs this example and must sign nothing else.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from witnessmark.model import SourceKind, Verdict
from witnessmark.pipeline import (
    Stated,
    accept_as_now,
    add,
    build,
    decide,
    freeze_plan,
    init_case,
    open_case,
    waiting,
)

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "transplant-reform"
TITLE = "Organ transplants in China: what is claimed, and by whom"
QUESTION = "How many transplants and donors do officials, researchers and critics state, and what does the series show?"
SPEAKERS = """
# Kinds that the makers of this example put bodies and publications in. Say so if you would put one elsewhere.
{rows}"""
KINDS = {
    "People's Daily Online": "state press",
    "China Daily": "state press",
    "CGTN": "state press",
    "Xinhua": "state press",
    "Global Times": "state press",
    "ECNS": "state press",
    "The Straits Times": "press",
    "Australian Financial Review": "press",
    "The Washington Post": "press",
    "St Mary's University bioethics blog": "scholar",
    "IRODaT": "scholar",
    "Dui Hua Foundation": "NGO",
    "stoporganharvesting.org": "movement press",
    "China Organ Harvest Research Center": "NGO",
    "China Tribunal": "NGO",
    "UK Parliament": "government",
    "China Organ Transplantation Development Foundation": "government",
    "China Organ Donation Administrative Center": "government",
    "Official figures": "government",
    "The head of China's transplant committee": "government",
    "The head of the China Organ Transplant Response System": "government",
    "A transplant surgeon of a military hospital": "other",
    "The sceptic's blog": "press",
    "The campaign site": "movement press",
}


def fixed_clock() -> Callable[[], datetime]:
    """A clock that moves one second a look."""
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def now() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return now


def fixed_bytes() -> Callable[[int], bytes]:
    """Bytes that are the same in every run."""
    count = 0

    def take(wanted: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(f"witnessmark example {count}".encode()).digest(wanted)

    return take


def main() -> int:
    """Makes the evidence, the judgements and the accepted figures of the example again."""
    clock, rng = fixed_clock(), fixed_bytes()
    for name in ("evidence", "derived", "published"):
        shutil.rmtree(EXAMPLE / name, ignore_errors=True)
    for name in ("case.toml", "decisions/judgements.jsonl", "decisions/figures.lock"):
        (EXAMPLE / name).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["WITNESSMARK_HOME"] = home
        init_case(EXAMPLE, TITLE, clock, rng, question=QUESTION)
        rows = "\n".join(f'[[speaker]]\nname = "{name}"\nkind = "{kind}"\n' for name, kind in sorted(KINDS.items()))
        config = EXAMPLE / "case.toml"
        config.write_text(config.read_text(encoding="utf-8") + SPEAKERS.format(rows=rows), encoding="utf-8")
        case = open_case(EXAMPLE)
        for note in tomllib.loads((EXAMPLE / "notes.toml").read_text(encoding="utf-8"))["note"]:
            path = EXAMPLE / "notes" / note.pop("file")
            stated = Stated(kind=SourceKind(note.pop("kind")), language="en", obtained_on="2026-11", **note)
            add(case, [path], stated, clock, rng)
        build(case)
        # The makers read the claims that a figure rests on; the rest waits for a reader.
        named = (EXAMPLE / "decisions" / "plan.toml").read_text(encoding="utf-8")
        named += "".join(path.read_text(encoding="utf-8") for path in (EXAMPLE / "decisions" / "series").glob("*.csv"))
        for one in waiting(case):
            if one.claim.id[:14] in named:
                decide(case, one, Verdict.READ_CORRECTLY, clock=clock)
        freeze_plan(case, clock, rng)
        built = build(case, acceptance=accept_as_now(case, clock))
        shutil.rmtree(EXAMPLE / "derived")
        shutil.rmtree(EXAMPLE / "published")
        (EXAMPLE / ".lock").unlink(missing_ok=True)
    sys.stdout.write(f"{built.counts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
