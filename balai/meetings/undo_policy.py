"""Who takes back the last step of a meeting, and when."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai import clock
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, open_to_all
from balai.agenda.picture import Picture
from balai.decisions.models import Decision
from balai.ledger.events import Erased, Event
from balai.meetings.course import Course, course_of
from balai.meetings.hall import Hall
from balai.meetings.policy import leads_open_meeting
from balai.people.standing import Standing
from balai.rules import undoing
from balai.rules.undoing import Step, why_not_undo
from balai.verdict import Verdict, not_now
from balai.wording import sentence

DECIDES = (undoing.BLOCK, undoing.DECIDED)
MOTIONS = (undoing.MOTION_TAKEN_OVER, undoing.MOTION_DECLINED, undoing.MOTION_FALLEN)


@dataclass(frozen=True, slots=True)
class Undo:
    """The last step, in words, with what stands against taking it back."""

    step: Step
    event: Event
    said: str
    verdict: Verdict


def may_undo_step(who: Standing, meeting: Meeting, course: Course, key: int | None = None) -> Verdict:
    """The chair, while nothing rests on it. `key`: the step that stood on the button."""
    if not (verdict := leads_open_meeting(who, meeting)):
        return verdict
    if course.last is None:
        return not_now(_("There is no step to undo."), verdict.rule)
    step, _event = course.last
    if key is not None and step.key != key:
        return not_now(_("Something else has happened meanwhile: look at the last step again."), verdict.rule)
    decides = step.act in DECIDES
    if decides and _has_tasks(meeting, step):
        return not_now(_("Tasks follow from this decision: it cannot be undone."), verdict.rule)
    reason = why_not_undo(
        step,
        course.steps,
        public=decides and _is_public(meeting, step),
        later=decides and _has_later(meeting, step),
    )
    return not_now(sentence(reason), verdict.rule) if reason else verdict


def _is_public(meeting: Meeting, step: Step) -> bool:
    """Decisions on what is open to all are public as soon as they are taken; what was only agreed never is."""
    if meeting.kind == MeetingKind.CONSULTATIVE:
        return False
    return AgendaItem.objects.filter(open_to_all(clock.now()), meeting=meeting, pk__in=_keys(meeting, step)).exists()


def _has_later(meeting: Meeting, step: Step) -> bool:
    """Numbers are given back only at the end, so that none is left out."""
    mine = Decision.objects.standing().filter(item__in=_keys(meeting, step))
    if (last := mine.order_by("-year", "-sequence").first()) is None:
        return False
    newest = Decision.objects.filter(body=last.body_id, year=last.year).aggregate(last=Max("sequence"))["last"]
    return newest is not None and newest > last.sequence


def _has_tasks(meeting: Meeting, step: Step) -> bool:
    """Whether somebody was told to do something because it was decided (balai/programme)."""
    return Decision.objects.standing().filter(item__in=_keys(meeting, step), tasks__isnull=False).exists()


def _keys(meeting: Meeting, step: Step) -> list[UUID]:
    return [UUID(key) for key in sorted(step.items - {str(meeting.pk)})]


def undo_of(who: Standing, whole: Picture, room: Hall) -> Undo | None:
    """What the console offers; nothing where the meeting does not run or has had no step."""
    meeting = whole.meeting
    if not leads_open_meeting(who, meeting):
        return None
    course = course_of(meeting, [one.item.pk for one in whole.items], room)
    if course.last is None:
        return None
    step, event = course.last
    return Undo(step, event, _said(step, event, whole, room), may_undo_step(who, meeting, course))


def _said(step: Step, event: Event, whole: Picture, room: Hall) -> str:
    numbers = {str(one.item.pk): one.item.number for one in whole.items}
    names = {str(seat.pk): seat.person.name for seat in room.seats}
    names |= {str(pk): one.seat.person.name for pk, one in room.attendance.items()}
    number = numbers.get(event.about, "")
    name = next((names[seat] for seat in sorted(step.seats) if seat in names), "") or _invited(event, whole)
    if step.act == undoing.BLOCK:
        count = len(step.items) - 1
        return ngettext(
            "Undo: %(count)s item adopted without debate", "Undo: %(count)s items adopted without debate", count
        ) % {"count": count}
    motion = _told(event, "number") if step.act in MOTIONS else ""
    return _sentences().get(step.act, _("Undo the last step")) % {"number": number, "name": name, "motion": motion}


def _invited(event: Event, whole: Picture) -> str:
    """Whom the step was about, where it is nobody with a seat but somebody who is invited to the item."""
    if event.act not in (undoing.ASKED, undoing.GIVEN_BACK, undoing.GIVEN):
        return ""
    person = _told(event, "was", "person") if event.act == undoing.GIVEN_BACK else _told(event, "person")
    found = ItemInvitation.objects.filter(item__meeting=whole.meeting, person__in=[UUID(person)] if person else [])
    return next(iter(found.values_list("person__name", flat=True)), "")


def _told(event: Event, *names: str) -> str:
    """What an entry says under these names; nothing where it was closed or says it otherwise."""
    with suppress(Erased, KeyError, TypeError):
        said: Any = event.content
        for name in names:
            said = said[name]
        return str(said or "")
    return ""


def _sentences() -> dict[str, str]:
    return {
        undoing.TAKEN_UP: _("Undo: item %(number)s taken up"),
        undoing.POSTPONED: _("Undo: item %(number)s postponed"),
        undoing.WITHDRAWN: _("Undo: item %(number)s withdrawn"),
        undoing.DECIDED: _("Undo: item %(number)s decided"),
        undoing.NOTED: _("Undo: attendance of %(name)s"),
        undoing.ALL_NOTED: _("Undo: all others are here"),
        undoing.ASKED: _("Undo: %(name)s put on the list of speakers"),
        undoing.GIVEN_BACK: _("Undo: %(name)s taken off the list of speakers"),
        undoing.GIVEN: _("Undo: the floor given to %(name)s"),
        undoing.ENDED: _("Undo: speech ended"),
        undoing.LIST_CLOSED: _("Undo: list of speakers closed"),
        undoing.LIST_REOPENED: _("Undo: list of speakers opened again"),
        undoing.MOTION_TAKEN_OVER: _("Undo: motion %(motion)s taken over"),
        undoing.MOTION_DECLINED: _("Undo: motion %(motion)s not taken over"),
        undoing.MOTION_FALLEN: _("Undo: motion %(motion)s fallen"),
    }
