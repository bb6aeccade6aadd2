"""Marking a position and taking it back: who, until when, on which version, and over which earlier answer."""

from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.mark_position import LONGEST_OPINION, mark_position
from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.take_back_position import take_back_position
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import AgendaItem, Meeting, Position
from balai.agenda.picture import triage_of
from balai.ledger.log import content_of
from balai.ledger.models import Entry
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute
from balai.rules.stance import Stance, Track
from balai.verdict import Ground
from tests.factories import items_of, make_meeting, mark
from tests.refusals import nothing_changes, refused
from tests.sitting import adopt, begin

RULE = "VVR § 3"
ONLY_MEMBERS = "Only members of this body give positions."


def give(cast, name, item, *, seat="own", seen_version=1, **more):
    """As the page does: for a seat, on the version that was read."""
    held = cast.seats[name] if seat == "own" else cast.seats.get(seat)
    return mark_position(
        item, seat=held, stance=Stance.OBJECTION, by=cast.people[name], seen_version=seen_version, **more
    )


def stands(item):
    return {
        position.seat.person.username: (position.stance, position.opinion, position.item_version)
        for position in Position.objects.current().filter(item=item).select_related("seat__person")
    }


# What it does -------------------------------------------------------------------------------------------------------


def test_a_position_stands_with_its_opinion_and_version_and_in_the_ledger(cast, item):
    before = (item.stamp, item.meeting.stamp)
    give(cast, "marin", item, opinion="  Too dear. ")
    assert stands(item) == {"marin": ("objection", "Too dear.", 1)}
    item.refresh_from_db()
    item.meeting.refresh_from_db()
    assert (item.stamp, item.meeting.stamp) == (before[0] + 1, before[1] + 1)
    entry = Entry.objects.last()
    assert entry is not None
    assert (entry.act, entry.about_id) == ("agenda.position.marked", str(item.pk))
    assert content_of(entry) == {"stance": "objection", "opinion": "Too dear."}
    assert f'"rule":"{RULE}"' in entry.canonical


def test_the_earlier_position_stays_in_the_record(cast, item):
    give(cast, "marin", item)
    mark(cast, "marin", item, Stance.NO_OBJECTION)
    assert stands(item) == {"marin": ("no_objection", "", 1)}
    assert list(Position.objects.values_list("stance", "current")) == [("objection", False), ("no_objection", True)]


def test_a_new_stance_keeps_the_opinion_unless_another_is_given(cast, item):
    give(cast, "marin", item, opinion="Too dear.")
    mark(cast, "marin", item, Stance.WISH_TO_SPEAK)
    assert stands(item)["marin"] == ("wish_to_speak", "Too dear.", 1)
    mark(cast, "marin", item, Stance.WISH_TO_SPEAK, opinion="")
    assert stands(item)["marin"] == ("wish_to_speak", "", 1)


def test_the_same_tap_sent_twice_changes_nothing_the_second_time(cast, item):
    give(cast, "marin", item, seen_position=0)
    with nothing_changes():
        give(cast, "marin", item, seen_position=0)


@pytest.mark.parametrize("stance", Stance)
def test_each_stance_can_be_given_and_opens_the_item_or_does_not(cast, item, stance):
    mark(cast, "marin", item, stance)
    opens = stance in (Stance.OBJECTION, Stance.WISH_TO_SPEAK)
    assert triage_of(item).track == (Track.DISCUSS if opens else Track.WITHOUT_DEBATE)


def test_a_confirmed_agenda_still_takes_positions(cast, item):
    confirm_agenda(item.meeting, by=cast.kai)
    give(cast, "marin", item)
    assert set(stands(item)) == {"marin"}


def test_a_substitute_answers_for_the_seat_and_no_longer_when_it_has_ended(cast, item):
    now = clock.now()
    named = name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=now, ends=None, by=cast.tomas)
    item.refresh_from_db()
    given = give(cast, "pia", item, seat="tomas")
    assert (given.seat, given.given_by) == (cast.seats["tomas"], cast.pia)
    end_substitution(named, by=cast.sara)
    with refused(ONLY_MEMBERS, RULE, Ground.PERMISSION):
        give(cast, "pia", item, seat="tomas", seen_position=given.pk)


def test_taking_back_leaves_the_member_unanswered(cast, item):
    given = give(cast, "marin", item)
    take_back_position(item, seat=cast.seats["marin"], by=cast.marin, seen_position=given.pk)
    assert stands(item) == {}
    assert Entry.objects.filter(act="agenda.position.taken_back").count() == 1
    with nothing_changes():
        take_back_position(item, seat=cast.seats["marin"], by=cast.marin, seen_position=given.pk)


# Until when ---------------------------------------------------------------------------------------------------------


def test_after_the_deadline_no_position_is_taken_and_none_is_taken_back(cast, item):
    given = give(cast, "pia", item)
    with clock.as_if(item.meeting.positions_close_at + timedelta(seconds=1)):
        with refused("Positions closed on", RULE):
            give(cast, "marin", item)
        with refused("Positions closed on", RULE):
            take_back_position(item, seat=cast.seats["pia"], by=cast.pia, seen_position=given.pk)


def test_at_the_very_moment_of_the_deadline_a_position_still_counts_and_a_microsecond_later_not(
    cast, item, monkeypatch
):
    deadline = item.meeting.positions_close_at
    monkeypatch.setattr(clock, "now", lambda: deadline)
    give(cast, "marin", item)
    monkeypatch.setattr(clock, "now", lambda: deadline + timedelta(microseconds=1))
    with refused("Positions closed on", RULE):
        give(cast, "pia", item)


