"""Taking up, deciding, postponing and withdrawing one item."""

import pytest

from balai.agenda.actions.check_item import check_item
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import Stage
from balai.decisions.models import Decision, Outcome
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import Presence
from balai.verdict import Ground
from tests.factories import items_of, make_meeting
from tests.refusals import refused
from tests.sitting import adopt, begin, closed_meeting

CHAIR, MAJORITY = "VVS § 16", "VVS § 16"
AMENDED = {"en": "Approve matter 2 until the end of the year."}


def stage(item):
    item.refresh_from_db()
    return item.stage


def acts(item, by):
    return {
        "take up": lambda: take_up(item, by=by),
        "decide": lambda: decide(item, outcome=Outcome.ADOPTED, by=by),
        "set aside": lambda: set_aside(item, stage=Stage.POSTPONED, because="", by=by),
    }


ACTS = ("take up", "decide", "set aside")


# What they do -------------------------------------------------------------------------------------------------------


def test_one_item_is_open_at_a_time(cast, items):
    take_up(items[0], by=cast.kai)
    take_up(items[1], by=cast.kai)
    assert [stage(item) for item in items] == [Stage.LISTED, Stage.TAKEN_UP, Stage.LISTED]
    assert items[0].taken_up_at is None


@pytest.mark.parametrize(
    ("outcome", "text", "then"),
    [
        (Outcome.ADOPTED, None, Stage.ADOPTED),
        (Outcome.AMENDED, AMENDED, Stage.AMENDED),
        (Outcome.REJECTED, None, Stage.REJECTED),
    ],
)
def test_the_chair_states_what_was_decided(cast, contested, outcome, text, then):
    take_up(contested, by=cast.kai)
    decide(contested, outcome=outcome, text=text, by=cast.kai)
    decision = Decision.objects.get()
    assert (stage(contested), decision.outcome, decision.way, decision.rule) == (
        then,
        outcome,
        "after_debate",
        MAJORITY,
    )
    assert decision.text == (text or contested.ask)


@pytest.mark.parametrize("then", [Stage.POSTPONED, Stage.WITHDRAWN])
def test_an_item_is_set_aside_without_a_decision(cast, contested, then):
    set_aside(contested, stage=then, because="Not ready", by=cast.kai)
    assert stage(contested) == then
    assert not Decision.objects.exists()


def test_without_quorum_an_item_can_still_be_postponed(cast, meeting, contested):
    for name in ("marin", "pia", "tomas"):
        note_attendance(meeting, seat=cast.seats[name], presence=Presence.ABSENT, by=cast.sara)
    with refused("No quorum: 1 of 2 needed.", CHAIR):
        decide(contested, outcome=Outcome.ADOPTED, by=cast.kai)
    set_aside(contested, stage=Stage.POSTPONED, because="", by=cast.kai)


# Refusals -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ACTS)
def test_only_the_chair_leads(cast, contested, act):
    for person in (cast.olga, cast.nils, cast.marin, cast.sara, cast.root):
        with refused("Only the chair does this.", CHAIR, Ground.PERMISSION):
            acts(contested, person)[act]()


@pytest.mark.parametrize("act", ACTS)
def test_outside_an_open_meeting_nothing_is_taken_up_or_settled(cast, act):
    confirmed, closed = make_meeting(cast, 1, state="confirmed"), closed_meeting(cast, 1)
    with refused("The meeting has not been opened yet.", CHAIR):
        acts(items_of(confirmed)[0], cast.kai)[act]()
    with refused("The meeting is closed.", CHAIR):
        acts(items_of(closed)[0], cast.kai)[act]()


@pytest.mark.parametrize("act", ACTS)
def test_a_settled_item_stays_settled(cast, meeting, items, act):
    adopt(cast, meeting)
    with refused("This item is settled.", CHAIR):
        acts(items[0], cast.kai)[act]()
    assert stage(items[0]) == Stage.ADOPTED


@pytest.mark.parametrize("act", ACTS)
def test_an_item_withdrawn_before_the_meeting_is_not_brought_back(cast, act):
    meeting = make_meeting(cast, 2)
    item = items_of(meeting)[0]
    withdraw_item(item, because="Not ready", by=cast.sara)
    begin(cast, meeting)
    with refused("This item is settled.", CHAIR):
        acts(item, cast.kai)[act]()


def test_an_item_that_is_open_is_not_taken_up_again(cast, contested):
    take_up(contested, by=cast.kai)
    with refused("This item is already open.", CHAIR):
        take_up(contested, by=cast.kai)


def test_while_a_vote_is_open_nothing_else_is_taken_up_or_settled(cast, items, contested):
    take_up(contested, by=cast.kai)
    open_voting(contested, by=cast.kai)
    with refused("Another vote is open: close it first.", MAJORITY):
        take_up(items[0], by=cast.kai)
    for act in ("decide", "set aside"):
        with refused("A vote is open on this item: close it first.", MAJORITY):
            acts(contested, cast.kai)[act]()
        with refused("A vote is open on another item: close it first.", MAJORITY):
            acts(items[0], cast.kai)[act]()


@pytest.mark.parametrize("text", [None, {}, {"en": "", "et": ""}])
def test_what_is_adopted_amended_needs_its_text(cast, contested, text):
    with refused("Write the text as amended", CHAIR, Ground.INPUT):
        decide(contested, outcome=Outcome.AMENDED, text=text, by=cast.kai)


@pytest.mark.parametrize("then", [Stage.ADOPTED, Stage.REJECTED, Stage.LISTED])
def test_setting_aside_is_postponing_or_withdrawing_and_nothing_else(cast, contested, then):
    with refused("An item can be postponed or withdrawn here.", CHAIR, Ground.INPUT):
        set_aside(contested, stage=then, because="", by=cast.kai)


def test_an_item_whose_papers_are_not_complete_is_not_decided_but_can_be_postponed(cast):
    meeting = make_meeting(cast, 2)
    item = items_of(meeting)[0]
    check_item(item, complete=False, by=cast.sara)
    begin(cast, meeting)
    with refused("Papers not complete.", "VVR § 3"):
        decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    set_aside(item, stage=Stage.POSTPONED, because="Papers", by=cast.kai)
