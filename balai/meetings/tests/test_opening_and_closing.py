"""Opening a meeting with a quorum, and closing it when everything is settled."""

import pytest

from balai import clock
from balai.agenda.models import MeetingState, Stage
from balai.ledger.models import Entry
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.models import Presence
from balai.people.actions.name_substitute import name_substitute
from balai.verdict import Ground
from tests.factories import make_meeting
from tests.refusals import refused
from tests.sitting import adopt, closed_meeting, open_item

QUORUM = "VVS § 16"
NOT_CHAIR = ("olga", "nils", "marin", "sara", "root")


def person(cast, name):
    return cast.root if name == "root" else cast.people[name]


def attend(cast, meeting, *names, presence=Presence.IN_ROOM):
    for name in names:
        note_attendance(meeting, seat=cast.seats[name], presence=presence, by=cast.sara)


@pytest.fixture
def confirmed(cast):
    return make_meeting(cast, 2, state="confirmed")


# Opening ------------------------------------------------------------------------------------------------------------


def test_the_chair_opens_with_a_quorum_and_stands_in_the_record(cast, confirmed):
    attend(cast, confirmed, "kai", "sara", "marin")
    meeting = open_meeting(confirmed, by=cast.kai)
    assert (meeting.state, meeting.chaired_by) == (MeetingState.OPEN, cast.seats["kai"])
    assert meeting.opened_at is not None
    assert Entry.objects.filter(act="meetings.opened").count() == 1


def test_remote_members_count_and_absent_ones_do_not(cast, confirmed):
    attend(cast, confirmed, "kai", "sara")
    attend(cast, confirmed, "marin", presence=Presence.ABSENT)
    with refused("No quorum: 1 of 2 needed.", QUORUM):
        open_meeting(confirmed, by=cast.kai)
    attend(cast, confirmed, "marin", presence=Presence.REMOTE)
    open_meeting(confirmed, by=cast.kai)


def test_without_quorum_the_meeting_is_not_opened_and_everything_missing_is_named(cast, confirmed):
    with refused(
        "No quorum: 0 of 2 needed. The chair or who stands in for the chair must be present. "
        "The secretary must be present.",
        QUORUM,
    ):
        open_meeting(confirmed, by=cast.kai)
    attend(cast, confirmed, "marin", "pia", "tomas")
    with refused("The chair or who stands in for the chair must be present. The secretary", QUORUM):
        open_meeting(confirmed, by=cast.kai)


def test_who_may_speak_does_not_count_for_the_quorum(cast, confirmed):
    attend(cast, confirmed, "kai", "sara", "nils")
    with refused("No quorum: 1 of 2 needed.", QUORUM):
        open_meeting(confirmed, by=cast.kai)


def test_a_minister_in_the_chairs_seat_opens_but_is_counted_once(cast, confirmed):
    """VVS § 16: standing in gives no second vote."""
    name_substitute(cast.seats["kai"], substitute=cast.marin, starts=clock.now(), ends=None, by=cast.kai)
    note_attendance(confirmed, seat=cast.seats["kai"], presence=Presence.IN_ROOM, by=cast.marin)
    attend(cast, confirmed, "sara", "marin")
    with refused("No quorum: 1 of 2 needed.", QUORUM):
        open_meeting(confirmed, by=cast.marin)
    attend(cast, confirmed, "tomas")
    assert open_meeting(confirmed, by=cast.marin).chaired_by == cast.seats["kai"]


def test_only_the_chair_opens(cast, confirmed):
    note_all_present(confirmed, by=cast.sara)
    for name in NOT_CHAIR:
        with refused("Only the chair does this.", QUORUM, Ground.PERMISSION):
            open_meeting(confirmed, by=person(cast, name))


@pytest.mark.parametrize("state", ["draft", "published"])
def test_an_agenda_that_is_not_confirmed_is_not_opened(cast, state):
    meeting = make_meeting(cast, 2, state=state)
    with refused("Confirm the agenda first.", "VVR § 3"):
        open_meeting(meeting, by=cast.kai)


def test_a_meeting_is_opened_once(cast, meeting):
    with refused("The meeting is already open.", QUORUM):
        open_meeting(meeting, by=cast.kai)
    closed = closed_meeting(cast)
    with refused("The meeting is closed.", QUORUM):
        open_meeting(closed, by=cast.kai)


# Closing ------------------------------------------------------------------------------------------------------------


def test_a_meeting_is_closed_when_every_item_is_settled(cast, meeting, contested):
    adopt(cast, meeting)
    set_aside(contested, stage=Stage.POSTPONED, because="", by=cast.kai)
    closed = close_meeting(meeting, by=cast.kai)
    assert (closed.state, closed.closed_at is None) == (MeetingState.CLOSED, False)


def test_a_meeting_with_items_left_is_not_closed_and_their_number_is_said(cast, meeting, contested):
    said = "Decide, postpone or withdraw them first."
    with refused(f"Items not settled yet: 3. {said}", QUORUM):
        close_meeting(meeting, by=cast.kai)
    adopt(cast, meeting)
    open_item(cast, contested)
    with refused(f"Items not settled yet: 1. {said}", QUORUM):
        close_meeting(meeting, by=cast.kai)


def test_only_the_chair_closes(cast, meeting):
    for name in NOT_CHAIR:
        with refused("Only the chair does this.", QUORUM, Ground.PERMISSION):
            close_meeting(meeting, by=person(cast, name))


def test_only_an_open_meeting_is_closed(cast, confirmed):
    with refused("The meeting has not been opened yet.", QUORUM):
        close_meeting(confirmed, by=cast.kai)
    closed = closed_meeting(cast)
    with refused("The meeting is closed.", QUORUM):
        close_meeting(closed, by=cast.kai)
