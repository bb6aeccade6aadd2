"""Recusal, asking for the floor, and asking in the meeting to open an item."""

import pytest

from balai.agenda.actions.ask_for_floor import ask_for_floor, give_back_floor
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.actions.recuse import end_recusal, recuse
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import FloorRequest, OpeningRequest, Position, Recusal
from balai.agenda.picture import triage_of
from balai.ledger.models import Entry
from balai.rules.stance import Stance, Track
from balai.verdict import Ground
from tests.factories import items_of, make_meeting, mark
from tests.refusals import nothing_changes, refused
from tests.sitting import adopt, begun_meeting, closed_meeting, open_item

QUORUM, POSITIONS, BLOCK = "VVS § 16", "VVR § 3", "VVR § 3"


def withdraws(cast, item, name="marin", reason="My brother's firm", seat="own"):
    held = cast.seats[name] if seat == "own" else cast.seats.get(seat)
    recuse(item, seat=held, reason=reason, by=cast.people[name])


@pytest.fixture
def begun(cast):
    return begun_meeting(cast)


@pytest.fixture
def closed(cast):
    return closed_meeting(cast)


# Recusal ------------------------------------------------------------------------------------------------------------


def test_a_recusal_stands_with_its_reason_and_the_position_falls_away(cast, item):
    mark(cast, "marin", item, Stance.OBJECTION)
    withdraws(cast, item)
    assert Recusal.objects.get().reason == "My brother's firm"
    assert not Position.objects.current().exists()
    assert triage_of(item).track == Track.WITHOUT_DEBATE


def test_a_recusal_declared_twice_is_one(cast, item):
    withdraws(cast, item)
    with nothing_changes():
        withdraws(cast, item, reason="Another reason")


def test_an_ended_recusal_gives_the_position_back_to_the_member_to_give(cast, item):
    withdraws(cast, item)
    end_recusal(item, seat=cast.seats["marin"], by=cast.marin)
    mark(cast, "marin", item)
    with nothing_changes():
        end_recusal(item, seat=cast.seats["marin"], by=cast.marin)


def test_in_the_meeting_too_a_member_recuses_themselves(cast, begun):
    withdraws(cast, items_of(begun)[0])
    assert Recusal.objects.count() == 1


def test_a_recusal_needs_a_reason(cast, item):
    with refused("A recusal needs a reason: it stands in the minutes.", QUORUM, Ground.INPUT):
        withdraws(cast, item, reason="  ")


@pytest.mark.parametrize("name", ["olga", "nils", "sara", "pia"])
def test_nobody_recuses_another(cast, item, name):
    with refused("Only members of this body recuse themselves.", QUORUM, Ground.PERMISSION):
        withdraws(cast, item, name, seat="marin")
    with refused("Only members of this body recuse themselves.", QUORUM, Ground.PERMISSION):
        end_recusal(item, seat=cast.seats["marin"], by=cast.people[name])


def test_no_recusal_on_a_draft_after_the_meeting_or_on_a_settled_item(cast, item, closed):
    between = "A recusal is declared between the publication of the agenda and the end of the meeting."
    for other in (make_meeting(cast, 1, state="draft"), closed):
        with refused(between, QUORUM):
            withdraws(cast, items_of(other)[0])
    withdraw_item(item, because="Not ready", by=cast.sara)
    with refused("This item is settled.", QUORUM):
        withdraws(cast, item)
    with refused("This item is settled.", QUORUM):
        end_recusal(item, seat=cast.seats["marin"], by=cast.marin)


# The floor ----------------------------------------------------------------------------------------------------------


def test_who_may_speak_asks_for_the_floor_and_the_item_is_discussed(cast, item):
    ask_for_floor(item, by=cast.nils)
    assert triage_of(item).track == Track.DISCUSS
    with nothing_changes():
        ask_for_floor(item, by=cast.nils)
    give_back_floor(item, by=cast.nils)
    item.refresh_from_db()
    assert triage_of(item).track == Track.WITHOUT_DEBATE
    with nothing_changes():
        give_back_floor(item, by=cast.nils)


@pytest.mark.parametrize("name", ["olga", "marin", "sara", "kai"])
def test_members_and_others_do_not_ask_for_the_floor_here(cast, item, name):
    for act in (ask_for_floor, give_back_floor):
        with refused("Only participants with the right to speak", POSITIONS, Ground.PERMISSION):
            act(item, by=cast.people[name])


def test_the_floor_is_not_asked_for_on_a_draft_or_on_what_is_decided(cast, item, closed):
    withdraw_item(item, because="Not ready", by=cast.sara)
    draft = items_of(make_meeting(cast, 1, state="draft"))[0]
    for one in (draft, item, items_of(closed)[0]):
        for act in (ask_for_floor, give_back_floor):
            with refused("The floor can be asked for between", POSITIONS):
                act(one, by=cast.nils)
    assert not FloorRequest.objects.exists()


# Opening in the meeting ---------------------------------------------------------------------------------------------


def opens(cast, item, name="pia", seat="own"):
    ask_to_open(item, seat=cast.seats[name if seat == "own" else seat], by=cast.people[name])


def test_in_the_meeting_a_member_has_an_item_opened(cast, begun):
    item = items_of(begun)[0]
    opens(cast, item)
    item.refresh_from_db()
    assert triage_of(item).track == Track.DISCUSS
    assert Entry.objects.filter(act="agenda.item.asked_open").count() == 1
    with nothing_changes():
        opens(cast, item)


def test_who_is_recused_has_nothing_opened(cast, begun):
    item = items_of(begun)[0]
    opens(cast, item)
    recuse(item, seat=cast.seats["pia"], reason="Kin.", by=cast.pia)
    item.refresh_from_db()
    assert triage_of(item).track == Track.WITHOUT_DEBATE, "what was asked before does not count"
    recuse(item, seat=cast.seats["marin"], reason="Kin.", by=cast.marin)
    with refused("You have recused yourself from this item; you do not have it opened.", BLOCK, Ground.PERMISSION):
        opens(cast, item, "marin")
    opens(cast, items_of(begun)[1], "marin")


def test_before_and_after_the_meeting_nothing_is_opened(cast, item, closed):
    before = "Before the meeting give a position; during it you can ask to open an item."
    for one in (item, items_of(closed)[0]):
        with refused(before, BLOCK):
            opens(cast, one)
    assert not OpeningRequest.objects.exists()


def test_what_is_settled_or_open_already_is_not_opened_again(cast, begun):
    first, second, third = items_of(begun)
    opens(cast, third)
    open_item(cast, first)
    with refused("This item is settled or already open.", BLOCK):
        opens(cast, first)
    adopt(cast, begun)
    with refused("This item is settled or already open.", BLOCK):
        opens(cast, second)


@pytest.mark.parametrize("name", ["olga", "nils", "sara", "marin"])
def test_nobody_opens_from_anothers_seat(cast, begun, name):
    with refused("Only members of this body ask to open an item.", BLOCK, Ground.PERMISSION):
        opens(cast, items_of(begun)[0], name, seat="pia")
