"""Signed checkpoints, their tiles and proofs; a database that contradicts what was signed."""

import base64
import json
import os
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from balai.ledger import proofs, tree
from balai.ledger.alarms import Event, RecordStopped, raised
from balai.ledger.models import Checkpoint, Entry
from balai.ledger.signing import WillNotSign, key_path, log_key, sign, sign_or_raise_alarm
from balai.rules import merkle
from balai.rules.merkle_proofs import includes, is_consistent
from balai.tlog import checkpoint
from balai.tlog.proof import Proof
from tests.factories import items_of, make_cast, make_meeting, mark
from tests.records import log_with_key, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def more(cast, count=2):
    for item in items_of(make_meeting(cast, count)):
        mark(cast, "marin", item)


def opened(kept):
    return checkpoint.Checkpoint.opened(kept.note, log_with_key())


def test_the_key_stands_in_a_file_that_only_its_owner_may_read(cast):
    log_with_key()
    assert stat.S_IMODE(key_path().stat().st_mode) == 0o600
    os.chmod(key_path(), 0o640)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        log_key()


def test_without_a_key_the_server_says_how_to_make_one():
    with pytest.raises(ImproperlyConfigured, match="balai ledger key"):
        log_key()


def test_a_checkpoint_has_the_size_and_the_root_of_the_log(cast):
    kept = signed()
    assert opened(kept) == checkpoint.Checkpoint("balai.example/record", tree.size(), tree.root())


def test_signing_again_without_a_new_entry_gives_the_same_checkpoint(cast):
    assert signed() == sign()
    assert Checkpoint.objects.count() == 1


def test_each_checkpoint_grows_from_the_one_before(cast):
    first = opened(signed())
    more(cast)
    second = opened(signed())
    proof = proofs.consistency(first.size, second.size)
    assert second.size > first.size
    assert is_consistent(first.size, second.size, first.root, second.root, proof)


def test_a_checkpoint_lost_between_signing_and_keeping_is_kept_the_next_time(cast):
    """The memory of the key is written first: a crash after it loses nothing."""
    first = signed()
    Checkpoint.objects.all().delete()
    assert sign() == first


def test_a_database_restored_from_an_old_backup_is_not_signed(cast):
    old = list(Entry.objects.all())
    more(cast)
    signed()
    Entry.objects.filter(index__gte=len(old)).delete()
    with pytest.raises(WillNotSign, match="old backup") as refusal:
        sign()
    assert refusal.value.event == Event.OLDER_THAN_SIGNED


def test_an_old_backup_that_has_grown_again_is_not_signed(cast):
    """The same size and more, but other entries."""
    more(cast)
    size = signed().size
    Entry.objects.filter(index__gte=size - 3).delete()
    more(cast, 4)
    assert tree.size() > size
    with pytest.raises(WillNotSign, match="not those that were signed"):
        sign()


def test_while_the_record_is_contradicted_nothing_is_recorded_and_reading_goes_on(cast, client):
    meeting = make_meeting(cast, 2)
    signed()
    kept = list(Entry.objects.filter(index__gte=tree.size() - 2))
    Entry.objects.filter(index__gte=tree.size() - 2).delete()
    assert sign_or_raise_alarm() is None
    assert [(one.event, one.stops) for one in raised()] == [(Event.OLDER_THAN_SIGNED, True)]
    with pytest.raises(RecordStopped):
        mark(cast, "marin", items_of(meeting)[0])
    assert client.get("/public/").status_code == 200
    Entry.objects.bulk_create(kept)  # the right backup is found
    assert sign_or_raise_alarm()
    assert not raised()
    mark(cast, "marin", items_of(meeting)[0])


def test_an_emptied_log_is_not_begun_anew(cast):
    signed()
    Entry.objects.all().delete()
    assert sign_or_raise_alarm() is None
    with pytest.raises(RecordStopped):
        make_meeting(cast, 1)


@pytest.mark.parametrize("column", ["leaf", "peaks"])
def test_an_entry_changed_before_it_was_signed_is_not_signed(cast, column):
    signed()
    more(cast)
    value = bytes(Entry.objects.get(index=0).peaks) if column == "peaks" else "{}"
    Entry.objects.filter(index=tree.size() - 2).update(**{column: value})
    with pytest.raises(WillNotSign, match="missing, or is not"):
        sign()


