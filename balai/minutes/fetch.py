"""Minutes for an act: as they are now, the meeting locked."""

from zoneinfo import ZoneInfo

from balai import clock
from balai.agenda.fetch import locked_item, locked_meeting
from balai.agenda.models import AgendaItem, Meeting
from balai.minutes.models import Minutes
from balai.people.models import Person
from balai.people.standing import Standing, standing
from balai.rules.minutes import objections_end


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes, once circulated."""
    return Minutes.objects.filter(meeting=meeting).first()


def locked(meeting: Meeting, item: AgendaItem | None, by: Person) -> tuple[Meeting, AgendaItem | None, Standing]:
    """The meeting, the item where the act is about one, and who acts.

    Raises:
        Refused: whoever may not open the item does nothing with it.
    """
    if item is None:
        meeting = locked_meeting(meeting)
        return meeting, None, standing(by, meeting.body)
    item, who = locked_item(item, by)
    return item.meeting, item, who


def new_minutes(meeting: Meeting) -> Minutes:
    """Minutes circulated now, with the term that begins."""
    now = clock.now()
    ends = objections_end(meeting.body.rules, now.astimezone(ZoneInfo(meeting.body.time_zone)))
    return Minutes(meeting=meeting, circulated_at=now, objections_until=ends)
