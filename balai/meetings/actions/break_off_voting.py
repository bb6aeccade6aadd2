"""Breaking off a vote: it ends uncounted, since too many have left or the question was not ready."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.policy import may_open_item
from balai.ledger.log import append
from balai.meetings.ballots.keys import destroy_after_commit
from balai.meetings.models import SealedBallot, Voting
from balai.meetings.voting_policy import breaks_off_for, may_break_off_voting
from balai.meetings.votings import locked_voting
from balai.people.models import Person
from balai.people.standing import standing
from balai.rules.voting import Form


@action("meetings.break_off_voting")
def break_off_voting(voting: Voting, *, because: str, by: Person) -> Voting:
    """End the vote without counting; the item stays open."""
    voting = locked_voting(voting)
    who = standing(by, voting.meeting.body)
    verdict = may_break_off_voting(who, voting)
    require(verdict)
    require(breaks_off_for(who, because))
    require(may_open_item(who, voting.item))
    voting.closed_at, voting.broken_off_because = clock.now(), because.strip()
    voting.save(update_fields=["closed_at", "broken_off_because"])
    if voting.form == Form.SECRET:  # the box goes unopened
        SealedBallot.objects.filter(voting=voting).delete()
        destroy_after_commit(voting.pk)
    append(
        "meetings.voting.broken_off",
        by=by,
        about=voting.item,
        body=voting.meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"voting": str(voting.pk), "because": voting.broken_off_because},
    )
    changed("meetings.break_off_voting", voting.meeting, voting.item)
    return voting
