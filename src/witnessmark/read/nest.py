"""Files inside files: what reading one source may unpack in all, and how a place inside a member is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from witnessmark.errors import Unsafe
from witnessmark.model import (
    MemberKind,
    MemberSpan,
    Passage,
    Problem,
    Severity,
    Where,
    make_passage,
    make_problem,
)

MOST_BYTES = 200_000_000  # unpacked, from one source, all levels together
MOST_MEMBERS = 10_000
DEEPEST = 3  # archives and messages inside one another

_BOMB_HINT = "unpack it on a machine that may fail, and add the files you need"


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one source. Shared by all levels, so that nesting multiplies nothing."""

    bytes: int = MOST_BYTES
    members: int = MOST_MEMBERS

    @property
    def spent(self) -> bool:
        """True where nothing more may be unpacked."""
        return self.bytes < 0 or self.members < 0

    def take_bytes(self, count: int) -> None:
        """Take from the bytes that are left.

        Args:
            count: bytes that were unpacked.

        Raises:
            Unsafe: where they are used up.
        """
        self.bytes -= count
        if self.bytes < 0:
            raise Unsafe(f"it unpacks to more than {MOST_BYTES} bytes", _BOMB_HINT)

    def take_member(self) -> None:
        """Take one from the files that are left.

        Raises:
            Unsafe: where they are used up.
        """
        self.members -= 1
        if self.members < 0:
            raise Unsafe(f"it holds more than {MOST_MEMBERS} files", _BOMB_HINT)


@dataclass(frozen=True, slots=True)
class Nest:
    """How deep reading is, and what it may still unpack."""

    budget: Budget = field(default_factory=Budget)
    depth: int = 0

    def deeper(self) -> Nest:
        """One level further in.

        Raises:
            Unsafe: where that is too deep.
        """
        if self.depth >= DEEPEST:
            raise Unsafe(f"archives stand in archives, more than {DEEPEST} deep", "unpack it and add the files")
        return Nest(self.budget, self.depth + 1)


Inner = Callable[[bytes, str, str, Nest], Iterator[Passage | Problem]]  # bytes, suffix, source, nest


@runtime_checkable
class Unpacks(Protocol):
    """A reader whose format is packed, so that it must know what may still be unpacked."""

    def read_within(self, data: bytes, source: str, nest: Nest) -> Iterator[Passage | Problem]:
        """As `Reader.read`, within what is left.

        Args:
            data: all bytes.
            source: sha256 of the source.
            nest: how deep it stands and what may still be unpacked.

        Raises:
            ReadError: where nothing at all can be read.
        """
        ...


def many(count: int, one: str, more: str) -> str:
    """A number with its words: "1 row is", "2 rows are".

    Args:
        count: how many.
        one: the words for one.
        more: the words for any other number.
    """
    return f"{count} {one if count == 1 else more}"


class Writer:
    """Makes the passages of one source, numbered as they come; white space alone makes none.

    Args:
        source: sha256 of the source.
        reader: name and version of the reader.
        language: language that the document states, or None.
    """

    def __init__(self, source: str, reader: str, language: str | None = None) -> None:
        self._source = source
        self._reader = reader
        self._language = language
        self._number = 0

    def passage(self, where: Where, text: str) -> Iterator[Passage]:
        """One passage, or none where there is no text.

        Args:
            where: its place.
            text: its text, unedited but for lone halves of characters, which nothing can store.
        """
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if text.strip():
            yield make_passage(self._source, self._number, where, text, self._reader, self._language)
            self._number += 1

    def inside(
        self, items: Iterable[Passage | Problem], kind: MemberKind, number: int, path: str
    ) -> Iterator[Passage | Problem]:
        """What was read in a member, with places that name the member.

        Args:
            items: its passages and problems.
            kind: what sort of file inside.
            number: which of its kind, from 1.
            path: its name in the archive, or empty.
        """
        for item in items:
            if isinstance(item, Problem):
                yield self._member_problem(item, f"{kind} {number}")
                continue
            where = MemberSpan(kind=kind, number=number, path=path, inner=item.where)
            yield make_passage(self._source, self._number, where, item.text, item.reader, item.language)
            self._number += 1

    def _member_problem(self, item: Problem, member: str) -> Problem:
        where = f"{member}, {item.where}" if item.where else member
        severity = Severity.PARTLY if item.severity is Severity.LOST else item.severity
        return make_problem(item.code, self._source, item.message, severity=severity, where=where, hint=item.hint)
