"""What every answer tells the browser: no foreign script, no frame, no guessing, no address told to others."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import make_cast, make_meeting
from tests.signing_in import by_password, code_of, with_password

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
READ = """
import json, os, django
django.setup()
from django.conf import settings as s
print(json.dumps({name: getattr(s, name) for name in (
    "DEBUG", "DEMO", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "ALLOWED_HOSTS")}))
"""


@pytest.fixture
def pages(client, client_of):
    """A page of each kind: public, signed-in, refused, not found, in a form."""
    cast = make_cast()
    meeting = make_meeting(cast, 1)
    marin = client_of(cast.marin)
    return [
        client.get("/public/"),
        client.get("/sign-in/"),
        client.get("/nothing/"),
        marin.get("/desk/"),
        marin.get(f"/meetings/{meeting.pk}/agenda/"),
        marin.get(f"/meetings/{meeting.pk}/chair/"),
        marin.get(f"/meetings/{meeting.pk}/agenda/", headers={"hx-request": "true"}),
    ]


def policy(response):
    directives = (part.strip().split(" ") for part in response["Content-Security-Policy"].split(";") if part.strip())
    return {name: set(values) for name, *values in directives}


def test_no_page_lets_a_foreign_or_inline_script_or_style_run(pages):
    for page in pages:
        said = policy(page)
        assert said["default-src"] == {"'none'"}
        assert said["script-src"] == said["style-src"] == said["connect-src"] == {"'self'"}
        assert said["form-action"] == {"'self'"}
        assert said["base-uri"] == {"'none'"}
        assert "unsafe" not in page["Content-Security-Policy"]


def test_no_page_can_be_framed(pages):
    assert all(policy(page)["frame-ancestors"] == {"'none'"} for page in pages)


def test_nothing_is_guessed_and_no_address_is_told_to_others(pages):
    for page in pages:
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["Referrer-Policy"] == "same-origin"
        assert page["Cross-Origin-Opener-Policy"] == "same-origin"


def test_cookies_stay_on_the_site_and_the_session_is_no_scripts_business(client):
    secret = with_password(make_cast().marin)
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    client.post("/language/", {"language": "et"})
    client.post("/appearance/", {"appearance": "dark"})
    for name in ("balai_csrf", "balai_session", "balai_language", "balai_appearance"):
        assert client.cookies[name]["samesite"] == "Lax", name
    assert client.cookies["balai_session"]["httponly"]


def production(**environment):
    return subprocess.run(
        [sys.executable, "-c", READ],
        env={
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "balai.settings",
            "BALAI_ENVIRONMENT": "production",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_in_production_everything_goes_over_tls_and_nobody_is_there_to_pick(tmp_path):
    done = production(BALAI_SECRET_KEY="x" * 50, BALAI_HOSTS="balai.example", BALAI_DATA=str(tmp_path))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said.pop("SECURE_HSTS_SECONDS") >= 31_536_000
    assert said.pop("ALLOWED_HOSTS") == ["balai.example"]
    assert said.pop("SESSION_COOKIE_SAMESITE") == "Lax"
    assert not said.pop("DEBUG")
    assert not said.pop("DEMO")
    assert all(said.values()), said


def test_production_does_not_start_without_its_secret():
    done = production()
    assert done.returncode != 0
    assert "BALAI_SECRET_KEY must be set" in done.stderr


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("et", "et"), ("id,en;q=0.5", "id"), ("fr", "en"), ("et-EE,et;q=0.9", "et"), ("", "en"), ("*;;q", "en")],
)
def test_without_a_choice_the_browsers_language_counts(client, accepts, language):
    html = client.get("/public/", headers={"accept-language": accepts}).content.decode()
    assert f'<html lang="{language}"' in html


@pytest.mark.parametrize("language", ["et", "id", "en"])
def test_the_language_can_be_switched_on_every_page_and_leads_back_to_it(client, language):
    html = client.get("/public/decisions/?year=2026").content.decode()
    assert 'name="next" value="/public/decisions/?year=2026"' in html
    assert f'name="language" value="{language}"' in html
    back = client.post("/language/", {"language": language, "next": "/public/decisions/?year=2026"})["Location"]
    html = client.get(back, headers={"accept-language": "fr"}).content.decode()
    assert f'<html lang="{language}"' in html
    assert html.count('aria-current="true"') == 1


@pytest.mark.parametrize(("chosen", "scheme"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("x", "auto")])
def test_the_appearance_is_the_screens_own(client, chosen, scheme):
    client.cookies["balai_appearance"] = chosen
    assert f'data-color-scheme="{scheme}"' in client.get("/public/").content.decode()
