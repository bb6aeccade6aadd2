"""The state before a step, from what its entry says. For the action that takes a step back; it holds the lock."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from balai import clock
from balai.agenda.models import AgendaItem, Meeting, Stage
from balai.agenda.motions.models import Motion
from balai.decisions.models import Decision
from balai.ledger.events import Event
from balai.meetings.models import Attendance, ClosedSpeakingList, DecisionDraft, Speech
from balai.rules import undoing
from balai.rules.motions import MotionState

Restore = Callable[[Meeting, Event], list[AgendaItem]]


def restore(meeting: Meeting, event: Event) -> list[AgendaItem]:
    """The items that changed. Raises KeyError where the step cannot be taken back, or its entry does not say how."""
    return RESTORE[event.act](meeting, event)


def decisions_of(event: Event) -> list[str]:
    """The keys of the decisions that the step took, while they stand. Locked: no task is given for them meanwhile."""
    said = [one["id"] for one in event.content["items"]] if event.act == undoing.BLOCK else [event.about]
    keys = [UUID(one) for one in said]
    standing = Decision.objects.standing().select_for_update(no_key=True).filter(item__in=keys)
    return [str(pk) for pk in standing.values_list("pk", flat=True)]


def _item(event: Event) -> AgendaItem:
    return AgendaItem.objects.get(pk=event.about)


def _resume(key: str | None) -> None:
    """Whoever spoke until the step speaks on."""
    if key:
        Speech.objects.filter(pk=key).update(ended_at=None)


def _taken_up(meeting: Meeting, event: Event) -> list[AgendaItem]:
    said, item = event.content, _item(event)
    item.stage, item.taken_up_at = Stage.LISTED, None
    item.save(update_fields=["stage", "taken_up_at"])
    Speech.objects.filter(pk__in=[one["speech"] for one in said["asked"]]).delete()
    changed = [item]
    for one in said["put_back"]:
        other = AgendaItem.objects.get(pk=one["item"])
        other.stage, other.taken_up_at = Stage.TAKEN_UP, datetime.fromisoformat(one["at"])
        other.save(update_fields=["stage", "taken_up_at"])
        changed.append(other)
    _resume(said["ended"])
    return changed


def _settled(meeting: Meeting, event: Event) -> list[AgendaItem]:
    """Set aside or decided: in debate again, or on the list, where it was settled without having been taken up."""
    Decision.objects.standing().filter(item=UUID(event.about)).update(undone_at=clock.now())
    item = _item(event)
    item.stage = Stage.TAKEN_UP if item.taken_up_at else Stage.LISTED
    item.settled_at = None
    item.save(update_fields=["stage", "settled_at"])
    _resume(event.content["ended"])
    return [item]


def _block(meeting: Meeting, event: Event) -> list[AgendaItem]:
    items = AgendaItem.objects.filter(meeting=meeting, pk__in=[one["id"] for one in event.content["items"]])
    Decision.objects.standing().filter(item__in=items).update(undone_at=clock.now())
    items.update(stage=Stage.LISTED, settled_at=None)
    return list(items)


def _noted(meeting: Meeting, event: Event) -> list[AgendaItem]:
    rows, before = Attendance.objects.filter(meeting=meeting, seat=UUID(event.seat or "")), event.content["before"]
    if before is None:
        rows.update(until=clock.now())
    else:
        since = datetime.fromisoformat(before["since"])
        rows.update(presence=before["presence"], person=before["person"], since=since)
    _resume(event.content["ended"])
    for one in event.content["places"]:
        _waits_again(meeting, one["speech"], one["item"], event, one["was"])
    return []


def _all_noted(meeting: Meeting, event: Event) -> list[AgendaItem]:
    noted = Attendance.objects.filter(meeting=meeting, seat__in=list(event.content["seats"]))
    noted.update(until=clock.now())
    return []


def _asked(meeting: Meeting, event: Event) -> list[AgendaItem]:
    Speech.objects.filter(pk=event.content["speech"]).delete()
    return []


def _given_back(meeting: Meeting, event: Event) -> list[AgendaItem]:
    _waits_again(meeting, event.content["speech"], event.about, event, event.content["was"])
    return []


def _waits_again(meeting: Meeting, key: str, item: str, event: Event, was: Mapping[str, Any]) -> None:
    """The seat of this entry has its place on the list again."""
    Speech.objects.create(
        pk=key,
        item_id=UUID(item),
        meeting=meeting,
        seat_id=UUID(event.seat) if event.seat else None,
        invitation_id=was["invitation"],
        person_id=was["person"],
        kind=was["kind"],
        asked_at=datetime.fromisoformat(was["asked_at"]),
        noted_by_id=was["noted_by"],
    )


def _given(meeting: Meeting, event: Event) -> list[AgendaItem]:
    said = event.content
    Speech.objects.filter(pk=said["speech"]).update(began_at=None, person=said["was"])
    _resume(said["ended"])
    return []


def _ended(meeting: Meeting, event: Event) -> list[AgendaItem]:
    _resume(event.content["speech"])
    return []


def _list_closed(meeting: Meeting, event: Event) -> list[AgendaItem]:
    ClosedSpeakingList.objects.filter(item=UUID(event.about)).delete()
    return []


def _list_reopened(meeting: Meeting, event: Event) -> list[AgendaItem]:
    closed_at = datetime.fromisoformat(event.content["closed_at"])
    ClosedSpeakingList.objects.create(item_id=event.about, closed_at=closed_at)
    return []


def _motion_open_again(meeting: Meeting, event: Event) -> list[AgendaItem]:
    """It waits again; the text that it had become stands no more, unless somebody has typed in it since."""
    said = event.content
    motion = Motion.objects.select_related("item").get(pk=said["motion"])
    motion.state, motion.settled_at, motion.settled_because = MotionState.OPEN, None, ""
    motion.save(update_fields=["state", "settled_at", "settled_because"])
    if event.act == undoing.MOTION_TAKEN_OVER:
        draft, before = DecisionDraft.objects.get(item=motion.item), said["before"]
        if draft.text == said["text"]:
            draft.text, draft.number = before["text"] if before else {}, draft.number + 1
            draft.save(update_fields=["text", "number"])
    return [motion.item]


RESTORE: Mapping[str, Restore] = {
    undoing.TAKEN_UP: _taken_up,
    undoing.POSTPONED: _settled,
    undoing.WITHDRAWN: _settled,
    undoing.DECIDED: _settled,
    undoing.BLOCK: _block,
    undoing.NOTED: _noted,
    undoing.ALL_NOTED: _all_noted,
    undoing.ASKED: _asked,
    undoing.GIVEN_BACK: _given_back,
    undoing.GIVEN: _given,
    undoing.ENDED: _ended,
    undoing.LIST_CLOSED: _list_closed,
    undoing.LIST_REOPENED: _list_reopened,
    undoing.MOTION_TAKEN_OVER: _motion_open_again,
    undoing.MOTION_DECLINED: _motion_open_again,
    undoing.MOTION_FALLEN: _motion_open_again,
}
