"""Two people in the same meeting at the same moment: real threads, real connections, on both databases.

The chair and who stands in for the chair both lead; exactly one of two acts that exclude each other is done.
"""

from functools import partial

import pytest

from balai import clock
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.models import MeetingState, Stage
from balai.agenda.motions.models import Motion
from balai.decisions.models import Decision, Outcome
from balai.ledger import tree
from balai.ledger.models import Entry
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_speaking_list import close_speaking_list, reopen_speaking_list
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.end_speech import end_speech
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.report_up import report_up
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.meetings.actions.undo_step import undo_step
from balai.meetings.models import Attendance, ClosedSpeakingList, Presence, Speech, Vote, Voting
from balai.people.actions.name_substitute import name_substitute
from balai.people.actions.place_under import place_under
from balai.rules import merkle
from balai.rules.stance import Choice, Stance
from tests.factories import items_of, make_cast, make_meeting, make_parent, mark
from tests.refusals import at_once, refusals_in
from tests.sitting import adopt, begin, begun_meeting, closed_meeting, open_item

pytestmark = pytest.mark.django_db(transaction=True)
CHAIR, BLOCK = "(VVS § 16)", "(VVR § 3)"


@pytest.fixture
def cast():
    """Marin stands in for kai: two who lead the meeting."""
    cast = make_cast()
    name_substitute(cast.seats["kai"], substitute=cast.marin, starts=clock.now(), ends=None, by=cast.kai)
    return cast


@pytest.fixture
def meeting(cast):
    """Five items pass without debate, one is contested."""
    meeting = make_meeting(cast, 6)
    mark(cast, "pia", items_of(meeting)[5], Stance.OBJECTION)
    return begin(cast, meeting)


@pytest.fixture
def items(meeting):
    return items_of(meeting)


def both_chairs(cast, act):
    """The same act by the chair and by who stands in."""
    return at_once(lambda: act(cast.kai), lambda: act(cast.marin))


def stage(item):
    item.refresh_from_db()
    return item.stage


def entries(act):
    return Entry.objects.filter(act=act).count()


def the_log_is_whole():
    found = list(Entry.objects.all())
    assert [entry.index for entry in found] == list(range(len(found)))
    assert tree.root() == merkle.root([merkle.leaf_hash(entry.leaf.encode()) for entry in found])


