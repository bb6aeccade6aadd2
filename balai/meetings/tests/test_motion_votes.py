"""A vote on a motion: the same machinery as a vote on an item, and it decides a text and nothing else."""

import json

import pytest

from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.restrict import restrict_item
from balai.agenda.models import MeetingKind, Stage
from balai.agenda.motions.models import Motion
from balai.decisions.models import Decision, Outcome, Way
from balai.ledger.models import Entry
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.put_motion import put_motion
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.settle_motion import settle_motion
from balai.meetings.actions.take_up import take_up
from balai.meetings.actions.undo_step import undo_step
from balai.meetings.actions.withdraw_motion import withdraw_motion
from balai.meetings.drafting import text_of
from balai.meetings.hall_screen import hall_screen, meeting_for_hall
from balai.meetings.models import Presence, RollCall, Voting
from balai.minutes.reading import protocol_of
from balai.record.reconcile import reconcile
from balai.rules.access import Level, Restriction
from balai.rules.motions import Settling
from balai.rules.stance import Choice
from balai.rules.voting import Form, RepeatGround
from balai.verdict import Ground
from tests.access.making import NEXT_YEAR
from tests.factories import items_of, make_cast, make_meeting
from tests.refusals import nothing_changes, refused
from tests.sitting import begin, open_item

RULE = "VVS § 16"
LESS, MORE = {"en": "Approve half of it."}, {"en": "Approve it twice."}
FOR, AGAINST = Choice.FOR, Choice.AGAINST


@pytest.fixture
def item(cast, contested):
    return open_item(cast, contested)


@pytest.fixture
def motion(cast, item):
    return propose_motion(item, LESS, seat=cast.seats["marin"], by=cast.marin)


def vote(cast, voting, **choices):
    for name, choice in choices.items():
        cast_vote(voting, seat=cast.seats[name], choice=choice, by=cast.people[name])
    return close_voting(voting, by=cast.kai)


def test_carried_its_text_becomes_the_text_to_be_decided_and_the_item_stays_open(cast, item, motion):
    voting = put_motion(motion, by=cast.kai)
    assert (voting.motion, voting.text) == (motion, LESS)
    vote(cast, voting, marin=FOR, pia=FOR, tomas=FOR, kai=AGAINST)
    motion.refresh_from_db()
    item.refresh_from_db()
    assert (motion.state, item.stage, text_of(item)) == ("carried", Stage.TAKEN_UP, LESS)
    assert not Decision.objects.exists()
    last = vote(cast, open_voting(item, by=cast.kai), marin=FOR, pia=FOR, tomas=FOR)
    decision = Decision.objects.get(item=item)
    assert (decision.text, decision.outcome, decision.way) == (LESS, Outcome.AMENDED, Way.BY_VOTE)
    assert last.motion is None
    assert [str(one) for one in reconcile()] == []


def test_lost_the_text_stays(cast, item, motion):
    vote(cast, put_motion(motion, by=cast.kai), marin=FOR, pia=AGAINST, tomas=AGAINST)
    motion.refresh_from_db()
    assert (motion.state, text_of(item)) == ("lost", item.ask)
    decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    assert Decision.objects.get(item=item).text == item.ask
    assert [str(one) for one in reconcile()] == []


def test_broken_off_it_waits_again(cast, motion):
    break_off_voting(put_motion(motion, by=cast.kai), because="Not ready", by=cast.kai)
    motion.refresh_from_db()
    assert motion.is_open
    vote(cast, put_motion(motion, by=cast.kai), marin=FOR, pia=FOR, tomas=FOR)
    assert [str(one) for one in reconcile()] == []


def test_one_vote_at_a_time(cast, item, items, motion):
    second = propose_motion(item, MORE, seat=cast.seats["pia"], by=cast.pia)
    put_motion(motion, by=cast.kai)
    with nothing_changes(), refused("Another vote is open", RULE):
        put_motion(second, by=cast.kai)
    with nothing_changes(), refused("Another vote is open", RULE):
        settle_motion(second, how=Settling.TAKE_OVER, by=cast.kai)
    with nothing_changes(), refused("A vote is open on this motion", RULE):
        withdraw_motion(motion, by=cast.marin)
    with nothing_changes(), refused("what is voted on does not change", RULE):
        propose_motion(item, {"en": "Third"}, seat=cast.seats["tomas"], by=cast.tomas)
    with nothing_changes(), refused("Another vote is open", RULE):
        take_up(items[0], by=cast.kai)
    with nothing_changes(), refused("A vote is open on this item", RULE):
        set_aside(item, stage=Stage.POSTPONED, because="", by=cast.kai)


def test_who_may_not_put_it_to_the_vote_is_told_why(cast, items, item, motion):
    for name in ("marin", "sara", "nils"):
        with nothing_changes(), refused("Only the chair does this", RULE, Ground.PERMISSION):
            put_motion(motion, by=cast.people[name])
    with nothing_changes(), refused("A motion is voted on openly", RULE):
        put_motion(motion, by=cast.kai, form=Form.SECRET)
    for name in ("pia", "tomas", "marin"):
        note_attendance(item.meeting, seat=cast.seats[name], presence=Presence.ABSENT, by=cast.sara)
    with nothing_changes(), refused("No quorum", RULE):
        put_motion(motion, by=cast.kai)
    settle_motion(motion, how=Settling.TAKE_OVER, by=cast.kai)
    with nothing_changes(), refused("This motion is settled", RULE):
        put_motion(motion, by=cast.kai)


