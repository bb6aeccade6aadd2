"""A seat on an item, as the policies on speaking ask for it."""

from balai.agenda.fetch import is_recused
from balai.agenda.models import AgendaItem
from balai.meetings.models import Attendance
from balai.meetings.speaking import reads
from balai.meetings.speaking_policy import Seated
from balai.people.models import Membership


def seated(item: AgendaItem, seat: Membership) -> Seated:
    noted = Attendance.objects.filter(meeting=item.meeting, seat=seat).select_related("person").first()
    return Seated(seat, noted, reads(noted.person if noted else seat.person, item), is_recused(item, seat))
