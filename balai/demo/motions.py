"""Motions of the demonstration: proposed before a meeting, and in a past one voted on in the debate."""

from balai.agenda.models import AgendaItem
from balai.agenda.motions.models import Motion
from balai.demo.files import Table
from balai.demo.people import People
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.put_motion import put_motion
from balai.meetings.models import Voting
from balai.people.models import Membership, Person
from balai.rules.stance import Choice
from balai.words import best


def propose(item: AgendaItem, motion: Table, seat: Membership) -> Motion:
    """In all the languages of the data; the reason in the member's own."""
    because = best(motion.get("because", {}), seat.person.language)[0]
    return propose_motion(item, motion["text"], seat=seat, because=because, by=seat.person)


def vote_on(item: AgendaItem, written: Table, people: People, chair: Person) -> None:
    """Put the member's motion to the vote, and let everybody vote as written."""
    motion = Motion.objects.open().get(item=item, seat=people.seat(item.meeting.body.slug, written["member"]))
    vote(put_motion(motion, by=chair), written["votes"], people, chair)


def vote(voting: Voting, votes: dict[str, str], people: People, chair: Person) -> None:
    """Everybody present votes as the data says, and the chair closes the vote."""
    for username, choice in votes.items():
        seat = people.seat(voting.meeting.body.slug, username)
        cast_vote(voting, seat=seat, choice=Choice(choice), by=seat.person)
    close_voting(voting, by=chair)
