"""The secretariat's work on an agenda, and its refusals: who builds, and until when."""

import uuid
from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.arrange import arrange
from balai.agenda.actions.check_item import check_item
from balai.agenda.actions.convene import convene
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.remove_item import remove_item
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, MeetingState
from balai.ledger.models import Entry
from balai.verdict import Ground
from tests.factories import items_of, make_body, make_cast, make_meeting, make_member
from tests.refusals import nothing_changes, refused
from tests.sitting import begun_meeting

RULE = "VVR § 3"
NOT_SECRETARY = ("olga", "nils", "marin", "kai", "root")
CONFIRMED = "The agenda is confirmed. The chair can reopen it."
BEGUN = "The meeting has begun; its agenda no longer changes here."


def person(cast, name):
    return cast.root if name == "root" else cast.people[name]


def numbers(meeting):
    return [(item.number, item.title["en"]) for item in items_of(meeting)]


@pytest.fixture
def begun(cast):
    return begun_meeting(cast, 2)


@pytest.fixture
def confirmed(cast):
    return make_meeting(cast, 2, state="confirmed")


# Convening ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sara", "kai"])
def test_the_secretary_or_the_chair_convenes_and_positions_close_by_the_rules(cast, name):
    begins = clock.now() + timedelta(days=3)
    meeting = convene(cast.body, starts_at=begins, by=cast.people[name])
    assert (meeting.state, meeting.kind) == (MeetingState.DRAFT, MeetingKind.FORMAL)
    assert meeting.positions_close_at == begins


@pytest.mark.parametrize("name", ["olga", "nils", "marin", "root"])
def test_nobody_else_convenes(cast, name):
    with refused("Only the secretary or the chair convenes a meeting.", RULE, Ground.PERMISSION):
        convene(cast.body, starts_at=clock.now(), by=person(cast, name))


def test_a_kind_of_meeting_that_the_rules_do_not_know_is_not_convened(cast):
    """Latvia knows no consultative meeting."""
    body = make_body("latvia", "latvia", root=cast.root)
    seat = make_member(body, "lauma", role=cast.seats["sara"].role, organization=None, root=cast.root)
    body.refresh_from_db()
    with refused("The rules of this body know no meeting of this kind.", "No 606, p. 122", Ground.INPUT):
        convene(body, starts_at=clock.now(), kind=MeetingKind.CONSULTATIVE, by=seat.person)


# Items --------------------------------------------------------------------------------------------------------------


def test_an_item_is_added_at_the_end_with_the_next_number(cast, meeting):
    add_item(meeting, ItemDraft(title={"en": "Late matter"}), by=cast.sara, touches=[cast.organizations["finance"]])
    assert numbers(meeting)[-1] == ("4", "Late matter")


def test_an_edit_raises_the_version_only_where_the_substance_changes(cast, item):
    assert edit_item(item, {"planned_minutes": 40}, by=cast.sara).version == 1
    assert edit_item(item, {"ask": {"en": "Else."}}, by=cast.sara).version == 2


def test_an_edit_that_changes_nothing_leaves_no_trace(cast, item):
    with nothing_changes():
        edit_item(item, {"planned_minutes": item.planned_minutes, "title": dict(item.title)}, by=cast.sara, touches=[])


def test_what_an_item_touches_is_part_of_an_edit(cast, item):
    edit_item(item, {}, by=cast.sara, touches=[cast.organizations["finance"]])
    assert list(item.touches.all()) == [cast.organizations["finance"]]


def test_a_field_that_an_item_does_not_have_is_a_mistake_of_the_program(cast, item):
    with nothing_changes(), pytest.raises(KeyError, match="stage"):
        edit_item(item, {"stage": "adopted"}, by=cast.sara)


def test_the_secretary_marks_items_complete_incomplete_or_not_checked(cast, item):
    for complete in (False, None, True):
        assert check_item(item, complete=complete, by=cast.sara).complete is complete
    assert Entry.objects.filter(act="agenda.item.checked").count() == 3


def test_an_item_of_a_draft_is_removed_and_only_the_ledger_remembers(cast):
    draft = make_meeting(cast, 2, state="draft")
    remove_item(items_of(draft)[0], by=cast.sara)
    assert numbers(draft) == [("2", "Matter 2")]
    assert Entry.objects.filter(act="agenda.item.removed").count() == 1


def test_what_members_have_seen_is_withdrawn_not_removed(cast, item):
    with refused("Members have seen this item: it can be withdrawn, not removed.", RULE):
        remove_item(item, by=cast.sara)


def test_items_are_put_in_order_and_numbered_anew(cast, meeting, items):
    arrange(meeting, [items[2].pk, items[0].pk, items[1].pk], by=cast.sara)
    assert numbers(meeting) == [("3", "Matter 3"), ("1", "Matter 1"), ("2", "Matter 2")]
    arrange(meeting, [item.pk for item in items_of(meeting)], by=cast.sara, renumber=True)
    assert numbers(meeting) == [("1", "Matter 3"), ("2", "Matter 1"), ("3", "Matter 2")]


