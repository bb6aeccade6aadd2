"""The screen 'desk': the secretary's desk follows the members as they answer."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone

from balai.agenda.access import sight_of
from balai.agenda.models import Meeting
from balai.agenda.queries import meeting_for
from balai.agenda.secretariat import pieces
from balai.agenda.secretariat.board import board
from balai.agenda.secretariat.policy import may_watch
from balai.live import screens
from balai.people.models import Person
from balai.people.standing import Sight
from balai.rules.stance import Track
from balai.verdict import Refused


def admit(person: Person | None, meeting: UUID) -> Sight:
    """The secretary and the chair of the body.

    Raises:
        Http404, Refused: as the page itself.
    """
    if person is None:
        raise Http404
    found, who = meeting_for(person, meeting)
    if not (verdict := may_watch(who)):
        raise Refused(verdict)
    return sight_of(who, found)


def draw(meeting: UUID, items: frozenset[UUID] | None, sight: Sight) -> str:
    """The overview and the columns; of the matrix the rows that changed."""
    found = Meeting.objects.select_related("body").get(pk=meeting)
    with timezone.override(found.body.time_zone):
        now = board(found, sight)
        rows = [pieces.matrix_row(now, one) for one in now.whole.items if items is None or one.item.pk in items]
        parts = [pieces.overview(now), *(pieces.column(now, track) for track in Track)]
    return "".join(parts) + f"<table><tbody>{''.join(rows)}</tbody></table>"


def register() -> None:
    screens.register("desk", admit=admit, draw=draw)
