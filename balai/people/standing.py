"""What a person is in a body at a moment: own seats, seats of those they stand in for, seats that they advise."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Sum

from balai import clock
from balai.memory import Memory
from balai.people.models import DECIDING, Body, Mandate, Membership, Person, Role, Substitution
from balai.rules.seats import why_not_substitute


class Audience(StrEnum):
    """Readers who see the same. A fragment is drawn once for each."""

    SECRETARIAT = "secretariat"  # the secretary and the chair
    MEMBER = "member"
    ADVISER = "adviser"  # reads as the member does, prepares, gives nothing
    SPEAKER = "speaker"
    GUEST = "guest"  # invited to single items, without a seat
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Sight:
    """Readers of a meeting who see the same: as one audience, with some things as a title only, and some not at all.

    Keys of items and papers. What is drawn for one sight is never shown to another. `only`: these items alone are
    shown, whatever comes on the agenda later (who is invited to single items).
    """

    audience: Audience
    titles: frozenset[UUID] = frozenset()
    hidden: frozenset[UUID] = frozenset()
    only: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    person: Person
    body: Body
    own: tuple[Membership, ...]
    stands_in: tuple[Membership, ...]
    advises: tuple[Membership, ...] = ()  # seats that this person prepares for; empty for who sits here themselves

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
        return bool(self.own or self.stands_in or self.advises)

    @property
    def audience(self) -> Audience:
        if self.is_secretary or self.is_chair:
            return Audience.SECRETARIAT
        if self.seats:
            return Audience.MEMBER
        if self.advises:
            return Audience.ADVISER
        return Audience.SPEAKER if self.speaker_seat else Audience.PUBLIC

    def holds(self, seat: Membership) -> bool:
        return any(own.pk == seat.pk for own in (*self.own, *self.stands_in))

    def seat(self, pk: str | None = None) -> Membership | None:
        """The deciding seat with this key, or the first one."""
        return next((seat for seat in self.seats if pk is None or str(seat.pk) == str(pk)), None)

    def holds_in_person(self, seat: Membership) -> bool:
        """The seat is this person's own: not stood in for, not advised."""
        return any(own.pk == seat.pk for own in self.own)

    def is_adviser_of(self, seat: Membership) -> bool:
        return any(one.pk == seat.pk for one in self.advises)

    def seat_to_read(self, pk: str | None = None) -> Membership | None:
        """The seat that a screen is drawn for: one to answer for, else one to prepare for."""
        advised = next((seat for seat in self.advises if pk is None or str(seat.pk) == str(pk)), None)
        return self.seat(pk) or advised or self.seat() or next(iter(self.advises), None)

    @property
    def organizations(self) -> frozenset[UUID]:
        """Keys of the organisations that this person answers for."""
        return frozenset(seat.organization_id for seat in (*self.own, *self.stands_in) if seat.organization_id)

    @property
    def reads_for(self) -> frozenset[UUID]:
        """Keys of the organisations whose matters concern this reader: an adviser answers for none, but looks first."""
        return self.organizations | {seat.organization_id for seat in self.advises if seat.organization_id}


Seats = tuple[tuple[Membership, ...], tuple[Substitution, ...], tuple[Mandate, ...]]
_kept: Memory[tuple[UUID, UUID, int], Seats] = Memory(20_000)


def standing(person: Person, body: Body, at: datetime | None = None) -> Standing:
    """From memory while the body's seats have not changed (`people_stamp`); three queries after a change."""
    if not person.is_active:
        return Standing(person, body, (), ())
    at = at or clock.now()
    key = (person.pk, body.pk, body.people_stamp)
    found = _kept.get(key)
    if found is None:
        found = _kept.put(key, _seats(person, body))
    seats, substitutions, mandates = found
    own = tuple(seat for seat in seats if _holds(seat.starts, seat.ends, at))
    return Standing(
        person,
        body,
        own,
        _stood_in(body, substitutions, own, at),
        _advised(mandates, own, at),
    )


