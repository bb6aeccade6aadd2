"""Voting secretly: a sealed ballot goes into the box, and beside it stands that this seat has voted, no more."""

from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import is_recused
from balai.agenda.policy import may_open_item
from balai.ledger.log import append
from balai.meetings.ballots.engine import SpoiltBox
from balai.meetings.ballots.engines import ENGINES
from balai.meetings.ballots.keys import folder_of
from balai.meetings.hall import hall
from balai.meetings.models import BallotGiven, SealedBallot, Voting
from balai.meetings.secret_policy import may_put_in, spoilt
from balai.meetings.voting_policy import may_vote
from balai.meetings.votings import locked_voting, sealed_in, voted_in_another_seat
from balai.people.models import Membership, Person
from balai.people.sign_in_policy import may_vote_as
from balai.people.standing import Standing, standing
from balai.rules.stance import Choice
from balai.rules.voting import Form
from balai.verdict import Refused


@action("meetings.cast_secret_vote")
def cast_secret_vote(voting: Voting, *, seat: Membership | None, choice: Choice, by: Person) -> str:
    """Put a ballot into the box, once. The code by which the voter finds it in the published list; it is kept nowhere.

    The entry says who voted, since one seat votes once. Nothing that is stored says what.
    """
    voting = locked_voting(voting)
    meeting, item = voting.meeting, voting.item
    who, room = standing(by, meeting.body), hall(meeting)
    votes_here = may_vote(
        who,
        voting,
        seat,
        room.attendance.get(seat.pk) if seat else None,
        recused=seat is not None and is_recused(item, seat),
        counts=seat is not None and str(seat.pk) in room.present,
        fits=voting.form == Form.SECRET,
    )
    given = BallotGiven.objects.filter(voting=voting, seat=seat).exists()
    verdict = may_put_in(who, votes_here, given=given, elsewhere=voted_in_another_seat(voting, by, seat))
    require(verdict)
    require(may_open_item(who, item))
    require(may_vote_as(meeting.body))
    assert seat is not None  # the policy refuses a vote without a seat
    tracker = _put_in(voting, seat, choice, who)
    append(
        "meetings.secret_vote.cast",
        by=by,
        about=item,
        body=meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"voting": str(voting.pk)},
    )
    changed("meetings.cast_secret_vote", meeting, item, person=by)
    return tracker


def _put_in(voting: Voting, seat: Membership, choice: Choice, who: Standing) -> str:
    law = who.body.rules.secret_ballot
    assert law is not None  # the policy opens no secret vote without it
    try:
        ballot = ENGINES[law.engine].seal(folder_of(voting.pk), choice, sealed_in(voting))
    except SpoiltBox:
        raise Refused(spoilt(who)) from None
    BallotGiven.objects.create(voting=voting, seat=seat)
    SealedBallot.objects.create(voting=voting, sealed=ballot.sealed)
    return ballot.tracker
