"""Which vote is open."""

from balai.agenda.models import Meeting
from balai.meetings.models import Voting


def open_voting_of(meeting: Meeting) -> Voting | None:
    """The open vote of this meeting; the database keeps that there is at most one."""
    return Voting.objects.filter(meeting=meeting, closed_at=None).select_related("item").first()


def locked_voting(voting: Voting) -> Voting:
    return Voting.objects.select_for_update(of=("self",)).select_related("item", "meeting__body").get(pk=voting.pk)
