"""Closing the vote: the votes are counted by the rules and the item is adopted or rejected at once."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.models import Stage
from balai.decisions.models import Decision, Outcome, Way
from balai.decisions.record import record_decisions
from balai.ledger.log import append
from balai.meetings.drafting import outcome_of
from balai.meetings.hall import Hall, apart_from, hall
from balai.meetings.models import Vote, Voting
from balai.meetings.voting_policy import may_close_voting
from balai.meetings.votings import locked_voting
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import standing
from balai.rules import majority
from balai.rules.procedure import MajorityRules
from balai.rules.stance import Choice


@action("meetings.close_voting")
def close_voting(voting: Voting, *, by: Person) -> Voting:
    """Close the vote, count, and state the decision."""
    voting = locked_voting(voting)
    meeting, item = voting.meeting, voting.item
    who, room, apart = standing(by, meeting.body), hall(meeting), apart_from(item)
    require(may_close_voting(who, voting, room, apart))
    require(may_bind_as(meeting.body))
    votes = {str(vote.seat_id): Choice(vote.choice) for vote in Vote.objects.filter(voting=voting)}
    counted = _count(voting, votes, room, apart)
    decision = _conclude(voting, counted, room, apart)
    votes_counted = {"for": counted.for_, "against": counted.against, "abstained": counted.abstained}
    record_decisions(meeting, [decision], at=decision.taken_at, by=by, seat=who.chair_seat, votes=votes_counted)
    append(
        "meetings.voting.closed",
        by=by,
        about=item,
        body=meeting.body,
        seat=who.chair_seat,
        rule=_law(voting, room).rule,
        content={
            "voting": str(voting.pk),
            "carried": counted.carried,
            **votes_counted,
            "votes": {seat: str(choice) for seat, choice in sorted(votes.items())},
            "present": sorted(room.present),
            "apart": sorted(apart),
        },
    )
    changed("meetings.close_voting", meeting, item)
    return voting


def _law(voting: Voting, room: Hall) -> MajorityRules:
    return room.rules.majority.of(voting.item.kind)


def _count(voting: Voting, votes: dict[str, Choice], room: Hall, apart: frozenset[str]) -> majority.Outcome:
    """Votes of those who have left or recused themselves meanwhile do not count."""
    return majority.count(
        room.rules,
        votes=votes,
        members=room.members,
        present=room.present,
        recused=apart,
        chair=room.casting_seat,
        kind=voting.item.kind,
    )


def _conclude(voting: Voting, counted: majority.Outcome, room: Hall, apart: frozenset[str]) -> Decision:
    """Write the result and the item's outcome; the decision that follows from them."""
    now, item = clock.now(), voting.item
    reasons = [reason.as_dict() for reason in (*counted.reasons, *room.quorum(apart).reasons)]
    voting.closed_at, voting.carried, voting.reasons = now, counted.carried, reasons
    voting.for_count, voting.against_count, voting.abstain_count = counted.for_, counted.against, counted.abstained
    voting.save(update_fields=["closed_at", "carried", "reasons", "for_count", "against_count", "abstain_count"])
    outcome = outcome_of(item, voting.text) if counted.carried else Outcome.REJECTED
    item.stage, item.settled_at = Stage(outcome), now
    item.save(update_fields=["stage", "settled_at"])
    rule = _law(voting, room).rule
    return Decision(
        item=item, outcome=outcome, way=Way.BY_VOTE, text=voting.text, rule=rule, reasons=reasons, taken_at=now
    )
