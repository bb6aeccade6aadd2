"""Voting secretly: a sealed ballot goes into the box, and beside it stands that this seat has voted, no more."""

from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import is_recused
from balai.agenda.policy import may_open_item
from balai.ledger.log import append
from balai.meetings.ballots.ahead import Outdated, ahead
from balai.meetings.ballots.engine import Ballot, NoBallotLeft, SpoiltBox
from balai.meetings.ballots.engines import ENGINES
from balai.meetings.ballots.keys import folder_of
from balai.meetings.hall import hall
from balai.meetings.models import BallotGiven, SealedBallot, Voting
from balai.meetings.secret_policy import may_put_in, no_ballot_left, spoilt
from balai.meetings.voting_policy import may_vote
from balai.meetings.votings import locked_voting, sealed_in, voted_in_another_seat
from balai.people.models import Membership, Person
from balai.people.sign_in_policy import may_vote_as
from balai.people.standing import standing
from balai.rules.stance import Choice
from balai.rules.voting import Form
from balai.verdict import Verdict

Sealed = Ballot | SpoiltBox | NoBallotLeft | None


def cast_secret_vote(voting: Voting, *, seat: Membership | None, choice: Choice, by: Person) -> str:
    """Put a ballot into the box, once. The code by which the voter finds it in the published list; it is kept nowhere.

    The ballot is sealed ahead; if the box has taken another one meanwhile that it cannot lie beside, it is sealed anew.
    """
    return ahead(
        lambda: _sealed(voting, seat, choice, by),
        lambda sealed: _put_in(voting, sealed, seat=seat, by=by),
    )


def _sealed(voting: Voting, seat: Membership | None, choice: Choice, by: Person) -> Sealed:
    """None: this seat puts nothing in, as things are; or what has stopped the engine."""
    voting = Voting.objects.select_related("item", "meeting__body").get(pk=voting.pk)
    law = voting.meeting.body.rules.secret_ballot
    if law is None or not _may_cast(voting, seat, by):
        return None
    try:
        return ENGINES[law.engine].seal(folder_of(voting.pk), choice, sealed_in(voting))
    except (SpoiltBox, NoBallotLeft) as error:
        return error


@action("meetings.cast_secret_vote")
def _put_in(voting: Voting, sealed: Sealed, *, seat: Membership | None, by: Person) -> str:
    """The entry says who voted, since one seat votes once. Nothing that is stored says what."""
    voting = locked_voting(voting)
    verdict = _may_cast(voting, seat, by)
    require(verdict)
    assert seat is not None  # the policy refuses a vote without a seat
    ballot = _usable(voting, sealed, by)
    BallotGiven.objects.create(voting=voting, seat=seat)
    SealedBallot.objects.create(voting=voting, sealed=ballot.sealed)
    append(
        "meetings.secret_vote.cast",
        by=by,
        about=voting.item,
        body=voting.meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"voting": str(voting.pk)},
    )
    changed("meetings.cast_secret_vote", voting.meeting, voting.item, person=by)
    return ballot.tracker


def _usable(voting: Voting, sealed: Sealed, by: Person) -> Ballot:
    """The ballot, where it fits into the box as it is now."""
    body = voting.meeting.body
    if isinstance(sealed, NoBallotLeft):
        require(no_ballot_left(standing(by, body)))
    if isinstance(sealed, SpoiltBox):
        require(spoilt(standing(by, body)))
    law = body.rules.secret_ballot
    assert law is not None  # the policy opens no secret vote without it
    if not isinstance(sealed, Ballot) or not ENGINES[law.engine].fits(sealed.sealed, sealed_in(voting)):
        raise Outdated
    return sealed


def _may_cast(voting: Voting, seat: Membership | None, by: Person) -> Verdict:
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
    if not verdict:
        return verdict
    against = (one for one in (may_open_item(who, item), may_vote_as(meeting.body)) if not one)
    return next(against, verdict)
