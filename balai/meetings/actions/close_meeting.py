"""Closing: every item is settled; the meeting ends."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import PENDING, Meeting, MeetingState
from balai.ledger.log import append
from balai.meetings import policy
from balai.meetings.actions.closed_part import open_part
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import standing


@action("meetings.close")
def close_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """Close the meeting, and with it a closed part that was not ended."""
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    pending = meeting.items.filter(stage__in=PENDING).count()
    verdict = policy.may_close(who, meeting, pending)
    require(verdict)
    require(may_bind_as(meeting.body))
    if meeting.closed_part_since is not None:
        open_part(meeting, who, by, verdict.rule)
    meeting.state, meeting.closed_at = MeetingState.CLOSED, clock.now()
    meeting.save(update_fields=["state", "closed_at"])
    append("meetings.closed", by=by, about=meeting, body=meeting.body, seat=who.chair_seat, rule=verdict.rule)
    changed("meetings.close", meeting)
    return meeting
