"""Which vote is open, which one led to a decision, and who has voted in a secret one."""

from balai.agenda.models import Meeting
from balai.decisions.models import Decision
from balai.ledger.events import read
from balai.ledger.models import Entry
from balai.meetings.models import SealedBallot, Voting
from balai.people.models import Membership, Person


def open_voting_of(meeting: Meeting) -> Voting | None:
    """The open vote of this meeting; the database keeps that there is at most one."""
    return (
        Voting.objects.filter(meeting=meeting, closed_at=None)
        .select_related("item", "motion__seat", "motion__proposed_by")
        .first()
    )


def locked_voting(voting: Voting) -> Voting:
    """The vote as it is now, with its item; its meeting is locked first, as everywhere."""
    of = ("meeting", "item", "self")
    return Voting.objects.select_for_update(of=of).select_related("item", "meeting__body").get(pk=voting.pk)


def voting_behind(decision: Decision) -> Voting | None:
    """The vote by which this was decided: it was closed in the same act."""
    counted = Voting.objects.filter(item=decision.item_id, motion=None, carried__isnull=False)
    return counted.filter(closed_at=decision.taken_at).first()


def sealed_in(voting: Voting) -> list[bytes]:
    """The ballots in the box of a secret vote that is open, ordered by what they are, not by when they came."""
    return sorted(bytes(one) for one in SealedBallot.objects.filter(voting=voting).values_list("sealed", flat=True))


def voted_in_another_seat(voting: Voting, person: Person, seat: Membership | None) -> bool:
    """Whether this person has put a ballot into the open box from a seat that is not this one. One query.

    The record says who voted; who sits in the seat by now does not.
    """
    about = Entry.objects.filter(about_kind="agenda.agendaitem", about_id=str(voting.item_id))
    cast = about.filter(act="meetings.secret_vote.cast", at__gte=voting.opened_at)
    mine = {one.seat for one in read(cast) if one.by == str(person.pk)}
    return bool(mine - {str(seat.pk) if seat else None})
