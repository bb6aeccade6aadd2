"""Invitations to single items: what the invited see, and whom an item waits for."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from balai import clock
from balai.agenda.access import sight_of_guest
from balai.agenda.actions.note_reading import note_reading
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.guests.policy import may_read_as_guest
from balai.agenda.models import AgendaItem, Meeting, Paper, PaperVersion
from balai.agenda.picture import BY_READER
from balai.people.local_time import use_time_of
from balai.people.models import Person
from balai.people.standing import Sight


def _of(person: Person) -> "Iterable[ItemInvitation]":
    if not person.is_active:
        return ()
    found = ItemInvitation.objects.in_force().filter(person=person)
    return found.select_related("item__meeting__body", "item__submitter", "person").order_by("item__meeting__starts_at")


def invitations_to(person: Person) -> tuple[ItemInvitation, ...]:
    """This person's invitations in force to items that they may open, the nearest meeting first."""
    return tuple(one for one in _of(person) if may_read_as_guest(one))


def invited_for(person: Person, pk: UUID) -> ItemInvitation:
    """The invitation with this key.

    Raises:
        Http404: to everybody else, and where it was taken back, its item is over, or is closed to the invited.
    """
    found = next((one for one in _of(person) if one.pk == pk), None)
    if found is None or not may_read_as_guest(found):
        raise Http404
    use_time_of(found.item.meeting.body)
    return found


def sight_of_invited(person: Person, pk: UUID) -> Sight:
    """What somebody sees of a meeting to whose items they are invited.

    Raises:
        Http404: to everybody else.
    """
    mine = [one for one in invitations_to(person) if one.item.meeting_id == pk]
    if not mine:
        raise Http404
    use_time_of(mine[0].item.meeting.body)
    return sight_of_guest(person, mine[0].item.meeting, [one.item_id for one in mine])


@dataclass(frozen=True, slots=True)
class GuestPaper:
    paper: Paper
    latest: PaperVersion


def papers_for_guest(invitation: ItemInvitation) -> tuple[GuestPaper, ...]:
    """The papers of the item that the invited may open; that one was opened is in the record before it is shown."""
    papers = [
        one for one in invitation.item.papers.prefetch_related("versions") if may_read_as_guest(invitation, [one])
    ]
    now = clock.now()
    restricted = [one for one in papers if one.level_at(now) in BY_READER]
    if restricted or invitation.item.level_at(now) in BY_READER:
        note_reading(invitation.item, restricted, by=invitation.person)
    found = ((one, list(one.versions.all())) for one in papers)
    return tuple(GuestPaper(paper, versions[-1]) for paper, versions in found if versions)


def guests_of(item: AgendaItem) -> tuple[ItemInvitation, ...]:
    """Whom an item waits for; for those who may invite."""
    return tuple(ItemInvitation.objects.filter(item=item, ended_at=None).select_related("person"))


def guests_at(meeting: Meeting, items: Iterable[UUID]) -> tuple[ItemInvitation, ...]:
    """Who is invited to these items of a meeting and not heard yet, in the order of the agenda."""
    found = ItemInvitation.objects.in_force().filter(item__meeting=meeting, item__in=list(items))
    return tuple(found.select_related("person", "item").order_by("item__place_in_order", "invited_at"))
