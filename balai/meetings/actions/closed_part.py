"""A part of a public meeting is closed to the public, and opened again."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting
from balai.ledger.log import append
from balai.meetings.parts_policy import may_close_part, may_end_part
from balai.people.models import Person
from balai.people.standing import Standing, standing


@action("meetings.close_part")
def close_part(meeting: Meeting, *, by: Person) -> Meeting:
    """From now on outsiders see that a closed part is running, and nothing of it."""
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    verdict = may_close_part(who, meeting)
    require(verdict)
    meeting.closed_part_since = clock.now()
    meeting.save(update_fields=["closed_part_since"])
    append("meetings.part.closed", by=by, about=meeting, body=meeting.body, seat=who.chair_seat, rule=verdict.rule)
    changed("meetings.close_part", meeting)
    return meeting


@action("meetings.end_closed_part")
def end_closed_part(meeting: Meeting, *, by: Person) -> Meeting:
    """The meeting is public again; what was decided meanwhile is published."""
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    verdict = may_end_part(who, meeting)
    require(verdict)
    open_part(meeting, who, by, verdict.rule)
    changed("meetings.end_closed_part", meeting)
    return meeting


def open_part(meeting: Meeting, who: Standing, by: Person, rule: str) -> None:
    """The closed part is over, by itself or with the meeting; for actions that have asked their policy."""
    meeting.closed_part_since = None
    meeting.save(update_fields=["closed_part_since"])
    append("meetings.part.opened", by=by, about=meeting, body=meeting.body, seat=who.chair_seat, rule=rule)
