"""What every answer tells the browser: no foreign script, no frame, no guessing, no address told to others."""

import asyncio
import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from balai.live.stream import HEADERS, stream
from tests.factories import make_cast, make_meeting
from tests.signing_in import by_password, code_of, with_password

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
NONCED = re.compile(r'<(?:script|link|style)[^>]* nonce="([^"]*)"')
READ = """
import json, os, django
django.setup()
from django.conf import settings as s
print(json.dumps({name: getattr(s, name) for name in (
    "DEBUG", "DEMO", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "ALLOWED_HOSTS",
    "COOKIES", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "SESSION_COOKIE_DOMAIN")}))
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
        assert said["default-src"] == said["base-uri"] == {"'none'"}
        assert said["img-src"] == said["font-src"] == said["connect-src"] == {"'self'"}
        assert said["form-action"] == {"'self'"}
        assert said["require-trusted-types-for"] == {"'script'"}
        assert said["trusted-types"] == {"balai", "default"}
        assert not {"unsafe", "data:", "http:", "https:", "*"} & set(page["Content-Security-Policy"].split())
        assert "unsafe" not in page["Content-Security-Policy"]


def test_scripts_and_styles_run_by_the_nonce_of_their_own_answer(pages):
    nonces = []
    for page in pages:
        said, found = policy(page), NONCED.findall(page.content.decode())
        if "<html" not in page.content.decode():
            assert not found, "what is put into a page brings no script"
            assert "nonce" not in page["Content-Security-Policy"]
            continue
        (nonce,) = set(found)
        assert said["script-src"] == {f"'nonce-{nonce}'", "'strict-dynamic'"}
        assert said["style-src"] == {f"'nonce-{nonce}'"}
        assert len(base64.b64decode(nonce)) * 8 >= 128
        nonces.append(nonce)
    assert len(set(nonces)) == len(nonces) > 1


def test_a_page_from_memory_has_the_nonce_of_its_answer(client_of):
    """The agenda's entries are kept as bytes (agenda/kept.py); the frame around them is drawn each time."""
    marin, meeting = client_of((cast := make_cast()).marin), make_meeting(cast, 2)
    first, second = (marin.get(f"/meetings/{meeting.pk}/agenda/") for _ in range(2))
    for page in (first, second):
        (nonce,) = set(NONCED.findall(page.content.decode()))
        assert f"'nonce-{nonce}'" in page["Content-Security-Policy"]
    assert first["Content-Security-Policy"] != second["Content-Security-Policy"]


def test_only_pages_bring_scripts_and_styles_never_their_parts():
    """A nonce must not be kept: what web/fragments.py and the streams draw are templates of parts."""
    for path in (ROOT / "balai").glob("**/templates/**/parts/*.html"):
        assert path.name == "styles.html" or "csp_nonce" not in path.read_text(), path


def test_no_page_can_be_framed(pages):
    assert all(policy(page)["frame-ancestors"] == {"'none'"} for page in pages)


def test_nothing_is_guessed_and_no_address_is_told_to_others(pages, client):
    """Files, redirects and tiles too; the policy of what is no page lets it do nothing."""
    for page in [*pages, client.get("/static/balai/app.js"), client.get("/desk/"), client.get("/public")]:
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["Referrer-Policy"] == "same-origin"
        assert page["Cross-Origin-Opener-Policy"] == "same-origin"
        assert page["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert page["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in page["Permissions-Policy"]
        assert "publickey-credentials-get=(self)" in page["Permissions-Policy"]
        assert page["Content-Security-Policy"].startswith("default-src 'none'") or "script-src" in policy(page)
        assert page["Cache-Control"]
    assert "sandbox" in client.get("/static/balai/app.js")["Content-Security-Policy"]


def test_a_stream_and_its_refusal_say_the_same():
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.disconnect"}

    asyncio.run(stream({"type": "http", "path": "/live/nowhere/x/", "headers": [], "query_string": b""}, receive, send))
    assert sent[0]["status"] == 404
    for said in (dict(sent[0]["headers"]), dict(HEADERS)):
        assert said[b"x-content-type-options"] == b"nosniff"
        assert said[b"cross-origin-resource-policy"] == b"same-origin"
        assert b"default-src 'none'" in said[b"content-security-policy"]
        assert said[b"cache-control"] == b"no-store"


def test_what_somebody_sees_who_is_signed_in_is_kept_nowhere(client, client_of):
    marin = client_of(make_cast().marin)
    for path in ("/desk/", "/public/", "/record/", "/programme/", "/nothing/", "/my/sign-in/"):
        assert "no-store" in marin.get(path)["Cache-Control"], path
    assert client.get("/public/")["Cache-Control"] == "no-cache"


def test_a_lent_tablet_keeps_nothing_after_signing_out(client_of):
    marin = client_of(make_cast().marin)
    assert marin.post("/sign-out/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_session_that_is_ended_because_of_its_device_leaves_nothing_either(client_of):
    marin = client_of(make_cast().marin)
    marin.get("/desk/")
    answer = marin.get("/desk/", headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0"})
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_cookies_stay_on_the_site_and_the_session_is_no_scripts_business(client):
    secret = with_password(make_cast().marin)
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    client.post("/language/", {"language": "et"})
    client.post("/appearance/", {"appearance": "dark"})
    for name in ("balai_csrf", "balai_session", "balai_language", "balai_appearance"):
        assert client.cookies[name]["samesite"] == "Lax", name
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["path"] == "/", name


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
    assert said.pop("SESSION_COOKIE_DOMAIN") is None
    assert all(said[name].startswith("__Host-") for name in said if name.startswith("COOKIES") or name.endswith("NAME"))
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
