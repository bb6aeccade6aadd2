"""What everybody reads: confirmed agendas, decisions as soon as they are taken, nothing of what is not public."""

import re

import pytest

from balai.agenda.actions.reopen_agenda import reopen_agenda
from balai.agenda.models import MeetingKind
from balai.decisions.models import Decision
from balai.public.queries import decisions
from balai.public.tests.making import (
    OPEN_TITLES,
    SECRET_NUMBER,
    SECRET_TITLE,
    adopted,
    meeting_with_a_secret,
    opened,
)
from tests.factories import make_cast, make_meeting

pytestmark = pytest.mark.django_db
LARGEST = 100_000  # bytes


@pytest.fixture
def cast():
    return make_cast()


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def everything(client, meeting):
    paths = ("/public/", f"/public/meetings/{meeting.pk}/", "/public/decisions/", "/public/programme/")
    decided = decisions()
    return "".join(read(client, path) for path in (*paths, *(f"/public/decisions/{one.pk}/" for one in decided)))


def test_an_agenda_is_public_once_it_is_confirmed_and_not_before(cast, client):
    meeting = meeting_with_a_secret(cast, confirmed=False)
    path = f"/public/meetings/{meeting.pk}/"
    assert client.get(path).status_code == 404
    assert path not in read(client, "/public/")
    confirm(cast, meeting)
    assert path in read(client, "/public/")
    assert all(title in read(client, path) for title in OPEN_TITLES)


def confirm(cast, meeting):
    from balai.agenda.actions.confirm_agenda import confirm_agenda

    confirm_agenda(meeting, by=cast.kai)


def test_an_agenda_that_is_reopened_is_public_no_longer(cast, client):
    meeting = meeting_with_a_secret(cast)
    assert client.get(f"/public/meetings/{meeting.pk}/").status_code == 200
    reopen_agenda(meeting, by=cast.kai)
    assert client.get(f"/public/meetings/{meeting.pk}/").status_code == 404


def test_a_draft_and_what_does_not_exist_look_the_same(cast, client):
    draft = make_meeting(cast, 1, state="draft")
    answers = [client.get(f"/public/meetings/{pk}/") for pk in (draft.pk, "00000000-0000-4000-8000-000000000000")]
    assert [one.status_code for one in answers] == [404, 404]
    pages = [re.sub(r'(value|nonce)="[^"]*"', "", one.content.decode()) for one in answers]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("how_far", ["confirmed", "opened", "adopted"])
def test_an_item_that_is_not_public_is_nowhere(cast, client, how_far):
    meeting = meeting_with_a_secret(cast)
    if how_far != "confirmed":
        (opened if how_far == "opened" else adopted)(cast, meeting)
    shown = everything(client, meeting)
    assert all(title in shown for title in OPEN_TITLES)
    assert SECRET_TITLE not in shown
    assert SECRET_NUMBER not in shown
    agenda = read(client, f"/public/meetings/{meeting.pk}/")
    assert agenda.count('id="public-item-') == len(OPEN_TITLES)


def test_the_members_do_see_it(cast, client_of):
    meeting = meeting_with_a_secret(cast)
    assert SECRET_TITLE in read(client_of(cast.marin), f"/meetings/{meeting.pk}/agenda/")


def test_decisions_are_public_while_the_meeting_still_runs(cast, client):
    meeting = adopted(cast, meeting_with_a_secret(cast))
    shown = read(client, "/public/decisions/")
    agenda = read(client, f"/public/meetings/{meeting.pk}/")
    assert "The meeting is running." in agenda
    for decision in decisions():
        assert f"/public/decisions/{decision.pk}/" in shown
        assert f"/public/decisions/{decision.pk}/" in agenda


def test_a_decision_on_an_item_that_is_not_public_has_no_address(cast, client):
    adopted(cast, meeting_with_a_secret(cast))
    hidden = Decision.objects.get(item__number=SECRET_NUMBER)
    assert hidden not in decisions()
    assert client.get(f"/public/decisions/{hidden.pk}/").status_code == 404
    shown = read(client, "/public/") + read(client, "/public/decisions/")
    assert str(hidden.pk) not in shown
    assert f">{hidden.number}<" not in shown


def test_a_consultative_meeting_is_not_there_for_the_public(cast, client):
    meeting = meeting_with_a_secret(cast, kind=MeetingKind.CONSULTATIVE)
    before = read(client, "/public/")
    adopted(cast, meeting)
    assert client.get(f"/public/meetings/{meeting.pk}/").status_code == 404
    after = read(client, "/public/") + read(client, "/public/decisions/")
    assert str(meeting.pk) not in before + after
    assert not any(title in after for title in OPEN_TITLES)


def test_a_member_who_is_signed_in_sees_no_more_on_the_public_pages(cast, client_of):
    meeting = adopted(cast, meeting_with_a_secret(cast))
    assert SECRET_TITLE not in everything(client_of(cast.marin), meeting)


def test_decisions_are_narrowed_to_a_body_and_a_year(cast, client):
    adopted(cast, meeting_with_a_secret(cast))
    year = decisions()[0].year
    for query, found in (
        (f"body=cabinet&year={year}", True),
        ("body=council", False),
        (f"year={year - 1}", False),
        ("body=nowhere", False),
        ("year=nonsense", False),
        ("page=99", True),
        ("page=x", True),
    ):
        assert (OPEN_TITLES[0] in read(client, f"/public/decisions/?{query}")) == found, query


def test_pages_work_without_script_and_are_light(cast, client):
    """Every page is whole as it comes; the only scripts follow a meeting, and the page says the same without it."""
    meeting = adopted(cast, meeting_with_a_secret(cast))
    decision = decisions()[0]
    for path in ("", f"meetings/{meeting.pk}/", "decisions/", f"decisions/{decision.pk}/", "programme/"):
        html = read(client, f"/public/{path}")
        assert len(html.encode()) < LARGEST, path
        assert "hx-" not in html, path
        scripts = re.findall(r"<script[^>]*>", html)
        assert all("live.js" in one or "line.js" in one for one in scripts), path
        assert bool(scripts) == path.startswith("meetings/")


def test_an_agenda_of_a_hundred_long_titles_is_still_light(cast, client):
    meeting = make_meeting(cast, 0, state="draft")
    from balai.agenda.actions.add_item import ItemDraft, add_item
    from balai.agenda.actions.publish_agenda import publish_agenda

    for number in range(100):
        add_item(meeting, ItemDraft(title={"en": f"{number} {'A long title of a real matter. ' * 10}"}), by=cast.sara)
    publish_agenda(meeting, by=cast.sara)
    confirm(cast, meeting)
    assert len(read(client, f"/public/meetings/{meeting.pk}/").encode()) < LARGEST


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Agendas and decisions"), ("et", "Päevakorrad"), ("id", "Agenda")]
)
def test_the_public_reads_in_its_own_language(cast, client, language, words):
    client.cookies["balai_language"] = language
    html = read(client, "/public/")
    assert f'<html lang="{language}"' in html
    assert words in html
