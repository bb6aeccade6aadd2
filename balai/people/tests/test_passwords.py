"""Signing in by password and one-time code: what is told, how often it may be tried, how long it takes."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.core.cache import cache

from balai import clock
from balai.drill.authenticator import Device
from balai.ledger.models import Entry
from balai.people.actions.accept_invitation import accept_invitation
from balai.people.actions.add_key import add_key
from balai.people.actions.invite import invite
from balai.people.actions.rehash_password import rehash_password
from balai.people.actions.remove_key import remove_key
from balai.people.actions.renew_recovery_codes import renew_recovery_codes
from balai.people.actions.shut_out import shut_out
from balai.people.actions.use_code import use_code
from balai.people.models import DeviceSession, Person, Try
from balai.people.sign_in.keys import NewPassword
from balai.people.sign_in.recovery import codes_left, new_codes
from balai.people.sign_in.sure import acting_with
from balai.record.reconcile import reconcile
from balai.verdict import Refused
from tests.factories import administrator, make_cast
from tests.signing_in import (
    A_PASSKEY,
    PASSWORD,
    an_invitation,
    by_password,
    code_of,
    join,
    just_proved,
    said,
    with_password,
)

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
    code = recovery_codes(cast.marin)[0]
    for works in (True, False):
        by_password(client, "marin")
        client.post("/sign-in/code/", {"code": code})
        assert is_in(client) is works
        client.post("/sign-out/")


def recovery_codes(person):
    codes = new_codes()
    with acting_with(just_proved()):
        renew_recovery_codes(codes.hashes, by=person)
    return codes.shown


def test_each_recovery_code_works_and_no_other(cast, client):
    with_password(cast.marin)
    codes = recovery_codes(cast.marin)
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"\d{4}( \d{4}){3}", one) for one in codes)
    for code in (codes[9], codes[0].replace(" ", "")):
        wrong = f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
        for typed, works in ((wrong, False), (code, True)):
            by_password(client, "marin")
            client.post("/sign-in/code/", {"code": typed})
            assert is_in(client) is works
            client.post("/sign-out/")
    assert codes_left(cast.marin) == 8


def test_new_recovery_codes_end_the_old_ones(cast, client):
    with_password(cast.marin)
    old, _new = recovery_codes(cast.marin), recovery_codes(cast.marin)
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": old[3]})
    assert not is_in(client)


def test_recovery_codes_are_kept_as_slow_hashes_each_with_its_salt(cast, settings):
    """Neither a code nor anything from which the site could tell it again is in the database (ASVS 6.5.2)."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with_password(cast.marin)
    codes = recovery_codes(cast.marin)
    (kept,) = Authenticator.objects.filter(user=cast.marin, type="recovery_codes")
    assert set(kept.data) == {"hashes"}
    assert all(one.startswith("pbkdf2_sha256$") for one in kept.data["hashes"])
    assert len({one.split("$")[2] for one in kept.data["hashes"]}) == 10
    written = str(kept.data)
    assert not any(code in written or code.replace(" ", "") in written for code in codes)


@pytest.mark.parametrize("typed", ["", "1", "x" * 16, "१" * 16, "1" * 17, "0000 0000 0000 0000"])
def test_what_is_no_recovery_code_is_refused(cast, client, typed):
    with_password(cast.marin)
    recovery_codes(cast.marin)
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": typed})
    assert not is_in(client)


def test_of_two_who_use_one_recovery_code_at_once_the_second_is_refused(cast):
    with_password(cast.marin)
    code = recovery_codes(cast.marin)[2].replace(" ", "")
    kept = Authenticator.objects.get(user=cast.marin, type="recovery_codes").pk
    assert [use_code(code, by=cast.marin, of_list=kept) for _twice in range(2)] == [True, False]


def test_a_code_of_a_list_that_has_been_renewed_meanwhile_strikes_out_nothing(cast):
    with_password(cast.marin)
    code = recovery_codes(cast.marin)[2].replace(" ", "")
    kept = Authenticator.objects.get(user=cast.marin, type="recovery_codes").pk
    recovery_codes(cast.marin)
    assert not use_code(code, by=cast.marin, of_list=kept)
    assert codes_left(cast.marin) == 10


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


@pytest.mark.slow
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
    page = client.get(f"/join/{invite(cast.marin, by=administrator())}/", follow=True).content.decode()
    secret = page.split('class="secret">')[1].split("<")[0]
    for password, code in (("short", code_of(secret)), ("password1234", code_of(secret)), (PASSWORD, "000000")):
        assert client.post("/join/password/", {"password": password, "code": code}).status_code == 422
    assert client.post("/join/password/", {"password": PASSWORD, "code": code_of(secret)}).status_code == 302
    assert is_in(client)


def test_a_password_hashed_in_an_older_way_is_hashed_anew_and_the_record_knows_it(cast, client, settings):
    invited, secret = an_invitation(cast.marin), str(generate_totp_secret())
    accept_invitation(invited, NewPassword(PASSWORD, secret))
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    before = password_findings()
    by_password(client, "marin", "wrong")
    assert Person.objects.get(pk=cast.marin.pk).password.startswith("md5$")
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert is_in(client)
    assert Person.objects.get(pk=cast.marin.pk).password.startswith("pbkdf2_sha1$")
    assert Entry.objects.filter(act="people.password.rehashed").count() == 1
    assert password_findings() == before == []
    by_password(client, "marin")
    assert Entry.objects.filter(act="people.password.rehashed").count() == 1


def test_another_password_does_not_take_its_place_by_that(cast):
    with_password(cast.marin)
    with pytest.raises(Refused, match="not your password"):
        rehash_password("another one, and long", by=cast.marin)


def test_setting_and_removing_a_password_and_being_invited_afresh_are_no_findings(cast):
    with acting_with(just_proved()):
        add_key(NewPassword(PASSWORD, str(generate_totp_secret())), by=cast.marin)
        assert password_findings() == []
        add_key(NewPassword("nine quiet brooks", str(generate_totp_secret())), by=cast.marin)
        assert password_findings() == []
        key = Authenticator.objects.get(user=cast.marin)
        Authenticator.objects.create(user=cast.marin, type="webauthn", data=A_PASSKEY)
        remove_key(key, by=cast.marin)
        assert password_findings() == []
        add_key(NewPassword(PASSWORD, str(generate_totp_secret())), by=cast.marin)
    invite(cast.marin, by=administrator(), afresh=True)
    assert password_findings() == []


def password_findings():
    return [str(one) for one in reconcile() if "people_person" in one.place and "password" in one.text]


def test_secrets_do_not_lie_open_in_the_database(cast):
    secret = with_password(cast.marin)
    assert secret not in str([one.data for one in Authenticator.objects.all()])
