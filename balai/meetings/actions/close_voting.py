"""Closing the vote: the votes are counted by the rules and the item is adopted or rejected at once."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.models import Stage
from balai.decisions.models import Decision, Outcome, Way
from balai.decisions.record import record_decisions
from balai.ledger.log import append
from balai.meetings import policy
from balai.meetings.hall import hall, recused_from
from balai.meetings.models import Vote, Voting
from balai.meetings.votings import locked_voting
from balai.people.models import Person
from balai.people.standing import standing
from balai.rules.majority import count
from balai.rules.stance import Choice


@action("meetings.close_voting")
def close_voting(voting: Voting, *, by: Person) -> Voting:
    """Close the vote, count, and state the decision."""
    voting = locked_voting(voting)
    meeting, item = voting.meeting, voting.item
    who, room, recused = standing(by, meeting.body), hall(meeting), recused_from(item)
    verdict = policy.may_close_voting(who, voting)
    require(verdict)
    require(policy.has_quorum(room, verdict, recused))
    votes = {str(vote.seat_id): Choice(vote.choice) for vote in Vote.objects.filter(voting=voting)}
    outcome = count(
        room.rules,
        votes=votes,
        members=room.members,
        present=room.present,
        recused=recused,
        chair=room.casting_seat,
        kind=item.kind,
    )
    now = clock.now()
    voting.closed_at, voting.carried = now, outcome.carried
    voting.for_count, voting.against_count, voting.abstain_count = outcome.for_, outcome.against, outcome.abstained
    voting.reasons = [reason.as_dict() for reason in outcome.reasons]
    voting.save()
    item.stage, item.settled_at = (Stage.ADOPTED if outcome.carried else Stage.REJECTED), now
    item.save(update_fields=["stage", "settled_at"])
    record_decisions(
        meeting,
        [
            Decision(
                item=item,
                outcome=Outcome.ADOPTED if outcome.carried else Outcome.REJECTED,
                way=Way.BY_VOTE,
                text=item.ask,
                rule=room.rules.majority.rule,
                reasons=voting.reasons,
            )
        ],
        at=now,
    )
    append(
        "meetings.voting.closed",
        by=by,
        about=item,
        body=meeting.body,
        seat=who.chair_seat,
        rule=room.rules.majority.rule,
        content={
            "voting": str(voting.pk),
            "carried": outcome.carried,
            "for": outcome.for_,
            "against": outcome.against,
            "abstained": outcome.abstained,
        },
    )
    changed("meetings.close_voting", meeting, item)
    return voting
