"""Resuming: the meeting goes on where it was suspended, with a quorum found anew."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting, MeetingState, Stage
from balai.ledger.log import append
from balai.meetings.hall import hall
from balai.meetings.suspending_policy import may_resume
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import standing


@action("meetings.resume")
def resume_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """Resume the meeting. The item in debate stays in debate; clocks go on from where they stood."""
    meeting = locked_meeting(meeting)
    who, room, now = standing(by, meeting.body), hall(meeting), clock.now()
    verdict = may_resume(who, meeting, room)
    require(verdict)
    require(may_bind_as(meeting.body))
    assert meeting.suspended_at is not None
    pause = now - meeting.suspended_at
    debated = list(AgendaItem.objects.filter(meeting=meeting, stage=Stage.TAKEN_UP))
    for item in debated:
        assert item.taken_up_at is not None
        item.taken_up_at += pause  # its clock counts the debate; when it was taken up stands in the record
        item.save(update_fields=["taken_up_at"])
    meeting.state, meeting.paused = MeetingState.OPEN, meeting.paused + pause
    meeting.suspended_at, meeting.resumes_at, meeting.suspended_because = None, None, ""
    meeting.save(update_fields=["state", "paused", "suspended_at", "resumes_at", "suspended_because"])
    found = room.quorum()
    append(
        "meetings.resumed",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"present": sorted(room.present), "needed": found.needed, "members": found.members},
    )
    changed("meetings.resume", meeting, *debated)
    return meeting
