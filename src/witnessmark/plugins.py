"""The strategies that have a name: readers and extractors. A plain registry, filled by the pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from .errors import PluginError
from .model import Claim, Passage, Problem


class Reader(Protocol):
    """Turns the bytes of one format into passages."""

    name: str
    version: int
    media_types: tuple[str, ...]

    def sniff(self, head: bytes, suffix: str) -> float:
        """How sure the reader is that these bytes are its format, 0 to 1.

        Args:
            head: the first 8,192 bytes.
            suffix: the file name's ending in lower case (".pdf"), which may only break ties.
        """
        ...

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """The passages of a document in reading order, and what could not be read.

        Args:
            data: all bytes of the source.
            source: its sha256.

        Raises:
            ReadError: where nothing at all can be read.
        """
        ...


class Extractor(Protocol):
    """Finds claims in the passages of one source."""

    name: str
    version: int

    def claims(self, passages: Sequence[Passage], outlet: str) -> list[Claim]:
        """The claims of one source, in reading order.

        Args:
            passages: all passages of one source, in order.
            outlet: who narrates the document.
        """
        ...


Strategy = TypeVar("Strategy", bound=Reader | Extractor)


class Registry(Generic[Strategy]):
    """Strategies of one kind by name.

    Args:
        kind: what they are, for messages ("reader").
        strategies: the strategies, tried in this order where order matters.
    """

    def __init__(self, kind: str, strategies: Sequence[Strategy]) -> None:
        self.kind = kind
        self._by_name = {one.name: one for one in strategies}

    def __iter__(self) -> Iterator[Strategy]:
        """The strategies in order."""
        return iter(self._by_name.values())

    def get(self, name: str) -> Strategy:
        """The strategy of this name.

        Raises:
            PluginError: where there is none; lists the names that are known.
        """
        if name not in self._by_name:
            known = ", ".join(sorted(self._by_name))
            raise PluginError(f"no {self.kind} is called {name!r}", f"known: {known}")
        return self._by_name[name]
