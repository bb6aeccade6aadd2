"""Joining and signing in by passkey, with an honest device and with others."""

import pytest
from django.test import Client

from balai.drill.authenticator import Device, options_in
from balai.ledger.models import Entry
from balai.people.actions.invite import invite
from balai.people.models import DeviceSession
from tests.factories import administrator, make_cast
from tests.signing_in import by_passkey, join, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def marin():
    return make_cast().marin


def is_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def test_an_invited_person_makes_a_passkey_and_is_in(marin):
    assert is_in(join(marin, Device()))


def test_a_passkey_lets_its_owner_in_and_the_record_says_how_sure_it_was(marin, client):
    device = Device()
    join(marin, device)
    answer = by_passkey(client, device, next="/programme/")
    assert (answer.status_code, answer["Location"]) == (302, "/programme/")
    assert DeviceSession.objects.filter(person=marin).latest("signed_in_at").assurance == "device_passkey"
    assert '"assurance":"device_passkey"' in said("people.signed_in")


def test_a_key_that_may_be_copied_counts_for_less_than_one_that_cannot(marin, client):
    device = Device(synced=True)
    join(marin, device)
    by_passkey(client, device)
    assert {one.assurance for one in DeviceSession.objects.filter(person=marin)} == {"passkey"}


def test_a_device_that_does_not_ask_its_holder_is_not_taken(marin):
    assert not is_in(join(marin, Device(verifies=False)))


def test_a_stolen_device_that_no_longer_asks_its_holder_does_not_open(marin, client):
    device = Device()
    join(marin, device)
    device.verifies = False
    by_passkey(client, device)
    assert not is_in(client)


def test_another_key_does_not_open_for_the_same_credential(marin, client):
    device = Device()
    join(marin, device)
    by_passkey(client, Device(holder=device.holder))
    assert not is_in(client)


def test_an_answer_is_taken_once_and_only_in_the_session_that_asked(marin, client):
    device = Device()
    join(marin, device)
    asked = client.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()["request_options"]
    answer = {"credential": device.sign(asked)}
    thief = Client()
    thief.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    thief.post("/sign-in/passkey/", answer)
    assert not is_in(thief)
    client.post("/sign-in/passkey/", answer)
    assert is_in(client)
    client.post("/sign-out/")
    client.post("/sign-in/passkey/", answer)
    assert not is_in(client)


@pytest.mark.parametrize("sent", ["", "{}", "[]", "7", '{"id": "x"}', '{"response": {"userHandle": 7}}', "{"])
def test_nonsense_is_refused_like_everything_else(client, sent):
    client.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    answer = client.post("/sign-in/passkey/", {"credential": sent})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?refused=1")


def test_an_invitation_works_once(marin):
    secret = invite(marin, by=administrator())
    first, second = Client(), Client()
    pages = [one.get(f"/join/{secret}/", follow=True).content.decode() for one in (first, second)]
    assert first.post("/join/passkey/", {"credential": Device().make(options_in(pages[0]))}).status_code == 302
    assert second.post("/join/passkey/", {"credential": Device().make(options_in(pages[1]))}).status_code == 404
    assert Client().get(f"/join/{secret}/", follow=True).status_code == 404


def test_an_invitation_ends_and_a_later_one_takes_its_place(marin, client):
    from datetime import timedelta

    from balai import clock

    early, late = invite(marin, by=administrator(), hours=1), invite(marin, by=administrator(), hours=1)
    assert client.get(f"/join/{early}/", follow=True).status_code == 404
    assert client.get(f"/join/{late}/", follow=True).status_code == 200
    with clock.as_if(clock.now() + timedelta(hours=2)):
        assert client.get(f"/join/{late}/", follow=True).status_code == 404


def test_the_secret_of_an_invitation_is_kept_nowhere(marin, client):
    from balai.people.models import Invitation

    secret = invite(marin, by=administrator())
    assert client.get(f"/join/{secret}/")["Location"] == "/join/"
    kept: list[str | None] = [
        *Invitation.objects.values_list("secret_hash", flat=True),
        *Entry.objects.values_list("content", flat=True),
    ]
    assert not any(secret in str(text) for text in kept)


def test_a_lost_device_is_shut_out_when_its_owner_is_invited_afresh(marin, client):
    device = Device()
    lost = join(marin, device)
    invite(marin, by=administrator(), afresh=True)
    assert not is_in(lost)
    by_passkey(client, device)
    assert not is_in(client)
