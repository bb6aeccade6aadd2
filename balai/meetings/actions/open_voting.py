"""Putting to the vote: the chair opens an open vote on the item in debate."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.agenda.picture import triage_of
from balai.ledger.log import append
from balai.meetings.hall import hall, recused_from
from balai.meetings.models import Voting
from balai.meetings.voting_policy import may_open_voting
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.people.standing import standing


@action("meetings.open_voting")
def open_voting(item: AgendaItem, *, by: Person) -> Voting:
    """Open a vote on an item that has been taken up."""
    item = locked_item(item)
    meeting = item.meeting
    who, room, recused = standing(by, meeting.body), hall(meeting), recused_from(item)
    verdict = may_open_voting(who, item, room, recused, open_voting_of(meeting), triage_of(item))
    require(verdict)
    voting = Voting.objects.create(item=item, meeting=meeting, opened_at=clock.now())
    append(
        "meetings.voting.opened",
        by=by,
        about=item,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"voting": str(voting.pk), "present": sorted(room.present), "recused": sorted(recused)},
    )
    changed("meetings.open_voting", meeting, item)
    return voting