def test_where_no_vote_is_taken_a_motion_is_not_voted_on(cast):
    item = open_item(cast, items_of(begin(cast, make_meeting(cast, 1, kind=MeetingKind.CONSULTATIVE)))[0])
    found = propose_motion(item, LESS, seat=cast.seats["marin"], by=cast.marin)
    with nothing_changes(), refused("No vote is taken here", RULE):
        put_motion(found, by=cast.kai)


def test_members_are_called_on_a_motion_as_on_an_item(cast, motion):
    voting = put_motion(motion, by=cast.kai, form=Form.ROLL_CALL)
    assert RollCall.objects.filter(voting=voting).count() == 4
    with nothing_changes(), refused("You have not been called yet", RULE):
        cast_vote(voting, seat=cast.seats["tomas"], choice=FOR, by=cast.tomas)


def test_who_is_recused_from_the_item_does_not_vote_on_its_motions(cast, item, motion):
    recuse(item, seat=cast.seats["pia"], reason="Kin", by=cast.pia)
    voting = put_motion(motion, by=cast.kai)
    with nothing_changes(), refused("You have recused yourself", RULE, Ground.PERMISSION):
        cast_vote(voting, seat=cast.seats["pia"], choice=FOR, by=cast.pia)


def test_a_counted_vote_on_a_motion_is_neither_undone_nor_repeated(cast, item, motion):
    voting = vote(cast, put_motion(motion, by=cast.kai), marin=FOR, pia=FOR, tomas=FOR)
    with nothing_changes(), refused("A counted vote cannot be undone", RULE):
        undo_step(item.meeting, by=cast.kai)
    with nothing_changes(), refused("A vote on a motion is not repeated", RULE):
        repeat_voting(voting, ground=RepeatGround.ERROR, because="Miscounted", by=cast.kai)


def test_it_is_carried_by_the_majority_of_motions_not_by_that_of_the_item(db):
    cast = make_cast("council", extra_members=2)
    meeting = make_meeting(cast, 1)
    edit_item(items_of(meeting)[0], {"kind": "statute"}, by=cast.sara)
    item = open_item(cast, items_of(begin(cast, meeting))[0])
    motion = propose_motion(item, LESS, seat=cast.seats["marin"], by=cast.marin)
    voting = vote(cast, put_motion(motion, by=cast.kai), marin=FOR, pia=FOR, tomas=AGAINST)
    assert voting.carried
    assert json.loads(Entry.objects.get(act="meetings.voting.closed").content or "")["motion"] == str(motion.pk)
    assert Entry.objects.get(act="meetings.voting.closed").canonical.count("Model § 17") == 1
    last = vote(cast, open_voting(item, by=cast.kai), marin=FOR, pia=FOR, tomas=FOR)
    assert not last.carried  # two thirds of all six
    assert [str(one) for one in reconcile()] == []


def test_the_minutes_tell_the_vote_with_the_motion(cast, item, motion):
    vote(cast, put_motion(motion, by=cast.kai), marin=FOR, pia=FOR, tomas=FOR)
    vote(cast, open_voting(item, by=cast.kai), marin=FOR, pia=FOR, tomas=FOR)
    course = next(one for one in protocol_of(item.meeting).items if one.key == str(item.pk))
    assert [one.motion for one in course.ballots] == [1, None]
    assert [(one.number, one.settled) for one in course.motions] == [(1, "carried")]
    assert course.outcome == "amended"


def test_another_motion_named_in_a_vote_is_found(cast, item, motion):
    second = propose_motion(item, MORE, seat=cast.seats["pia"], by=cast.pia)
    put_motion(motion, by=cast.kai)
    Voting.objects.update(motion=second)
    assert {one.kind for one in reconcile()} == {"changed"}


def test_a_motion_that_was_lost_and_is_said_to_be_carried_is_found(cast, motion):
    vote(cast, put_motion(motion, by=cast.kai), marin=AGAINST, pia=AGAINST, tomas=AGAINST)
    Motion.objects.update(state="carried")
    assert {one.kind for one in reconcile()} == {"changed"}


def test_the_hall_shows_a_vote_on_a_motion_while_nothing_else_is_settled_or_seen(cast, item, motion):
    """What is in debate by now is hidden from the hall."""
    body = cast.body
    body.rules_text = body.rules_text.replace('inside = "title"', 'inside = "nothing"')
    body.save(update_fields=["rules_text"])
    voting = vote(cast, put_motion(motion, by=cast.kai))
    other = next(one for one in items_of(item.meeting) if one.pk != item.pk)
    readers = frozenset({str(cast.kai.pk)})
    restrict_item(other, Restriction(Level.NAMED, "§ 1", NEXT_YEAR, readers=readers), by=cast.kai)
    take_up(other, by=cast.kai)
    assert hall_screen(meeting_for_hall(cast.sara, item.meeting_id)).last_result == voting
