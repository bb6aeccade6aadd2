"""Which vote is open."""

from balai.agenda.models import Meeting
from balai.meetings.models import Voting


def open_voting_of(meeting: Meeting) -> Voting | None:
    """The open vote of this meeting; the database keeps that there is at most one."""
    return Voting.objects.filter(meeting=meeting, closed_at=None).select_related("item").first()


def locked_voting(voting: Voting) -> Voting:
    """The vote as it is now, with its item; its meeting is locked first, as everywhere."""
    of = ("meeting", "item", "self")
    return Voting.objects.select_for_update(of=of).select_related("item", "meeting__body").get(pk=voting.pk)
