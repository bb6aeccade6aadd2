"""The security log: what it says, that it cannot be broken, and that nothing that anybody wrote stands in it."""

import io
import json
import logging
import logging.config
import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from balai import security_log
from balai.drill.authenticator import Device
from balai.ledger.alarms import Event as AlarmEvent
from balai.ledger.alarms import end_alarms, raise_alarm
from balai.security_log import Asked, Event, asked, note
from balai.settings import LOGGING, logging_of
from balai.web import limits
from balai.web.tests.broken_urls import SECRET
from tests.checked_pages import CheckingClient
from tests.factories import items_of, make_cast, make_meeting
from tests.signing_in import PASSWORD, by_password, code_of, join, with_password

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def lines():
    """What the server would write to standard error in production: `lines()` are its lines so far."""
    stream = io.StringIO()
    config: Any = logging_of("json")
    config["handlers"]["console"]["stream"] = stream
    logging.config.dictConfig(config)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.config.dictConfig(LOGGING)


def of(lines, event):
    return [line for line in lines() if line.get("event") == event]


def test_a_line_says_when_what_who_where_and_how_it_ended(cast, client_of, lines, django_capture_on_commit_callbacks):
    item = items_of(make_meeting(cast, 1))[0]
    marin = client_of(cast.marin)
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"stance": "objection", "seen_version": item.version, "seen_position": 0}
        answer = marin.post(f"/items/{item.pk}/position/", sent, REMOTE_ADDR="192.0.2.9")
    (line,) = [one for one in of(lines, "act") if one["act"].startswith("agenda.position")]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
    assert line["outcome"] == "success"
    assert line["person"] == str(cast.marin.pk)
    assert line["body"] == str(cast.body.pk)
    assert answer["X-Request-ID"]


def test_all_lines_of_a_request_bear_its_number_and_its_address(cast, client_of, lines):
    marin = client_of(cast.marin)
    answer = marin.get(f"/meetings/{make_meeting(cast, 1).pk}/chair/", REMOTE_ADDR="192.0.2.9")
    (line,) = of(lines, "authz_fail")
    assert line["request"] == answer["X-Request-ID"]
    assert line["address"] == "192.0.2.9"


def test_signing_in_and_failing_to_are_lines(cast, client, lines, django_capture_on_commit_callbacks):
    secret = with_password(cast.marin)
    by_password(client, "marin", "wrong words here")
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": "000000"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sign-in/code/", {"code": code_of(secret)})
    assert [line["way"] for line in of(lines, "authn_login_fail")] == ["password", "second_step"]
    (line,) = of(lines, "authn_login_success")
    assert (line["person"], line["assurance"]) == (str(cast.marin.pk), "two_factors")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sign-out/")
    assert of(lines, "session_ended")