def wrong_orders(keys):
    return {
        "one is missing": keys[:2],
        "one stands twice": [keys[0], keys[0], keys[1]],
        "one twice beside all": [*keys, keys[0]],
        "one is unknown": [*keys[:2], uuid.uuid4()],
        "nothing": [],
    }


def test_an_order_that_does_not_name_each_item_once_is_refused(cast, meeting, items):
    for order in wrong_orders([item.pk for item in items]).values():
        with refused("The agenda has changed meanwhile", RULE, Ground.INPUT):
            arrange(meeting, order, by=cast.sara)


# Who, and until when ------------------------------------------------------------------------------------------------


def acts(cast, meeting, by):
    """Everything that builds an agenda, on its first item."""
    item = items_of(meeting)[0]
    return {
        "add": lambda: add_item(meeting, ItemDraft(title={"en": "Late"}), by=by),
        "edit": lambda: edit_item(item, {"planned_minutes": 99}, by=by),
        "arrange": lambda: arrange(meeting, [one.pk for one in reversed(items_of(meeting))], by=by),
        "remove": lambda: remove_item(item, by=by),
    }


ACTS = ("add", "edit", "arrange", "remove")


@pytest.mark.parametrize("act", ACTS)
def test_only_the_secretary_builds(cast, meeting, act):
    for name in NOT_SECRETARY:
        with refused("Only the secretary builds the agenda.", RULE, Ground.PERMISSION):
            acts(cast, meeting, person(cast, name))[act]()


@pytest.mark.parametrize("act", ACTS)
def test_a_confirmed_agenda_is_not_built_any_more(cast, confirmed, act):
    with refused(CONFIRMED, RULE):
        acts(cast, confirmed, cast.sara)[act]()


@pytest.mark.parametrize("act", ACTS)
def test_once_the_meeting_has_begun_its_agenda_is_not_built_any_more(cast, begun, act):
    with refused(BEGUN, RULE):
        acts(cast, begun, cast.sara)[act]()
    Meeting.objects.filter(pk=begun.pk).update(state=MeetingState.CLOSED)
    with refused(BEGUN, RULE):
        acts(cast, begun, cast.sara)[act]()


def test_a_withdrawn_item_is_neither_edited_nor_checked_nor_removed(cast, item):
    withdraw_item(item, because="Not ready", by=cast.sara)
    gone = "This item is no longer on the agenda."
    with refused(gone, RULE):
        edit_item(item, {"planned_minutes": 99}, by=cast.sara)
    with refused(gone, RULE):
        check_item(item, complete=False, by=cast.sara)
    with refused(gone, RULE):
        remove_item(item, by=cast.sara)


def test_checking_is_the_secretarys_and_ends_when_the_meeting_begins(cast, item, begun):
    for name in NOT_SECRETARY:
        with refused("Only the secretary adds papers.", RULE, Ground.PERMISSION):
            check_item(item, complete=False, by=person(cast, name))
    with refused("The meeting has begun; papers are no longer exchanged.", RULE):
        check_item(items_of(begun)[0], complete=False, by=cast.sara)


# Withdrawing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["draft", "published", "confirmed"])
def test_the_secretary_or_the_submitter_withdraws_until_the_meeting_begins(cast, state):
    meeting = make_meeting(cast, 2, state=state, submitter="finance")
    for item, name in zip(items_of(meeting), ("sara", "marin"), strict=True):
        assert withdraw_item(item, because="Not ready", by=cast.people[name]).stage == "withdrawn"
    assert AgendaItem.objects.filter(meeting=meeting, settled_at=None).count() == 0


def test_nobody_else_withdraws(cast):
    item = items_of(make_meeting(cast, 1, submitter="finance"))[0]
    for name in ("olga", "nils", "pia", "kai", "root"):
        with refused("Only the submitter or the secretary withdraws an item.", RULE, Ground.PERMISSION):
            withdraw_item(item, because="Not ready", by=person(cast, name))


def test_an_item_is_withdrawn_once(cast, item):
    withdraw_item(item, because="Not ready", by=cast.sara)
    with refused("This item is no longer on the agenda.", RULE):
        withdraw_item(item, because="Not ready", by=cast.sara)


def test_in_the_meeting_the_chair_is_asked_to_withdraw(cast, begun):
    with refused("The meeting has begun: ask the chair to withdraw the item.", RULE):
        withdraw_item(items_of(begun)[0], because="Not ready", by=cast.sara)


@pytest.mark.django_db
def test_the_same_holds_in_another_body_by_its_own_paragraph():
    cast = make_cast("council")
    meeting = make_meeting(cast, 1)
    with refused("Only the secretary builds the agenda.", "Model § 6", Ground.PERMISSION):
        add_item(meeting, ItemDraft(title={"en": "Late"}), by=cast.marin)
