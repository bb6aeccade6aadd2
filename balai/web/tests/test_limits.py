"""How much one may send and how often; every such refusal is a page with a sentence, a fragment, or JSON."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from balai.agenda.models import Position
from balai.settings import read_limits
from balai.web import limits
from tests.checked_pages import CheckingClient
from tests.factories import items_of, make_cast, make_meeting
from tests.signing_in import with_password

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def limited(settings):
    """Three of everything in a minute."""
    settings.LIMITS = {"acts": "3/minute", "costly": "3/minute", "reports": "3/minute"}
    limits.start_anew()
    yield
    limits.start_anew()


def sentence(response):
    html = response.content.decode()
    found = html.split('class="refusal__sentence">')[1].split("</p>")[0]
    assert found.endswith("."), found
    return found


def test_a_file_is_refused_with_a_sentence(cast, client_of):
    item = items_of(make_meeting(cast, 1))[0]
    sent = {"text": "mine", "file": SimpleUploadedFile("note.pdf", b"%PDF-1.7")}
    answer = client_of(cast.marin).post(f"/items/{item.pk}/note/", sent)
    assert answer.status_code == 415
    assert sentence(answer) == "No file can be sent here: papers are written as text."


def test_a_body_that_is_too_large_is_refused(client, client_of, cast, settings):
    large = "a=" + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    for answer in (
        client.post("/language/", large, content_type=FORM),
        client_of(cast.marin).post("/language/", large, content_type=FORM),
    ):
        assert answer.status_code == 413
        assert sentence(answer) == "This is too large: at most 2048 kB can be sent at once."


def test_too_many_fields_are_refused(client, settings):
    many = "&".join(f"a{number}=1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    answer = client.post("/sign-in/", many, content_type=FORM)
    assert answer.status_code == 400
    assert sentence(answer) == "This form has more fields than any of ours."


@pytest.mark.parametrize("kind", ["application/xml", "application/json", "text/plain", "application/octet-stream", ""])
def test_a_body_of_another_kind_is_refused(client, kind):
    answer = client.generic("POST", "/language/", "<!DOCTYPE x><x/>", content_type=kind)
    assert answer.status_code == 415
    assert sentence(answer) == "Only forms can be sent here."


def test_acts_of_a_session_are_limited(cast, client_of, limited):
    """A person's acts, on whatever device; another one goes on meanwhile; reading goes on too."""
    item = items_of(make_meeting(cast, 1))[0]
    marin, again, pia = client_of(cast.marin), client_of(cast.marin), client_of(cast.pia)
    note = f"/items/{item.pk}/note/"
    assert [one.post(note, {"text": "mine"}).status_code for one in (marin, again, marin)] == [302] * 3
    position = {"stance": "no_objection", "seen_version": item.version, "seen_position": 0}
    refused = marin.post(f"/items/{item.pk}/position/", position)
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert sentence(refused).startswith("This was asked too often. Wait ")
    assert not Position.objects.exists()
    assert again.post(note, {"text": "mine"}).status_code == 429
    assert marin.get(f"/items/{item.pk}/").status_code == 200
    assert pia.post(note, {"text": "mine"}).status_code == 302


def test_costly_pages_are_limited_for_strangers(cast, client, client_of, limited):
    for _time in range(3):
        assert client.get("/sign-in/passkey/", headers={"accept": "application/json"}).status_code == 200
    assert client.get("/sign-in/passkey/").status_code == 429
    assert client.get("/sign-in/passkey/", REMOTE_ADDR="192.0.2.7").status_code == 302
    assert client.get("/public/").status_code == 200


def test_a_refusal_is_a_page_a_fragment_or_json(cast, client, limited):
    for _time in range(3):
        client.get("/sign-in/passkey/")
    page = client.get("/sign-in/passkey/", headers={"accept": "text/html"})
    fragment = client.get("/sign-in/passkey/", headers={"hx-request": "true"})
    told = client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    assert "<h1>Too many requests</h1>" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert fragment["HX-Retarget"] == "#refusals"
    assert sentence(page) == sentence(fragment) == told.json()["error"]
    assert told.json()["status"] == page.status_code == fragment.status_code == told.status_code == 429


def test_it_is_said_in_the_readers_language(client):
    client.cookies["balai_language"] = "et"
    answer = client.post("/language/", "x", content_type="text/plain")
    assert '<html lang="et"' in answer.content.decode()
    with translation.override("et"):
        assert sentence(answer)


def test_an_address_says_which_requests_it_answers(client):
    answer = client.get("/language/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert sentence(answer) == "This address does not answer this kind of request."


@pytest.mark.parametrize("path", ["/public/", "/offline/", "/sign-in/", "/record/checkpoint", "/desk/"])
def test_the_method_trace_is_not_answered(client, path):
    assert client.generic("TRACE", path).status_code in (302, 405)
    assert "TRACE" not in client.generic("TRACE", path).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config", "/static/", "/static/../settings.py", "/static/balai/", "/balai/settings.py",
        "/var/balai.sqlite3", "/static/%2e%2e/settings.py", "/manage.py", "/static/balai/..%2f..%2fsettings.py",
    ],
)  # fmt: skip
def test_nothing_of_the_source_is_served(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "password", ["  two spaces before and after  ", "ÄÖ ñ 漢字 пароль 🔑🔑", "long " * 20, "a'\";<>&%"]
)
def test_a_password_is_taken_as_it_is(cast, password):
    with_password(cast.marin)
    cast.marin.set_password(password)
    cast.marin.save()
    right = CheckingClient().post("/sign-in/", {"login": "marin", "password": password})
    assert right["Location"].startswith("/sign-in/code/")
    for other in (password.strip() + "x", password[:-1], password.swapcase() + " "):
        assert CheckingClient().post("/sign-in/", {"login": "marin", "password": other}).status_code == 200


@pytest.mark.parametrize("text", ["", "acts", "acts=often", "visits=3/minute", "acts=3/minute;visits=1/day"])
def test_limits_that_cannot_be_read_stop_the_start(text):
    with pytest.raises(ImproperlyConfigured, match="BALAI_LIMITS"):
        read_limits(text)
    assert read_limits("off") == {}
    assert read_limits("acts=3/minute; costly=1/second") == {"acts": "3/minute", "costly": "1/second"}
