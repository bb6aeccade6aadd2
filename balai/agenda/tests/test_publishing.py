"""Publishing, confirming and reopening an agenda."""

import pytest

from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.reopen_agenda import reopen_agenda
from balai.agenda.models import MeetingState
from balai.verdict import Ground
from tests.factories import make_cast, make_meeting
from tests.refusals import refused
from tests.sitting import begun_meeting

RULE = "VVR § 3"


def state(meeting):
    meeting.refresh_from_db()
    return meeting.state


def versions(meeting):
    return [(one.number, one.confirmed) for one in meeting.versions.all()]


@pytest.fixture
def draft(cast):
    return make_meeting(cast, 2, state="draft")


@pytest.fixture
def begun(cast):
    return begun_meeting(cast, 2)


def test_each_publication_and_the_confirmation_is_a_version(cast, draft):
    publish_agenda(draft, by=cast.sara)
    publish_agenda(draft, by=cast.sara)
    assert state(draft) == MeetingState.PUBLISHED
    confirm_agenda(draft, by=cast.kai)
    assert state(draft) == MeetingState.CONFIRMED
    assert versions(draft) == [(1, False), (2, False), (3, True)]


def test_a_reopened_agenda_is_published_and_can_be_confirmed_again(cast, draft):
    publish_agenda(draft, by=cast.sara)
    confirm_agenda(draft, by=cast.kai)
    reopen_agenda(draft, by=cast.kai)
    assert state(draft) == MeetingState.PUBLISHED
    confirm_agenda(draft, by=cast.kai)
    assert versions(draft)[-1] == (3, True)


def test_only_the_secretary_publishes(cast, draft):
    for person in (cast.olga, cast.nils, cast.marin, cast.kai, cast.root):
        with refused("Only the secretary builds the agenda.", RULE, Ground.PERMISSION):
            publish_agenda(draft, by=person)


def test_an_empty_agenda_is_not_published(cast):
    empty = make_meeting(cast, 0, state="draft")
    with refused("An agenda without items cannot be published.", RULE):
        publish_agenda(empty, by=cast.sara)


def test_a_confirmed_agenda_is_not_published_again(cast):
    confirmed = make_meeting(cast, 1, state="confirmed")
    with refused("The agenda is confirmed. The chair can reopen it.", RULE):
        publish_agenda(confirmed, by=cast.sara)


def test_only_the_chair_confirms_and_reopens(cast, meeting):
    confirmed = make_meeting(cast, 1, state="confirmed")
    for person in (cast.olga, cast.nils, cast.marin, cast.sara, cast.root):
        with refused("Only the chair confirms the agenda.", RULE, Ground.PERMISSION):
            confirm_agenda(meeting, by=person)
        with refused("Only the chair confirms the agenda.", RULE, Ground.PERMISSION):
            reopen_agenda(confirmed, by=person)


@pytest.mark.django_db
def test_where_the_rules_give_it_to_the_secretary_the_chair_does_not_confirm():
    cast = make_cast("latvia_state_secretaries")
    meeting = make_meeting(cast, 1)
    with refused("Only the secretary confirms the agenda.", "No 606, p. 92", Ground.PERMISSION):
        confirm_agenda(meeting, by=cast.kai)
    confirm_agenda(meeting, by=cast.sara)
    assert state(meeting) == MeetingState.CONFIRMED


def test_a_draft_is_not_confirmed_and_a_confirmed_agenda_not_twice(cast, draft):
    with refused("The agenda has not been published to the members yet.", RULE):
        confirm_agenda(draft, by=cast.kai)
    publish_agenda(draft, by=cast.sara)
    confirm_agenda(draft, by=cast.kai)
    with refused("The agenda is already confirmed.", RULE):
        confirm_agenda(draft, by=cast.kai)


def test_nothing_is_reopened_that_is_not_confirmed_or_has_begun(cast, draft, meeting, begun):
    for one in (draft, meeting, begun):
        with refused("Only a confirmed agenda can be reopened, and only before the meeting.", RULE):
            reopen_agenda(one, by=cast.kai)
