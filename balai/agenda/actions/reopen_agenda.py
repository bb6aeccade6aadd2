"""Reopening: the chair takes the confirmation back, so that the secretariat can change the agenda."""

from balai.action import action, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting, MeetingState
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.standing import standing


@action("agenda.reopen")
def reopen_agenda(meeting: Meeting, *, by: Person) -> Meeting:
    """Back from confirmed to published. Positions given stay."""
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    require(policy.may_reopen_agenda(who, meeting))
    meeting.state = MeetingState.PUBLISHED
    meeting.save(update_fields=["state"])
    append(
        "agenda.reopened",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=who.chair_seat,
        rule=meeting.body.rules.agenda.rule,
    )
    changed("agenda.reopen", meeting)
    return meeting
