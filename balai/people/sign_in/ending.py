"""Ending sessions. Whoever ends them leaves the entry; what is open on screens is asked again before more is sent."""

from collections.abc import Iterable

from balai.people.models import Body, DeviceSession, Mandate, Membership, Person, Substitution, seats_changed


def end_sessions(person: Person, sessions: Iterable[DeviceSession] | None = None) -> list[str]:
    """End some of this person's sessions, or all. Gives their handles."""
    ended = list(DeviceSession.objects.filter(person=person) if sessions is None else sessions)
    DeviceSession.objects.filter(pk__in=[one.pk for one in ended]).delete()
    if ended:
        for body in bodies_of(person):
            seats_changed(body)
    return sorted(str(one.handle) for one in ended)


def bodies_of(person: Person) -> Iterable[Body]:
    seats = Membership.objects.filter(person=person).values("body")
    stood = Substitution.objects.filter(substitute=person).values("absent__body")
    given = Mandate.objects.filter(adviser=person).values("seat__body")
    return Body.objects.filter(pk__in=seats).union(Body.objects.filter(pk__in=stood), Body.objects.filter(pk__in=given))
