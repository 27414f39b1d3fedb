"""The Merkle tree of RFC 9162: one hash that commits to every entry, in order, and short proofs about it.

The proof functions take the tree as a function `subtree(start, end)` that gives the hash of the entries start..end-1,
so that they work over a list in memory and over tiles alike. Sources: RFC 9162, sections 2.1.1 to 2.1.4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

EMPTY = hashlib.sha256(b"").digest()

Subtree = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of a tree with these leaf hashes."""
    return Frontier(leaves).root()


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of equal subtrees, given by their hashes."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


class Frontier:
    """The right edge of a tree: all that is needed to append to it and to know its root.

    Args:
        leaves: leaf hashes to begin with.
    """

    def __init__(self, leaves: Sequence[bytes] = ()) -> None:
        self.size = 0
        self._peaks: list[bytes] = []
        for leaf in leaves:
            self.append(leaf)

    @classmethod
    def of_peaks(cls, size: int, peaks: Sequence[bytes]) -> Frontier:
        """The frontier of a tree of this size from the hashes of its perfect subtrees, largest first."""
        edge = cls()
        edge.size = size
        edge._peaks = list(peaks)
        return edge

    def append(self, leaf: bytes) -> None:
        """Takes one more leaf hash; amortised one hash of work."""
        carried = self.size
        while carried & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            carried >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        if not self._peaks:
            return EMPTY
        acc = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            acc = node_hash(peak, acc)
        return acc


def subtrees(leaves: Sequence[bytes]) -> Subtree:
    """The subtree function of a list of leaf hashes; remembers what it has worked out."""
    known: dict[tuple[int, int], bytes] = {}

    def subtree(start: int, end: int) -> bytes:
        if end - start == 1:
            return leaves[start]
        key = (start, end)
        if key not in known:
            middle = start + _split(end - start)
            known[key] = node_hash(subtree(start, middle), subtree(middle, end))
        return known[key]

    return subtree


def _split(size: int) -> int:
    """The largest power of two smaller than size."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(index: int, size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """The hashes that lead from one entry to the root of a tree (RFC 9162, 2.1.3.1).

    Args:
        index: the entry, from 0.
        size: entries in the tree.
        subtree: hashes of the tree.

    Raises:
        ValueError: where the entry is not in the tree.
    """
    if not 0 <= index < size:
        raise ValueError(f"entry {index} is not in a tree of {size}")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(subtree(middle, end))
            end = middle
        else:
            proof.append(subtree(start, middle))
            start = middle
    return tuple(reversed(proof))


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """True where the proof shows that the leaf hash stands at index in the tree with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, acc = index, size - 1, leaf
    for step in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            acc = node_hash(step, acc)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            acc = node_hash(acc, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and acc == root


def consistency_proof(first: int, second: int, subtree: Subtree) -> tuple[bytes, ...]:
    """The hashes which show that a tree of `second` entries only added to one of `first` (RFC 9162, 2.1.4.1).

    Raises:
        ValueError: where the sizes are not 0 < first <= second.
    """
    if not 0 < first <= second:
        raise ValueError(f"no consistency proof leads from {first} to {second}")
    return tuple(_subproof(first, 0, second, True, subtree))


def _subproof(first: int, start: int, end: int, whole: bool, subtree: Subtree) -> Iterator[bytes]:
    if first == end - start:
        if not whole:
            yield subtree(start, end)
        return
    half = _split(end - start)
    if first <= half:
        yield from _subproof(first, start, start + half, whole, subtree)
        yield subtree(start + half, end)
    else:
        yield from _subproof(first - half, start + half, end, False, subtree)
        yield subtree(start, start + half)


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """True where the proof shows that the second tree begins with the whole first tree (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    steps = list(proof)
    if first & (first - 1) == 0:
        steps.insert(0, first_root)
    if not steps:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old, new = node_hash(step, old), node_hash(step, new)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = node_hash(new, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and old == first_root and new == second_root
