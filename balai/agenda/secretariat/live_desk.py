"""The secretary's desk follows the members as they answer."""

from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string

from balai.agenda.models import Meeting
from balai.agenda.queries import meeting_for
from balai.agenda.secretariat.board import Board, board
from balai.agenda.secretariat.policy import may_watch
from balai.live import screens
from balai.people.models import Person
from balai.people.standing import Audience
from balai.verdict import Refused, Verdict


def desk_context(now: Board) -> dict[str, object]:
    return {"board": now, "meeting": now.meeting, "goal": now.meeting.body.rules.goal_minutes}


def _admit(person: Person | None, pk: UUID) -> Audience:
    if person is None:
        raise Http404
    _meeting, who = meeting_for(person, pk)
    verdict: Verdict = may_watch(who)
    if not verdict:
        raise Refused(verdict)
    return Audience.SECRETARIAT


def _draw(pk: UUID, items: frozenset[UUID] | None, audience: Audience) -> str:
    meeting = Meeting.objects.select_related("body").get(pk=pk)
    return render_to_string("agenda/secretariat/desk_body.html", desk_context(board(meeting)))


def register() -> None:
    screens.register("desk", admit=_admit, draw=_draw)
