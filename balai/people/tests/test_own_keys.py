"""Changing how one signs in: only who has just shown again who they are, and never so that there is no way in."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from balai import clock
from balai.drill.authenticator import Device, options_in
from balai.ledger.models import Entry
from balai.people.models import DeviceSession
from tests.factories import make_cast
from tests.signing_in import PASSWORD, by_passkey, by_password, code_of, join, with_password

pytestmark = pytest.mark.django_db
PAGE = "/my/sign-in/"


@pytest.fixture
def marin():
    return make_cast().marin


def later(minutes: int = 30):
    return clock.as_if(clock.now() + timedelta(minutes=minutes))


def prove_by_passkey(client, device: Device, path: str = PAGE):
    page = client.get(f"/sign-in/again/?next={path}").content.decode()
    return client.post("/sign-in/again/passkey/", {"credential": device.sign(options_in(page)), "next": path})


def test_after_joining_a_second_passkey_can_be_added(marin, client):
    browser, spare = join(marin, Device()), Device(credential=b"spare")
    page = browser.get(PAGE).content.decode()
    browser.post(f"{PAGE}passkeys/", {"credential": spare.make(options_in(page)), "name": "Spare"})
    assert "Spare" in browser.get(PAGE).content.decode()
    by_passkey(client, spare)
    assert client.get("/desk/").status_code == 200


def test_a_sign_in_of_a_while_ago_changes_nothing_until_it_is_renewed(marin):
    device = Device()
    browser = join(marin, device)
    with later():
        page = browser.get(PAGE).content.decode()
        assert "show again that it is you" in page
        assert "data-passkey" not in page
        answer = browser.post(f"{PAGE}codes/")
        assert answer.status_code == 403
        assert "/sign-in/again/" in answer.content.decode()
        prove_by_passkey(browser, device)
        assert "data-passkey" in browser.get(PAGE).content.decode()
    assert Entry.objects.filter(act="people.proved_again").count() == 1


def test_what_was_refused_waits_and_is_done_after_the_proof(marin):
    device = Device()
    browser = join(marin, device)
    with later():
        browser.post(f"{PAGE}codes/", {"words": ["one", "two"]})
        page = prove_by_passkey(browser, device).content.decode()
        assert f'action="{PAGE}codes/"' in page
        assert 'value="one"' in page
        assert 'value="two"' in page
        assert "Your recovery codes" in browser.post(f"{PAGE}codes/").content.decode()
        assert prove_by_passkey(browser, device).status_code == 302  # it waits for one proof, not for ever


def test_what_waited_too_long_is_forgotten(marin):
    device = Device()
    browser = join(marin, device)
    with later(20):
        browser.post(f"{PAGE}codes/")
    with later(40):
        assert prove_by_passkey(browser, device).status_code == 302


def test_the_proof_by_password_needs_the_code_too(marin, client):
    secret = with_password(marin)
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    with later():
        wrong = [{"password": PASSWORD, "code": "000000"}, {"password": "wrong", "code": code_of(secret, 1)}]
        assert [client.post("/sign-in/again/", one).status_code for one in wrong] == [422, 422]
        assert client.post("/sign-in/again/", {"password": PASSWORD}).status_code == 422


def test_a_proof_is_made_by_a_key_of_the_person_themselves(marin, client_of):
    device, other = Device(), Device(credential=b"other")
    browser = join(marin, device)
    page = browser.get("/sign-in/again/").content.decode()
    assert browser.post("/sign-in/again/passkey/", {"credential": other.sign(options_in(page))}).status_code == 422


def test_the_last_way_in_cannot_be_removed(marin):
    browser = join(marin, Device())
    key = Authenticator.objects.get(user=marin)
    assert browser.post(f"{PAGE}keys/{key.pk}/remove/").status_code == 422
    assert Authenticator.objects.filter(user=marin).exists()


def test_a_removed_key_opens_no_more(marin, client):
    device, spare = Device(), Device(credential=b"spare")
    browser = join(marin, device)
    page = browser.get(PAGE).content.decode()
    browser.post(f"{PAGE}passkeys/", {"credential": spare.make(options_in(page))})
    first = Authenticator.objects.filter(user=marin).earliest("pk")
    browser.post(f"{PAGE}keys/{first.pk}/remove/")
    by_passkey(client, device)
    assert client.get("/desk/").status_code == 302


def test_nobody_touches_the_keys_of_somebody_else(marin):
    join(marin, Device())
    pia = join(type(marin).objects.get(username="pia"), Device(credential=b"pia"))
    key = Authenticator.objects.get(user=marin)
    assert pia.post(f"{PAGE}keys/{key.pk}/remove/").status_code == 404


def test_a_new_password_signs_out_everywhere_else_and_not_here(marin, client_of):
    elsewhere, browser = client_of(marin), join(marin, Device())
    page = browser.get(PAGE).content.decode()
    secret = page.split('class="secret">')[1].split("<")[0]
    answer = browser.post(f"{PAGE}password/", {"password": PASSWORD, "code": code_of(secret)})
    assert answer.status_code == 302
    assert browser.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302
    assert DeviceSession.objects.filter(person=marin).count() == 1


def test_recovery_codes_are_shown_once(marin):
    browser = join(marin, Device())
    assert "Your recovery codes" in browser.post(f"{PAGE}codes/").content.decode()
    assert "Your recovery codes" not in browser.get(PAGE).content.decode()
