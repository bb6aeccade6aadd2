"""The Merkle tree: the RFC's own vectors, the naive definition, and proofs of which most altered ones must fail."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.merkle import EMPTY_ROOT, leaf_hash, node_hash, nodes_completed_by, root, root_of
from balai.rules.merkle_proofs import consistency_proof, includes, inclusion_proof, is_consistent

# The entries and roots of the tests of Certificate Transparency (RFC 6962), for logs of one to eight entries.
ENTRIES = tuple(
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


class Tree:
    """The nodes as the database keeps them, by level and index."""

    def __init__(self, leaves):
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.leaves = list(leaves)
        for index, leaf in enumerate(self.leaves):
            for level, place, found in nodes_completed_by(index, leaf, self.read):
                assert (level, place) not in self.nodes
                self.nodes[level, place] = found

    def read(self, level, index):
        return self.nodes[level, index]


def tree(size):
    return Tree([leaf_hash(b"entry %d" % number) for number in range(size)])


def naive_inclusion(index, leaves):
    """PATH of RFC 9162, section 2.1.3.1, word for word."""
    if len(leaves) == 1:
        return []
    at = 1
    while at * 2 < len(leaves):
        at *= 2
    if index < at:
        return [*naive_inclusion(index, leaves[:at]), root(leaves[at:])]
    return [*naive_inclusion(index - at, leaves[at:]), root(leaves[:at])]


def naive_consistency(old_size, leaves, whole=True):
    """SUBPROOF of RFC 9162, section 2.1.4.1, word for word."""
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    at = 1
    while at * 2 < len(leaves):
        at *= 2
    if old_size <= at:
        return [*naive_consistency(old_size, leaves[:at], whole), root(leaves[at:])]
    return [*naive_consistency(old_size - at, leaves[at:], False), root(leaves[:at])]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_of_the_published_vectors(size):
    leaves = [leaf_hash(entry) for entry in ENTRIES[:size]]
    assert root(leaves).hex() == ROOTS[size - 1]
    assert root_of(size, Tree(leaves).read).hex() == ROOTS[size - 1]


def test_the_empty_log_and_the_empty_entry():
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root([]) == root_of(0, tree(0).read) == EMPTY_ROOT
    assert leaf_hash(b"").hex() == ROOTS[0]
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


def test_a_leaf_cannot_pass_for_a_node():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right) != sha256(left + right).digest()


@pytest.mark.parametrize("size", range(40))
def test_the_incremental_tree_has_the_naive_root(size):
    grown = tree(size)
    assert root_of(size, grown.read) == root(grown.leaves)
    assert len(grown.nodes) == 2 * size - size.bit_count()


@pytest.mark.parametrize("size", range(1, 40))
def test_every_entry_can_be_shown_to_stand_in_the_log(size):
    grown = tree(size)
    top = root(grown.leaves)
    for index, leaf in enumerate(grown.leaves):
        proof = inclusion_proof(index, size, grown.read)
        assert proof == naive_inclusion(index, grown.leaves)
        assert includes(leaf, index, size, proof, top)


@pytest.mark.parametrize("size", range(1, 40))
def test_every_earlier_log_can_be_shown_to_be_its_beginning(size):
    grown = tree(size)
    top = root(grown.leaves)
    for old_size in range(1, size + 1):
        proof = consistency_proof(old_size, size, grown.read)
        assert proof == naive_consistency(old_size, grown.leaves)
        assert is_consistent(old_size, size, root(grown.leaves[:old_size]), top, proof)


places = st.integers(1, 200).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size)))
other_hash = st.binary(min_size=32, max_size=32)


@given(places, st.data())
def test_an_altered_proof_of_inclusion_fails(place, data):
    index, size = place
    grown = tree(size)
    top, leaf = root(grown.leaves), grown.leaves[index]
    proof = inclusion_proof(index, size, grown.read)
    assert includes(leaf, index, size, proof, top)
    assert not includes(leaf_hash(b"forged"), index, size, proof, top)
    assert not includes(leaf, index, size, proof, leaf_hash(b"forged"))
    assert not includes(leaf, index, size, [*proof, data.draw(other_hash)], top)
    assert not includes(leaf, size, size, proof, top)
    assert not includes(leaf, -1, size, proof, top)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not includes(leaf, index, size, proof[:at] + proof[at + 1 :], top)
        assert not includes(leaf, index, size, [*proof[:at], data.draw(other_hash), *proof[at + 1 :]], top)
        other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
        assert not includes(leaf, other, size, proof, top)


@given(places, st.data())
def test_an_altered_proof_of_growth_fails(place, data):
    old_size, size = place[0] + 1, place[1]
    grown = tree(size)
    old, top = root(grown.leaves[:old_size]), root(grown.leaves)
    proof = consistency_proof(old_size, size, grown.read)
    assert is_consistent(old_size, size, old, top, proof)
    assert not is_consistent(old_size, size, leaf_hash(b"forged"), top, proof)
    assert not is_consistent(old_size, size, old, leaf_hash(b"forged"), proof)
    assert not is_consistent(old_size, size, old, top, [*proof, data.draw(other_hash)])
    assert not is_consistent(0, size, old, top, proof)
    assert not is_consistent(size + 1, size, old, top, proof)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not is_consistent(old_size, size, old, top, proof[:at] + proof[at + 1 :])
        assert not is_consistent(old_size, size, old, top, [*proof[:at], data.draw(other_hash), *proof[at + 1 :]])


@given(st.integers(2, 100), st.data())
def test_a_log_that_was_rewritten_cannot_show_that_it_grew(size, data):
    old_size = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old_size - 1))
    before = tree(size).leaves
    after = [*before[:changed], leaf_hash(b"rewritten"), *before[changed + 1 :]]
    proof = consistency_proof(old_size, size, Tree(after).read)
    assert not is_consistent(old_size, size, root(before[:old_size]), root(after), proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_there_is_no_proof_for_what_is_not_there(index, size):
    with pytest.raises(ValueError, match="not among"):
        inclusion_proof(index, size, tree(size).read)


@pytest.mark.parametrize(("old_size", "size"), [(0, 3), (4, 3)])
def test_nothing_and_a_longer_log_are_no_beginning(old_size, size):
    with pytest.raises(ValueError, match="no beginning"):
        consistency_proof(old_size, size, tree(size).read)
