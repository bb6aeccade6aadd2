"""A meeting as the rules see it: every item with its answers and its triage.

This is for actions and queries of the deciding rooms; what a reader may see of it is decided in `queries`. Items that
have not changed since they were last drawn (same stamp) are taken from memory, so a page of 120 items costs the same
number of queries as one of 3.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balai import clock
from balai.agenda.models import AgendaItem, FloorRequest, Guarded, Meeting, OpeningRequest, Position, Recusal
from balai.agenda.motions.models import Motion
from balai.memory import Memory
from balai.people.clearance import clearance_of
from balai.people.models import Membership
from balai.people.procedure import rules_of
from balai.people.standing import deciding_in
from balai.rules.access import Level, Reader, Restriction, Shown, shown
from balai.rules.procedure import Rules
from balai.rules.stance import Stance, Track
from balai.rules.triage import Answer, ItemFacts, Triage, triage


@dataclass(frozen=True, slots=True)
class Given:
    """One member's current position on one item."""

    position: int
    seat: UUID
    stance: Stance
    opinion: str
    item_version: int
    stale: bool
    given_by: UUID
    given_at: datetime
    batch: UUID | None


@dataclass(frozen=True, slots=True)
class ItemPicture:
    item: AgendaItem
    given: Mapping[UUID, Given]
    recused: Mapping[UUID, str]
    floor: frozenset[UUID]
    opened_by: frozenset[UUID]
    triage: Triage
    restriction: Restriction = Restriction()
    unable: frozenset[UUID] = frozenset()  # deciding seats whose holders may not read the item: they take no part in it
    closed: bool = False  # the reader is shown the title only

    @property
    def key(self) -> tuple[UUID, int, bool]:
        """What makes drawings of this item differ from those of others, of earlier states and for other readers."""
        return self.item.pk, self.item.stamp, self.closed

    @property
    def apart(self) -> frozenset[str]:
        """Seats that take no part in this item."""
        return frozenset(map(str, (*self.recused, *self.unable)))

    @property
    def track(self) -> Track:
        return self.triage.track


@dataclass(frozen=True, slots=True)
class Picture:
    meeting: Meeting
    rules: Rules
    members: tuple[Membership, ...]
    items: tuple[ItemPicture, ...]

    def of(self, item: UUID) -> ItemPicture | None:
        return next((one for one in self.items if one.item.pk == item), None)

    def on(self, track: Track) -> tuple[ItemPicture, ...]:
        """The items still pending that the triage sends this way."""
        return tuple(one for one in self.items if one.item.pending and one.track == track)


Key = tuple[UUID, int, str, frozenset[str], Level, tuple[Reader, ...]]
BY_READER = (Level.RESTRICTED, Level.NAMED)  # who may read depends on more than belonging to the body
_drawn: Memory[Key, ItemPicture] = Memory(4000)


def deciding_seats(meeting: Meeting, at: datetime | None = None) -> tuple[Membership, ...]:
    """The seats that decide in this meeting, in order of precedence; of a closed meeting those of that day."""
    return deciding_in(meeting.body_id, meeting.closed_at or at or clock.now())


def picture(meeting: Meeting) -> Picture:
    """Draw the meeting; three queries, seven more where something has changed."""
    now, members = clock.now(), deciding_seats(meeting)
    rules = rules_of(meeting.body.slug, meeting.body.rules_text)
    ids, readers = frozenset(str(seat.pk) for seat in members), tuple(reader_in(seat, now) for seat in members)
    rows = AgendaItem.objects.filter(meeting=meeting).in_order().values_list("pk", "stamp", "access", "access_ends_at")
    levels = {pk: Restriction(Level(access), ends_at=ends).level_at(now) for pk, _stamp, access, ends in rows}
    keys: dict[UUID, Key] = {
        pk: (pk, stamp, meeting.body.rules_text, ids, levels[pk], readers if levels[pk] in BY_READER else ())
        for pk, stamp, _access, _ends in rows
    }
    known = {pk: _drawn.get(key) for pk, key in keys.items()}
    missing = [pk for pk, drawn in known.items() if drawn is None]
    for pk, drawn in (_draw(missing, members, rules, now, meeting) if missing else {}).items():
        known[pk] = _drawn.put(keys[pk], drawn)
    pictures = (known[pk] for pk in keys)
    return Picture(meeting, rules, members, tuple(one for one in pictures if one is not None))


