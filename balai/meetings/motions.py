"""The motions on an item as the sitting knows them, and what a vote on one leaves behind."""

from datetime import datetime

from balai.agenda.fetch import is_recused
from balai.agenda.models import AgendaItem
from balai.agenda.motions.models import Motion
from balai.ledger.log import Json
from balai.meetings.drafting import put_in_draft
from balai.meetings.hall import Hall, hall
from balai.meetings.motion_policy import may_propose_motion
from balai.meetings.votings import open_voting_of
from balai.people.models import Membership, Person
from balai.people.standing import Standing
from balai.rules.motions import MotionState
from balai.verdict import Verdict


def sat_in(who: Standing, room: Hall) -> Membership | None:
    """The deciding seat that this person sits in, else their first one: the seat that they propose for."""
    noted = room.attendance
    here = (seat for seat in who.seats if seat.pk in noted and noted[seat.pk].person_id == who.person.pk)
    return next(here, who.seat())


def proposing(who: Standing, item: AgendaItem, asked: str | None) -> tuple[Membership | None, Verdict]:
    """The seat that this person would propose for, or chose by its key (`asked`), and whether they may now."""
    room = hall(item.meeting)
    seat = who.seat(asked) if asked else sat_in(who, room)
    verdict = may_propose_motion(
        who,
        item,
        seat,
        room.attendance.get(seat.pk) if seat else None,
        recused=seat is not None and is_recused(item, seat),
        open_voting=open_voting_of(item.meeting),
    )
    return seat, verdict


def open_numbers(item: AgendaItem) -> tuple[int, ...]:
    """The numbers of the motions that wait to be settled. One query."""
    return tuple(Motion.objects.open().filter(item=item).order_by("number").values_list("number", flat=True))


def settle_by_vote(motion: Motion, item: AgendaItem, *, carried: bool, at: datetime, by: Person) -> dict[str, Json]:
    """Carried, its text becomes the text to be decided; what the entry of the vote says. For actions alone."""
    motion.state, motion.settled_at = MotionState.CARRIED if carried else MotionState.LOST, at
    motion.save(update_fields=["state", "settled_at"])
    if carried:
        put_in_draft(item, motion.text, by)
    return {"motion": str(motion.pk)}
