"""The forward programme for everybody: public goals only, and no task that follows from what is not public."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from balai.decisions.models import Decision
from balai.programme.actions.assign_task import assign_task
from balai.programme.actions.set_goal import GoalDraft, set_goal
from balai.programme.actions.tie_item import tie_item
from balai.public.queries import decisions
from balai.public.tests.making import SECRET_NUMBER, SECRET_TITLE, adopted, meeting_with_a_secret
from tests.factories import items_of, make_cast, make_meeting

pytestmark = pytest.mark.django_db
DRAFT = GoalDraft(
    number="1",
    title={"en": "Ferries on time"},
    begins=localdate() - timedelta(days=100),
    due=localdate() + timedelta(days=100),
    indicator={"en": "Departures on time"},
    unit={"en": "per cent"},
    baseline=Decimal(60),
    target=Decimal(95),
)


@pytest.fixture
def cast():
    cast = make_cast()
    set_goal(cast.body, DRAFT, responsible=cast.organizations["interior"], by=cast.sara)
    return cast


def secret_goal(cast):
    draft = replace(DRAFT, number="2", title={"en": "A new barracks"}, public=False)
    return set_goal(cast.body, draft, responsible=cast.organizations["interior"], by=cast.sara)


def task(cast, **about):
    return assign_task(
        cast.body,
        title={"en": "Task"},
        responsible=cast.organizations["interior"],
        due=localdate() - timedelta(days=1),
        by=cast.sara,
        **about,
    )


def read(client, path="/public/programme/"):
    return client.get(path).content.decode()


def test_a_goal_says_who_until_when_and_how_far(cast, client):
    html = read(client)
    for words in ("Ferries on time", "Ministry Interior", "Departures on time", "nothing reported yet", "95"):
        assert words in html


def test_a_goal_that_is_not_public_is_not_there(cast, client):
    goal = secret_goal(cast)
    html = read(client)
    assert "A new barracks" not in html
    assert str(goal.pk) not in html
    assert client.get(f"/programme/goals/{goal.pk}/plot.svg").status_code == 404


def test_a_body_with_nothing_but_hidden_goals_has_no_programme(client):
    cast = make_cast()
    secret_goal(cast)
    assert "No programme has been published." in read(client)
    assert client.get("/public/programme/cabinet/").status_code == 404


def test_tasks_are_counted_that_anybody_may_know_of(cast, client):
    task(cast)
    assert "Of 1 tasks 1 are due, 0 done, 1 late." in read(client)
    task(cast, goal=secret_goal(cast))
    adopted(cast, meeting_with_a_secret(cast))
    task(cast, decision=Decision.objects.get(item__number=SECRET_NUMBER))
    assert "Of 1 tasks 1 are due, 0 done, 1 late." in read(client)
    task(cast, decision=decisions()[0])
    assert "Of 2 tasks 2 are due, 0 done, 2 late." in read(client)


def test_a_body_that_is_not_known_is_not_found(cast, client):
    assert client.get("/public/programme/cabinet/").status_code == 200
    assert client.get("/public/programme/nowhere/").status_code == 404
    assert client.get("/public/programme/council/").status_code == 404


def test_a_goal_shows_what_is_coming_for_it_and_what_was_decided_for_it(cast, client):
    goal = cast.body.goals.get(number="1")
    meeting = make_meeting(cast, 2, state="confirmed")
    done = adopted(cast, meeting_with_a_secret(cast))
    for item in (items_of(meeting)[0], *items_of(done)):
        tie_item(item, goal=goal, by=cast.sara)
    html = read(client)
    assert f"/public/meetings/{meeting.pk}/" in html
    assert "Matter 1" in html
    assert "Matter 2" not in html
    shown = set(re.findall(r"/public/decisions/([0-9a-f-]{36})/", html))
    assert shown == {str(one.pk) for one in decisions()}
    assert SECRET_TITLE not in html


def test_a_draft_agenda_is_not_announced_by_its_goal(cast, client):
    meeting = make_meeting(cast, 1)
    tie_item(items_of(meeting)[0], goal=cast.body.goals.get(number="1"), by=cast.sara)
    assert "Matter 1" not in read(client)
