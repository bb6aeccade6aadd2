"""The floor on the item in debate: who speaks, who waits and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from balai import clock
from balai.agenda.access import guest_reader, opens_to, shown_to
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.models import PENDING, AgendaItem, FloorRequest, Meeting, Position
from balai.agenda.picture import BY_READER
from balai.agenda.policy import audience_sees_positions
from balai.ledger.log import Json
from balai.meetings.models import ClosedSpeakingList, Speech
from balai.people.models import Membership, Person
from balai.people.standing import Audience, standing
from balai.rules.access import Shown
from balai.rules.procedure import Rules
from balai.rules.speakers import Asked, Kind, has_turn, law_of, queue
from balai.rules.stance import Stance


@dataclass(frozen=True, slots=True)
class Floor:
    """`queue`: those who wait, in the order of the rules. `minutes`: after so many the clock of a speech warns."""

    item: AgendaItem
    speaking: Speech | None
    queue: tuple[Speech, ...]
    closed: bool
    minutes: int | None
    next: Speech | None  # whose turn it is, where the rules give turns

    @property
    def empty(self) -> bool:
        return self.speaking is None and not self.queue


def floor_on(item: AgendaItem, rules: Rules) -> Floor:
    """Two queries."""
    found = Speech.objects.filter(item=item)
    speeches = list(found.select_related("person", "seat__person", "seat__organization", "invitation__person"))
    for one in speeches:
        one.item, one.meeting = item, item.meeting
        if one.invitation is not None:
            one.invitation.item = item
    waiting = {str(one.pk): one for one in speeches if one.began_at is None}
    order = queue(
        (Asked(key, one.group, Kind(one.kind), one.asked_at) for key, one in waiting.items()),
        rules,
        submitter=str(item.submitter_id or ""),
        spoken=(one.group for one in speeches if one.began_at and one.kind == Kind.SPEECH),
    )
    ordered = tuple(waiting[key] for key in order)
    return Floor(
        item=item,
        speaking=next((one for one in speeches if one.began_at and one.ended_at is None), None),
        queue=ordered,
        closed=ClosedSpeakingList.objects.filter(item=item).exists(),
        minutes=law_of(rules).speech_minutes,
        next=ordered[0] if ordered and has_turn(Kind(ordered[0].kind), rules) else None,
    )


def submitted(item: AgendaItem, seat: Membership) -> bool:
    """Whether this seat answers for the item's submitter."""
    return item.submitter_id is not None and item.submitter_id == seat.organization_id


def reads(person: Person, item: AgendaItem) -> bool:
    """Whether somebody with a seat in the body may read this item. No query where everybody there may."""
    if item.access not in BY_READER:
        return True
    return shown_to(standing(person, item.meeting.body), item) == Shown.WHOLE


def reads_as_invited(invitation: ItemInvitation) -> bool:
    """Whether who is invited may read the item still. No query where everybody in the body may."""
    item = invitation.item
    if item.access not in BY_READER:
        return True
    return opens_to(item, guest_reader(invitation.person, clock.now()), item.meeting.body.rules)


def end_speech_in(meeting: Meeting, at: datetime) -> str | None:
    """Whoever speaks has ended: another one has the floor, or another item is taken up. The key of that speech."""
    return _end(_speaking().filter(meeting=meeting), at)


def speech_in(meeting: Meeting) -> Speech | None:
    """The speech that runs in this meeting."""
    return _speaking().filter(meeting=meeting).select_related("person").first()


def end_speech_on(item: AgendaItem, at: datetime) -> str | None:
    """Whoever speaks on this item has ended: it is settled or put to the vote. The key of that speech."""
    return _end(_speaking().filter(item=item), at)


def gone_from(meeting: Meeting, seat: Membership, at: datetime) -> tuple[str | None, list[Json]]:
    """Who sat in this seat has left: their speech has ended, and they wait no more. Its key; the places they had."""
    waiting = Speech.objects.filter(meeting=meeting, seat=seat, began_at=None, item__stage__in=PENDING)
    places: list[Json] = [{"speech": str(one.pk), "item": str(one.item_id), "was": told(one)} for one in waiting]
    waiting.delete()
    return _end(_speaking().filter(meeting=meeting, seat=seat), at), places


def told(speech: Speech) -> dict[str, Json]:
    """A place on the list of speakers, as the entry says it that takes it away."""
    return {
        "person": str(speech.person_id),
        "invitation": str(speech.invitation_id) if speech.invitation_id else None,
        "kind": speech.kind,
        "asked_at": speech.asked_at.isoformat(),
        "noted_by": str(speech.noted_by_id),
    }


def _end(speaking: QuerySet[Speech], at: datetime) -> str | None:
    key = speaking.values_list("pk", flat=True).first()  # one speaks at a time
    if key is None:
        return None
    Speech.objects.filter(pk=key).update(ended_at=at)
    return str(key)


def _speaking() -> QuerySet[Speech]:
    return Speech.objects.filter(began_at__isnull=False, ended_at=None)


def put_on_list(item: AgendaItem, *, by: Person, present: dict[Membership, Person]) -> list[Speech]:
    """Those who asked before the meeting stand on the list of an item that is taken up; once, though it be again.

    Args:
        present: who sits in which seat.
    """
    known = set(Speech.objects.filter(item=item).values_list("seat", flat=True))
    speeches = [
        Speech(
            item=item,
            meeting=item.meeting,
            seat=seat,
            person=present.get(seat, seat.person),
            kind=Kind.SPEECH,
            asked_at=at,
            noted_by=by,
        )
        for seat, at in _asked_before(item)
        if seat.pk not in known
    ]
    Speech.objects.bulk_create(speeches)
    return speeches


def _asked_before(item: AgendaItem) -> Iterable[tuple[Membership, datetime]]:
    """Requests for the floor, and 'wish to speak' where members see each other's positions in the meeting anyway."""
    for request in FloorRequest.objects.filter(item=item).select_related("seat__person").order_by("at", "id"):
        yield request.seat, request.at
    if not audience_sees_positions(Audience.MEMBER, item.meeting):
        return
    wishes = Position.objects.current().filter(item=item, stance=Stance.WISH_TO_SPEAK)
    for wish in wishes.select_related("seat__person").order_by("given_at", "id"):
        yield wish.seat, wish.given_at
