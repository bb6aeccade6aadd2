"""An agenda that changes while members answer: what they have said stands, counts for what they read, or is refused."""

from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.add_paper import add_paper, renew_paper
from balai.agenda.actions.arrange import arrange
from balai.agenda.actions.check_item import check_item
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.reopen_agenda import reopen_agenda
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import PaperKind, Position
from balai.agenda.picture import picture, triage_of
from balai.rules.stance import Stance, Track
from tests.factories import items_of, mark
from tests.refusals import refused

RULE = "VVR § 3"


def given(meeting, item, seat):
    found = picture(meeting).of(item.pk)
    assert found is not None
    return found.given[seat.pk]


def new_paper(cast, item):
    return add_paper(item, kind=PaperKind.DRAFT_ACT, title={"en": "Draft"}, text={"en": "One."}, by=cast.sara)


def test_a_new_version_of_a_paper_makes_positions_stale_until_they_are_confirmed(cast, meeting, item):
    mark(cast, "marin", item)
    version = new_paper(cast, item)
    assert given(meeting, item, cast.seats["marin"]).stale
    mark(cast, "marin", item)
    assert not given(meeting, item, cast.seats["marin"]).stale
    renew_paper(version.paper, text={"en": "Two."}, by=cast.sara)
    assert given(meeting, item, cast.seats["marin"]).stale


def test_to_say_the_same_again_on_a_new_version_is_a_new_position(cast, item):
    mark(cast, "marin", item, Stance.OBJECTION, opinion="Too dear.")
    new_paper(cast, item)
    mark(cast, "marin", item, Stance.OBJECTION)
    rows = list(Position.objects.values_list("item_version", "opinion", "current"))
    assert rows == [(1, "Too dear.", False), (2, "Too dear.", True)]


def test_a_stale_objection_still_opens_the_item_and_says_so(cast, item):
    mark(cast, "marin", item, Stance.OBJECTION)
    new_paper(cast, item)
    found = triage_of(item)
    assert found.track == Track.DISCUSS
    assert found.reasons[0].text == "Objection to an earlier version: {members}"


def test_the_answer_of_who_was_reading_the_old_version_is_refused(cast, item):
    new_paper(cast, item)
    with refused("The papers changed while you were reading: you read version 1, now it is version 2.", RULE):
        mark_on_version(cast, item, 1)


def mark_on_version(cast, item, version):
    mark_position(item, seat=cast.seats["marin"], stance=Stance.OBJECTION, by=cast.marin, seen_version=version)


@pytest.mark.parametrize("changes", [{"title": {"en": "Else"}}, {"summary": {"en": "Else"}}, {"ask": {"en": "Else"}}])
def test_another_text_of_what_is_asked_is_another_version(cast, meeting, item, changes):
    mark(cast, "marin", item)
    edit_item(item, changes, by=cast.sara)
    assert given(meeting, item, cast.seats["marin"]).stale
    with refused("now it is version 2", RULE):
        mark_on_version(cast, item, 1)


@pytest.mark.parametrize("changes", [{"planned_minutes": 50}, {"section": {"en": "B"}}, {"number": "7"}])
def test_another_place_or_length_is_no_other_version(cast, meeting, item, changes):
    mark(cast, "marin", item)
    edit_item(item, changes, by=cast.sara)
    assert not given(meeting, item, cast.seats["marin"]).stale
    mark_on_version(cast, item, 1)


def test_another_order_leaves_every_answer_with_its_item(cast, meeting, items):
    mark(cast, "marin", items[0], Stance.OBJECTION)
    arrange(meeting, [items[2].pk, items[0].pk, items[1].pk], by=cast.sara, renumber=True)
    assert [item.number for item in items_of(meeting)] == ["1", "2", "3"]
    assert given(meeting, items[0], cast.seats["marin"]).stance == Stance.OBJECTION
    mark_on_version(cast, items[2], 1)


def test_a_position_on_an_item_withdrawn_meanwhile_is_refused_and_the_earlier_one_stays(cast, item):
    mark(cast, "pia", item, Stance.OBJECTION)
    withdraw_item(item, because="Not ready", by=cast.sara)
    with refused("This item has been withdrawn", RULE):
        mark_on_version(cast, item, 1)
    assert Position.objects.current().filter(item=item).count() == 1


def test_an_item_that_came_later_is_unanswered_and_published_with_the_next_version(cast, meeting):
    late = add_item(meeting, ItemDraft(title={"en": "Late matter"}), by=cast.sara)
    assert publish_agenda(meeting, by=cast.sara).number == 2
    mark(cast, "marin", late)
    assert given(meeting, late, cast.seats["marin"]).item_version == 1


def test_positions_stay_when_the_agenda_is_confirmed_reopened_and_changed(cast, meeting, items):
    mark(cast, "marin", items[0], Stance.OBJECTION)
    confirm_agenda(meeting, by=cast.kai)
    reopen_agenda(meeting, by=cast.kai)
    edit_item(items[1], {"planned_minutes": 1}, by=cast.sara)
    assert given(meeting, items[0], cast.seats["marin"]).stance == Stance.OBJECTION


def test_an_item_found_incomplete_cannot_be_decided_whatever_was_answered(cast, item):
    mark(cast, "marin", item)
    check_item(item, complete=False, by=cast.sara)
    assert triage_of(item).track == Track.UNDECIDABLE
    mark(cast, "pia", item)  # the positions count, should the papers be completed


def test_who_confirms_a_stale_position_after_the_deadline_is_too_late(cast, item):
    mark(cast, "marin", item)
    new_paper(cast, item)
    with clock.as_if(item.meeting.positions_close_at + timedelta(minutes=1)), refused("Positions closed on", RULE):
        mark_on_version(cast, item, 2)
