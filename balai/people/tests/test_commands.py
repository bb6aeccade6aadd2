"""`balai people`: what an administrator does at the command line."""

import re

import pytest
from click.testing import CliRunner
from django.conf import settings

from balai.people.commands import people_group
from balai.people.models import Body, Invitation, Person
from tests.factories import administrator, make_cast
from tests.signing_in import with_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch):
    """Run `balai people ...` on the database of this test."""
    monkeypatch.setattr("balai.people.commands._prepare", lambda: None)
    return lambda *words: CliRunner().invoke(people_group, list(words))


def test_enrolling_prints_a_link_that_opens(people, client):
    done = people("enrol", "ana", "--name", "Ana Example", "--address", "https://cabinet.example/")
    link = re.search(r"https://cabinet\.example(/join/\S+/)", done.output)
    assert link, done.output
    page = client.get(link[1], follow=True)
    assert "Ana Example" in page.content.decode()
    assert not Person.objects.get(username="ana").has_usable_password()


def test_the_link_names_the_first_host_where_no_address_is_given(people):
    assert f"http://{settings.ALLOWED_HOSTS[0]}/join/" in people("enrol", "ana", "--name", "Ana").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("enrol", "a b", "--name", "A"), "letters, digits"),
        (("enrol", "ana", "--name", "A", "--language", "xx"), "one of en, et, id"),
        (("enrol", "console", "--name", "A"), "There is a console already"),
        (("invite", "nobody"), "There is no nobody"),
        (("invite", "console", "--hours", "0"), "0 is not in the range"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(people, words, said):
    administrator()
    done = people(*words)
    assert done.exit_code != 0
    assert said in done.output


def test_inviting_afresh_ends_what_there_was(people):
    people("enrol", "ana", "--name", "Ana")
    ana = Person.objects.get(username="ana")
    with_password(ana)
    people("invite", "ana", "--afresh")
    ana.refresh_from_db()
    assert not ana.has_usable_password()
    assert Invitation.objects.filter(person=ana).count() == 1


def test_shutting_out_and_letting_in_again(people):
    people("enrol", "ana", "--name", "Ana")
    people("shut-out", "ana")
    assert not Person.objects.get(username="ana").is_active
    people("let-in", "ana")
    assert Person.objects.get(username="ana").is_active


def test_signing_out_everywhere(people, client_of):
    people("enrol", "ana", "--name", "Ana")
    client = client_of(Person.objects.get(username="ana"))
    assert "Sessions ended: 1." in people("end-sessions", "ana").output
    assert client.get("/desk/").status_code == 302


def test_placing_a_body_under_another_and_alone_again(people):
    cast = make_cast()
    assert "cabinet stands under council." in people("place", "cabinet", "--under", "council").output
    assert Body.objects.get(slug="cabinet").parent == cast.other_body
    assert "under itself" in people("place", "council", "--under", "cabinet").output
    assert "There is no body nowhere." in people("place", "cabinet", "--under", "nowhere").output
    assert Body.objects.get(slug="cabinet").parent == cast.other_body
    assert "cabinet stands alone." in people("place", "cabinet").output
    assert Body.objects.get(slug="cabinet").parent is None