def test_a_draft_agenda_takes_no_positions(cast):
    item = items_of(make_meeting(cast, 1, state="draft"))[0]
    with refused("The agenda has not been published to the members yet.", RULE):
        give(cast, "marin", item)


def test_once_the_meeting_is_open_positions_are_closed(cast, meeting, items):
    given = mark(cast, "pia", items[2], Stance.OBJECTION)
    begin(cast, meeting)
    with refused("The meeting has begun: positions are closed.", RULE):
        give(cast, "marin", items[0])
    with refused("The meeting has begun: positions are closed.", RULE):
        take_back_position(items[2], seat=cast.seats["pia"], by=cast.pia, seen_position=given.pk)


# On what ------------------------------------------------------------------------------------------------------------


def test_a_withdrawn_item_takes_no_positions(cast, item):
    given = give(cast, "pia", item)
    withdraw_item(item, because="Not ready", by=cast.sara)
    with refused("This item has been withdrawn; it takes no positions.", RULE):
        give(cast, "marin", item)
    with refused("This item has been withdrawn; it takes no positions.", RULE):
        take_back_position(item, seat=cast.seats["pia"], by=cast.pia, seen_position=given.pk)


def test_a_settled_item_takes_no_positions(cast, meeting, items):
    """The meeting alone would refuse; the item would refuse even where a meeting takes answers (a reopened one)."""
    begin(cast, meeting)
    adopt(cast, meeting)
    with refused("positions are closed", RULE):
        give(cast, "marin", items[0])
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    with refused("This item is settled; it takes no positions.", RULE):
        give(cast, "marin", items[0])


def test_an_outdated_version_is_refused_with_both_versions_named(cast, item):
    AgendaItem.objects.filter(pk=item.pk).update(version=3)
    with refused("you read version 1, now it is version 3. Look again.", RULE):
        give(cast, "marin", item)


def test_a_version_that_does_not_exist_yet_is_refused(cast, item):
    with refused("you read version 9, now it is version 1.", RULE):
        give(cast, "marin", item, seen_version=9)


# Over which answer --------------------------------------------------------------------------------------------------


def test_over_an_answer_that_the_screen_did_not_see_nothing_is_marked(cast, item):
    mark(cast, "marin", item, Stance.NO_OBJECTION)
    with refused("This item was answered a moment ago on another device.", RULE):
        give(cast, "marin", item, seen_position=0)


def test_over_an_answer_that_has_been_taken_back_elsewhere_nothing_is_marked(cast, item):
    given = mark(cast, "marin", item, Stance.NO_OBJECTION)
    take_back_position(item, seat=cast.seats["marin"], by=cast.marin)
    with refused("This item was answered a moment ago on another device.", RULE):
        give(cast, "marin", item, seen_position=given.pk)


def test_an_answer_that_the_screen_did_not_see_is_not_taken_back(cast, item):
    first = mark(cast, "marin", item, Stance.NO_OBJECTION)
    mark(cast, "marin", item, Stance.OBJECTION)
    with refused("This item was answered a moment ago on another device.", RULE):
        take_back_position(item, seat=cast.seats["marin"], by=cast.marin, seen_position=first.pk)


# By whom ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["olga", "nils", "sara"])
def test_who_is_no_member_gives_no_position_from_any_seat(cast, item, name):
    """A member of another body, who may speak, and the secretary: without a seat, from their own, from a member's."""
    for seat in ("none", "own", "marin"):
        with refused(ONLY_MEMBERS, RULE, Ground.PERMISSION):
            give(cast, name, item, seat=seat)
        with refused(ONLY_MEMBERS, RULE, Ground.PERMISSION):
            take_back_position(item, seat=cast.seats["marin"], by=cast.people[name])


def test_a_member_answers_from_no_seat_but_their_own(cast, item):
    with refused(ONLY_MEMBERS, RULE, Ground.PERMISSION):
        give(cast, "marin", item, seat="pia")


def test_a_former_member_gives_no_position(cast, item):
    end_membership(cast.seats["marin"], by=cast.root)
    item.refresh_from_db()
    with refused(ONLY_MEMBERS, RULE, Ground.PERMISSION):
        give(cast, "marin", item)


def test_a_recused_member_gives_no_position_on_this_item_but_on_others(cast, items):
    recuse(items[0], seat=cast.seats["marin"], reason="My brother's firm", by=cast.marin)
    with refused("You have recused yourself from this item", RULE, Ground.PERMISSION):
        give(cast, "marin", items[0])
    give(cast, "marin", items[1])
    assert set(stands(items[1])) == {"marin"}


def test_a_substitute_of_a_recused_member_gives_no_position_either(cast, item):
    name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=clock.now(), ends=None, by=cast.tomas)
    item.refresh_from_db()
    recuse(item, seat=cast.seats["tomas"], reason="My brother's firm", by=cast.tomas)
    with refused("You have recused yourself from this item", RULE, Ground.PERMISSION):
        give(cast, "pia", item, seat="tomas")


def test_an_opinion_that_is_too_long_is_refused_whole(cast, item):
    give(cast, "marin", item, opinion="x" * LONGEST_OPINION)
    with refused("An opinion has at most 10000 characters.", ground=Ground.INPUT):
        give(cast, "pia", item, opinion="x" * (LONGEST_OPINION + 1))
