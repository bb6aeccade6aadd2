"""Putting to the vote: the chair opens an open vote on the item in debate."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.agenda.picture import triage_of
from balai.ledger.log import append
from balai.meetings.drafting import text_of
from balai.meetings.hall import apart_from, hall
from balai.meetings.models import Voting
from balai.meetings.speaking import end_speech_on
from balai.meetings.voting_policy import may_open_voting
from balai.meetings.votings import open_voting_of
from balai.people.models import Person


@action("meetings.open_voting")
def open_voting(item: AgendaItem, *, by: Person) -> Voting:
    """Open a vote on an item that has been taken up."""
    item, who = locked_item(item, by)
    meeting = item.meeting
    room, apart = hall(meeting), apart_from(item)
    verdict = may_open_voting(who, item, room, apart, open_voting_of(meeting), triage_of(item))
    require(verdict)
    text = text_of(item)
    voting = Voting.objects.create(item=item, meeting=meeting, text=text, opened_at=clock.now())
    end_speech_on(item, voting.opened_at)
    append(
        "meetings.voting.opened",
        by=by,
        about=item,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={
            "voting": str(voting.pk),
            "text": dict(text),
            "present": sorted(room.present),
            "apart": sorted(apart),
        },
    )
    changed("meetings.open_voting", meeting, item)
    return voting
