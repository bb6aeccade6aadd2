"""'No objection to all the rest', and its undo."""

import uuid
from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.mark_rest import mark_rest, take_back_rest
from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import Position
from balai.ledger.models import Entry
from balai.rules.stance import Stance
from balai.verdict import Ground
from tests.factories import make_meeting, mark
from tests.refusals import refused

RULE = "VVR § 3"


def sweep(cast, meeting, name="marin", **more):
    return mark_rest(meeting, seat=cast.seats[name], by=cast.people[name], **more)


def undo(cast, meeting, batch, name="marin", **more):
    return take_back_rest(meeting, batch=batch, seat=cast.seats[name], by=cast.people[name], **more)


def stands(cast, name="marin"):
    found = Position.objects.current().filter(seat=cast.seats[name]).order_by("item__place_in_order")
    return list(found.values_list("item__number", "stance"))


def test_one_act_answers_every_item_that_was_not_answered(cast, meeting, items):
    mark(cast, "marin", items[1], Stance.OBJECTION)
    entries = Entry.objects.count()
    sweep(cast, meeting)
    assert stands(cast) == [("1", "no_objection"), ("2", "objection"), ("3", "no_objection")]
    assert Entry.objects.count() == entries + 1
    assert Entry.objects.filter(act="agenda.rest.marked").count() == 1


def test_it_answers_for_one_seat_only(cast, meeting):
    sweep(cast, meeting)
    assert stands(cast, "pia") == []


def test_the_undo_takes_back_what_it_marked_and_nothing_else(cast, meeting, items):
    mark(cast, "marin", items[1], Stance.OBJECTION)
    batch = sweep(cast, meeting)
    assert undo(cast, meeting, batch) == 2
    assert stands(cast) == [("2", "objection")]


def test_the_undo_leaves_what_has_been_changed_since(cast, meeting, items):
    batch = sweep(cast, meeting)
    mark(cast, "marin", items[0], Stance.WISH_TO_SPEAK)
    assert undo(cast, meeting, batch) == 2
    assert stands(cast) == [("1", "wish_to_speak")]


def test_after_an_undo_the_rest_can_be_marked_again(cast, meeting):
    undo(cast, meeting, sweep(cast, meeting))
    sweep(cast, meeting)
    assert len(stands(cast)) == 3


def test_the_undo_can_be_done_once(cast, meeting):
    batch = sweep(cast, meeting)
    undo(cast, meeting, batch)
    with refused("There is nothing left to undo.", RULE):
        undo(cast, meeting, batch)


def test_nobody_undoes_what_another_has_marked(cast, meeting):
    batch = sweep(cast, meeting)
    with refused("There is nothing left to undo.", RULE):
        undo(cast, meeting, batch, "pia")
    with refused("There is nothing left to undo.", RULE):
        undo(cast, meeting, uuid.uuid4())


def test_a_stale_position_waits_for_a_look_of_its_own(cast, meeting, items):
    """It is an answer, though not on this version: it is not swept along."""
    mark(cast, "marin", items[0], Stance.OBJECTION)
    edit_item(items[0], {"ask": {"en": "Approve something else."}}, by=cast.sara)
    sweep(cast, meeting)
    assert stands(cast)[0] == ("1", "objection")
    assert Position.objects.current().get(item=items[0]).item_version == 1


def test_withdrawn_items_and_those_one_is_recused_from_are_left_out(cast, meeting, items):
    withdraw_item(items[0], because="Not ready", by=cast.sara)
    recuse(items[1], seat=cast.seats["marin"], reason="My brother's firm", by=cast.marin)
    sweep(cast, meeting)
    assert stands(cast) == [("3", "no_objection")]


def test_what_the_screen_did_not_show_as_it_is_now_is_not_swept_along(cast, meeting, items):
    """The first has changed since; the third came later."""
    edit_item(items[0], {"ask": {"en": "Approve something else."}}, by=cast.sara)
    sweep(cast, meeting, seen={items[0].pk: 1, items[1].pk: 1})
    assert stands(cast) == [("2", "no_objection")]


def test_where_all_that_was_left_has_changed_nothing_is_marked(cast, meeting, items):
    for item in items:
        edit_item(item, {"ask": {"en": "Approve something else."}}, by=cast.sara)
    with refused("The items left have changed while you were reading. Look again.", RULE):
        sweep(cast, meeting, seen={item.pk: 1 for item in items})


def test_who_has_answered_everything_has_no_rest(cast, meeting):
    sweep(cast, meeting)
    with refused("You have answered every item already.", RULE):
        sweep(cast, meeting)


@pytest.mark.parametrize("name", ["olga", "nils", "sara"])
def test_who_is_no_member_marks_no_rest(cast, meeting, name):
    for seat in (None, cast.seats[name], cast.seats["marin"]):
        with refused("Only members of this body give positions.", RULE, Ground.PERMISSION):
            mark_rest(meeting, seat=seat, by=cast.people[name])
        with refused("Only members of this body give positions.", RULE, Ground.PERMISSION):
            take_back_rest(meeting, batch=uuid.uuid4(), seat=seat, by=cast.people[name])


def test_after_the_deadline_the_rest_is_neither_marked_nor_taken_back(cast, meeting):
    batch = sweep(cast, meeting)
    with clock.as_if(meeting.positions_close_at + timedelta(seconds=1)):
        with refused("Positions closed on", RULE):
            sweep(cast, meeting, "pia")
        with refused("Positions closed on", RULE):
            undo(cast, meeting, batch)


def test_a_draft_has_no_rest(cast):
    draft = make_meeting(cast, 2, state="draft")
    with refused("The agenda has not been published to the members yet.", RULE):
        sweep(cast, draft)


def test_the_page_sends_the_versions_that_it_showed(cast, meeting, items, client_of):
    """Rubbish among them is passed over."""
    edit_item(items[0], {"ask": {"en": "Approve something else."}}, by=cast.sara)
    sent = {"seen": [*(f"{item.pk}.1" for item in items), "x", "x.1", f"{items[0].pk}.²"]}
    response = client_of(cast.marin).post(f"/meetings/{meeting.pk}/rest/", sent)
    assert response.status_code == 302
    assert stands(cast) == [("2", "no_objection"), ("3", "no_objection")]
