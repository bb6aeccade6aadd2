"""Which passwords are refused, and that the sentence names what is wrong with them."""

import hashlib
import random

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from balai.people.actions.invite import invite
from balai.people.checks import breached_passwords
from balai.people.sign_in import breached
from balai.people.sign_in.password_words import flat, words_in
from tests.factories import administrator, make_cast
from tests.signing_in import PASSWORD, code_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def marin():
    return make_cast().marin


def refused(password, person) -> str:
    with pytest.raises(ValidationError) as raised:
        validate_password(password, person)
    return " ".join(raised.value.messages)


@pytest.mark.parametrize(
    ("password", "named"),
    [
        ("quiet Balai rivers nine", "'balai', a word of this office"),
        ("quiet b4la1 rivers nine", "'balai', a word of this office"),
        ("C-A-B-I-N-E-T rivers nine", "'cabinet', a word of this office"),
        ("riigikantselei 2026", "'riigikantselei', a word of this office"),
        ("sekretariat bunga laut", "'sekretariat', a word of this office"),
        ("marin likes nine rivers", "'marin', which stands in your name or user name"),
        ("nine EXAMPLE rivers", "'Example', which stands in your name or user name"),
        ("nine ex@mple rivers", "'Example', which stands in your name or user name"),
    ],
)
def test_a_password_with_a_word_of_its_place_is_refused_and_the_word_is_named(marin, password, named):
    assert named in refused(password, marin)


def test_names_of_bodies_and_organisations_are_refused_in_every_language(marin):
    from balai.people.models import Body, Organization

    body = Body.objects.latest("slug")
    body.name = {"en": "Harbour Committee", "et": "Sadamakomisjon"}
    body.save()
    Organization.objects.create(body=body, key="wharf-trust", name={"en": "Trust"}, label={"et": "Kaivõim"})
    for word in ("Harbour", "Sadamakomisjon", "wharf", "Kaivõim"):
        assert f"'{word}', a word from the names of this institution" in refused(f"nine {word} rivers", marin)
    assert "Kaivõim" in refused("nine kaivoim rivers", marin)


def test_an_institution_adds_words_of_its_own(marin, settings):
    validate_password("nine heron rivers", marin)
    settings.PASSWORD_WORDS = ["Operation Heron"]
    assert "'Heron'" in refused("nine heron rivers", marin)


def test_other_passwords_are_taken(marin):
    for password in (PASSWORD, "purple lentils under glass", "Tere õhtust, vana kuusk"):
        validate_password(password, marin)


def test_short_words_are_no_reason():
    assert words_in(["Ministry of the Sea, 2026", "sea-air"]) == ["Ministry"]
    assert flat("B4lá-i!") == flat("balai!")


def test_the_form_says_it(marin, client):
    page = client.get(f"/join/{invite(marin, by=administrator())}/", follow=True).content.decode()
    secret = page.split('class="secret">')[1].split("<")[0]
    answer = client.post("/join/password/", {"password": "my cabinet password", "code": code_of(secret)})
    assert answer.status_code == 422
    assert "&#x27;cabinet&#x27;, a word of this office" in answer.content.decode()
    marin.refresh_from_db()
    assert not marin.has_usable_password()


def hashed(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture
def stolen(tmp_path, settings):
    """A list of 3,000 stolen passwords, with counts of different lengths, as Pwned Passwords writes it."""
    chance = random.Random(26)
    lines = sorted(f"{hashed(f'stolen {number}')}:{chance.choice([1, 22, 4444444])}" for number in range(3000))
    settings.BREACHED_PASSWORDS = tmp_path / "stolen.txt"
    settings.BREACHED_PASSWORDS.write_bytes("\r\n".join(lines).encode())
    return settings.BREACHED_PASSWORDS


def test_every_stolen_password_is_refused_and_no_other(stolen, marin):
    assert "list of stolen passwords" in refused("stolen 1234", marin)
    assert all(breached.stands_in(stolen, f"stolen {number}") for number in range(3000))
    assert not any(breached.stands_in(stolen, f"not stolen {number}") for number in range(3000))


def test_a_list_with_line_feeds_alone_or_without_counts_is_read_too(stolen):
    hashes = [line[:40] for line in stolen.read_text().splitlines()]
    for text in ("\n".join(hashes), "\n".join(hashes) + "\n", hashed("stolen 7")):
        stolen.write_text(text)
        assert breached.stands_in(stolen, "stolen 7")
        assert not breached.stands_in(stolen, "stolen 3001")
        assert breached.problem_of(stolen) is None


def test_few_lines_are_read_of_a_large_list(stolen, monkeypatch):
    read = []
    real = breached._line_after

    def counting(file, place):
        read.append(place)
        return real(file, place)

    monkeypatch.setattr(breached, "_line_after", counting)
    breached.stands_in(stolen, "stolen 1")
    assert len(read) < 25


def test_a_list_that_cannot_be_read_lets_no_password_through(stolen, marin):
    stolen.unlink()
    assert "cannot be read: no password can be chosen" in refused(PASSWORD, marin)


def test_without_a_list_the_check_warns_and_with_one_it_is_content(stolen, settings):
    assert breached_passwords() == []
    settings.BREACHED_PASSWORDS = None
    (warning,) = breached_passwords()
    assert warning.id == "balai.W001"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "cannot be read"),
        ("", "is no list of SHA-1 hashes"),
        ("password\nletmein\n", "is no list of SHA-1 hashes"),
        (hashed("a").lower(), "is no list of SHA-1 hashes"),
        ("\n".join(sorted(map(hashed, "abc"), reverse=True)), "is not sorted"),
    ],
)
def test_what_is_no_such_list_is_an_error(stolen, text, problem):
    stolen.unlink()
    if text is not None:
        stolen.write_text(text)
    (error,) = breached_passwords()
    assert (error.id, problem in error.msg) == ("balai.E001", True)