def test_too_many_tries_are_a_line(cast, client, lines, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(settings.SIGN_IN_TRIES + 1):
            by_password(client, "marin", "wrong words here")
    (line,) = of(lines, "authn_login_lock")
    assert line["outcome"] == "refused"


def test_a_refusal_is_a_line(cast, client_of, lines):
    meeting = make_meeting(cast, 1)
    client_of(cast.marin).get(f"/meetings/{meeting.pk}/chair/")
    client_of(cast.olga).get(f"/meetings/{meeting.pk}/agenda/")
    found = [(line["status"], line["route"], line["person"]) for line in of(lines, "authz_fail")]
    assert found == [(403, "chair-console", str(cast.marin.pk)), (404, "agenda", str(cast.olga.pk))]


def test_limits_forms_and_hosts_are_lines(cast, client, client_of, lines, settings):
    settings.LIMITS = {"costly": "1/minute"}
    limits.start_anew()
    client.get("/sign-in/passkey/")
    client.get("/sign-in/passkey/")
    limits.start_anew()
    CheckingClient(enforce_csrf_checks=True).post("/language/", {"language": "et"})
    client.get("/public/", headers={"host": "elsewhere.example"})
    client.post("/language/", "x", content_type="text/plain")
    item = items_of(make_meeting(cast, 1))[0]
    client_of(cast.marin).post(reverse("recuse", args=[item.pk]), {})
    events = [line["event"] for line in lines()]
    assert events == [
        "excess_rate_limit_exceeded",
        "malicious_csrf",
        "malicious_host",
        "input_validation_fail",
        "input_validation_fail",
    ]


def test_an_error_is_a_line_without_its_words(client, lines, settings):
    settings.ROOT_URLCONF = "balai.web.tests.broken_urls"
    client.raise_request_exception = False
    client.get("/broken/")
    (line,) = of(lines, "sys_crash")
    assert (line["error"], line["route"]) == ("RuntimeError", "broken")
    assert line["places"].startswith("tests/broken_urls.py:")
    assert SECRET not in json.dumps(lines())


def test_an_alarm_of_the_record_is_a_line(lines):
    raise_alarm(AlarmEvent.WITNESS_MISSING, "no answer", "audit")
    end_alarms(AlarmEvent.WITNESS_MISSING, source="audit")
    assert [(one["alarm"], one["outcome"]) for one in of(lines, "record_alarm")] == [
        ("record.witness_missing", "raised"),
        ("record.witness_missing", "ended"),
    ]


@pytest.mark.parametrize(
    "words", ["a\nb", "a\r\n{}", 'a", "event": "b', "\u2028x\u0085y", "\x1b[31mred\x00", "ä" * 9_000]
)
def test_a_line_cannot_be_broken(lines, words):
    with asked(Asked(words, words, words)):
        note(Event.NOT_ALLOWED, words, thing=words)
    logging.getLogger("anybody").error("said %s", words)
    logging.getLogger("anybody").warning(words)
    found = lines()
    assert len(found) == 3
    assert found[0]["event"] == "authz_fail"
    assert all(isinstance(line, dict) and len(json.dumps(line)) < 8_000 for line in found)


def test_the_number_of_a_request_is_not_for_strangers_to_choose(client, settings):
    assert client.get("/public/", headers={"x-request-id": "chosen-by-me"})["X-Request-ID"] != "chosen-by-me"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client.get("/public/", headers={"x-request-id": "given-by-proxy"})["X-Request-ID"] == "given-by-proxy"
    assert client.get("/public/", headers={"x-request-id": "a\tb c"})["X-Request-ID"] != "a\tb c"


def test_the_address_is_the_one_that_the_proxies_vouch_for(cast, client_of, lines, settings):
    marin, path = client_of(cast.marin), f"/meetings/{make_meeting(cast, 1).pk}/chair/"
    said = {"x-forwarded-for": "198.51.100.1, 203.0.113.5"}
    marin.get(path, headers=said)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    marin.get(path, headers=said)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
    marin.get(path, headers=said)
    assert [line.get("address") for line in of(lines, "authz_fail")] == ["127.0.0.1", "203.0.113.5", None]


def report(client, **body):
    sent = json.dumps({"csp-report": body})
    return client.generic("POST", "/csp-report/", sent, content_type="application/csp-report")


def test_what_a_browser_reports_is_a_line_and_no_more(client, lines):
    page = "http://testserver/public/decisions/?q=canary"
    sample = {"script-sample": "canary", "source-file": "canary", "document-uri": page}
    answer = report(client, **{"effective-directive": "script-src-elem", "blocked-uri": "inline", **sample})
    assert (answer.status_code, answer.content) == (204, b"")
    report(client, **{"violated-directive": "img-src", "blocked-uri": "https://canary.example/x"})
    assert "canary" not in json.dumps(lines())
    assert [(one["directive"], one["blocked"], one.get("page")) for one in of(lines, "csp_violation")] == [
        ("script-src-elem", "inline", "public-decisions"),
        ("img-src", "foreign", None),
    ]


@pytest.mark.parametrize(
    "sent", ["", "[]", "{}", "null", '{"csp-report": 1}', '{"csp-report": []}', "[" * 9_000, "x" * 20_000]
)
def test_a_report_that_is_none_is_nothing(client, lines, sent):
    answer = client.generic("POST", "/csp-report/", sent, content_type="application/csp-report")
    assert answer.status_code == 204
    assert lines() == []


def test_reports_are_limited(client, lines, settings):
    settings.LIMITS = {"reports": "2/minute"}
    limits.start_anew()
    for _time in range(4):
        report(client, **{"effective-directive": "img-src", "blocked-uri": "data"})
    limits.start_anew()
    assert len(of(lines, "csp_violation")) == 2


# Words that somebody wrote, and secrets: put everywhere, found nowhere.
CANARIES = {name: f"canary{number}{name}" for number, name in enumerate(("title", "opinion", "note", "query", "name"))}


def test_nothing_confidential_stands_in_the_log(
    cast, client_of, client, lines, settings, django_capture_on_commit_callbacks
):
    settings.SIGN_IN_TRIES = 50
    secrets = [PASSWORD, CANARIES["name"]]
    with django_capture_on_commit_callbacks(execute=True):
        meeting = make_meeting(cast, 2)
        item = items_of(meeting)[0]
        sara, marin = client_of(cast.sara), client_of(cast.marin)
        sara.post(f"/items/{item.pk}/edit/", {"title_en": CANARIES["title"], "planned_minutes": 5})
        item.refresh_from_db()
        assert CANARIES["title"] in json.dumps(item.title), "the canary is in the database"
        sent = {"stance": "objection", "opinion": CANARIES["opinion"], "seen_version": item.version, "seen_position": 0}
        assert marin.post(f"/items/{item.pk}/position/", sent).status_code == 302
        assert marin.post(f"/items/{item.pk}/position/", {**sent, "seen_version": 1}).status_code in (409, 422)
        assert marin.post(f"/items/{item.pk}/position/", {**sent, "opinion": "x" * 99_999}).status_code in (409, 422)
        marin.post(f"/items/{item.pk}/note/", {"text": CANARIES["note"]})
        marin.get(f"/meetings/{meeting.pk}/chair/?q={CANARIES['query']}")
        marin.get(f"/nowhere/{CANARIES['query']}/?q={CANARIES['query']}")
        client.get(f"/join/{CANARIES['query']}/")
        device = Device()
        entered = join(cast.pia, device)
        secret = with_password(cast.tomas)
        by_password(client, CANARIES["name"], PASSWORD)
        by_password(client, "tomas")
        code = code_of(secret)
        client.post("/sign-in/code/", {"code": code})
        secrets += [secret, code, *(one.cookies[settings.SESSION_COOKIE_NAME].value for one in (sara, marin, entered))]
        secrets += [client.cookies[settings.CSRF_COOKIE_NAME].value]
        CheckingClient(enforce_csrf_checks=True).post("/sign-in/", {"login": CANARIES["name"], "password": PASSWORD})
    written = json.dumps(lines())
    events = {line["event"] for line in lines()}
    assert {"authn_login_success", "authn_login_fail", "authn_credential_change", "authz_fail", "act"} <= events
    assert [one for one in (*CANARIES.values(), *secrets) if one in written] == []
    assert "?" not in written
    assert cast.marin.name not in written


def test_a_canary_would_be_found(cast, client_of, lines, monkeypatch):
    """Sabotage: a line that quotes the address of the page."""
    monkeypatch.setattr("balai.web.watching.route_of", lambda request: request.get_full_path())
    client_of(cast.marin).get(f"/meetings/{make_meeting(cast, 1).pk}/chair/?q={CANARIES['query']}")
    assert CANARIES["query"] in json.dumps(lines())


def test_every_event_is_explained_and_every_explained_event_is_there():
    page = (ROOT / "docs" / "HARDENING.md").read_text()
    table = page.split("## The security log")[1].split("\n## ")[0]
    explained = set(re.findall(r"^\| `([a-z_]+)` \|", table, re.M))
    assert explained == {event.value for event in security_log.Event}
