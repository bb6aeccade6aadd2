"""The proof of a decision: downloaded, checked by the verifier that shares no code, and refused when altered."""

import copy
import json

import pytest

from balai.agenda.models import AgendaItem
from balai.decisions.models import Decision
from balai.ledger.models import Entry
from balai.ledger.verifier import Bad, main
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.rules.stance import Choice
from tests.records import log_with_key, proof_of, signed, verified
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def test_everybody_can_download_the_proof_of_a_public_decision_and_check_it(world, client):
    signed()
    page = client.get(f"/public/decisions/{world.decision.pk}/").content.decode()
    address = f"/public/decisions/{world.decision.pk}/proof/"
    assert address in page
    found = verified(json.loads(client.get(address).content))
    assert found["entry"]["act"] == "decisions.taken"
    assert found["entry"]["about"]["id"] == str(world.decision.pk)
    assert found["content"]["number"] == world.decision.number
    assert found["content"]["outcome"] == "adopted"
    assert found["content"]["text"] == world.decision.text


def test_the_proof_shows_how_the_votes_fell_and_not_who_voted_how(world, client):
    cast_vote(world.voting, seat=world.cast.seats["marin"], choice=Choice.FOR, by=world.cast.marin)
    cast_vote(world.voting, seat=world.cast.seats["pia"], choice=Choice.AGAINST, by=world.cast.pia)
    close_voting(world.voting, by=world.cast.kai)
    decision = Decision.objects.get(item=world.voting.item)
    signed()
    file = proof_of(decision)
    assert verified(file)["content"]["votes"] == {"for": 1, "against": 1, "abstained": 0}
    assert str(world.cast.seats["pia"].pk) not in json.dumps(file)


def test_a_decision_that_is_not_public_is_proved_to_its_members_only(world, client):
    signed()
    AgendaItem.objects.filter(pk=world.decision.item_id).update(access="internal")
    assert client.get(f"/public/decisions/{world.decision.pk}/proof/").status_code == 404
    assert client.get(f"/decisions/{world.decision.pk}/proof/").status_code == 302
    client.force_login(world.cast.olga)
    assert client.get(f"/decisions/{world.decision.pk}/proof/").status_code == 404
    client.force_login(world.cast.marin)
    assert verified(json.loads(client.get(f"/decisions/{world.decision.pk}/proof/").content))


def test_until_it_is_signed_the_page_says_so(world, client):
    Entry.objects.filter(pk=0).exists()
    log_with_key()
    from balai.ledger.models import Checkpoint

    Checkpoint.objects.all().delete()
    page = client.get(f"/public/decisions/{world.decision.pk}/").content.decode()
    assert "will be signed in a moment" in page
    assert client.get(f"/public/decisions/{world.decision.pk}/proof/").status_code == 404


def test_an_erased_content_leaves_a_proof_without_it(world):
    signed()
    Entry.objects.filter(about_id=str(world.decision.pk)).update(salt=None, content=None)
    assert verified(proof_of(world.decision))["content"] is None


def altered(file, path, change):
    other = copy.deepcopy(file)
    place = other
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = change(place[path[-1]])
    return other


ALTERATIONS = {
    "the outcome": (("content", "text"), lambda text: text.replace("adopted", "rejected")),
    "the salt": (("content", "salt"), lambda salt: "00" + salt[2:] if salt[:2] != "00" else "11" + salt[2:]),
    "the person": (("entry", "text"), lambda text: text.replace('"by":"', '"by":"0')),
    "the seal": (("entry", "seal"), lambda seal: seal[::-1]),
    "the leaf": (("leaf",), lambda leaf: leaf.replace("balai", "Balai")),
    "the index": (("proof",), lambda text: text.replace("index ", "index 1", 1)),
    "the header": (("proof",), lambda text: text.replace("@v1", "@v2")),
    "a missing hash": (("proof",), lambda text: text.replace(text.split("\n")[2] + "\n", "", 1)),
    "a hash more": (("proof",), lambda text: text.replace("\n\n", "\n" + "A" * 43 + "=\n\n", 1)),
    "the size": (("proof",), lambda text: text.replace("/record\n", "/record\n1", 1)),
    "another log": (("proof",), lambda text: text.replace("balai.example", "bolai.example")),
    "no signature": (("proof",), lambda text: text[: text.rindex("\n\u2014") + 1]),
    "the signature": (("proof",), lambda text: text[:-6] + ("AAAA=\n" if text[-6:-2] != "AAAA" else "BBBB=\n")),
    "no proof at all": (("proof",), lambda text: None),
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_an_altered_proof_is_refused(world, what):
    signed()
    file = proof_of(world.decision)
    assert verified(file)
    with pytest.raises(Bad):
        verified(altered(file, *ALTERATIONS[what]))


def test_a_proof_signed_by_another_key_of_the_same_name_is_refused(world, tmp_path):
    from balai.tlog.note import SignerKey

    signed()
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(proof_of(world.decision)))
    other = SignerKey.new("balai.example/record").verifier
    assert main([str(path), "--key", str(other)]) == 1
    assert main([str(path), "--key", str(log_with_key())]) == 0
    assert main([str(path)]) == 1  # the key that the file itself names proves nothing