def _seats(person: Person, body: Body) -> Seats:
    own = Membership.objects.filter(body=body, person=person).select_related("organization", "person")
    stood = Substitution.objects.filter(absent__body=body, substitute=person, ended_at=None)
    given = Mandate.objects.filter(seat__body=body, adviser=person, ended_at=None)
    return (
        tuple(own),
        tuple(stood.select_related("absent__organization", "absent__person").order_by("absent__rank")),
        tuple(given.select_related("seat__organization", "seat__person").order_by("seat__rank", "seat", "starts")),
    )


def _stood_in(
    body: Body, substitutions: tuple[Substitution, ...], own: tuple[Membership, ...], at: datetime
) -> tuple[Membership, ...]:
    """By the rules of the day, not of the day of naming: a minister who has left the cabinet stands in for nobody."""
    is_member = any(seat.decides for seat in own)

    def may(seat: Membership) -> bool:
        why = why_not_substitute(body.rules, is_member=is_member, chairs=seat.role == Role.CHAIR)
        return not seat.decides or why is None

    in_force = (one.absent for one in substitutions if _holds(one.starts, one.ends, at))
    return tuple(seat for seat in in_force if _holds(seat.starts, seat.ends, at) and may(seat))


def _advised(mandates: tuple[Mandate, ...], own: tuple[Membership, ...], at: datetime) -> tuple[Membership, ...]:
    """Whoever has a seat of their own in the body advises nobody in it, whatever was given before."""
    if own:
        return ()
    held = (one.seat for one in mandates if _holds(one.starts, one.ends, at))
    return tuple({seat.pk: seat for seat in held if _holds(seat.starts, seat.ends, at)}.values())


_deciding: Memory[tuple[UUID, int], tuple[Membership, ...]] = Memory(1_000)


def deciding_in(body: UUID, at: datetime) -> tuple[Membership, ...]:
    """The deciding seats of a body that are held at a moment, in order of precedence. One query, two after a change."""
    key = (body, Body.objects.values_list("people_stamp", flat=True).get(pk=body))
    found = _deciding.get(key)
    if found is None:
        seats = Membership.objects.filter(body=body, role__in=DECIDING)
        seats = seats.select_related("person__clearance", "organization")
        found = _deciding.put(key, tuple(seats))
    return tuple(seat for seat in found if _holds(seat.starts, seat.ends, at))


def seats_stamp() -> int:
    """Rises with every change of a seat or a substitute in any body."""
    return Body.objects.aggregate(stamp=Sum("people_stamp"))["stamp"] or 0


def _holds(starts: datetime | None, ends: datetime | None, at: datetime) -> bool:
    return (starts is None or starts <= at) and (ends is None or ends > at)


_bodies: Memory[tuple[UUID, int], tuple[UUID, ...]] = Memory(20_000)


def standings(person: Person, at: datetime | None = None) -> tuple[Standing, ...]:
    """This person's standing in every body that they belong to; those where they hold a seat first.

    Two queries, and some more after a change of seats.
    """
    if not person.is_active:
        return ()
    at = at or clock.now()
    key = (person.pk, seats_stamp())
    keys = _bodies.get(key)
    if keys is None:
        keys = _bodies.put(key, bodies_of(person))
    bodies = Body.objects.in_bulk(keys)
    found = (standing(person, bodies[pk], at) for pk in keys)
    return tuple(who for who in found if who.belongs)


def bodies_of(person: Person) -> tuple[UUID, ...]:
    """Where the person holds, held or will hold a seat, then where they stand in for somebody or advise."""
    own = Membership.objects.filter(person=person).values_list("body", flat=True)
    stood = Substitution.objects.filter(substitute=person, ended_at=None).order_by("absent__rank")
    given = Mandate.objects.filter(adviser=person, ended_at=None).order_by("seat__rank")
    stood_in, advised = stood.values_list("absent__body", flat=True), given.values_list("seat__body", flat=True)
    return tuple(dict.fromkeys((*own, *stood_in, *advised)))