def test_two_chairs_who_adopt_the_block_adopt_it_once(cast, meeting, items):
    seen = [item.pk for item in items[:5]]
    done = both_chairs(cast, lambda by: adopt_block(meeting, by=by, seen=seen))
    assert refusals_in(done) == [f"No item passes without debate. {BLOCK}"]
    assert sorted(Decision.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert entries("meetings.block.adopted") == 1
    the_log_is_whole()


def test_of_two_chairs_who_decide_one_item_differently_exactly_one_decides(cast, items):
    for item in items:
        done = at_once(
            partial(decide, item, outcome=Outcome.ADOPTED, by=cast.kai),
            partial(decide, item, outcome=Outcome.REJECTED, by=cast.marin),
        )
        assert refusals_in(done) == [f"This item is settled. {CHAIR}"]
        assert Decision.objects.get(item=item).outcome == stage(item)
    assert entries("meetings.item.decided") == len(items)


def test_an_item_decided_and_postponed_at_once_is_one_of_them(cast, items):
    for item in items:
        done = at_once(
            partial(decide, item, outcome=Outcome.ADOPTED, by=cast.kai),
            partial(set_aside, item, stage=Stage.POSTPONED, because="", by=cast.marin),
        )
        assert refusals_in(done) == [f"This item is settled. {CHAIR}"]
        assert Decision.objects.filter(item=item).exists() == (stage(item) == Stage.ADOPTED)


def test_the_block_and_one_of_its_items_decided_at_once_give_each_item_one_decision(cast, meeting, items):
    at_once(
        lambda: adopt_block(meeting, by=cast.kai),
        lambda: decide(items[0], outcome=Outcome.REJECTED, by=cast.marin),
    )
    assert [stage(item) == "listed" for item in items] == [False] * 5 + [True]
    assert sorted(Decision.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert Decision.objects.get(item=items[0]).outcome == stage(items[0])


def test_an_item_opened_while_the_block_is_adopted_is_in_one_or_the_other(cast, meeting, items):
    seen = [item.pk for item in items[:5]]
    done = at_once(
        lambda: adopt_block(meeting, by=cast.kai, seen=seen),
        lambda: ask_to_open(items[0], seat=cast.seats["tomas"], by=cast.tomas),
    )
    outcome = (Decision.objects.count(), refusals_in(done))
    adopted_first = (5, [f"This item is settled or already open. {BLOCK}"])
    opened_first = (0, [f"The block has just changed: look at it again before you adopt it. {BLOCK}"])
    assert outcome in (adopted_first, opened_first)


def test_two_items_taken_up_at_once_leave_one_open(cast, meeting, items):
    at_once(lambda: take_up(items[0], by=cast.kai), lambda: take_up(items[1], by=cast.marin))
    assert sorted(stage(item) for item in items[:2]) == [Stage.LISTED, Stage.TAKEN_UP]


def test_of_two_chairs_whose_screens_show_nothing_open_only_one_takes_up_an_item(cast, items):
    done = at_once(
        lambda: take_up(items[0], by=cast.kai, nothing_open=True),
        lambda: take_up(items[1], by=cast.marin, nothing_open=True),
    )
    (opened,) = (item for item in items[:2] if stage(item) == Stage.TAKEN_UP)
    said = f"Item {opened.number} has been taken up meanwhile: look at it before you take up another."
    assert [one.split(" (")[0] for one in refusals_in(done)] == [said]
    assert entries("meetings.item.taken_up") == 1
    the_log_is_whole()


def test_of_two_chairs_who_give_the_floor_to_different_people_one_gives_it(cast, items):
    item = open_item(cast, items[0])
    asked = [ask_to_speak(item, seat=cast.seats[name], by=cast.people[name]) for name in ("pia", "tomas")]
    done = at_once(
        lambda: give_floor(asked[0], by=cast.kai, seen_speaking=None),
        lambda: give_floor(asked[1], by=cast.marin, seen_speaking=None),
    )
    speaking = Speech.objects.get(began_at__isnull=False, ended_at=None)
    said = f"{speaking.person.name} has been given the floor meanwhile: look again before you give it to another."
    assert [one.split(" (")[0] for one in refusals_in(done)] == [said]
    assert entries("meetings.floor.given") == 1
    the_log_is_whole()


def test_a_speech_ended_by_two_chairs_ends_once(cast, items):
    item = open_item(cast, items[0])
    speech = give_floor(ask_to_speak(item, seat=cast.seats["pia"], by=cast.pia), by=cast.kai)
    done = both_chairs(cast, lambda by: end_speech(speech, by=by))
    assert [one.split(" (")[0] for one in refusals_in(done)] == ["This speech has ended."]
    assert entries("meetings.speech.ended") == 1


def test_a_vote_opened_while_the_floor_is_given_leaves_nobody_speaking(cast, items):
    item = open_item(cast, items[5])
    speech = ask_to_speak(item, seat=cast.seats["tomas"], by=cast.tomas)
    at_once(lambda: open_voting(item, by=cast.kai), lambda: give_floor(speech, by=cast.marin, seen_speaking=None))
    assert Voting.objects.filter(closed_at=None).count() == 1
    assert not Speech.objects.filter(began_at__isnull=False, ended_at=None).exists()


def test_an_item_set_aside_and_put_to_the_vote_at_once_is_one_of_them(cast, items):
    item = open_item(cast, items[5])
    done = at_once(
        lambda: open_voting(item, by=cast.kai),
        lambda: set_aside(item, stage=Stage.POSTPONED, because="", by=cast.marin),
    )
    assert len(refusals_in(done)) == 1
    assert (stage(item) == Stage.POSTPONED) == (not Voting.objects.exists())


def test_the_list_closed_and_opened_again_by_two_chairs_is_one_or_the_other(cast, items):
    item = open_item(cast, items[0])
    at_once(lambda: close_speaking_list(item, by=cast.kai), lambda: reopen_speaking_list(item, by=cast.marin))
    assert ClosedSpeakingList.objects.count() == entries("meetings.speaking_list.closed") - entries(
        "meetings.speaking_list.reopened"
    )
    the_log_is_whole()


def test_a_vote_broken_off_and_counted_at_once_is_one_of_them(cast, items):
    voting = open_voting(open_item(cast, items[5]), by=cast.kai)
    done = at_once(
        lambda: close_voting(voting, by=cast.kai), lambda: break_off_voting(voting, because="-", by=cast.marin)
    )
    assert len(refusals_in(done)) == 1
    assert entries("meetings.voting.closed") + entries("meetings.voting.broken_off") == 1
    assert Decision.objects.count() == entries("meetings.voting.closed")


def test_a_vote_opened_by_two_chairs_is_one_vote(cast, items):
    open_item(cast, items[5])
    done = both_chairs(cast, lambda by: open_voting(items[5], by=by))
    assert refusals_in(done) == [f"A vote is open on this item: close it first. {CHAIR}"]
    assert Voting.objects.count() == 1


def test_a_vote_closed_by_two_chairs_is_counted_once(cast, items):
    voting = open_voting(open_item(cast, items[5]), by=cast.kai)
    done = both_chairs(cast, lambda by: close_voting(voting, by=by))
    assert refusals_in(done) == [f"The vote is closed. {CHAIR}"]
    assert Decision.objects.count() == 1


def test_a_vote_cast_at_the_moment_of_closing_is_counted_or_refused(cast, items):
    voting = open_voting(open_item(cast, items[5]), by=cast.kai)
    done = at_once(
        lambda: cast_vote(voting, seat=cast.seats["pia"], choice=Choice.FOR, by=cast.pia),
        lambda: close_voting(voting, by=cast.kai),
    )
    voting.refresh_from_db()
    counted = (voting.for_count, refusals_in(done))
    assert counted in ((1, []), (0, [f"The vote is closed. {CHAIR}"]))
    assert Vote.objects.count() == voting.for_count


def test_a_member_who_votes_on_two_tablets_has_one_vote(cast, items):
    voting = open_voting(open_item(cast, items[5]), by=cast.kai)
    at_once(
        *(
            partial(cast_vote, voting, seat=cast.seats["pia"], choice=choice, by=cast.pia)
            for choice in (Choice.FOR, Choice.AGAINST)
        )
    )
    assert Vote.objects.count() == 1


def test_members_who_vote_at_once_are_all_counted(cast, items):
    voting = open_voting(open_item(cast, items[5]), by=cast.kai)
    names = ("kai", "marin", "pia", "tomas")
    done = at_once(
        *(partial(cast_vote, voting, seat=cast.seats[name], choice=Choice.FOR, by=cast.people[name]) for name in names)
    )
    assert refusals_in(done) == []
    assert close_voting(voting, by=cast.kai).for_count == 4


def test_a_meeting_opened_and_closed_by_two_chairs_is_opened_and_closed_once(cast):
    meeting = make_meeting(cast, 1, state="confirmed")
    note_all_present(meeting, by=cast.sara)
    opened = both_chairs(cast, lambda by: open_meeting(meeting, by=by))
    assert refusals_in(opened) == [f"The meeting is already open. {CHAIR}"]
    adopt(cast, meeting)
    closed = both_chairs(cast, lambda by: close_meeting(meeting, by=by))
    assert refusals_in(closed) == [f"The meeting is closed. {CHAIR}"]
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CLOSED


def test_the_last_member_leaving_at_the_moment_of_adopting(cast, meeting):
    """Adopted with a quorum, or refused without one: never adopted without."""
    for name in ("marin", "tomas"):
        note_attendance(meeting, seat=cast.seats[name], presence=Presence.ABSENT, by=cast.sara)
    done = at_once(
        lambda: adopt_block(meeting, by=cast.kai),
        lambda: note_attendance(meeting, seat=cast.seats["pia"], presence=Presence.ABSENT, by=cast.pia),
    )
    assert (Decision.objects.count(), refusals_in(done)) in (
        (5, []),
        (0, [f"No quorum: 1 of 2 needed. {CHAIR}"]),
    )


def test_decisions_of_two_meetings_at_once_have_different_numbers(cast):
    meetings = [begun_meeting(cast, 3), begun_meeting(cast, 3)]
    done = at_once(*(partial(adopt_block, meeting, by=cast.kai) for meeting in meetings))
    assert refusals_in(done) == []
    assert sorted(Decision.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6]
    the_log_is_whole()


def test_everybody_noted_present_by_two_at_once_is_noted_once(cast):
    meeting = make_meeting(cast, 1)
    assert refusals_in(at_once(*[lambda: note_all_present(meeting, by=cast.sara)] * 2)) == []
    assert Attendance.objects.filter(meeting=meeting).count() == 5
    assert entries("meetings.attendance.all_noted") == 1


def test_a_step_is_undone_once(cast, meeting, items):
    open_item(cast, items[0])
    set_aside(items[5], stage=Stage.POSTPONED, because="", by=cast.kai)
    key = Entry.objects.get(act="meetings.item.postponed").index
    found = both_chairs(cast, lambda who: undo_step(meeting, by=who, key=key))
    assert len(refusals_in(found)) == 1
    assert (stage(items[5]), stage(items[0])) == (Stage.LISTED, Stage.TAKEN_UP)
    assert entries("meetings.step.undone") == 1
    the_log_is_whole()


def test_an_item_is_put_back_or_somebody_asks_for_the_floor(cast, meeting, items):
    open_item(cast, items[0])
    found = at_once(
        lambda: undo_step(meeting, by=cast.kai),
        lambda: ask_to_speak(items[0], seat=cast.seats["pia"], by=cast.pia),
    )
    assert len(refusals_in(found)) == 1
    asked = Speech.objects.filter(item=items[0]).exists()
    assert stage(items[0]) == (Stage.TAKEN_UP if asked else Stage.LISTED)
    the_log_is_whole()


def test_the_results_of_a_meeting_are_reported_once(cast):
    above, closed = make_parent(cast), closed_meeting(cast)
    done = both_chairs(cast, lambda by: report_up(closed, to=above, by=by))
    assert refusals_in(done) == [f"The results of this meeting have been reported: that is done once. {BLOCK}"]
    assert (entries("agenda.item.reported"), entries("meetings.reported")) == (1, 1)
    the_log_is_whole()


def test_two_bodies_are_not_placed_under_each_other_at_once(cast):
    done = at_once(
        partial(place_under, cast.body, cast.other_body, by=cast.root),
        partial(place_under, cast.other_body, cast.body, by=cast.root),
    )
    assert len(refusals_in(done)) == 1
    the_log_is_whole()


def test_of_a_motion_and_the_decision_one_comes_first_and_two_motions_have_two_numbers(cast, meeting):
    item = open_item(cast, items_of(meeting)[5])
    decides = partial(decide, item, outcome=Outcome.ADOPTED, by=cast.kai)

    def moves(name, text):
        return partial(propose_motion, item, {"en": text}, seat=cast.seats[name], by=cast.people[name])

    refusals = refusals_in(at_once(moves("pia", "One"), moves("tomas", "Two"), decides))
    numbers = sorted(Motion.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    if Decision.objects.exists():
        assert not numbers
        assert refusals == ["This item is settled. (VVS § 16)"] * 2
    else:
        assert numbers == [1, 2]
        assert len(refusals) == 1
        assert "settle them before the item is decided" in refusals[0]
