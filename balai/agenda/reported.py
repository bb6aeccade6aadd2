"""An item that is the report of a committee: of which one, on which of its meetings."""

from dataclasses import dataclass

from balai.agenda.models import AgendaItem, Meeting
from balai.agenda.policy import may_read
from balai.people.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Reported:
    """`linked`: the reader belongs to the committee and may read the meeting itself."""

    meeting: Meeting
    linked: bool


def report_behind(who: Standing, item: AgendaItem) -> Reported | None:
    """None where the item is no report."""
    if item.report_of_id is None:
        return None
    meeting = Meeting.objects.select_related("body").get(pk=item.report_of_id)
    return Reported(meeting, bool(may_read(standing(who.person, meeting.body), meeting)))
