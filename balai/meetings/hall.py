"""The sitting as it is now: who holds which seat, whether there is a quorum, whose votes count."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from balai.agenda.models import AgendaItem, Meeting, MeetingKind, Position
from balai.agenda.picture import deciding_seats, picture
from balai.meetings.models import Attendance, Presence
from balai.people.models import Membership, Role
from balai.people.procedure import rules_of
from balai.rules.procedure import Rules
from balai.rules.quorum import Quorum, quorum
from balai.rules.seats import Held, casting_seat, entitled


@dataclass(frozen=True, slots=True)
class Hall:
    """Seats by key. `present` are the deciding seats that count, after the rules on substitutes."""

    rules: Rules
    seats: tuple[Membership, ...]
    attendance: Mapping[UUID, Attendance]
    present: frozenset[str]
    chair: Membership | None
    casting_seat: str | None  # through which whoever chairs votes, and so breaks a tie
    chair_present: bool
    secretary_present: bool
    emergency: bool = False  # an extraordinary meeting that sits with the quorum of an emergency

    @property
    def members(self) -> frozenset[str]:
        return frozenset(str(seat.pk) for seat in self.seats)

    def quorum(self, recused: frozenset[str] = frozenset()) -> Quorum:
        return quorum(
            self.rules,
            members=self.members,
            present=self.present,
            recused=recused,
            chair_present=self.chair_present,
            secretary_present=self.secretary_present,
            emergency=self.emergency,
        )


def hall(meeting: Meeting) -> Hall:
    """Three queries. In an electronic session those who answered are present."""
    rules = rules_of(meeting.body.slug, meeting.body.rules_text)
    seats = deciding_seats(meeting)
    noted = {
        one.seat_id: one
        for one in Attendance.objects.filter(meeting=meeting).select_related(
            "person", "seat__person", "seat__organization"
        )
    }
    here = {pk: one for pk, one in noted.items() if one.presence != Presence.ABSENT}
    if meeting.kind == MeetingKind.ELECTRONIC:
        answered = set(
            Position.objects.current().filter(item__meeting=meeting).values_list("seat", flat=True).distinct()
        )
        held = [Held(str(seat.pk), str(seat.person_id), str(seat.person_id)) for seat in seats if seat.pk in answered]
    else:
        held = [
            Held(str(seat.pk), str(seat.person_id), str(here[seat.pk].person_id)) for seat in seats if seat.pk in here
        ]
    present = entitled(rules, held)
    chair = next((seat for seat in seats if seat.role == Role.CHAIR), None)
    secretaries = [one for one in here.values() if one.seat.role == Role.SECRETARY]
    return Hall(
        rules=rules,
        seats=seats,
        attendance=noted,
        present=present,
        chair=chair,
        casting_seat=casting_seat(rules, held, str(chair.pk)) if chair else None,
        chair_present=meeting.kind == MeetingKind.ELECTRONIC or (chair is not None and chair.pk in here),
        secretary_present=meeting.kind == MeetingKind.ELECTRONIC or bool(secretaries),
        emergency=meeting.emergency,
    )


def apart_from(item: AgendaItem) -> frozenset[str]:
    """Seats that take no part in this item: recused, or held by somebody who may not read it."""
    found = picture(item.meeting).of(item.pk)
    if found is None:
        raise AgendaItem.DoesNotExist
    return found.apart
