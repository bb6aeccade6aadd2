"""The screen 'agenda': the pieces of a member's agenda that all members see alike, drawn when something changed."""

from uuid import UUID

from django.http import Http404

from balai.agenda.access import seen, sight_of
from balai.agenda.facts import item_facts, item_others, meeting_head, reading
from balai.agenda.models import Meeting
from balai.agenda.picture import picture
from balai.agenda.queries import meeting_for
from balai.people.models import Person
from balai.people.standing import Sight


def admit(person: Person | None, meeting: UUID) -> Sight:
    """Who may read the agenda may follow it.

    Raises:
        Http404, Refused: as the page itself.
    """
    if person is None:
        raise Http404
    found, who = meeting_for(person, meeting)
    return sight_of(who, found)


def draw(meeting: UUID, items: frozenset[UUID] | None, sight: Sight) -> str:
    """The head, and facts and voices of each changed item; what was drawn for one screen serves all."""
    found = Meeting.objects.select_related("body").get(pk=meeting)
    whole = seen(picture(found), sight)
    read = reading(whole, sight)
    changed = [one for one in whole.items if items is None or one.item.pk in items]
    pieces = [meeting_head(found)]
    for one in changed:
        pieces += [item_facts(read, one), item_others(read, one)]
    return "".join(pieces)