def triage_of(item: AgendaItem) -> Triage:
    """Which way the rules send this item now."""
    found = picture(item.meeting).of(item.pk)
    if found is None:
        raise AgendaItem.DoesNotExist
    return found.triage


def reader_in(seat: Membership, at: datetime) -> Reader:
    """The holder of a deciding seat as a reader."""
    return Reader(str(seat.person_id), belongs=True, decides=True, clearance=clearance_of(seat.person, at))


def _draw(
    keys: list[UUID], members: tuple[Membership, ...], rules: Rules, now: datetime, meeting: Meeting
) -> dict[UUID, ItemPicture]:
    items = list(AgendaItem.objects.filter(pk__in=keys).select_related("submitter"))
    restrictions = restrictions_of(items)
    unable = {
        item.pk: frozenset(
            seat.pk for seat in members if shown(restrictions[item.pk], reader_in(seat, now), now, rules) != Shown.WHOLE
        )
        for item in items
    }
    given = _given(items)
    recused: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for item, seat, reason in Recusal.objects.filter(item__in=keys).values_list("item", "seat", "reason"):
        recused[item][seat] = reason
    floor = _pairs(FloorRequest.objects.filter(item__in=keys).values_list("item", "seat"))
    opened = _pairs(OpeningRequest.objects.filter(item__in=keys).values_list("item", "seat"))
    moved = _pairs(Motion.objects.changing().filter(item__in=keys).values_list("item", "seat"))
    return {
        item.pk: ItemPicture(
            item,
            given[item.pk],
            recused[item.pk],
            floor[item.pk],
            opened[item.pk],
            _triage(
                item,
                given[item.pk],
                {*recused[item.pk], *unable[item.pk]},
                floor[item.pk],
                opened[item.pk],
                moved[item.pk],
                frozenset(str(seat.pk) for seat in members),
                rules,
                emergency=meeting.emergency,
            ),
            restrictions[item.pk],
            unable[item.pk],
        )
        for item in items
    }


def restrictions_of(things: Iterable[Guarded]) -> dict[UUID, Restriction]:
    """One query more for each kind of thing of which one names its readers."""
    things = list(things)
    named: dict[UUID, set[str]] = defaultdict(set)
    asked = [thing for thing in things if thing.access == Level.NAMED]
    if asked:
        through, kind = type(asked[0]).readers.through, type(asked[0])._meta.model_name
        rows = through._default_manager.filter(**{f"{kind}__in": asked}).values_list(f"{kind}_id", "person_id")
        for pk, person in rows:
            named[pk].add(str(person))
    return {thing.pk: thing.restriction_for(frozenset(named[thing.pk])) for thing in things}


def _given(items: list[AgendaItem]) -> dict[UUID, dict[UUID, Given]]:
    versions = {item.pk: item.version for item in items}
    result: dict[UUID, dict[UUID, Given]] = defaultdict(dict)
    fields = ("item", "id", "seat", "stance", "opinion", "item_version", "given_by", "given_at", "batch")
    for item, pk, seat, stance, opinion, version, by, at, batch in (
        Position.objects.current().filter(item__in=list(versions)).values_list(*fields)
    ):
        stale = version < versions[item]
        result[item][seat] = Given(pk, seat, Stance(stance), opinion, version, stale, by, at, batch)
    return result


def _pairs(rows: Iterable[tuple[UUID, UUID]]) -> dict[UUID, frozenset[UUID]]:
    collected: dict[UUID, set[UUID]] = defaultdict(set)
    for item, seat in rows:
        collected[item].add(seat)
    return defaultdict(frozenset, {item: frozenset(seats) for item, seats in collected.items()})


def _triage(
    item: AgendaItem,
    given: Mapping[UUID, Given],
    apart: Iterable[UUID],
    floor: frozenset[UUID],
    opened_by: frozenset[UUID],
    moved_by: frozenset[UUID],
    members: frozenset[str],
    rules: Rules,
    *,
    emergency: bool,
) -> Triage:
    facts = ItemFacts(
        members=members,
        answers=tuple(Answer(str(g.seat), g.stance, g.stale) for g in given.values() if str(g.seat) in members),
        recused=frozenset(map(str, apart)) & members,
        speakers=frozenset(map(str, floor)),
        kind=item.kind,
        complete=item.complete,
        opened_by=frozenset(map(str, opened_by)),
        moved_by=frozenset(map(str, moved_by)),
        urgent=item.urgent,
        carried=item.to_be_debated,
        emergency=emergency,
    )
    return triage(facts, rules)
