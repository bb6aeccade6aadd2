"""What a person is in a body at a moment: own seats, and seats of those they stand in for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Sum

from balai import clock
from balai.memory import Memory
from balai.people.models import Body, Membership, Person, Role, Substitution


class Audience(StrEnum):
    """Readers who see the same. A fragment is drawn once for each."""

    SECRETARIAT = "secretariat"  # the secretary and the chair
    MEMBER = "member"
    SPEAKER = "speaker"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Standing:
    person: Person
    body: Body
    own: tuple[Membership, ...]
    stands_in: tuple[Membership, ...]

    @property
    def seats(self) -> tuple[Membership, ...]:
        """Seats that decide and that this person may speak for: the own one first."""
        return tuple(seat for seat in (*self.own, *self.stands_in) if seat.decides)

    @property
    def is_secretary(self) -> bool:
        return any(seat.role == Role.SECRETARY for seat in (*self.own, *self.stands_in))

    @property
    def is_chair(self) -> bool:
        return self.chair_seat is not None

    @property
    def chair_seat(self) -> Membership | None:
        """The chair's seat, held or stood in for."""
        return next((seat for seat in (*self.own, *self.stands_in) if seat.role == Role.CHAIR), None)

    @property
    def speaker_seat(self) -> Membership | None:
        return next((seat for seat in (*self.own, *self.stands_in) if seat.role == Role.SPEAKER), None)

    @property
    def belongs(self) -> bool:
        return bool(self.own or self.stands_in)

    @property
    def audience(self) -> Audience:
        if self.is_secretary or self.is_chair:
            return Audience.SECRETARIAT
        if self.seats:
            return Audience.MEMBER
        return Audience.SPEAKER if self.speaker_seat else Audience.PUBLIC

    def holds(self, seat: Membership) -> bool:
        return any(own.pk == seat.pk for own in (*self.own, *self.stands_in))

    def seat(self, pk: str | None = None) -> Membership | None:
        """The deciding seat with this key, or the first one."""
        return next((seat for seat in self.seats if pk is None or str(seat.pk) == str(pk)), None)

    @property
    def organizations(self) -> frozenset[UUID]:
        """Keys of the organisations that this person answers for."""
        return frozenset(seat.organization_id for seat in (*self.own, *self.stands_in) if seat.organization_id)


Seats = tuple[tuple[Membership, ...], tuple[Substitution, ...]]
_kept: Memory[tuple[UUID, UUID, int], Seats] = Memory(20_000)


def standing(person: Person, body: Body, at: datetime | None = None) -> Standing:
    """From memory while the body's seats have not changed (`people_stamp`); two queries after a change."""
    if not person.is_active:
        return Standing(person, body, (), ())
    at = at or clock.now()
    key = (person.pk, body.pk, body.people_stamp)
    found = _kept.get(key)
    if found is None:
        found = _kept.put(key, _seats(person, body))
    own, substitutions = found
    return Standing(
        person,
        body,
        tuple(seat for seat in own if _holds(seat.starts, seat.ends, at)),
        tuple(
            one.absent
            for one in substitutions
            if _holds(one.starts, one.ends, at) and _holds(one.absent.starts, one.absent.ends, at)
        ),
    )


def _seats(person: Person, body: Body) -> Seats:
    own = Membership.objects.filter(body=body, person=person).select_related("organization", "person")
    stood = Substitution.objects.filter(absent__body=body, substitute=person, ended_at=None)
    return tuple(own), tuple(stood.select_related("absent__organization", "absent__person").order_by("absent__rank"))


def seats_stamp() -> int:
    """Rises with every change of a seat or a substitute in any body."""
    return Body.objects.aggregate(stamp=Sum("people_stamp"))["stamp"] or 0


def _holds(starts: datetime | None, ends: datetime | None, at: datetime) -> bool:
    return (starts is None or starts <= at) and (ends is None or ends > at)


def standings(person: Person, at: datetime | None = None) -> tuple[Standing, ...]:
    """This person's standing in every body that they belong to, two queries in all."""
    at = at or clock.now()
    if not person.is_active:
        return ()
    own = Membership.objects.in_force(at).filter(person=person).select_related("body", "organization")
    stood = Substitution.objects.in_force(at).filter(substitute=person).values("absent")
    stands_in = Membership.objects.in_force(at).filter(pk__in=stood).select_related("body", "organization", "person")
    bodies: dict[Body, tuple[list[Membership], list[Membership]]] = {}
    for kind, seats in enumerate((own, stands_in)):
        for seat in seats:
            bodies.setdefault(seat.body, ([], []))[kind].append(seat)
    return tuple(Standing(person, body, tuple(mine), tuple(others)) for body, (mine, others) in bodies.items())
