"""The screens of the sitting: the chair's console, everybody's meeting page, and the hall."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string

from balai.agenda.access import seen, sight_of
from balai.agenda.models import Meeting, MeetingState
from balai.agenda.picture import picture
from balai.agenda.queries import meeting_for
from balai.live import screens
from balai.meetings import guests, hall_screen
from balai.meetings.carrying import carrying
from balai.meetings.my_floor import my_floor
from balai.meetings.permits import permits
from balai.meetings.policy import may_lead
from balai.meetings.queries import Sitting, sitting
from balai.meetings.reporting import reporting
from balai.meetings.summary import Summary
from balai.meetings.suspending_policy import usual_resumption
from balai.people.models import Person
from balai.people.standing import Audience, Sight, Standing
from balai.verdict import Refused


def console_context(now: Sitting, who: Standing) -> dict[str, object]:
    return {
        "now": now,
        "meeting": now.meeting,
        "permits": permits(who, now),
        "mine_floor": my_floor(now, who),
        "carrying": carrying(who, picture(now.meeting), now.hall),
        "reporting": reporting(who, now.meeting),
        "resumption": usual_resumption(now.meeting),
        "goal": now.meeting.body.rules.goal_minutes,
        "summary": _summary(now),
    }


def meeting_context(now: Sitting) -> dict[str, object]:
    return {
        "now": now,
        "meeting": now.meeting,
        "goal": now.meeting.body.rules.goal_minutes,
        "summary": _summary(now),
    }


def _summary(now: Sitting) -> Summary | None:
    return Summary(now) if now.meeting.state == MeetingState.CLOSED else None


def _meeting(pk: UUID) -> Meeting:
    return Meeting.objects.select_related("body", "chaired_by").get(pk=pk)


def _admit_chair(person: Person | None, pk: UUID) -> Sight:
    if person is None:
        raise Http404
    found, who = meeting_for(person, pk)
    if not (verdict := may_lead(who)):
        raise Refused(verdict)
    return sight_of(who, found)


def _admit_reader(person: Person | None, pk: UUID) -> Sight:
    """What the meeting page shows is the same for all who may read the agenda and see the same items."""
    if person is None:
        raise Http404
    found, who = meeting_for(person, pk)
    return replace(sight_of(who, found), audience=Audience.MEMBER)


def _draw_console(pk: UUID, items: frozenset[UUID] | None, sight: Sight) -> str:
    now = _now(pk, sight)
    chair = now.hall.chair
    if chair is None:
        return ""
    who = Standing(chair.person, now.meeting.body, (chair,), ())
    return render_to_string("meetings/console_pieces.html", console_context(now, who))


def _draw_meeting(pk: UUID, items: frozenset[UUID] | None, sight: Sight) -> str:
    return render_to_string("meetings/meeting_body.html", meeting_context(_now(pk, sight)))


def _now(pk: UUID, sight: Sight) -> Sitting:
    meeting = _meeting(pk)
    return sitting(meeting, seen(picture(meeting), sight))


def register() -> None:
    screens.register("chair", admit=_admit_chair, draw=_draw_console)
    screens.register("meeting", admit=_admit_reader, draw=_draw_meeting)
    screens.register("invited", admit=guests.admit, draw=guests.draw, whole=True)
    by_link = screens.ByLink(hall_screen.COOKIE, hall_screen.admit_by_link)
    screens.register("hall", admit=hall_screen.admit, draw=hall_screen.draw, whole=True, by_link=by_link)
