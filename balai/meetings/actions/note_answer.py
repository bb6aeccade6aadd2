"""Noting an answer in a roll call: what a member said aloud, or that they gave no answer."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import is_recused
from balai.agenda.policy import may_open_item
from balai.ledger.log import append
from balai.meetings.hall import apart_from, hall
from balai.meetings.models import RollCall, Vote, Voting
from balai.meetings.roll import roll_of
from balai.meetings.voting_policy import can_be_noted, may_note_answer
from balai.meetings.votings import locked_voting
from balai.people.models import Membership, Person
from balai.people.sign_in_policy import may_vote_as
from balai.people.standing import standing
from balai.rules.stance import Choice


@action("meetings.note_answer")
def note_answer(voting: Voting, *, seat: Membership, choice: Choice | None, by: Person) -> Voting:
    """Note a seat's answer; None: it was called and gave none. The record says who noted it."""
    voting = locked_voting(voting)
    meeting, item = voting.meeting, voting.item
    who, room = standing(by, meeting.body), hall(meeting)
    verdict = may_note_answer(who, voting, answered=choice is not None)
    require(verdict)
    require(may_open_item(who, item))
    require(may_vote_as(meeting.body))
    roll = roll_of(voting, room.present - apart_from(item))
    assert roll is not None  # the policy refuses another form
    before = Vote.objects.filter(voting=voting, seat=seat).first()
    can = can_be_noted(
        who,
        room.attendance.get(seat.pk),
        recused=is_recused(item, seat),
        counts=str(seat.pk) in room.present,
        called=roll.may_answer(seat),
        own=before is not None and not before.noted,
    )
    require(can)
    if before is not None and before.choice == choice:
        nothing_changed()
        return voting
    _write(voting, seat, choice, by)
    append(
        "meetings.answer.noted",
        by=by,
        about=item,
        body=meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"voting": str(voting.pk), "choice": choice},
    )
    changed("meetings.note_answer", meeting, item, person=by)
    return voting


def _write(voting: Voting, seat: Membership, choice: Choice | None, by: Person) -> None:
    now = clock.now()
    if choice is None:
        Vote.objects.filter(voting=voting, seat=seat).update(taken_back_at=now)
        RollCall.objects.filter(voting=voting, seat=seat).update(passed_at=now)
        return
    Vote.objects.update_or_create(
        voting=voting, seat=seat, defaults={"choice": choice, "cast_by": by, "noted": True, "at": now}
    )
