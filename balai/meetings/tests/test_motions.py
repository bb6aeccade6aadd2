"""Motions: who proposes, what waits for them, how they are settled without a vote, and that the record tells it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai import clock
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.recuse import recuse
from balai.agenda.models import MeetingKind, Stage
from balai.agenda.motions.models import Motion
from balai.agenda.motions.showing import as_it_stands, motions_on, shown_against
from balai.agenda.picture import triage_of
from balai.decisions.models import Decision, Outcome
from balai.ledger.models import Entry
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.carry_over import carry_over
from balai.meetings.actions.decide import decide
from balai.meetings.actions.draft_decision import draft_decision
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.settle_motion import settle_motion
from balai.meetings.actions.take_up import take_up
from balai.meetings.actions.undo_step import undo_step
from balai.meetings.actions.withdraw_motion import withdraw_motion
from balai.meetings.drafting import text_of
from balai.meetings.models import Presence
from balai.minutes.reading import protocol_of
from balai.people.actions.name_substitute import name_substitute
from balai.record.reconcile import reconcile
from balai.rules.motions import Settling
from balai.rules.stance import Track
from balai.verdict import Ground
from tests.factories import items_of, make_cast, make_meeting, mark
from tests.refusals import nothing_changes, refused
from tests.sitting import begin, begun_meeting, open_item

RULE = "VVS § 16"
LESS, MORE = {"en": "Approve half of it."}, {"en": "Approve it twice."}
NO, INPUT = Ground.PERMISSION, Ground.INPUT
TAKE_OVER, DECLINE, FALL = Settling


def propose(cast, item, name="marin", text=LESS, because=""):
    return propose_motion(item, text, seat=cast.seats[name], by=cast.people[name], because=because)


@pytest.fixture
def item(cast, contested):
    """In debate."""
    return open_item(cast, contested)


@pytest.fixture
def published(cast):
    """An item that nobody objects to, on a published agenda."""
    return items_of(make_meeting(cast, 2))[0]


# Proposing ----------------------------------------------------------------------------------------------------------


def test_a_motion_has_a_number_and_binds_nobody(cast, item):
    first, second = propose(cast, item, because=" It costs less. "), propose(cast, item, "pia", MORE)
    assert [(one.number, one.state, one.text, one.because) for one in (first, second)] == [
        (1, "open", LESS, "It costs less."),
        (2, "open", MORE, ""),
    ]
    item.refresh_from_db()
    assert (item.stage, text_of(item)) == (Stage.TAKEN_UP, item.ask)
    assert Entry.objects.filter(act="meetings.motion.proposed", about_id=str(item.pk)).count() == 2
    assert [str(one) for one in reconcile()] == []


def test_before_the_meeting_it_takes_its_item_out_of_the_block(cast, published):
    assert triage_of(published).track == Track.WITHOUT_DEBATE
    motion = propose(cast, published)
    found = triage_of(published)
    assert found.track == Track.DISCUSS
    assert "Motion to change the text" in str(found.reasons[0])
    assert found.reasons[0].members == (str(cast.seats["marin"].pk),)
    withdraw_motion(motion, by=cast.marin)
    assert triage_of(published).track == Track.WITHOUT_DEBATE


def test_the_block_is_adopted_without_an_item_that_somebody_moves_to_change(cast, items):
    propose(cast, items[0])
    assert [one.item_id for one in adopt_block(items[0].meeting, by=cast.kai)] == [items[2].pk]


def test_the_block_does_not_adopt_the_submitted_text_against_a_motion_that_was_adopted(cast, published):
    """Put back, since another item was taken up: nobody objects to it, and it waits for the text that stands."""
    meeting = published.meeting
    begin(cast, meeting)
    open_item(cast, published)
    settle_motion(propose(cast, published), how=TAKE_OVER, by=cast.kai)
    take_up(items_of(meeting)[1], by=cast.kai)
    assert triage_of(published).track == Track.DISCUSS
    with refused("No item passes without debate.", "VVR § 3"):
        adopt_block(meeting, by=cast.kai)
    open_item(cast, published)
    decide(published, outcome=Outcome.AMENDED, text=text_of(published), by=cast.kai)
    assert Decision.objects.get(item=published).text == LESS


def test_who_may_not_propose_is_told_why(cast, item, items):
    for name in ("nils", "sara"):
        with nothing_changes(), refused("Only members of this body propose motions", RULE, NO):
            propose(cast, item, name)
    with nothing_changes(), refused("Only members of this body propose motions", RULE, NO):
        propose_motion(item, LESS, seat=cast.seats["marin"], by=cast.pia)
    with nothing_changes(), refused("Only members of this body propose motions", RULE, NO):
        propose_motion(item, LESS, seat=None, by=cast.marin)
    recuse(item, seat=cast.seats["marin"], reason="Kin", by=cast.marin)
    with nothing_changes(), refused("you propose nothing on it", RULE, NO):
        propose(cast, item)
    note_attendance(item.meeting, seat=cast.seats["pia"], presence=Presence.ABSENT, by=cast.sara)
    with nothing_changes(), refused("You are not noted as present", RULE):
        propose(cast, item, "pia")
    adopt_block(item.meeting, by=cast.kai)
    with nothing_changes(), refused("This item is settled", RULE):
        propose(cast, items[0], "tomas")


def test_nothing_is_proposed_on_an_agenda_that_is_being_built(cast):
    item = items_of(make_meeting(cast, 1, state="draft"))[0]
    with nothing_changes(), refused("has not been published", RULE):
        propose(cast, item)


def test_a_motion_says_something_new(cast, item):
    with nothing_changes(), refused("Write the text that you propose", RULE, INPUT):
        propose(cast, item, text={"en": "  "})
    with nothing_changes(), refused("This is the text as it stands", RULE, INPUT):
        propose(cast, item, text=dict(item.ask))
    with nothing_changes(), refused("at most 20000 characters", RULE, INPUT):
        propose(cast, item, text={"en": "x" * 20_001})
    draft_decision(item, MORE, by=cast.sara)
    with nothing_changes(), refused("This is the text as it stands", RULE, INPUT):
        propose(cast, item, text=MORE)
    first = propose(cast, item)
    with nothing_changes():
        assert propose(cast, item) == first  # sent twice
    with nothing_changes(), refused("Motion 1 proposes this text already", RULE, INPUT):
        propose(cast, item, "pia")


def test_what_is_voted_on_does_not_change(cast, item):
    open_voting(item, by=cast.kai)
    with nothing_changes(), refused("what is voted on does not change", RULE):
        propose(cast, item)


def test_who_sits_in_the_seat_proposes_for_it(cast, item):
    starts = clock.now() - timedelta(hours=1)
    name_substitute(cast.seats["pia"], substitute=cast.marin, starts=starts, ends=None, by=cast.pia)
    with nothing_changes(), refused("Somebody else holds this seat in this meeting", "VVS § 16", NO):
        propose_motion(item, LESS, seat=cast.seats["pia"], by=cast.marin)
    note_attendance(item.meeting, seat=cast.seats["pia"], presence=Presence.ABSENT, by=cast.sara)
    note_attendance(item.meeting, seat=cast.seats["pia"], presence=Presence.IN_ROOM, person=cast.marin, by=cast.sara)
    motion = propose_motion(item, LESS, seat=cast.seats["pia"], by=cast.marin)
    assert (motion.seat, motion.proposed_by) == (cast.seats["pia"], cast.marin)


def test_where_the_rules_know_no_motions_there_are_none(cast, item):
    body = item.meeting.body
    before, heading, after = body.rules_text.partition("[motions]")
    body.rules_text = before + heading + after.replace("allowed = true", "allowed = false", 1)
    body.save(update_fields=["rules_text"])
    with nothing_changes(), refused("know no motions", RULE):
        propose(cast, item)


def test_only_who_proposed_withdraws_and_only_while_it_is_open(cast, item):
    motion = propose(cast, item)
    for name in ("pia", "kai", "sara"):
        with nothing_changes(), refused("Only who proposed a motion withdraws it", RULE, NO):
            withdraw_motion(motion, by=cast.people[name])
    assert withdraw_motion(motion, by=cast.marin).state == "withdrawn"
    with nothing_changes(), refused("This motion is settled", RULE):
        withdraw_motion(motion, by=cast.marin)
    assert propose(cast, item).number == 2
    assert [str(one) for one in reconcile()] == []


# What waits ---------------------------------------------------------------------------------------------------------


def test_an_item_is_neither_decided_nor_voted_on_while_a_motion_is_open(cast, item):
    propose(cast, item)
    motion = propose(cast, item, "pia", MORE)
    for outcome in Outcome:
        with nothing_changes(), refused("(number 1, 2): settle them before", RULE):
            decide(item, outcome=outcome, text=MORE, by=cast.kai)
    with nothing_changes(), refused("(number 1, 2): settle them before", RULE):
        open_voting(item, by=cast.kai)
    withdraw_motion(motion, by=cast.pia)
    with nothing_changes(), refused("(number 1): settle them before", RULE):
        decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    settle_motion(Motion.objects.get(number=1), how=TAKE_OVER, by=cast.kai)
    decide(item, outcome=Outcome.AMENDED, text=LESS, by=cast.kai)
    assert Decision.objects.get(item=item).text == LESS
    assert [str(one) for one in reconcile()] == []


def test_an_item_that_is_set_aside_takes_its_motions_with_it_unsettled(cast, item):
    motion = propose(cast, item)
    set_aside(item, stage=Stage.POSTPONED, because="Later", by=cast.kai)
    motion.refresh_from_db()
    assert motion.is_open
    with nothing_changes(), refused("This motion is settled", RULE):
        withdraw_motion(motion, by=cast.marin)
    with nothing_changes(), refused("take the item up first", RULE):
        settle_motion(motion, how=TAKE_OVER, by=cast.kai)
    (moved,) = next(one for one in protocol_of(item.meeting).items if one.motions).motions
    assert (moved.number, moved.settled) == (1, "")


# Settling -----------------------------------------------------------------------------------------------------------


def test_what_nobody_objects_to_becomes_the_text_to_be_decided(cast, item):
    motion = propose(cast, item)
    settle_motion(motion, how=TAKE_OVER, by=cast.kai)
    motion.refresh_from_db()
    assert (motion.state, text_of(item)) == ("taken_over", LESS)
    item.refresh_from_db()
    assert item.stage == Stage.TAKEN_UP
    assert not Decision.objects.exists()
    with nothing_changes(), refused("This motion is settled", RULE):
        settle_motion(motion, how=TAKE_OVER, by=cast.kai)


def test_a_page_from_before_a_motion_was_adopted_adopts_nothing(cast, item, client_of):
    """It offers "Adopt", which names no text: what was submitted would be decided against what was adopted."""
    settle_motion(propose(cast, item), how=TAKE_OVER, by=cast.kai)
    with refused("Another text than the submitted one stands by now: look at it before you adopt.", RULE):
        decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    answer = client_of(cast.kai).post(reverse("decide-item", args=[item.pk]), {"outcome": "adopted"})
    assert (answer.status_code, Decision.objects.count()) == (409, 0)


def test_a_motion_falls_with_what_was_adopted_and_with_a_reason(cast, item):
    first, second = propose(cast, item), propose(cast, item, "pia", MORE)
    with nothing_changes(), refused("A motion falls when another one", RULE):
        settle_motion(second, how=FALL, because="Half is less than twice.", by=cast.kai)
    settle_motion(first, how=TAKE_OVER, by=cast.kai)
    with nothing_changes(), refused("Say why", RULE, INPUT):
        settle_motion(second, how=FALL, by=cast.kai)
    settle_motion(second, how=FALL, because="Half is less than twice.", by=cast.kai)
    second.refresh_from_db()
    assert (second.state, second.settled_because) == ("fallen", "Half is less than twice.")
    assert text_of(item) == LESS
    assert [str(one) for one in reconcile()] == []


def test_only_the_chair_settles_in_the_debate_on_the_item(cast, item, items):
    motion, other = propose(cast, item), propose(cast, items[0])
    for name in ("marin", "sara", "nils"):
        with nothing_changes(), refused("Only the chair does this", RULE, NO):
            settle_motion(motion, how=TAKE_OVER, by=cast.people[name])
    with nothing_changes(), refused("take the item up first", RULE):
        settle_motion(other, how=TAKE_OVER, by=cast.kai)
    with nothing_changes(), refused("is put to the vote", RULE):
        settle_motion(motion, how=DECLINE, because="No", by=cast.kai)


def test_where_no_vote_is_taken_the_one_who_decides_does_not_take_it_over(db):
    cast = make_cast("indonesia")
    item = open_item(cast, items_of(begun_meeting(cast, 1))[0])
    motion = propose(cast, item)
    with nothing_changes(), refused("Say why", "Inpres 7/2017", INPUT):
        settle_motion(motion, how=DECLINE, by=cast.kai)
    settle_motion(motion, how=DECLINE, because="It stays as it is.", by=cast.kai)
    assert text_of(item) == item.ask
    decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    assert [str(one) for one in reconcile()] == []


def test_in_a_consultative_meeting_it_is_taken_over_or_not(cast):
    item = open_item(cast, items_of(begin(cast, make_meeting(cast, 1, kind=MeetingKind.CONSULTATIVE)))[0])
    settle_motion(propose(cast, item), how=DECLINE, because="No", by=cast.kai)
    settle_motion(propose(cast, item, "pia", MORE), how=TAKE_OVER, by=cast.kai)
    assert [one.state for one in Motion.objects.order_by("number")] == ["declined", "taken_over"]


# Undoing, the record, the minutes -----------------------------------------------------------------------------------


def test_settling_is_undone_with_the_text_that_it_changed(cast, item):
    draft_decision(item, {"en": "As typed before"}, by=cast.sara)
    first, second = propose(cast, item), propose(cast, item, "pia", MORE)
    settle_motion(first, how=TAKE_OVER, by=cast.kai)
    settle_motion(second, how=FALL, because="Settled", by=cast.kai)
    undo_step(item.meeting, by=cast.kai)
    second.refresh_from_db()
    assert (second.state, second.settled_because, text_of(item)) == ("open", "", LESS)
    undo_step(item.meeting, by=cast.kai)
    first.refresh_from_db()
    assert (first.state, first.settled_at, text_of(item)) == ("open", None, {"en": "As typed before"})
    assert [str(one) for one in reconcile()] == []
    assert [one.settled for one in protocol_of(item.meeting).items[0].motions] == ["", ""]


def test_undoing_leaves_what_somebody_has_typed_since(cast, item):
    settle_motion(propose(cast, item), how=TAKE_OVER, by=cast.kai)
    draft_decision(item, {"en": "Typed after"}, by=cast.sara)
    undo_step(item.meeting, by=cast.kai)
    assert text_of(item) == {"en": "Typed after"}


def test_what_a_member_does_is_not_the_chairs_step(cast, item):
    withdraw_motion(propose(cast, item), by=cast.marin)
    propose_motion(item, MORE, seat=cast.seats["kai"], by=cast.kai)
    undo_step(item.meeting, by=cast.kai)
    item.refresh_from_db()
    assert item.stage == Stage.LISTED
    assert [one.state for one in Motion.objects.order_by("number")] == ["withdrawn", "open"]


def test_the_minutes_say_who_proposed_what_and_how_it_was_settled(cast, item):
    first = propose(cast, item, because="It costs less.")
    second, third = propose(cast, item, "pia", MORE), propose(cast, item, "tomas", {"en": "Nothing."})
    settle_motion(first, how=TAKE_OVER, by=cast.kai)
    settle_motion(second, how=FALL, because="Settled", by=cast.kai)
    withdraw_motion(third, by=cast.tomas)
    course = next(one for one in protocol_of(item.meeting).items if one.key == str(item.pk))
    assert [(one.number, one.seat, one.settled, one.settled_because, one.because) for one in course.motions] == [
        (1, str(cast.seats["marin"].pk), "taken_over", "", "It costs less."),
        (2, str(cast.seats["pia"].pk), "fallen", "Settled", ""),
        (3, str(cast.seats["tomas"].pk), "withdrawn", "", ""),
    ]
    assert course.motions[0].text == LESS


@pytest.mark.parametrize("forged", [{"text": {"en": "Forged"}}, {"number": 9}, {"because": "Forged"}])
def test_a_motion_that_is_altered_by_sql_is_found(cast, item, forged):
    propose(cast, item)
    Motion.objects.update(**forged)
    assert {one.kind for one in reconcile()} == {"changed"}


def test_a_motion_that_nobody_proposed_is_found(cast, item):
    motion = propose(cast, item)
    Motion.objects.create(
        item=item,
        number=2,
        seat=motion.seat,
        proposed_by=cast.marin,
        proposed_at=clock.now(),
        text={"en": "Forged"},
    )
    assert {one.kind for one in reconcile()} == {"inserted"}


# Electronic sessions ------------------------------------------------------------------------------------------------


def test_an_open_motion_goes_along_to_the_meeting_that_decides_the_item(cast):
    session = make_meeting(cast, 2, kind=MeetingKind.ELECTRONIC)
    to = make_meeting(cast, 1, state="draft", starts_at=clock.now() + timedelta(days=9))
    for name in ("kai", "marin", "pia", "tomas"):
        for one in items_of(session):
            mark(cast, name, one)
    motion = propose(cast, items_of(session)[1], because="Too dear")
    withdrawn = propose(cast, items_of(session)[1], "pia", MORE)
    withdraw_motion(withdrawn, by=cast.pia)
    confirm_agenda(session, by=cast.kai)
    session.refresh_from_db()
    with clock.as_if(session.positions_close_at + timedelta(seconds=1)):
        with nothing_changes(), refused("until the deadline for positions", RULE):
            propose(cast, items_of(session)[0])
        open_meeting(session, by=cast.kai)
        adopt_block(session, by=cast.kai)
        (carried,) = carry_over(session, to=to, by=cast.kai)
    motion.refresh_from_db()
    withdrawn.refresh_from_db()
    assert (motion.item, motion.number, motion.state) == (carried, 1, "open")
    assert withdrawn.item == items_of(session)[1]
    assert triage_of(carried).track == Track.DISCUSS
    assert [str(one) for one in reconcile()] == []


def test_a_member_holds_an_item_up_with_three_motions_and_no_more(cast, item):
    for number in (1, 2):
        withdraw_motion(propose(cast, item, text={"en": f"Otherwise {number}."}), by=cast.marin)
    propose(cast, item, text={"en": "Otherwise 3."})
    with refused("at most 3 motions on an item", RULE):
        propose(cast, item, text={"en": "Otherwise 4."})
    propose(cast, item, "pia", MORE)  # others have their own


def test_a_page_from_before_another_text_stood_does_not_write_over_it(cast, item):
    draft_decision(item, MORE, by=cast.sara)
    settle_motion(propose(cast, item), how=TAKE_OVER, by=cast.kai)
    with refused("The text has changed meanwhile: look at it before you adopt.", RULE):
        decide(item, outcome=Outcome.AMENDED, text=MORE, seen=1, by=cast.kai)
    decide(item, outcome=Outcome.AMENDED, text=text_of(item), seen=2, by=cast.kai)
    assert Decision.objects.get().text == LESS


def test_who_reads_the_item_sees_what_changes_in_the_text_that_was_adopted_last(cast, item):
    settle_motion(propose(cast, item), how=TAKE_OVER, by=cast.kai)
    motions = motions_on(item)
    assert as_it_stands(motions, item.ask) == LESS
    propose(cast, item, "pia", {"en": "Approve half of it at once."})
    shown = shown_against(motions_on(item), as_it_stands(motions_on(item), item.ask))
    assert shown[0].changes is None
    assert "at once" in str(shown[1].changes)
    assert "matter" not in str(shown[1].changes).lower().replace("matter of", "")
