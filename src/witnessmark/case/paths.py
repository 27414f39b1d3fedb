"""The case folder, drawn once. The only file in which a file name of a case is spelled.

case.toml                                   title, question, trust, engine; format = 1
evidence/objects/sha256/ab/<64 hex>         original bytes, read-only
evidence/log/checkpoint                     signed note: the commit point of everything under evidence/
evidence/log/tile/<level>/<n>[.p/<width>]   hash tiles (C2SP tlog-tiles)
evidence/log/tile/entries/<n>[.p/<width>]   entry bundles
evidence/sidecars/<first>-<count>.jsonl     what an entry must not hold (names, paths, addresses), bound by commitments
evidence/incoming/                          an add in flight: temporary files, and what it is about to commit
decisions/plan.toml                         each number we mean to make, named before it is made
decisions/judgements.jsonl                  what people decided about readings
decisions/claims.jsonl                      claims that people entered by hand
decisions/series/<name>.csv + <name>.toml   published series with the source and standing of each cell
decisions/report/*.md                       prose; numbers stand in it as addresses
decisions/figures.lock                      the value each printed figure had when a person last accepted it
derived/                                    made by `build`; delete it any time
derived/cache/index.sqlite                  made by `search`; the one part of derived/ that two builds need not have alike
published/                                  what goes out
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

OWN = frozenset({"case.toml", "evidence", "decisions", "derived", "published"})  # what the program keeps in a case
LOG = "log/"  # names below evidence/, with `/`
CHECKPOINT = "log/checkpoint"
SIDECARS = "sidecars/"
INCOMING = "incoming/"
INTENT = "incoming/batch.json"


def object_name(sha256: str) -> str:
    """The name below evidence/ of the original with this hash."""
    return f"objects/sha256/{sha256[:2]}/{sha256}"


def sidecar_name(first: int, count: int) -> str:
    """The name below evidence/ of the sidecar of `count` entries from index `first`."""
    return f"{SIDECARS}{first:09d}-{count:03d}.jsonl"


@dataclass(frozen=True)
class CasePaths:
    """Every path of one case.

    Args:
        root: the case folder.
    """

    root: Path

    @property
    def config(self) -> Path:
        """case.toml."""
        return self.root / "case.toml"

    @property
    def lock(self) -> Path:
        """The lock that a writing command holds."""
        return self.root / ".lock"

    @property
    def evidence(self) -> Path:
        """What came in."""
        return self.root / "evidence"

    def object(self, sha256: str) -> Path:
        """The original with this hash."""
        return self.evidence / object_name(sha256)

    @property
    def log(self) -> Path:
        """The custody log; names below it are those of C2SP tlog-tiles."""
        return self.evidence / "log"

    @property
    def checkpoint(self) -> Path:
        """The signed note that commits the evidence."""
        return self.log / "checkpoint"

    @property
    def sidecars(self) -> Path:
        """Erasable details of log entries."""
        return self.evidence / "sidecars"

    def sidecar(self, first: int, count: int) -> Path:
        """The sidecar of `count` entries from index `first`."""
        return self.evidence / sidecar_name(first, count)

    @property
    def decisions(self) -> Path:
        """What people decided."""
        return self.root / "decisions"

    @property
    def plan(self) -> Path:
        """Each number we mean to make."""
        return self.decisions / "plan.toml"

    @property
    def judgements(self) -> Path:
        """What people decided about readings."""
        return self.decisions / "judgements.jsonl"

    @property
    def hand_claims(self) -> Path:
        """Claims that people entered by hand."""
        return self.decisions / "claims.jsonl"

    @property
    def series(self) -> Path:
        """Published series."""
        return self.decisions / "series"

    @property
    def prose(self) -> Path:
        """The report's prose."""
        return self.decisions / "report"

    @property
    def figures_lock(self) -> Path:
        """Accepted values of printed figures."""
        return self.decisions / "figures.lock"

    @property
    def derived(self) -> Path:
        """What the program made."""
        return self.root / "derived"

    @property
    def build_record(self) -> Path:
        """What the last build was made from."""
        return self.derived / "build.json"

    @property
    def cache(self) -> Path:
        """What may be thrown away and need not be alike on two machines."""
        return self.derived / "cache"

    @property
    def index(self) -> Path:
        """The index that `search` looks in."""
        return self.cache / "index.sqlite"

    @property
    def adding(self) -> Path:
        """Where an interrupted `add` left off; absent when none was."""
        return self.derived / "adding.json"

    def passages(self, sha256: str) -> Path:
        """Passages and reading problems of one source."""
        return self.derived / "passages" / sha256[:2] / f"{sha256}.jsonl"

    def claims(self, sha256: str) -> Path:
        """Claims of one source."""
        return self.derived / "claims" / sha256[:2] / f"{sha256}.jsonl"

    @property
    def findings(self) -> Path:
        """Findings by their name in the plan."""
        return self.derived / "findings"

    @property
    def figures(self) -> Path:
        """Every figure that the report prints."""
        return self.derived / "figures.jsonl"

    @property
    def problems(self) -> Path:
        """Every problem of the case."""
        return self.derived / "problems.jsonl"

    @property
    def published(self) -> Path:
        """What goes out."""
        return self.root / "published"


def find_case(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a case.toml."""
    for folder in (start, *start.parents):
        if (folder / "case.toml").is_file():
            return folder
    return None
