"""A meeting out of turn: called with short notice, with the quorum that its rules give it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.convene import convene
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.recuse import recuse
from balai.agenda.models import Meeting, MeetingKind
from balai.agenda.picture import triage_of
from balai.agenda.policy import OutOfTurn
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.hall import hall
from balai.meetings.models import Presence
from balai.minutes.document import draft_of
from balai.people.models import Body
from balai.record.reconcile import reconcile
from balai.rules.stance import Track
from balai.verdict import Ground
from tests.factories import make_cast
from tests.refusals import refused

STORM = OutOfTurn("The storm has cut off the islands")


def call(cast, *, hours=4, by="kai", why=STORM, **more):
    return convene(
        cast.body, starts_at=clock.now() + timedelta(hours=hours), by=cast.people[by], out_of_turn=why, **more
    )


def test_the_chair_calls_it_with_a_reason_and_positions_close_when_it_begins(cast):
    meeting = call(cast, hours=1)
    assert (meeting.extraordinary, meeting.emergency, meeting.because) == (True, False, STORM.because)
    assert meeting.positions_close_at == meeting.starts_at
    assert list(reconcile()) == []


@pytest.mark.django_db
def test_in_a_council_where_positions_close_the_day_before_they_close_when_it_begins():
    cast = make_cast("council")
    meeting = call(cast, hours=25, by="sara")
    assert clock.now() < meeting.positions_close_at <= meeting.starts_at


@pytest.mark.django_db
def test_latvia_asks_for_three_hours():
    cast = make_cast("latvia")
    with refused(
        "An extraordinary meeting is called in time: hours of notice at least: 3.", "No 606, p. 122", Ground.INPUT
    ):
        call(cast, hours=2)
    assert call(cast, hours=3.01, kind=MeetingKind.ELECTRONIC).extraordinary


def test_who_the_rules_do_not_name_does_not_call_it(cast):
    with refused("Only the chair calls an extraordinary meeting.", "VVS § 16", Ground.PERMISSION):
        call(cast, by="sara")
    with refused("Only the secretary or the chair convenes a meeting.", "VVR § 3", Ground.PERMISSION):
        call(cast, by="marin")


def test_a_reason_is_given(cast):
    said = "Say why the meeting is called out of turn: the reason stands in the minutes."
    with refused(said, "VVS § 16", Ground.INPUT):
        call(cast, why=OutOfTurn("  "))


def seated(cast, meeting, extra):
    add_item(meeting, ItemDraft(title={"en": "The storm"}, complete=True), by=cast.sara)
    publish_agenda(meeting, by=cast.sara)
    confirm_agenda(meeting, by=cast.kai)
    for name in ("kai", "sara", *extra):
        note_attendance(meeting, seat=cast.seats[name], presence=Presence.IN_ROOM, by=cast.sara)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


@pytest.mark.django_db
def test_under_an_emergency_the_chair_and_two_members_are_enough():
    """VVS § 16."""
    cast = make_cast(extra_members=8)  # of twelve members six are needed otherwise
    ordinary = seated(cast, call(cast), ("marin", "pia"))
    with refused("No quorum: 3 of 6 needed.", "VVS § 16"):
        open_meeting(ordinary, by=cast.kai)
    emergency = call(cast, why=OutOfTurn("An attack", emergency=True))
    one = seated(cast, emergency, ("marin",))
    assert (hall(one).quorum().needed, hall(one).quorum().met) == (3, False)
    note_attendance(one, seat=cast.seats["pia"], presence=Presence.IN_ROOM, by=cast.sara)
    assert open_meeting(one, by=cast.kai).opened_at
    assert draft_of(one).protocol.because == "An attack"


@pytest.mark.django_db
def test_under_an_emergency_an_item_is_decided_by_the_few_who_are_not_recused():
    cast = make_cast(extra_members=8)  # six of twelve are needed otherwise
    strict = cast.body.rules_text.replace("recused_count = true", "recused_count = false")
    assert strict != cast.body.rules_text
    Body.objects.filter(pk=cast.body.pk).update(rules_text=strict)
    cast.body.refresh_from_db()
    tracks = []
    for why in (OutOfTurn("The storm"), OutOfTurn("An attack", emergency=True)):
        meeting = call(cast, why=why)
        item = add_item(meeting, ItemDraft(title={"en": "Ferries"}), by=cast.sara)
        publish_agenda(meeting, by=cast.sara)
        for name in (f"m{number}" for number in range(1, 9)):
            recuse(item, seat=cast.seats[name], reason="Kin.", by=cast.people[name])
        item.refresh_from_db()
        tracks.append(triage_of(item).track)
    assert tracks == [Track.UNDECIDABLE, Track.WITHOUT_DEBATE]


def test_the_form_calls_it_and_says_what_is_missing(cast, client_of):
    page, address = client_of(cast.kai), reverse("convene", args=[cast.body.slug])
    begins = f"{clock.now() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    sent = {"kind": "formal", "starts_at": begins, "extraordinary": "on"}
    assert "Say why the meeting is called out of turn" in page.post(address, sent).content.decode()
    assert page.post(address, sent | {"because": "The storm"}).status_code == 302
    assert Meeting.objects.get(extraordinary=True).because == "The storm"


def test_a_meeting_made_an_emergency_by_sql_is_found(cast):
    meeting = call(cast)
    Meeting.objects.filter(pk=meeting.pk).update(emergency=True)
    assert ["emergency" in one.text for one in reconcile()] == [True]
