"""A public meeting with a closed part: outsiders and the hall see that it runs, and nothing of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai import clock
from balai.agenda.models import Meeting
from balai.decisions.models import Decision, Outcome
from balai.ledger.models import Entry
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.closed_part import close_part, end_closed_part
from balai.meetings.actions.decide import decide
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.hall_screen import hall_screen
from balai.minutes.document import draft_of
from balai.programme.actions.assign_task import assign_task
from balai.programme.queries import programme
from balai.public.queries import decisions, meeting_page
from balai.record.reconcile import reconcile
from balai.verdict import Ground
from tests.factories import items_of, make_cast
from tests.refusals import refused
from tests.sitting import begun_meeting, open_item

NEXT_MONTH = (clock.now() + timedelta(days=30)).date()
RULE, QUORUM = "No 606, p. 123", "No 606, p. 118"


@pytest.fixture
def cast(db):
    return make_cast("latvia")


@pytest.fixture
def meeting(cast):
    meeting = begun_meeting(cast, 2)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def public(client, meeting):
    return client.get(reverse("public-meeting", args=[meeting.pk])).content.decode()


def test_the_public_sees_that_a_closed_part_runs_and_what_was_decided_when_it_ends(cast, meeting, client):
    first, _second = items_of(meeting)
    close_part(meeting, by=cast.kai)
    open_item(cast, first)
    assert "Closed part" in public(client, meeting)
    assert "being discussed" not in public(client, meeting)
    decide(first, outcome=Outcome.ADOPTED, by=cast.kai)
    decision = Decision.objects.get(item=first)
    assert decision.number not in public(client, meeting)
    assert not decisions().exists()
    assert client.get(reverse("public-decision", args=[decision.pk])).status_code == 404
    end_closed_part(meeting, by=cast.kai)
    assert decision.number in public(client, meeting)
    assert client.get(reverse("public-decision", args=[decision.pk])).status_code == 200


def test_the_public_is_told_of_no_task_that_follows_from_a_decision_of_the_closed_part(cast, meeting):
    first, _second = items_of(meeting)
    close_part(meeting, by=cast.kai)
    decide(open_item(cast, first), outcome=Outcome.ADOPTED, by=cast.kai)
    decision = Decision.objects.get(item=first)
    assign_task(cast.body, title={"lv": "Sell the bank"}, responsible=cast.organizations["finance"], due=NEXT_MONTH,
                decision=decision, by=cast.sara)  # fmt: skip
    assert programme(cast.body, None).count.all == 0
    end_closed_part(meeting, by=cast.kai)
    assert programme(cast.body, None).count.all == 1


def test_what_was_decided_before_stays_published(cast, meeting, client):
    first, _second = items_of(meeting)
    open_item(cast, first)
    decide(first, outcome=Outcome.ADOPTED, by=cast.kai)
    close_part(meeting, by=cast.kai)
    assert Decision.objects.get(item=first).number in public(client, meeting)


def test_the_hall_shows_neither_item_nor_vote_nor_speaker(cast, meeting, client_of):
    item = items_of(meeting)[0]
    open_item(cast, item)
    open_voting(item, by=cast.kai)
    close_part(meeting, by=cast.kai)
    meeting.refresh_from_db()
    hall = hall_screen(meeting)
    assert (hall.now.running, hall.now.vote, hall.next_items, hall.now.results) == (None, None, (), ())
    text = client_of(cast.sara).get(reverse("hall", args=[meeting.pk])).content.decode()
    assert "Closed part" in text
    assert "Matter 1" not in text
    assert "Matter 1" in client_of(cast.marin).get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_what_the_public_screen_shows_does_not_change_with_the_course(cast, meeting):
    def shown():
        return [(one.item.pk, one.held_back or one.item.stage == "listed") for one in meeting_page(meeting.pk).lines]

    close_part(meeting, by=cast.kai)
    before = shown()
    open_item(cast, items_of(meeting)[0])
    assert shown() == before


def test_closing_the_meeting_ends_the_closed_part_and_the_record_agrees(cast, meeting):
    close_part(meeting, by=cast.kai)
    for item in items_of(meeting):
        open_item(cast, item)
        decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    assert list(reconcile()) == []
    close_meeting(meeting, by=cast.kai)
    assert decisions().count() == 2
    assert len(draft_of(meeting).protocol.closed_parts) == 1
    assert list(reconcile()) == []


@pytest.mark.parametrize("name", ["olga", "nils", "marin", "sara"])
def test_only_the_chair_closes_a_part_and_ends_it(cast, meeting, name):
    for act in (close_part, end_closed_part):
        with refused("Only the chair does this.", QUORUM, Ground.PERMISSION):
            act(meeting, by=cast.people[name])


def test_it_is_begun_once_and_ended_once(cast, meeting):
    with refused("No closed part is running.", RULE):
        end_closed_part(meeting, by=cast.kai)
    close_part(meeting, by=cast.kai)
    with refused("A closed part is running already.", RULE):
        close_part(meeting, by=cast.kai)


@pytest.mark.django_db
def test_where_the_session_is_closed_as_a_whole_there_are_no_parts():
    cast = make_cast()
    meeting = begun_meeting(cast, 1)
    with refused("The rules of this body know no closed parts of a meeting.", "Constitution § 96"):
        close_part(meeting, by=cast.kai)


def test_the_console_begins_and_ends_it(cast, meeting, client_of):
    page = client_of(cast.kai)
    assert "Begin a closed part" in page.get(reverse("chair-console", args=[meeting.pk])).content.decode()
    assert page.post(reverse("close-part", args=[meeting.pk])).status_code == 302
    assert "End the closed part" in page.get(reverse("chair-console", args=[meeting.pk])).content.decode()
    assert page.post(reverse("end-closed-part", args=[meeting.pk])).status_code == 302


def test_a_closed_part_ends_with_the_meeting_and_the_record_says_so(cast, meeting):
    for item in items_of(meeting):
        open_item(cast, item)
        decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    close_part(meeting, by=cast.kai)
    close_meeting(meeting, by=cast.kai)
    acts = Entry.objects.order_by("index").values_list("act", flat=True)
    assert list(acts)[-3:] == ["meetings.part.closed", "meetings.part.opened", "meetings.closed"]
    assert list(reconcile()) == []
