"""The proofs of RFC 9162 against an oracle written from its definitions alone, by recursion."""

import hashlib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.preserve import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    subtrees,
    verify_consistency,
    verify_inclusion,
)

LIMIT = 256
LEAVES = [leaf_hash(str(i).encode()) for i in range(LIMIT)]


def _half(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


@cache
def oracle_root(start: int, end: int) -> bytes:
    """MTH(D[start:end]) of RFC 9162, 2.1.1."""
    n = end - start
    if n == 0:
        return hashlib.sha256(b"").digest()
    if n == 1:
        return hashlib.sha256(b"\x00" + str(start).encode()).digest()
    k = _half(n)
    return hashlib.sha256(b"\x01" + oracle_root(start, start + k) + oracle_root(start + k, end)).digest()


def oracle_path(m: int, start: int, end: int) -> list[bytes]:
    """PATH(m, D[start:end]) of RFC 9162, 2.1.3.1."""
    n = end - start
    if n == 1:
        return []
    k = _half(n)
    if m < k:
        return [*oracle_path(m, start, start + k), oracle_root(start + k, end)]
    return [*oracle_path(m - k, start + k, end), oracle_root(start, start + k)]


def oracle_subproof(m: int, start: int, end: int, b: bool) -> list[bytes]:
    """SUBPROOF(m, D[start:end], b) of RFC 9162, 2.1.4.1."""
    n = end - start
    if m == n:
        return [] if b else [oracle_root(start, end)]
    k = _half(n)
    if m <= k:
        return [*oracle_subproof(m, start, start + k, b), oracle_root(start + k, end)]
    return [*oracle_subproof(m - k, start + k, end, False), oracle_root(start, start + k)]


def test_the_frontier_gives_the_oracle_root_at_every_size() -> None:
    edge = Frontier()
    assert edge.root() == oracle_root(0, 0)
    for size, leaf in enumerate(LEAVES, start=1):
        edge.append(leaf)
        assert edge.root() == oracle_root(0, size) == root_of(LEAVES[:size])


def test_inclusion_proofs_of_all_pairs_to_256_are_the_oracles_and_verify() -> None:
    subtree = subtrees(LEAVES)
    for size in range(1, LIMIT + 1):
        root = oracle_root(0, size)
        for index in range(size):
            proof = inclusion_proof(index, size, subtree)
            assert list(proof) == oracle_path(index, 0, size)
            assert verify_inclusion(index, size, LEAVES[index], proof, root)


def test_an_inclusion_proof_verifies_nowhere_else() -> None:
    subtree = subtrees(LEAVES)
    for size in range(1, 34):
        root = oracle_root(0, size)
        for index in range(size):
            proof = inclusion_proof(index, size, subtree)
            for other in range(size + 1):
                assert verify_inclusion(other, size, LEAVES[index], proof, root) == (other == index)
            assert not verify_inclusion(index, size, LEAVES[(index + 1) % LIMIT], proof, root)
            assert not verify_inclusion(index, size, LEAVES[index], [*proof, root], root)
            if proof:
                assert not verify_inclusion(index, size, LEAVES[index], proof[:-1], root)
                altered = [bytes([proof[0][0] ^ 1]) + proof[0][1:], *proof[1:]]
                assert not verify_inclusion(index, size, LEAVES[index], altered, root)


def test_consistency_proofs_of_all_pairs_to_128_are_the_oracles_and_verify() -> None:
    subtree = subtrees(LEAVES)
    for second in range(1, 129):
        for first in range(1, second + 1):
            proof = consistency_proof(first, second, subtree)
            assert list(proof) == oracle_subproof(first, 0, second, True)
            assert verify_consistency(first, second, oracle_root(0, first), oracle_root(0, second), proof)


def test_a_consistency_proof_accepts_no_other_root() -> None:
    subtree = subtrees(LEAVES)
    other = node_hash(LEAVES[0], LEAVES[0])
    for second in range(2, 50):
        for first in range(1, second):
            old, new = oracle_root(0, first), oracle_root(0, second)
            proof = consistency_proof(first, second, subtree)
            assert not verify_consistency(first, second, other, new, proof)
            assert not verify_consistency(first, second, old, other, proof)
            assert not verify_consistency(first, second, old, new, [*proof, other])
            assert not verify_consistency(first, second, old, new, proof[:-1])
            for at in range(len(proof)):
                assert not verify_consistency(first, second, old, new, [*proof[:at], other, *proof[at + 1 :]])


def test_proofs_outside_the_tree_are_refused() -> None:
    subtree = subtrees(LEAVES)
    for index, size in ((0, 0), (3, 3), (-1, 3)):
        with pytest.raises(ValueError, match="not in a tree"):
            inclusion_proof(index, size, subtree)
        assert not verify_inclusion(index, size, LEAVES[0], [], LEAVES[0])
    for first, second in ((0, 3), (4, 3)):
        with pytest.raises(ValueError, match="no consistency proof"):
            consistency_proof(first, second, subtree)
        assert not verify_consistency(first, second, LEAVES[0], LEAVES[0], [])


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_a_proof_of_random_hashes_never_verifies(proof: list[bytes]) -> None:
    assert not verify_inclusion(5, 100, LEAVES[5], proof, oracle_root(0, 100))
    assert not verify_consistency(37, 100, oracle_root(0, 37), oracle_root(0, 100), proof)
