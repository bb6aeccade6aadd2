"""Fetching what a reader may see of the sitting."""

from uuid import UUID

from django.http import Http404

from balai.agenda.queries import meeting_for
from balai.meetings.models import Voting
from balai.people.models import Person
from balai.people.standing import Standing


def voting_for(person: Person, pk: UUID) -> tuple[Voting, Standing]:
    """The vote and the reader's standing; 404 to those who do not belong to the body."""
    voting = Voting.objects.select_related("meeting__body", "item").filter(pk=pk).first()
    if voting is None:
        raise Http404
    _meeting, who = meeting_for(person, voting.meeting_id)
    return voting, who
