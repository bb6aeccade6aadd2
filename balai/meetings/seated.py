"""A seat on an item, or who is invited to it, as the policies on speaking ask for them."""

from balai.agenda.fetch import is_recused
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.models import AgendaItem
from balai.meetings.models import Attendance, Speech
from balai.meetings.speaking import reads, reads_as_invited
from balai.meetings.speaking_policy import Invited, Seated, Speaker
from balai.people.models import Membership


def seated(item: AgendaItem, seat: Membership) -> Seated:
    noted = Attendance.objects.filter(meeting=item.meeting, seat=seat).select_related("person").first()
    return Seated(seat, noted, reads(noted.person if noted else seat.person, item), is_recused(item, seat))


def invited(item: AgendaItem, invitation: ItemInvitation) -> Invited:
    """As the invitation is now; the item is locked."""
    found = ItemInvitation.objects.select_related("person").get(pk=invitation.pk, item=item)
    found.item = item
    return Invited(found, reads_as_invited(found))


def speaker(speech: Speech) -> Speaker:
    if speech.seat is not None:
        return seated(speech.item, speech.seat)
    assert speech.invitation is not None  # the database keeps that it is one of both
    return invited(speech.item, speech.invitation)
