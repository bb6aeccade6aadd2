"""Voting: a member's vote in the meeting; until the vote is closed it can be changed."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import is_recused
from balai.agenda.policy import may_open_item
from balai.ledger.log import append
from balai.meetings.hall import apart_from, hall
from balai.meetings.models import Vote, Voting
from balai.meetings.roll import roll_of
from balai.meetings.voting_policy import may_vote, not_voted_meanwhile
from balai.meetings.votings import locked_voting
from balai.people.models import Membership, Person
from balai.people.sign_in_policy import may_vote_as
from balai.people.standing import standing
from balai.rules.stance import Choice
from balai.rules.voting import Form


@action("meetings.cast_vote")
def cast_vote(
    voting: Voting,
    *,
    seat: Membership | None,
    choice: Choice,
    by: Person,
    seen: Choice | None = None,
    shown: bool = False,
) -> Vote:
    """Cast or change a seat's vote.

    Args:
        seen: the vote that the screen showed as cast, where it showed one or none (`shown`): a vote that waited on a
            device without a line does not undo a later one.
    """
    voting = locked_voting(voting)
    meeting, item = voting.meeting, voting.item
    who, room = standing(by, meeting.body), hall(meeting)
    apart = apart_from(item)
    roll = roll_of(voting, room.present - apart)
    before = Vote.objects.filter(voting=voting, seat=seat).select_related("cast_by").first()
    verdict = may_vote(
        who,
        voting,
        seat,
        room.attendance.get(seat.pk) if seat else None,
        recused=seat is not None and is_recused(item, seat),
        counts=seat is not None and str(seat.pk) in room.present,
        voted=before.cast_by if before and not before.noted else None,
        called=roll is None or seat is None or roll.may_answer(seat),
        fits=voting.form != Form.SECRET,
    )
    require(verdict)
    require(may_open_item(who, item))
    require(may_vote_as(meeting.body))
    assert seat is not None  # the policy refuses a vote without a seat
    if before and before.choice == choice and not before.noted:
        nothing_changed()
        return before
    require(not_voted_meanwhile(before, seen, verdict.rule, shown=shown))
    vote, _created = Vote.objects.update_or_create(
        voting=voting, seat=seat, defaults={"choice": choice, "cast_by": by, "noted": False, "at": clock.now()}
    )
    append(
        "meetings.vote.cast",
        by=by,
        about=item,
        body=meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"voting": str(voting.pk), "choice": choice},
    )
    changed("meetings.cast_vote", meeting, item, person=by)
    return vote
