"""Opening: the chair finds a quorum and opens the meeting."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting, MeetingState
from balai.ledger.log import append
from balai.meetings import policy
from balai.meetings.hall import hall
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import standing


@action("meetings.open")
def open_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """Open the meeting; positions are closed from now on."""
    meeting = locked_meeting(meeting)
    who, room = standing(by, meeting.body), hall(meeting)
    verdict = policy.may_open(who, meeting, room)
    require(verdict)
    require(may_bind_as(meeting.body))
    meeting.state, meeting.opened_at, meeting.chaired_by = MeetingState.OPEN, clock.now(), who.chair_seat
    meeting.save(update_fields=["state", "opened_at", "chaired_by"])
    found = room.quorum()
    append(
        "meetings.opened",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"present": sorted(room.present), "needed": found.needed, "members": found.members},
    )
    changed("meetings.open", meeting)
    return meeting
