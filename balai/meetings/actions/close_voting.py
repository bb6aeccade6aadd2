"""Closing the vote: the votes are counted by the rules; the item, or the motion voted on, is settled at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.models import Stage
from balai.agenda.policy import may_open_item
from balai.decisions.models import Decision, Outcome, Way
from balai.decisions.record import record_decisions
from balai.ledger.log import Json, append
from balai.meetings.ballots.ahead import Outdated, ahead
from balai.meetings.ballots.engine import Counted, SpoiltBox
from balai.meetings.ballots.engines import ENGINES
from balai.meetings.ballots.keys import destroy_after_commit, folder_of
from balai.meetings.drafting import outcome_of
from balai.meetings.hall import Hall, apart_from, hall
from balai.meetings.models import BallotBox, BallotGiven, SealedBallot, Vote, Voting
from balai.meetings.motions import settle_by_vote
from balai.meetings.secret_policy import may_open_box, spoilt
from balai.meetings.voting_policy import closes_now, may_close_voting
from balai.meetings.votings import locked_voting, sealed_in
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import Standing, standing
from balai.rules import majority
from balai.rules.motions import counted_by
from balai.rules.procedure import MajorityRules, Rules
from balai.rules.stance import Choice
from balai.rules.voting import Form
from balai.verdict import Refused, Verdict


@dataclass(frozen=True, slots=True)
class Opened:
    """A box that was counted ahead, with the ballots that were in it then. `counted` None: it is spoilt."""

    box: Sequence[bytes]
    counted: Counted | None


def close_voting(voting: Voting, *, by: Person) -> Voting:
    """Close the vote, count, and state the decision. A secret one is counted ahead, and anew if a ballot came in."""
    if voting.form != Form.SECRET:
        return _close(voting, None, by=by)
    return ahead(lambda: _counted_ahead(voting, by), lambda opened: _close(voting, opened, by=by))


def _counted_ahead(voting: Voting, by: Person) -> Opened | None:
    """None: nothing is to be counted, as things are."""
    voting = Voting.objects.select_related("item", "meeting__body").get(pk=voting.pk)
    box, given = sealed_in(voting), BallotGiven.objects.filter(voting=voting).count()
    who, law = standing(by, voting.meeting.body), voting.meeting.body.rules.secret_ballot
    if law is None or not _may_close(voting, who, hall(voting.meeting), apart_from(voting.item)):
        return None
    if not may_open_box(who, given=given, in_box=len(box)):
        return None
    try:
        return Opened(box, ENGINES[law.engine].count(folder_of(voting.pk), box))
    except SpoiltBox:
        return Opened(box, None)


def _may_close(voting: Voting, who: Standing, room: Hall, apart: frozenset[str]) -> Verdict:
    if not (verdict := may_close_voting(who, voting, room, apart)):
        return verdict
    in_time = closes_now(who, voting, _missing(voting, room, apart), clock.now())
    against = (one for one in (in_time, may_open_item(who, voting.item), may_bind_as(who.body)) if not one)
    return next(against, verdict)


@action("meetings.close_voting")
def _close(voting: Voting, opened: Opened | None, *, by: Person) -> Voting:
    """Close the vote, count, and state the decision; a vote on a motion decides its text and nothing else."""
    voting = locked_voting(voting)
    meeting, item = voting.meeting, voting.item
    who, room, apart = standing(by, meeting.body), hall(meeting), apart_from(item)
    require(_may_close(voting, who, room, apart))
    secret = voting.form == Form.SECRET
    counted, said = _open_box(voting, opened, who, room, apart) if secret else _named(voting, room, apart)
    votes_counted = {"for": counted.for_, "against": counted.against, "abstained": counted.abstained}
    _write_result(voting, counted, room, apart)
    if voting.motion is not None:
        said |= settle_by_vote(voting.motion, item, carried=counted.carried, at=_closed(voting), by=by)
    else:
        decision = _decide(voting, room, carried=counted.carried)
        record_decisions(
            meeting,
            [decision],
            at=decision.taken_at,
            by=by,
            seat=who.chair_seat,
            votes=votes_counted,
            ballot_box=str(said["box"]) if "box" in said else None,
        )
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
            **said,
            "reasons": voting.reasons,
            "present": sorted(room.present),
            "apart": sorted(apart),
        },
    )
    changed("meetings.close_voting", meeting, item)
    return voting


def _counted_by(voting: Voting, room: Hall) -> tuple[Rules, str]:
    """The rules that count this vote, and the kind of the matter: a motion is carried as any other motion."""
    return (room.rules, voting.item.kind) if voting.motion_id is None else (counted_by(room.rules), "")


def _law(voting: Voting, room: Hall) -> MajorityRules:
    rules, kind = _counted_by(voting, room)
    return rules.majority.of(kind)


def _missing(voting: Voting, room: Hall, apart: frozenset[str]) -> list[str]:
    """Who could still vote."""
    kept = BallotGiven if voting.form == Form.SECRET else Vote
    voted = set(kept.objects.filter(voting=voting).values_list("seat", flat=True))
    able = room.present - apart
    return [seat.person.name for seat in room.seats if str(seat.pk) in able and seat.pk not in voted]


def _named(voting: Voting, room: Hall, apart: frozenset[str]) -> tuple[majority.Outcome, dict[str, Json]]:
    """Votes by name. Those of who have left or recused themselves meanwhile do not count."""
    given = list(Vote.objects.filter(voting=voting).order_by("seat"))
    rules, kind = _counted_by(voting, room)
    counted = majority.count(
        rules,
        votes={str(vote.seat_id): Choice(vote.choice) for vote in given},
        members=room.members,
        present=room.present,
        recused=apart,
        chair=room.casting_seat,
        kind=kind,
    )
    return counted, {
        "votes": {str(vote.seat_id): vote.choice for vote in given},
        "noted": {str(vote.seat_id): str(vote.cast_by_id) for vote in given if vote.noted},
    }


def _open_box(
    voting: Voting, ahead_of: Opened | None, who: Standing, room: Hall, apart: frozenset[str]
) -> tuple[majority.Outcome, dict[str, Json]]:
    """Count the box of a secret vote and publish it; its ballots and its keys are destroyed. No name stands in it."""
    law, box = room.rules.secret_ballot, sealed_in(voting)
    given = {str(seat) for seat in BallotGiven.objects.filter(voting=voting).values_list("seat", flat=True)}
    require(may_open_box(who, given=len(given), in_box=len(box)))
    assert law is not None  # the policy opens no secret vote without it
    if ahead_of is None or ahead_of.box != box:
        raise Outdated
    if (opened := ahead_of.counted) is None:
        raise Refused(spoilt(who))
    SealedBallot.objects.filter(voting=voting).delete()
    published = BallotBox.objects.create(
        voting=voting, engine=law.engine, content=opened.published, trackers=list(opened.trackers)
    )
    destroy_after_commit(voting.pk)
    able = (room.present - apart) | given
    counted = majority.count_secret(room.rules, opened.counts, len(room.members), len(able), voting.item.kind)
    return counted, {"votes": {}, "noted": {}, "cast": opened.cast, "engine": law.engine, "box": published.digest}


def _write_result(voting: Voting, counted: majority.Outcome, room: Hall, apart: frozenset[str]) -> None:
    reasons = [reason.as_dict() for reason in (*counted.reasons, *room.quorum(apart).reasons)]
    voting.closed_at, voting.carried, voting.reasons = clock.now(), counted.carried, reasons
    voting.for_count, voting.against_count, voting.abstain_count = counted.for_, counted.against, counted.abstained
    voting.save(update_fields=["closed_at", "carried", "reasons", "for_count", "against_count", "abstain_count"])


def _closed(voting: Voting) -> datetime:
    assert voting.closed_at is not None  # it was closed just now
    return voting.closed_at


def _decide(voting: Voting, room: Hall, *, carried: bool) -> Decision:
    """Write the item's outcome; the decision that follows from the vote."""
    item, now = voting.item, _closed(voting)
    outcome = outcome_of(item, voting.text) if carried else Outcome.REJECTED
    item.stage, item.settled_at = Stage(outcome), now
    item.save(update_fields=["stage", "settled_at"])
    return Decision(
        item=item,
        outcome=outcome,
        way=Way.BY_VOTE,
        text=voting.text,
        rule=_law(voting, room).rule,
        reasons=voting.reasons,
        taken_at=now,
    )
