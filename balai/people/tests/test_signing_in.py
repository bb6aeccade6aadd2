"""Signing in: the same words whatever was wrong, people to pick only in a demonstration, and never off the site."""

import re

import pytest
from django.conf import settings as real_settings

from balai.people.actions.choose_language import choose_language
from balai.people.actions.enrol import enrol
from balai.people.models import Person
from tests.factories import make_cast

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
OURS = ["/desk/", "/public/?page=2"]
NOT_OURS = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "///elsewhere.example",
    "http:elsewhere.example",
    "javascript:alert(1)",
    "",
]


@pytest.fixture
def cast():
    cast = make_cast()
    by_password_alone(enrol("newcomer", name="New Comer", by=cast.root))
    return cast


def by_password_alone(person):
    """Without codes, as nobody can be here: for what the first step by itself answers."""
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])


def send(client, username="newcomer", password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": username, "password": password, **more})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_with_the_right_password_one_is_in(cast, client):
    response = send(client)
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert signed_in(client)


def test_whatever_is_wrong_the_answer_is_the_same(cast, client):
    """A wrong password, nobody of that name, somebody without a password, somebody who may not any more."""
    by_password_alone(enrol("retired", name="Re Tired", by=cast.root))
    Person.objects.filter(username="retired").update(is_active=False)
    pages = set()
    for username, password in (
        ("newcomer", "wrong"),
        ("nobody-at-all", PASSWORD),
        ("marin", PASSWORD),
        ("retired", PASSWORD),
    ):
        html = send(client, username, password).content.decode().replace(username, "SOMEBODY")
        assert "User name and password do not match." in html
        assert password not in html
        pages.add(re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", html))
    assert len(pages) == 1
    assert not signed_in(client)


@pytest.mark.parametrize("path", OURS)
def test_one_comes_back_to_where_one_wanted_to_go(cast, client, path):
    assert send(client, next=path)["Location"] == path


@pytest.mark.parametrize("path", NOT_OURS)
def test_signing_in_never_leads_off_the_site(cast, client, path):
    assert send(client, next=path)["Location"] == "/desk/"


@pytest.mark.parametrize("path", [*OURS, *NOT_OURS])
def test_the_small_forms_never_lead_off_the_site(cast, client, settings, path):
    settings.DEMO = True
    sent = (
        ("/language/", "language", "et"),
        ("/appearance/", "appearance", "dark"),
        ("/sign-in/as/", "username", "pia"),
    )
    for address, name, value in sent:
        assert client.post(address, {name: value, "next": path})["Location"] == (path if path in OURS else "/"), address


def test_pages_of_members_send_to_the_sign_in_page_and_back(cast, client):
    response = client.get("/desk/")
    assert response["Location"] == "/sign-in/?next=/desk/"
    assert 'name="next" value="/desk/"' in client.get(response["Location"]).content.decode()


def test_outside_a_demonstration_nobody_is_there_to_pick(cast, client):
    assert not real_settings.DEMO
    html = client.get("/sign-in/").content.decode()
    assert "Marin Example" not in html
    assert 'type="password"' in html
    assert client.post("/sign-in/as/", {"username": "marin"}).status_code == 404
    assert not signed_in(client)


def test_in_a_demonstration_one_is_whoever_one_picks(cast, client, settings):
    settings.DEMO = True
    html = client.get("/sign-in/").content.decode()
    assert "Marin Example" in html
    assert "Console" not in html, "the administrator is no part of it"
    assert client.post("/sign-in/as/", {"username": "marin", "next": "/desk/"})["Location"] == "/desk/"
    assert client.session["_auth_user_id"] == str(cast.marin.pk)


@pytest.mark.parametrize("username", ["console", "retired", "nobody-at-all", ""])
def test_in_a_demonstration_one_cannot_be_the_administrator_nor_somebody_who_is_not_there(
    cast, client, settings, username
):
    settings.DEMO = True
    enrol("retired", name="Re Tired", by=cast.root)
    Person.objects.filter(username="retired").update(is_active=False)
    assert client.post("/sign-in/as/", {"username": username}).status_code == 404
    assert not signed_in(client)


def test_whoever_is_picked_reads_in_their_own_language_unless_another_was_chosen(cast, client, settings):
    settings.DEMO = True
    choose_language("id", by=cast.marin)
    client.post("/sign-in/as/", {"username": "marin"})
    assert client.cookies["balai_language"].value == "id"
    client.post("/language/", {"language": "et"})
    client.post("/sign-in/as/", {"username": "marin"})
    assert client.cookies["balai_language"].value == "et"


def test_somebody_who_may_not_any_more_is_out_at_once(cast, client_of):
    client = client_of(cast.marin)
    assert client.get("/desk/").status_code == 200
    Person.objects.filter(pk=cast.marin.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302


def test_signing_out_forgets_who_it_was(cast, client_of):
    client = client_of(cast.marin)
    client.post("/sign-out/")
    assert not signed_in(client)
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(("code", "kept"), [("et", "et"), ("id", "id"), ("tlh", "en"), ("", "en")])
def test_the_language_is_kept_for_the_screen_and_for_the_person(cast, client_of, code, kept):
    client = client_of(cast.marin)
    response = client.post("/language/", {"language": code, "next": "/desk/"})
    assert response["Location"] == "/desk/"
    assert ("balai_language" in response.cookies) == (code == kept)
    assert Person.objects.get(pk=cast.marin.pk).language == kept
    assert f'<html lang="{kept}"' in client.get("/desk/").content.decode()