def test_a_tree_rebuilt_by_somebody_with_all_rights_is_not_signed(cast):
    """Every hash in the tables is right again; the memory of the key is not in the tables."""
    signed()
    entries = list(Entry.objects.all())
    entries[3].leaf = entries[3].leaf.replace("a", "b")
    index, peaks = 0, b""
    for entry in entries:
        entry.completed, peaks = tree.grown(index, peaks, merkle.leaf_hash(entry.leaf.encode()))
        entry.peaks, index = peaks, index + 1
    Entry.objects.bulk_update(entries, ["leaf", "completed", "peaks"])
    assert tree.root() == merkle.root([merkle.leaf_hash(one.leaf.encode()) for one in entries])
    with pytest.raises(WillNotSign, match="not those that were signed"):
        sign()


def test_the_published_checkpoint_and_key_can_be_read_by_everybody(cast, client):
    assert client.get("/record/checkpoint").status_code == 404
    assert client.get("/record/key").status_code == 404
    kept = signed()
    answer = client.get("/record/checkpoint")
    assert answer.content.decode() == kept.note
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get("/record/key").content.decode().strip() == str(log_with_key())


def test_a_proof_of_each_entry_leads_to_the_signed_root(cast, client):
    top = opened(signed())
    for entry in Entry.objects.all():
        proof = Proof.parse(client.get(f"/record/proof/{entry.index}").content.decode())
        assert includes(merkle.leaf_hash(entry.leaf.encode()), proof.index, top.size, proof.hashes, top.root)
    assert client.get(f"/record/proof/{top.size}").status_code == 404


def test_a_proof_of_growth_can_be_fetched(cast, client):
    first = opened(signed())
    more(cast)
    second = opened(signed())
    lines = client.get(f"/record/consistency/{first.size}/{second.size}").content.decode().split()
    hashes = [base64.b64decode(line) for line in lines]
    assert is_consistent(first.size, second.size, first.root, second.root, hashes)
    assert client.get(f"/record/consistency/{second.size}/{first.size}").status_code == 404
    assert client.get(f"/record/consistency/1/{second.size + 1}").status_code == 404


def bundle(answer):
    """The entries of a bundle, each after its length."""
    data, found = answer.content, []
    while data:
        length = int.from_bytes(data[:2], "big")
        found.append(data[2 : 2 + length])
        data = data[2 + length :]
    return found


def test_the_tiles_give_the_entries_and_the_tree(cast, client):
    for _meeting in range(3):
        more(cast, 45)
    top = opened(signed())
    assert 256 < top.size < 512
    rest = top.size - 256
    leaves = bundle(client.get("/record/tile/entries/000")) + bundle(client.get(f"/record/tile/entries/001.p/{rest}"))
    hashes = client.get("/record/tile/0/000").content + client.get(f"/record/tile/0/001.p/{rest}").content
    assert hashes == b"".join(map(merkle.leaf_hash, leaves))
    assert merkle.root([merkle.leaf_hash(leaf) for leaf in leaves]) == top.root
    assert client.get("/record/tile/1/000.p/1").content == merkle.root([merkle.leaf_hash(one) for one in leaves[:256]])


def test_the_public_entries_show_nothing_but_commitments(cast, client):
    more(cast)
    size = signed().size
    leaves = bundle(client.get(f"/record/tile/entries/000.p/{size}"))
    assert {tuple(json.loads(leaf)) for leaf in leaves} == {("entry", "schema")}
    assert len({len(leaf) for leaf in leaves}) == 1


@pytest.mark.parametrize(
    "place",
    ["0/000", "entries/000", "0/1", "64/000", "0/000.p/0", "0/000.p/256", "0/x000/000", "1/000.p/1", "0/001.p/1"],
)
def test_what_the_log_does_not_have_is_not_there(cast, client, place):
    assert signed().size < 256
    assert client.get(f"/record/tile/{place}").status_code == 404


def test_signing_costs_no_more_for_a_longer_log(cast, django_assert_max_num_queries):
    signed()
    more(cast, 20)
    with django_assert_max_num_queries(8):
        sign()
    assert connection.vendor
