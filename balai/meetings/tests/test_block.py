"""Adopting the block: everything that nobody wants opened, in one act, as the chair saw it."""

import pytest

from balai import clock
from balai.agenda.access import seen_by
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.models import Stage
from balai.agenda.queries import meeting_for
from balai.decisions.models import Decision
from balai.ledger.log import content_of
from balai.ledger.models import Entry
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.models import Presence
from balai.meetings.permits import permits
from balai.meetings.queries import sitting
from balai.people.actions.name_substitute import name_substitute
from balai.verdict import Ground
from tests.factories import items_of, make_meeting
from tests.refusals import refused
from tests.sitting import closed_meeting, open_item

QUORUM, BLOCK = "VVS § 16", "VVR § 3"
CHANGED = "The block has just changed: look at it again before you adopt it."


def stages(meeting):
    return [item.stage for item in items_of(meeting)]


def leave(cast, meeting, *names):
    for name in names:
        note_attendance(meeting, seat=cast.seats[name], presence=Presence.ABSENT, by=cast.sara)


def test_what_nobody_objects_to_is_adopted_in_one_act_and_numbered(cast, meeting):
    entries = Entry.objects.count()
    decisions = adopt_block(meeting, by=cast.kai)
    assert stages(meeting) == [Stage.ADOPTED, Stage.LISTED, Stage.ADOPTED]
    assert [one.sequence for one in decisions] == [1, 2]
    assert {(one.outcome, one.way, one.rule) for one in decisions} == {("adopted", "without_debate", BLOCK)}
    assert Entry.objects.count() == entries + 3  # the act, and each decision
    entry = Entry.objects.last()
    content = content_of(entry) if entry else None
    assert isinstance(content, dict)
    assert content["present"] == sorted(str(cast.seats[name].pk) for name in ("kai", "marin", "pia", "tomas"))


def test_the_block_is_adopted_as_the_screen_showed_it(cast, meeting, items):
    assert len(adopt_block(meeting, by=cast.kai, seen=[items[2].pk, items[0].pk])) == 2


def test_another_block_than_the_screen_showed_is_not_adopted(cast, meeting, items):
    for seen in ([], [items[0].pk], [item.pk for item in items]):
        with refused(CHANGED, BLOCK):
            adopt_block(meeting, by=cast.kai, seen=seen)


def test_an_item_opened_a_moment_ago_is_not_adopted_by_the_button_that_still_counts_it(cast, meeting, items):
    seen = [items[0].pk, items[2].pk]
    ask_to_open(items[0], seat=cast.seats["tomas"], by=cast.tomas)
    with refused(CHANGED, BLOCK):
        adopt_block(meeting, by=cast.kai, seen=seen)
    assert [one.item for one in adopt_block(meeting, by=cast.kai, seen=[items[2].pk])] == [items[2]]


def test_an_item_taken_up_is_not_part_of_the_block(cast, meeting, items):
    open_item(cast, items[0])
    assert [one.item for one in adopt_block(meeting, by=cast.kai)] == [items[2]]


def test_while_a_vote_is_open_the_block_waits_and_the_button_says_so(cast, meeting, items):
    voting = open_voting(open_item(cast, items[1]), by=cast.kai)
    said = "Another vote is open: close it first."
    with refused(said, QUORUM):
        adopt_block(meeting, by=cast.kai)
    found, who = meeting_for(cast.kai, meeting.pk)
    assert permits(who, sitting(found, seen_by(who, found).picture)).adopt_block.sentence == said
    break_off_voting(voting, because="The question was not ready.", by=cast.kai)
    assert len(adopt_block(meeting, by=cast.kai)) == 2


def test_where_nothing_passes_there_is_no_block(cast, meeting):
    adopt_block(meeting, by=cast.kai)
    with refused("No item passes without debate.", BLOCK):
        adopt_block(meeting, by=cast.kai)
    assert Decision.objects.count() == 2


def test_when_members_have_left_the_block_is_not_adopted_without_quorum(cast, meeting):
    leave(cast, meeting, "marin", "pia", "tomas")
    with refused("No quorum: 1 of 2 needed.", QUORUM):
        adopt_block(meeting, by=cast.kai)


def test_without_the_secretary_or_without_a_chair_in_the_seat_the_block_is_not_adopted(cast, meeting):
    leave(cast, meeting, "sara")
    with refused("The secretary must be present.", QUORUM):
        adopt_block(meeting, by=cast.kai)
    leave(cast, meeting, "kai")
    with refused("The chair or who stands in for the chair must be present.", QUORUM):
        adopt_block(meeting, by=cast.kai)


@pytest.mark.parametrize("name", ["olga", "nils", "marin", "sara"])
def test_only_the_chair_adopts(cast, meeting, name):
    with refused("Only the chair does this.", QUORUM, Ground.PERMISSION):
        adopt_block(meeting, by=cast.people[name])


def test_who_stands_in_for_the_chair_adopts(cast, meeting):
    name_substitute(cast.seats["kai"], substitute=cast.marin, starts=clock.now(), ends=None, by=cast.kai)
    assert len(adopt_block(meeting, by=cast.marin)) == 2


def test_before_and_after_the_meeting_nothing_is_adopted(cast):
    confirmed, closed = make_meeting(cast, 2, state="confirmed"), closed_meeting(cast)
    with refused("The meeting has not been opened yet.", QUORUM):
        adopt_block(confirmed, by=cast.kai)
    with refused("The meeting is closed.", QUORUM):
        adopt_block(closed, by=cast.kai)
