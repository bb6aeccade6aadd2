"""A refusal is a page or, for htmx, a fragment: sentence, rule, status. Error pages speak three languages."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from balai.verdict import Ground, Verdict
from balai.web.refusals import STATUS, refusal
from balai.web.tests.broken_urls import SECRET
from tests.checked_pages import CheckingClient
from tests.factories import make_cast, make_meeting

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "et", "id")


@pytest.fixture
def cast():
    return make_cast()


def refused(ground, *, htmx=False, rule="§ 1 <b>", **headers):
    request = RequestFactory().get("/", headers=headers)
    request.htmx = htmx  # type: ignore[attr-defined]  # (as its middleware does)
    request.user = None  # type: ignore[assignment]
    return refusal(request, Verdict(False, "Not like <i>this</i>.", rule, ground))


@pytest.mark.parametrize(
    ("ground", "status", "heading"),
    [
        (Ground.PERMISSION, 403, "Not allowed"),
        (Ground.STATE, 409, "Not possible now"),
        (Ground.INPUT, 422, "Not accepted"),
    ],
)
def test_each_ground_has_its_status_and_its_heading(ground, status, heading):
    page, fragment = refused(ground), refused(ground, htmx=True)
    assert page.status_code == fragment.status_code == status == STATUS[ground]
    assert f"<h1>{heading}</h1>" in page.content.decode()
    assert "Nothing has been changed." in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert fragment["HX-Retarget"] == "#refusals"
    for answer in (page, fragment):
        assert "Not like &lt;i&gt;this&lt;/i&gt;." in answer.content.decode(), "what is said is text, never HTML"
        assert "Rule: § 1 &lt;b&gt;" in answer.content.decode()
        assert 'role="alert"' in answer.content.decode()


def test_every_ground_has_a_status():
    assert set(STATUS) == set(Ground)


def test_a_refusal_without_a_paragraph_names_none():
    assert "Rule:" not in refused(Ground.STATE, rule="").content.decode()


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/desk/", "/desk/"),
        ("http://testserver/public/?page=2", "/public/?page=2"),
        ("http://testserver//elsewhere.example/", "/elsewhere.example/"),
        ("http://testserver/\\elsewhere.example/", "/elsewhere.example/"),
        ("http://elsewhere.example/", "/"),
        ("http://testserver.elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_back_is_a_page_of_ours(referer, back):
    html = refused(Ground.STATE, referer=referer).content.decode()
    assert f'<a class="ds-button" href="{back}">' in html


def test_what_the_rules_refuse_is_said_on_a_page_and_in_a_fragment(cast, client_of):
    path = f"/meetings/{make_meeting(cast, 1).pk}/chair/"
    page = client_of(cast.marin).get(path)
    assert page.status_code == 403
    assert "The console is the chair" in page.content.decode()
    fragment = client_of(cast.marin).get(path, headers={"hx-request": "true"})
    assert (fragment.status_code, fragment["HX-Retarget"]) == (403, "#refusals")


def test_a_refusal_speaks_the_readers_language(cast, client_of):
    meeting = make_meeting(cast, 1)
    said = set()
    for language in LANGUAGES:
        client = client_of(cast.marin)
        client.cookies["balai_language"] = language
        html = client.get(f"/meetings/{meeting.pk}/chair/").content.decode()
        assert f'<html lang="{language}"' in html
        said.add(html.split('class="refusal__sentence">')[1].split("</p>")[0])
    assert len(said) == len(LANGUAGES)


# Error pages --------------------------------------------------------------------------------------------------------


def not_found(client):
    return client.get("/no/such/page/")


def unreadable(client):
    return client.get("/public/", headers={"host": "elsewhere.example"})


def from_elsewhere(client):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    return strict.post("/language/", {"language": "et"})


def failing(client):
    client.raise_request_exception = False
    return client.get("/broken/")


@pytest.mark.parametrize(
    ("ask", "status"), [(unreadable, 400), (from_elsewhere, 403), (not_found, 404), (failing, 500)]
)
def test_every_error_has_a_page_in_every_language(settings, ask, status):
    settings.ROOT_URLCONF = "balai.web.tests.broken_urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    headings = set()
    for language in LANGUAGES:
        client = CheckingClient()
        client.cookies["balai_language"] = language
        response = ask(client)
        html = response.content.decode()
        assert response.status_code == status
        assert f'<html lang="{language}"' in html
        assert SECRET not in html
        assert "Traceback" not in html
        headings.add(html.split("<h1>")[1].split("</h1>")[0])
    assert len(headings) == len(LANGUAGES), headings


def test_a_person_who_may_not_is_told_so_on_djangos_own_errors_too():
    from django.core.exceptions import PermissionDenied

    from balai.web.errors import forbidden

    with translation.override("en"):
        response = forbidden(RequestFactory().get("/"), PermissionDenied())
    assert response.status_code == 403
    assert "You may not see or do this." in response.content.decode()
