"""The log grows by one leaf for each act, is a Merkle tree by RFC 9162, and hides its contents."""

import hashlib
import json

import pytest

from balai.action import Unlawful
from balai.ledger import tree
from balai.ledger.commitment import commitment
from balai.ledger.log import append, content_of
from balai.ledger.models import Entry
from balai.rules import merkle
from tests.factories import items_of, make_cast, make_meeting, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    cast = make_cast()
    meeting = make_meeting(cast, 3)
    for item in items_of(meeting):
        mark(cast, "marin", item)
    return list(Entry.objects.all())


def leaf_hashes(entries):
    return [merkle.leaf_hash(entry.leaf.encode()) for entry in entries]


def test_entries_are_numbered_without_gaps(entries):
    assert [entry.index for entry in entries] == list(range(len(entries)))
    assert tree.size() == len(entries)


def test_the_root_is_that_of_the_naive_tree(entries):
    leaves = leaf_hashes(entries)
    for size in range(len(entries) + 1):
        assert tree.root(size) == merkle.root(leaves[:size])


def test_every_node_can_be_read_from_the_entry_that_completed_it(entries):
    leaves = leaf_hashes(entries)
    for level in range(len(entries).bit_length()):
        for index in range(len(entries) >> level):
            assert tree.node(level, index) == merkle.root(leaves[index << level : (index + 1) << level])


def test_an_entry_is_canonical_json_without_its_content(entries):
    entry = entries[-1]
    said = json.loads(entry.canonical)
    assert said["act"] == "agenda.position.marked"
    assert "no_objection" not in entry.canonical
    assert list(said) == sorted(said)
    assert said["content"] == commitment(bytes(entry.salt), entry.content)
    assert content_of(entry) == {"opinion": "", "stance": "no_objection"}


def test_erasing_the_content_leaves_the_record_standing(entries):
    before = tree.root()
    Entry.objects.filter(index=entries[-1].index).update(salt=None, content=None)
    assert content_of(Entry.objects.get(index=entries[-1].index)) is None
    assert tree.root() == before


def test_only_an_action_can_append(entries):
    cast_member = entries[0]
    with pytest.raises(Unlawful):
        append("made.up", by=None, about=cast_member, body=None)  # type: ignore[arg-type]


def test_an_empty_log_has_the_hash_of_nothing():
    assert tree.root() == hashlib.sha256(b"").digest()
    assert tree.size() == 0
