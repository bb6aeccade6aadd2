"""Fetching what a reader may see of the sitting."""

from uuid import UUID

from django.http import Http404

from balai.agenda.queries import item_for
from balai.meetings.models import Voting
from balai.people.models import Person
from balai.people.standing import Standing


def voting_for(person: Person, pk: UUID) -> tuple[Voting, Standing]:
    """The vote and the reader's standing; refused as its item would be."""
    voting = Voting.objects.select_related("meeting__body", "item").filter(pk=pk).first()
    if voting is None:
        raise Http404
    _item, who = item_for(person, voting.item_id)
    return voting, who
