"""The log and its witnesses over HTTP: cosignatures by a quorum, and an alarm for every refusal and every silence."""

import threading
import time

import pytest

from balai.ledger.alarms import Event, RecordStopped, raised
from balai.ledger.models import Checkpoint, Cosignature, Entry
from balai.ledger.signing import _memory_path, sign
from balai.ledger.witnesses import ask_witnesses, policy
from balai.tlog.files import make_key
from balai.tlog.note import COSIGNATURE
from balai.witness.server import Server
from balai.witness.state import Witness
from tests.factories import items_of, make_cast, make_meeting, mark
from tests.records import log_with_key, proof_of, signed, verified
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def witnesses(tmp_path, settings):
    """Three witnesses; two of them are enough."""
    log, servers, lines = log_with_key(), [], []
    for number in range(3):
        folder = tmp_path / f"w{number}"
        key = make_key(folder / "key", f"w{number}.example/witness", COSIGNATURE)
        server = Server(Witness(key, {log.name: log}, folder, lambda: int(time.time())), "127.0.0.1", 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        lines.append(f"witness w{number} {key.verifier} http://127.0.0.1:{server.server_port}")
    settings.LEDGER_POLICY = tmp_path / "policy"
    settings.LEDGER_POLICY.write_text(
        "\n".join([f"log {log}", *lines, "group two 2 w0 w1 w2", "quorum two"]), encoding="utf-8"
    )
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def cast():
    return make_cast()


def seal():
    signed()
    ask_witnesses()


def alarms():
    return {(one.event, one.source.partition(".")[0]) for one in raised()}


def silence(server):
    server.shutdown()
    server.server_close()


def test_each_checkpoint_is_cosigned_by_all(cast, witnesses):
    seal()
    make_meeting(cast, 2)
    seal()
    assert Cosignature.objects.count() == 6
    assert Checkpoint.objects.filter(enough=True).count() == 2
    assert not raised()


def test_the_proof_of_a_decision_bears_the_cosignatures(witnesses):
    world = make_world()
    seal()
    found = verified(proof_of(world.decision), (policy_text := policy_file()))
    assert sorted(found["witnesses"]) == ["w0.example/witness", "w1.example/witness", "w2.example/witness"]
    assert "quorum" in policy_text


def policy_file():
    from django.conf import settings

    assert settings.LEDGER_POLICY is not None
    return settings.LEDGER_POLICY.read_text(encoding="utf-8")


def test_one_witness_silent_is_an_alarm_and_two_are_enough(cast, witnesses):
    silence(witnesses[0])
    seal()
    assert alarms() == {(Event.WITNESS_MISSING, "w0")}
    assert Checkpoint.objects.get().enough


def test_two_witnesses_silent_are_not_enough(cast, witnesses, client):
    seal()
    published = client.get("/record/checkpoint").content
    silence(witnesses[0])
    silence(witnesses[1])
    make_meeting(cast, 1)
    seal()
    assert (Event.QUORUM_MISSING, "") in alarms()
    assert client.get("/record/checkpoint").content == published  # the last one that the quorum has seen
    mark(cast, "marin", items_of(make_meeting(cast, 1))[0])  # an absent witness does not stop a government


def test_an_alarm_ends_when_its_reason_does(cast, witnesses, settings):
    text = policy_file()
    settings.LEDGER_POLICY.write_text(text.replace(f":{witnesses[0].server_port}", ":1"), encoding="utf-8")
    seal()
    assert alarms() == {(Event.WITNESS_MISSING, "w0")}
    settings.LEDGER_POLICY.write_text(text, encoding="utf-8")
    make_meeting(cast, 1)
    seal()
    assert not raised()


def test_a_server_restored_with_its_key_from_an_old_backup_is_told_by_the_witnesses(cast, witnesses):
    """Database and memory of the key are yesterday's; only the witnesses know today."""
    seal()
    old, memory = Checkpoint.objects.get().size, _memory_path().read_text()
    make_meeting(cast, 2)
    seal()
    Cosignature.objects.filter(checkpoint__size__gt=old).delete()
    Checkpoint.objects.filter(size__gt=old).delete()
    Entry.objects.filter(index__gte=old).delete()
    Cosignature.objects.update(at="2020-01-01T00:00Z")
    _memory_path().write_text(memory)
    seal()
    assert {(Event.WITNESS_AHEAD, f"w{number}") for number in range(3)} <= alarms()
    with pytest.raises(RecordStopped):
        make_meeting(cast, 1)


def test_a_log_that_grew_again_after_an_old_backup_is_told_by_the_witnesses(cast, witnesses):
    seal()
    old, memory = Checkpoint.objects.get().size, _memory_path().read_text()
    make_meeting(cast, 2)
    seal()
    Cosignature.objects.filter(checkpoint__size__gt=old).delete()
    Checkpoint.objects.filter(size__gt=old).delete()
    Entry.objects.filter(index__gte=old).delete()
    _memory_path().write_text(memory)
    make_meeting(cast, 9)
    seal()
    assert {(Event.WITNESS_CONTRADICTS, f"w{number}") for number in range(3)} <= alarms()


def test_a_witness_that_does_not_know_the_log_is_an_alarm(cast, witnesses):
    witnesses[2].witness.logs.clear()
    seal()
    assert alarms() == {(Event.WITNESS_REFUSED, "w2")}


def test_a_cosignature_by_another_key_does_not_count(cast, witnesses, tmp_path):
    witnesses[2].witness.key = make_key(tmp_path / "other", "w2.example/witness", COSIGNATURE)
    seal()
    assert alarms() == {(Event.WITNESS_REFUSED, "w2")}
    assert Cosignature.objects.count() == 2


def test_a_witness_that_lost_its_memory_is_told_from_the_beginning(cast, witnesses):
    seal()
    for path in witnesses[0].witness.folder.glob("log-*.json"):
        path.unlink()
    make_meeting(cast, 1)
    seal()
    assert not raised()


def test_secretaries_and_administrators_see_the_alarms(cast, witnesses, client):
    silence(witnesses[0])
    seal()
    client.force_login(cast.sara)
    page = client.get("/record/status/").content.decode()
    assert "record.witness_missing" in page
    assert "w1.example/witness" in page
    client.force_login(cast.root)
    assert client.get("/record/status/").status_code == 200
    client.force_login(cast.marin)
    assert client.get("/record/status/").status_code == 403


def test_an_entry_that_waits_too_long_is_an_alarm(cast, client, settings):
    signed()
    make_meeting(cast, 1)
    Entry.objects.update(at="2020-01-01T00:00Z")
    client.force_login(cast.sara)
    assert "record.checkpoint_missed" in client.get("/record/status/").content.decode()
    sign()
    assert "record.checkpoint_missed" not in client.get("/record/status/").content.decode().partition("Witnesses")[0]


def test_a_policy_that_cannot_be_read_is_said(settings, tmp_path):
    from django.core.exceptions import ImproperlyConfigured

    settings.LEDGER_POLICY = tmp_path / "nothing"
    with pytest.raises(ImproperlyConfigured, match="BALAI_LEDGER_POLICY"):
        policy()
