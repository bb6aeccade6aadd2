"""Confirming: the chair confirms the agenda, and the public sees it."""

from balai import clock
from balai.action import action, require
from balai.agenda import policy
from balai.agenda.agenda_versions import record_version
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaVersion, Meeting, MeetingState
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.standing import standing


@action("agenda.confirm")
def confirm_agenda(meeting: Meeting, *, by: Person) -> AgendaVersion:
    """Confirm the agenda as it stands."""
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    require(policy.may_confirm(who, meeting))
    meeting.state = MeetingState.CONFIRMED
    meeting.save(update_fields=["state"])
    version = record_version(meeting, by=by, at=clock.now(), confirmed=True)
    append(
        "agenda.confirmed",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=who.chair_seat,
        rule=meeting.body.rules.agenda.rule,
        content={"version": version.number, "lines": version.lines},
    )
    changed("agenda.confirm", meeting)
    return version
