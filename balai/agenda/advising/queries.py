"""What is prepared for a seat, for those who may see it; to anybody else there is nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from balai.agenda.access import sight_of
from balai.agenda.advising import policy
from balai.agenda.advising.models import Briefing, PreparedPosition
from balai.agenda.models import AgendaItem, Meeting, Position, Recusal, Stage
from balai.agenda.picture import Picture
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.stance import Stance


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is prepared on one item. `stale`: on an earlier version. `waiting`: no position was given since."""

    pk: int
    stance: Stance
    opinion: str
    by: str
    stale: bool
    waiting: bool


def _current(meeting: Meeting, who: Standing, seat: Membership | None) -> QuerySet[PreparedPosition]:
    rows = PreparedPosition.objects.current().filter(seat=seat, item__meeting=meeting)
    return rows if policy.may_read_prepared(who, seat) else rows.none()


def prepared_keys(meeting: Meeting, who: Standing, seat: Membership | None) -> frozenset[int]:
    """What makes the reader's pieces differ. One query; none for who sees nothing of it."""
    return frozenset(_current(meeting, who, seat).values_list("pk", flat=True))


def prepared_for(whole: Picture, who: Standing, seat: Membership | None) -> Mapping[UUID, Prepared]:
    """By item. One query; none for who sees nothing of it."""
    items = {one.item.pk: one for one in whole.items}
    found = {}
    for row in _current(whole.meeting, who, seat).select_related("prepared_by"):
        one = items.get(row.item_id)
        if one is None or one.closed or str(row.seat_id) in one.apart:
            continue
        given = one.given.get(row.seat_id)
        found[row.item_id] = Prepared(
            pk=row.pk,
            stance=Stance(row.stance),
            opinion=row.opinion,
            by=row.prepared_by.name,
            stale=row.item_version < one.item.version,
            waiting=given is None or given.given_at <= row.prepared_at,
        )
    return found


def waiting_for(meeting: Meeting, seat: Membership, who: Standing) -> list[PreparedPosition]:
    """For actions: what waits on items still listed that `who` may open, from which the seat is not recused; in the
    order of the agenda.

    Three queries, and those of `sight_of`.
    """
    sight = sight_of(who, meeting)
    rows = PreparedPosition.objects.current().filter(seat=seat, item__meeting=meeting, item__stage=Stage.LISTED)
    rows = rows.exclude(item__in=sight.titles | sight.hidden)
    given = dict(Position.objects.current().filter(seat=seat, item__meeting=meeting).values_list("item", "given_at"))
    recused = set(Recusal.objects.filter(seat=seat, item__meeting=meeting).values_list("item", flat=True))
    return [
        row
        for row in rows.select_related("item").order_by("item__place_in_order", "item")
        if row.item_id not in recused and (row.item_id not in given or given[row.item_id] <= row.prepared_at)
    ]


def briefing_for(item: AgendaItem, who: Standing, seat: Membership | None) -> Briefing | None:
    """One query; none for who sees nothing of it."""
    if not policy.may_read_prepared(who, seat):
        return None
    return Briefing.objects.filter(item=item, seat=seat).select_related("written_by").first()


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the preparation of one meeting is. For the member: `waiting`; for an adviser: `prepared` of `items`."""

    seat: Membership
    items: int
    prepared: int
    waiting: int
    prepares: bool


def readiness(meeting: Meeting, who: Standing) -> Readiness | None:
    """For the first seat that the reader holds in person, or advises; None where they have none of either."""
    own = next((seat for seat in who.own if seat.decides), None)
    seat = own or next(iter(who.advises), None)
    if seat is None:
        return None
    sight = sight_of(who, meeting)
    listed = AgendaItem.objects.filter(meeting=meeting, stage=Stage.LISTED).exclude(recusals__seat=seat)
    listed = listed.exclude(pk__in=sight.titles | sight.hidden)
    versions = dict(listed.values_list("pk", "version"))
    rows = _current(meeting, who, seat).values_list("item", "item_version")
    waiting = [one for one in waiting_for(meeting, seat, who) if one.item_version == one.item.version]
    return Readiness(
        seat=seat,
        items=len(versions),
        prepared=sum(1 for item, version in rows if versions.get(item) == version),
        waiting=len(waiting),
        prepares=own is None,
    )
