"""Breaking off a vote: it ends uncounted, since too many have left or the question was not ready."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.ledger.log import append
from balai.meetings.models import Voting
from balai.meetings.voting_policy import may_break_off_voting
from balai.meetings.votings import locked_voting
from balai.people.models import Person
from balai.people.standing import standing


@action("meetings.break_off_voting")
def break_off_voting(voting: Voting, *, by: Person) -> Voting:
    """End the vote without counting; the item stays open."""
    voting = locked_voting(voting)
    who = standing(by, voting.meeting.body)
    verdict = may_break_off_voting(who, voting)
    require(verdict)
    voting.closed_at = clock.now()
    voting.save(update_fields=["closed_at"])
    append(
        "meetings.voting.broken_off",
        by=by,
        about=voting.item,
        body=voting.meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"voting": str(voting.pk)},
    )
    changed("meetings.break_off_voting", voting.meeting, voting.item)
    return voting
