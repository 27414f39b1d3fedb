"""`verify`: every byte and every custody entry, with the name of anything that fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from witnessmark.case import (
    CHECKPOINT,
    LOG,
    SIDECARS,
    Case,
    CasePaths,
    Evidence,
    RealDisk,
    find_case,
    object_name,
    read_config,
    sidecar_name,
    still,
)
from witnessmark.errors import CaseError, IntegrityError
from witnessmark.model import Word
from witnessmark.preserve import Checked, Damage, Found, Layout, Verifier, check, printable
from witnessmark.preserve.verify import Progress


class Verified(Word, frozen=True, kw_only=True):
    """What `verify` found.

    Attributes:
        damage: each file that is altered, missing or extra.
        leftovers: what an interrupted `add` left behind and the next one clears; not damage.
        files: files looked at.
        entries: log entries whose hash leads to the signed root.
        objects: originals that are whole.
        size: their bytes.
    """

    damage: tuple[Damage, ...]
    leftovers: tuple[Damage, ...]
    files: int
    entries: int
    objects: int
    size: int

    @property
    def sound(self) -> bool:
        """True where nothing is altered, missing or extra."""
        return not self.damage


def verify(case: Case | Path, progress: Progress | None = None) -> Verified:
    """Checks a case.

    Args:
        case: the case, or a folder in it where case.toml may be damaged.
        progress: told how many originals are done, of how many.

    Raises:
        CaseError: where there is no case, another command is writing, or the case is of a newer format.
    """
    paths = case.paths if isinstance(case, Case) else _paths_at(case)
    damage: list[Damage] = []
    verifier = _verifier(paths, damage)
    with still(paths):
        disk = RealDisk(paths.evidence)
        checked = check(_Evidence(disk), _layout(disk, verifier), verifier, progress)
    return _verified(damage, checked)


def _verified(damage: list[Damage], checked: Checked) -> Verified:
    return Verified(
        damage=(*damage, *checked.damage),
        leftovers=tuple(checked.leftovers),
        files=checked.files,
        entries=checked.entries,
        objects=checked.objects,
        size=checked.size,
    )


def _paths_at(start: Path) -> CasePaths:
    root = find_case(start.absolute())
    if root is None and (start / "evidence").is_dir():
        root = start.absolute()
    if root is None:
        raise CaseError(f"no case at {start} or above it", "make one with: witnessmark init my-case")
    return CasePaths(root)


def _verifier(paths: CasePaths, damage: list[Damage]) -> Verifier | None:
    """The key that checks the log; None, and damage, where case.toml does not give one."""
    try:
        return Verifier(read_config(paths.config).trust.verifier)
    except (CaseError, IntegrityError) as err:
        if isinstance(err, CaseError) and "this program knows formats" in err.message:
            raise
        message = f"{err.message}; the signature of the log cannot be checked"
        hint = "restore case.toml from a copy of the case"
        damage.append(Damage(code="case-altered", what="case.toml", path="case.toml", message=message, hint=hint))
        return None


class _Evidence:
    """Evidence as the check sees it."""

    def __init__(self, disk: RealDisk) -> None:
        self._disk = disk

    def found(self) -> Iterable[Found]:
        """Everything that stands below evidence/."""
        return (Found(name=one.name, kind=one.kind, size=one.size) for one in self._disk.walk())

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file in pieces."""
        return self._disk.chunks(name)


def _layout(disk: RealDisk, verifier: Verifier | None) -> Layout:
    evidence = Evidence(disk)
    leftovers: frozenset[str] = frozenset()
    if verifier is not None:
        try:
            leftovers = evidence.leftovers(verifier.open(evidence.checkpoint()).size)
        except (OSError, IntegrityError):
            leftovers = frozenset()
    return Layout(
        log=LOG,
        checkpoint=CHECKPOINT,
        sidecars=SIDECARS,
        object=object_name,
        sidecar=sidecar_name,
        leftovers=leftovers,
    )


__all__ = ["Verified", "printable", "verify"]
