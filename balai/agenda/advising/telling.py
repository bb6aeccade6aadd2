"""Telling the screens of those whom it concerns, and no others, that something was prepared."""

from collections.abc import Sequence

from balai import clock
from balai.agenda.access import sight_of
from balai.agenda.models import AgendaItem, Meeting
from balai.live.announce import announce
from balai.people.models import Membership, Person
from balai.people.standing import standing


def tell_seat(act: str, meeting: Meeting, seat: Membership, items: Sequence[AgendaItem]) -> None:
    """The member and the advisers of the seat, each of the items that they may open; call it last in an action, after
    the ledger's entry.
    """
    advisers = Person.objects.filter(mandates__in=seat.mandates.in_force(clock.now())).distinct()
    for person in (seat.person, *advisers):
        sight = sight_of(standing(person, meeting.body), meeting)
        open_items = [item.pk for item in items if item.pk not in sight.titles | sight.hidden]
        if open_items:
            announce(act, meeting=meeting.pk, items=open_items, person=person.pk, personal=True)
