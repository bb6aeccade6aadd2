"""No objection to all the rest: one act answers each item that the seat has not answered; one act takes it back."""

import uuid
from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, require
from balai.agenda import policy
from balai.agenda.access import sight_of
from balai.agenda.advising.queries import waiting_for
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting, Position, Stage
from balai.ledger.log import append
from balai.people.models import Membership, Person
from balai.people.standing import Standing, standing
from balai.rules.stance import Stance
from balai.verdict import not_now


def unanswered(meeting: Meeting, seat: Membership, who: Standing) -> list[AgendaItem]:
    """Items still on the agenda on which this seat has no current position and from which it is not recused, and which
    whoever answers may open.

    A stale position is an answer: it waits for the member's own look, not for a sweep.
    """
    answered = Position.objects.current().filter(seat=seat, item__meeting=meeting).values("item")
    items = AgendaItem.objects.filter(meeting=meeting, stage=Stage.LISTED).exclude(pk__in=answered)
    sight = sight_of(who, meeting)
    items = items.exclude(pk__in=sight.titles | sight.hidden)
    return list(items.exclude(recusals__seat=seat).in_order())


@action("agenda.mark_rest")
def mark_rest(meeting: Meeting, *, seat: Membership | None, by: Person, seen: Mapping[UUID, int] | None = None) -> UUID:
    """Mark 'no objection' on all unanswered items; returns the batch that `take_back_rest` undoes.

    Args:
        seen: the items that the screen showed as unanswered, each with the version that it showed; an item that came
            on the agenda later, or that has changed since, is not swept along. None: no screen showed anything.
    """
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    verdict = policy.may_answer(who, meeting, seat)
    require(verdict)
    assert seat is not None  # the policy refuses an answer without a seat
    left = unanswered(meeting, seat, who)
    if not left:
        require(not_now(_("You have answered every item already."), verdict.rule))
    items = left if seen is None else [item for item in left if seen.get(item.pk) == item.version]
    if who.holds_in_person(seat):  # what an adviser laid before the member waits for the member's own look
        prepared = {one.item_id for one in waiting_for(meeting, seat, who)}
        items = [item for item in items if item.pk not in prepared]
    if not items:
        require(not_now(_("The items left have changed while you were reading. Look again."), verdict.rule))
    batch, now = uuid.uuid4(), clock.now()
    Position.objects.bulk_create(
        Position(
            item=item,
            seat=seat,
            stance=Stance.NO_OBJECTION,
            item_version=item.version,
            given_by=by,
            given_at=now,
            batch=batch,
        )
        for item in items
    )
    append(
        "agenda.rest.marked",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={
            "stance": Stance.NO_OBJECTION,
            "batch": str(batch),
            "items": [{"id": str(item.pk), "version": item.version} for item in items],
        },
    )
    changed("agenda.mark_rest", meeting, *items, person=by)
    return batch


@action("agenda.take_back_rest")
def take_back_rest(meeting: Meeting, *, batch: UUID, seat: Membership | None, by: Person) -> int:
    """Undo `mark_rest`: positions of the batch that have not been changed since are taken back; returns how many."""
    meeting = locked_meeting(meeting)
    verdict = policy.may_answer(standing(by, meeting.body), meeting, seat)
    require(verdict)
    positions = Position.objects.current().filter(
        batch=batch, seat=seat, item__meeting=meeting, item__stage=Stage.LISTED
    )
    items = list(AgendaItem.objects.filter(pk__in=positions.values("item")))
    if not items:
        require(not_now(_("There is nothing left to undo."), verdict.rule))
    positions.update(current=False)
    append(
        "agenda.rest.taken_back",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"batch": str(batch), "items": [str(item.pk) for item in items]},
    )
    changed("agenda.take_back_rest", meeting, *items, person=by)
    return len(items)
