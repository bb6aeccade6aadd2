"""/.well-known/security.txt by RFC 9116: from the configuration, or not at all."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from balai import clock
from balai.web.security_txt import faults

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


@pytest.fixture
def contact(settings):
    settings.SECURITY_CONTACT = "mailto:security@cabinet.example"
    settings.SECURITY_UNTIL = clock.now().date() + timedelta(days=90)


def test_it_names_the_contact_and_until_when(client, contact, settings):
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields == {
        "Contact": "mailto:security@cabinet.example",
        "Expires": f"{settings.SECURITY_UNTIL}T23:59:59Z",
        "Preferred-Languages": "en, et, id",
        "Canonical": f"http://testserver{ADDRESS}",
    }
    assert faults() == []


def test_without_a_contact_there_is_none_and_it_is_said_at_the_start(client):
    assert client.get(ADDRESS).status_code == 404
    assert "BALAI_SECURITY_CONTACT" in faults()[0]


def test_after_its_day_there_is_none_and_it_is_said_at_the_start(client, contact, settings):
    settings.SECURITY_UNTIL = date(2026, 1, 1)
    assert client.get(ADDRESS).status_code == 404
    assert "BALAI_SECURITY_UNTIL is over" in faults()[0]


@pytest.mark.parametrize(
    ("contact", "until", "named"),
    [
        ("mailto:a@b.example", "", "set together"),
        ("", "2027-06-30", "set together"),
        ("security@cabinet.example", "2027-06-30", "must begin with mailto:"),
        ("mailto:a@b.example", "next year", "BALAI_SECURITY_UNTIL is 'next year'"),
    ],
)
def test_half_a_configuration_stops_the_start(contact, until, named):
    done = subprocess.run(
        [sys.executable, "-c", "import balai.settings"],
        env={**os.environ, "BALAI_SECURITY_CONTACT": contact, "BALAI_SECURITY_UNTIL": until},
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert named in done.stderr
