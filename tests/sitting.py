"""Meetings that have begun, for the tests of every room: everybody is there, kai chairs."""

from typing import Any

from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.models import AgendaItem, Meeting, MeetingState
from balai.decisions.models import Decision
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.take_up import take_up
from tests.factories import Cast, make_meeting


def begin(cast: Cast, meeting: Meeting) -> Meeting:
    """Open a published or confirmed meeting with everybody present."""
    if meeting.state == MeetingState.PUBLISHED:
        confirm_agenda(meeting, by=cast.kai)
    note_all_present(meeting, by=cast.sara)
    return open_meeting(meeting, by=cast.kai)


def begun_meeting(cast: Cast, items: int = 3, **more: Any) -> Meeting:
    return begin(cast, make_meeting(cast, items, **more))


def adopt(cast: Cast, meeting: Meeting) -> tuple[Decision, ...]:
    return adopt_block(meeting, by=cast.kai)


def open_item(cast: Cast, item: AgendaItem) -> AgendaItem:
    return take_up(item, by=cast.kai)


def closed_meeting(cast: Cast, items: int = 3) -> Meeting:
    """Everything adopted without debate, and closed."""
    meeting = begun_meeting(cast, items)
    adopt(cast, meeting)
    return close_meeting(meeting, by=cast.kai)
