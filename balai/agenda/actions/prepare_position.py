"""Preparing: an adviser lays a stance and an opinion before the member. It is no position until the member confirms."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.actions.mark_position import opinion_after
from balai.agenda.advising import policy
from balai.agenda.advising.models import PreparedPosition
from balai.agenda.advising.telling import tell_seat
from balai.agenda.fetch import current_position, is_recused, locked_item
from balai.agenda.models import AgendaItem
from balai.agenda.policy import may_open_item
from balai.ledger.commitment import Closable
from balai.ledger.log import append
from balai.people.models import Membership, Person
from balai.people.standing import standing
from balai.rules.stance import Stance


def current_prepared(item: AgendaItem, seat: Membership | None) -> PreparedPosition | None:
    return PreparedPosition.objects.current().filter(item=item, seat=seat).select_related("prepared_by").first()


def stays_out(item: AgendaItem, seat: Membership) -> bool:
    """Whether the member takes no part in the item: recused, or not allowed to open it."""
    return is_recused(item, seat) or not may_open_item(standing(seat.person, item.meeting.body), item)


@action("agenda.prepare_position")
def prepare_position(
    item: AgendaItem,
    *,
    seat: Membership | None,
    stance: Stance,
    by: Person,
    seen_version: int,
    seen_prepared: int | None = None,
    opinion: str | None = None,
) -> PreparedPosition:
    """Prepare a seat's position on an item, or prepare it anew.

    Args:
        seen_version: the item's version that the adviser read.
        seen_prepared: the key of what their screen showed as prepared, 0 for nothing; None where no state was shown.
        opinion: replaces the opinion; None keeps the one prepared before.
    """
    item, who = locked_item(item, by)
    apart = seat is not None and stays_out(item, seat)
    verdict = policy.may_prepare(who, item, seat, recused=apart, seen_version=seen_version)
    require(verdict)
    assert seat is not None  # the policy refuses an adviser without a seat
    current = current_prepared(item, seat)
    text = opinion_after(opinion, current)
    if current and _says_the_same(current, item, seat, stance, text):
        nothing_changed()
        return current
    require(policy.not_prepared_meanwhile(current, seen_prepared, verdict.rule))
    prepared = _replace(item, seat, stance=stance, opinion=text, by=by)
    append(
        "agenda.position.prepared",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"stance": stance, "opinion": Closable(text)},
    )
    tell_seat("agenda.prepare_position", item.meeting, seat, [item])
    return prepared


def _says_the_same(current: PreparedPosition, item: AgendaItem, seat: Membership, stance: Stance, text: str) -> bool:
    """And still waits: what the member answered over can be laid before them again."""
    given = current_position(item, seat)
    waits = given is None or given.given_at <= current.prepared_at
    return waits and (current.stance, current.opinion, current.item_version) == (stance, text, item.version)


def _replace(item: AgendaItem, seat: Membership, *, stance: Stance, opinion: str, by: Person) -> PreparedPosition:
    PreparedPosition.objects.current().filter(item=item, seat=seat).update(current=False)
    return PreparedPosition.objects.create(
        item=item,
        seat=seat,
        stance=stance,
        opinion=opinion,
        item_version=item.version,
        prepared_by=by,
        prepared_at=clock.now(),
    )
