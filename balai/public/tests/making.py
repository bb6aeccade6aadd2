"""A cabinet with something to hide: meetings in every state, among their items one that is not public."""

from datetime import timedelta

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.convene import convene
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.models import Meeting, MeetingKind
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.open_meeting import open_meeting
from balai.rules.access import Level, Restriction
from tests.factories import Cast

OPEN_TITLES = ("Ferry timetable", "School meals")
SECRET_TITLE = "Purchase of the old mill"
SECRET_NUMBER = "X-77"
INTERNAL = Restriction(Level.INTERNAL, "AvTS § 35 (1) 9", clock.now() + timedelta(days=300))


def meeting_with_a_secret(cast: Cast, *, kind: MeetingKind = MeetingKind.FORMAL, confirmed: bool = True) -> Meeting:
    """Two public items, and between them one that is not; numbered as printed."""
    meeting = convene(cast.body, starts_at=clock.now() + timedelta(days=2), kind=kind, by=cast.sara)
    drafts = (
        ItemDraft(title={"en": OPEN_TITLES[0]}, number="A-1", kind="other", complete=True),
        ItemDraft(title={"en": SECRET_TITLE}, number=SECRET_NUMBER, kind="other", complete=True, access=INTERNAL),
        ItemDraft(title={"en": OPEN_TITLES[1]}, number="A-2", kind="other", complete=True),
    )
    for draft in drafts:
        add_item(meeting, draft, by=cast.sara)
    publish_agenda(meeting, by=cast.sara)
    if confirmed:
        confirm_agenda(meeting, by=cast.kai)
    meeting.refresh_from_db()
    return meeting


def opened(cast: Cast, meeting: Meeting) -> Meeting:
    note_all_present(meeting, by=cast.sara)
    open_meeting(meeting, by=cast.kai)
    meeting.refresh_from_db()
    return meeting


def adopted(cast: Cast, meeting: Meeting) -> Meeting:
    adopt_block(opened(cast, meeting), by=cast.kai)
    meeting.refresh_from_db()
    return meeting
