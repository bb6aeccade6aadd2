"""Signing in by password and one-time code: what is told, how often it may be tried, how long it takes."""

import re
import time
from datetime import timedelta

import pytest
from django.core.cache import cache

from balai import clock
from balai.drill.authenticator import Device
from balai.ledger.models import Entry
from balai.people.actions.renew_recovery_codes import renew_recovery_codes
from balai.people.actions.shut_out import shut_out
from balai.people.models import DeviceSession, Try
from balai.people.sign_in.sure import acting_with
from tests.factories import administrator, make_cast
from tests.signing_in import PASSWORD, by_password, code_of, join, just_proved, said, with_password

pytestmark = pytest.mark.django_db
NO = "User name and password do not match."


@pytest.fixture
def cast():
    return make_cast()


def is_in(client) -> bool:
    return bool(client.get("/desk/").status_code == 200)


def test_password_and_code_let_their_owner_in(cast, client):
    secret = with_password(cast.marin)
    assert by_password(client, "marin")["Location"] == "/sign-in/code/"
    assert not is_in(client)
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert is_in(client)
    assert DeviceSession.objects.get(person=cast.marin).assurance == "two_factors"


def test_a_code_works_once(cast, client, client_of):
    secret = with_password(cast.marin)
    code = code_of(secret)
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": code})
    client.post("/sign-out/")
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": code})
    assert not is_in(client)


def test_a_code_works_once_for_every_process(cast, client):
    """Another process, or the same one half a minute later, has nothing of it in its memory."""
    secret = with_password(cast.marin)
    code = code_of(secret)
    for works in (True, False):
        cache.clear()
        by_password(client, "marin")
        client.post("/sign-in/code/", {"code": f"{code[:3]} {code[3:]}"})
        assert is_in(client) is works
        client.post("/sign-out/")


def test_a_recovery_code_works_once_in_place_of_a_code(cast, client):
    with_password(cast.marin)
    with acting_with(just_proved()):
        code = renew_recovery_codes(by=cast.marin)[0]
    for works in (True, False):
        by_password(client, "marin")
        client.post("/sign-in/code/", {"code": code})
        assert is_in(client) is works
        client.post("/sign-out/")


def test_a_passkey_can_be_the_second_step(cast, client):
    device = Device()
    join(cast.marin, device)
    with_password(cast.marin)
    page = by_password(client, "marin")
    from balai.drill.authenticator import options_in

    page = client.get(page["Location"])
    client.post("/sign-in/code/", {"credential": device.sign(options_in(page.content.decode()))})
    assert is_in(client)


def test_the_same_words_for_everybody_who_does_not_get_in(cast, client):
    with_password(cast.marin)
    with_password(cast.pia)
    shut_out(cast.pia, by=administrator())
    tries = {"nobody": PASSWORD, "marin": "wrong", "pia": PASSWORD, "tomas": PASSWORD, "console": PASSWORD}
    answers = [by_password(client, name, password) for name, password in tries.items()]
    assert all(one.status_code == 200 and NO in one.content.decode() for one in answers)
    shown = {
        re.sub(r'nonce="[^"]*"', "", one.content.decode().replace(name, "NAME"))
        for one, name in zip(answers, tries, strict=True)
    }
    assert len({text.split("csrfmiddlewaretoken")[0] for text in shown}) == 1


def test_it_takes_as_long_for_a_name_that_does_not_exist(cast, client, settings):
    """Real hashing, the quickest of four, in processor time (others use this machine): nobody who measures learns who
    has an account, or who has no password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.SIGN_IN_TRIES = 50
    with_password(cast.marin)

    def seconds(name: str) -> float:
        taken = []
        for _again in range(4):
            begun = time.thread_time()
            by_password(client, name, "wrong")
            taken.append(time.thread_time() - begun)
        return min(taken)

    there, not_there, without = seconds("marin"), seconds("nobody"), seconds("tomas")
    assert 0.75 < not_there / there < 1.3
    assert 0.75 < without / there < 1.3


@pytest.mark.parametrize("name", ["marin", "nobody"])
def test_after_too_many_tries_even_the_right_password_waits(cast, client, name, settings):
    with_password(cast.marin)
    for _try in range(settings.SIGN_IN_TRIES):
        assert NO in by_password(client, name, "wrong").content.decode()
    assert "Too many tries" in by_password(client, name).content.decode()
    later = clock.now() + timedelta(minutes=settings.SIGN_IN_WINDOW_MINUTES + 1)
    with clock.as_if(later):
        assert "Too many tries" not in by_password(client, name).content.decode()


def test_too_many_tries_stand_in_the_record_once_and_without_the_name(cast, client, settings):
    for _try in range(settings.SIGN_IN_TRIES + 4):
        by_password(client, "nobody", "wrong")
    entry = Entry.objects.get(act="people.tries.barred")
    assert "nobody" not in f"{entry.content} {entry.canonical}"
    assert Try.objects.filter(subject__in=Try.objects.values("subject")).count() <= 2 * settings.SIGN_IN_TRIES + 6


def test_one_address_cannot_try_every_name(cast, client, settings):
    settings.SIGN_IN_TRIES_FROM_ONE_ADDRESS = 4
    answers = [by_password(client, f"name{number}", "wrong").content.decode() for number in range(6)]
    assert [("Too many tries" in one) for one in answers] == [False] * 4 + [True] * 2


def test_codes_cannot_be_tried_without_end(cast, client, settings):
    secret = with_password(cast.marin)
    by_password(client, "marin")
    for _try in range(settings.SIGN_IN_TRIES):
        client.post("/sign-in/code/", {"code": "000000"})
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert not is_in(client)


def test_the_sign_in_says_how_many_tries_went_before(cast, client):
    secret = with_password(cast.marin)
    by_password(client, "marin", "wrong")
    by_password(client, "marin", "wrong")
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert '"tries_before":2' in said("people.signed_in")


def test_a_passkey_opens_while_the_password_is_barred(cast, client, settings):
    from tests.signing_in import by_passkey

    device = Device()
    join(cast.marin, device)
    for _try in range(settings.SIGN_IN_TRIES + 1):
        by_password(client, "marin", "wrong")
    by_passkey(client, device)
    assert is_in(client)


def test_nobody_registers_and_nobody_is_sent_a_password(client):
    for path in ("/signup/", "/accounts/signup/", "/password/reset/", "/accounts/password/reset/", "/sign-in/signup/"):
        assert client.get(path).status_code == 404
    page = client.get("/sign-in/").content.decode().lower()
    assert "sign up" not in page
    assert "forgot" not in page


def test_nobody_has_a_password_unless_they_set_one(cast):
    assert not any(person.has_usable_password() for person in cast.people.values())


def test_joining_by_password_needs_a_code_and_a_password_that_holds(cast, client):
    from balai.people.actions.invite import invite

    page = client.get(f"/join/{invite(cast.marin, by=administrator())}/", follow=True).content.decode()
    secret = page.split('class="secret">')[1].split("<")[0]
    for password, code in (("short", code_of(secret)), ("password1234", code_of(secret)), (PASSWORD, "000000")):
        assert client.post("/join/password/", {"password": password, "code": code}).status_code == 422
    assert client.post("/join/password/", {"password": PASSWORD, "code": code_of(secret)}).status_code == 302
    assert is_in(client)


def test_secrets_do_not_lie_open_in_the_database(cast):
    from allauth.mfa.models import Authenticator

    secret = with_password(cast.marin)
    assert secret not in str([one.data for one in Authenticator.objects.all()])
