"""Suspending: the meeting stops at this point and goes on at an announced hour or day."""

from datetime import datetime

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting, MeetingState
from balai.ledger.log import append
from balai.meetings.models import Attendance
from balai.meetings.speaking import end_speech_in
from balai.meetings.suspending_policy import anew, may_move_resumption, may_suspend, suits
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import standing


@action("meetings.suspend")
def suspend_meeting(meeting: Meeting, *, until: datetime, because: str, by: Person) -> Meeting:
    """Suspend the meeting; whoever speaks has ended. Where the rules want attendance anew, all count as gone."""
    meeting = locked_meeting(meeting)
    who, now = standing(by, meeting.body), clock.now()
    verdict = may_suspend(who, meeting, open_voting_of(meeting))
    require(verdict)
    require(suits(meeting, until, because))
    require(may_bind_as(meeting.body))
    end_speech_in(meeting, now)
    meeting.state, meeting.suspended_at = MeetingState.SUSPENDED, now
    gone = _announce(meeting, until, because, now)
    append(
        "meetings.suspended",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"until": until.isoformat(), "because": meeting.suspended_because, "attendance_anew": gone},
    )
    changed("meetings.suspend", meeting)
    return meeting


@action("meetings.move_resumption")
def move_resumption(meeting: Meeting, *, until: datetime, because: str, by: Person) -> Meeting:
    """Announce another time of resumption."""
    meeting = locked_meeting(meeting)
    who, now = standing(by, meeting.body), clock.now()
    verdict = may_move_resumption(who, meeting)
    require(verdict)
    require(suits(meeting, until, because))
    require(may_bind_as(meeting.body))
    assert meeting.suspended_at is not None
    assert meeting.resumes_at is not None
    was_anew = anew(meeting, meeting.suspended_at, meeting.resumes_at)
    gone = _announce(meeting, until, because, now, already=was_anew)
    append(
        "meetings.resumption_moved",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"until": until.isoformat(), "because": meeting.suspended_because, "attendance_anew": gone},
    )
    changed("meetings.move_resumption", meeting)
    return meeting


def _announce(meeting: Meeting, until: datetime, because: str, now: datetime, *, already: bool = False) -> bool:
    """Write it down; returns whether attendance is noted anew from now on (`already`: it is being noted anew)."""
    assert meeting.suspended_at is not None
    meeting.resumes_at, meeting.suspended_because = until, because.strip()
    meeting.save(update_fields=["state", "suspended_at", "resumes_at", "suspended_because"])
    if already or not anew(meeting, meeting.suspended_at, until):
        return False
    Attendance.objects.filter(meeting=meeting).update(until=now)
    return True
