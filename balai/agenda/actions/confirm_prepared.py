"""Confirming: what an adviser prepared becomes the member's own position, one by one or all that wait."""

import uuid
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.actions.mark_position import replace
from balai.agenda.actions.prepare_position import current_prepared
from balai.agenda.advising import policy
from balai.agenda.advising.models import PreparedPosition
from balai.agenda.advising.queries import waiting_for
from balai.agenda.advising.telling import tell_seat
from balai.agenda.announcing import changed
from balai.agenda.fetch import current_position, is_recused, locked_item, locked_meeting
from balai.agenda.models import AgendaItem, Meeting, Position
from balai.agenda.policy import not_answered_meanwhile
from balai.ledger.commitment import Closable
from balai.ledger.log import Json, append, append_each
from balai.people.models import Membership, Person
from balai.people.standing import standing
from balai.rules.stance import Stance
from balai.verdict import not_now


@action("agenda.confirm_prepared")
def confirm_prepared(
    item: AgendaItem,
    *,
    seat: Membership | None,
    by: Person,
    seen_prepared: int | None = None,
    seen_position: int | None = None,
) -> Position:
    """Give the prepared position as one's own.

    Args:
        seen_prepared, seen_position: the keys of what the screen showed, 0 for none; None where no state was shown.
    """
    item, who = locked_item(item, by)
    prepared = current_prepared(item, seat)
    recused = seat is not None and is_recused(item, seat)
    verdict = policy.may_confirm(who, item, seat, prepared, recused=recused)
    require(verdict)
    assert seat is not None  # the policy refuses both
    assert prepared is not None
    current = current_position(item, seat)
    require(policy.not_prepared_meanwhile(prepared, seen_prepared, verdict.rule))
    if current and _says(current) == _says(prepared):
        nothing_changed()
        return current
    require(not_answered_meanwhile(current, seen_position, verdict.rule))
    require(policy.not_answered_since(current.given_at if current else None, prepared, verdict.rule))
    stance = Stance(prepared.stance)
    position = replace(item, seat, current, stance=stance, opinion=prepared.opinion, by=by)
    append(
        "agenda.position.marked",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"stance": stance, "opinion": Closable(prepared.opinion), "prepared_by": str(prepared.prepared_by_id)},
    )
    changed("agenda.confirm_prepared", item.meeting, item, person=by)
    tell_seat("agenda.confirm_prepared", item.meeting, seat, [item])
    return position


def _says(one: Position | PreparedPosition) -> tuple[str, str, int]:
    return one.stance, one.opinion, one.item_version


@action("agenda.confirm_all_prepared")
def confirm_all_prepared(
    meeting: Meeting, *, seat: Membership | None, by: Person, seen: Mapping[UUID, int] | None = None
) -> UUID:
    """Confirm all that waits on unanswered items; returns the batch, which is taken back like 'all the rest'.

    Args:
        seen: what the screen showed as prepared, by item; what was prepared anew since, or on papers that have changed
            since, is not confirmed. None: no screen showed anything.
    """
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    verdict = policy.may_confirm_here(who, meeting, seat)
    require(verdict)
    assert seat is not None  # the policy refuses whoever has no seat
    answered = set(Position.objects.current().filter(seat=seat, item__meeting=meeting).values_list("item", flat=True))
    waiting = [one for one in waiting_for(meeting, seat, who) if one.item_id not in answered]
    fresh = [one for one in waiting if one.item_version == one.item.version]
    prepared = fresh if seen is None else [one for one in fresh if seen.get(one.item_id) == one.pk]
    if not prepared:
        require(not_now(_("Nothing that you saw as prepared waits any more. Look again."), verdict.rule))
    batch = _give(prepared, seat, by)
    told = [(one.item, _told(one, batch)) for one in prepared]
    append_each("agenda.position.marked", told, by=by, body=meeting.body, seat=seat, rule=verdict.rule)
    items = [one.item for one in prepared]
    changed("agenda.confirm_all_prepared", meeting, *items, person=by)
    tell_seat("agenda.confirm_all_prepared", meeting, seat, items)
    return batch


def _give(prepared: Sequence[PreparedPosition], seat: Membership, by: Person) -> UUID:
    batch, now = uuid.uuid4(), clock.now()
    Position.objects.bulk_create(
        Position(
            item=one.item,
            seat=seat,
            stance=one.stance,
            opinion=one.opinion,
            item_version=one.item_version,
            given_by=by,
            given_at=now,
            batch=batch,
        )
        for one in prepared
    )
    return batch


def _told(one: PreparedPosition, batch: UUID) -> dict[str, Json | Closable]:
    return {
        "stance": one.stance,
        "opinion": Closable(one.opinion),
        "prepared_by": str(one.prepared_by_id),
        "batch": str(batch),
    }
