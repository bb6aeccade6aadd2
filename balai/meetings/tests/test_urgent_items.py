"""Urgent items: at the start, by the chair, on a member's proposal, where the rules know them."""

import pytest

from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import Stage
from balai.agenda.picture import triage_of
from balai.meetings.actions.add_urgent_item import add_urgent_item
from balai.rules.stance import Track
from balai.verdict import Ground
from tests.factories import items_of, make_cast, make_meeting
from tests.refusals import refused
from tests.sitting import adopt, begin, begun_meeting, closed_meeting, open_item

RULE, CHAIR = "VVR § 3", "VVS § 16"
DRAFT = ItemDraft(title={"en": "The dam"}, ask={"en": "Approve help."})


def urgent(cast, meeting, *, proposed_by="marin", by="kai"):
    return add_urgent_item(meeting, DRAFT, proposed_by=cast.seats[proposed_by], by=cast.people[by])


def test_the_chair_adds_a_matter_on_a_ministers_proposal_and_it_is_debated(cast, meeting):
    item = urgent(cast, meeting)
    assert (item.number, item.urgent, item.submitter) == ("4", True, cast.organizations["finance"])
    assert triage_of(item).track == Track.DISCUSS
    adopt(cast, meeting)
    item.refresh_from_db()
    assert item.stage == Stage.LISTED


def test_a_withdrawal_before_the_meeting_is_not_its_first_item(cast):
    meeting = make_meeting(cast, 2)
    withdraw_item(items_of(meeting)[0], because="Not ready", by=cast.sara)
    begin(cast, meeting)
    urgent(cast, meeting)


def test_once_an_item_is_dealt_with_nothing_urgent_is_added(cast, meeting, items):
    late = "An urgent item is added at the start, before the first item is dealt with."
    open_item(cast, items[0])
    with refused(late, RULE):
        urgent(cast, meeting)
    other = begun_meeting(cast, 2)
    adopt(cast, other)
    with refused(late, RULE):
        urgent(cast, other)


@pytest.mark.parametrize("name", ["olga", "nils", "marin", "sara"])
def test_only_the_chair_adds(cast, meeting, name):
    with refused("Only the chair does this.", CHAIR, Ground.PERMISSION):
        urgent(cast, meeting, by=name)


@pytest.mark.parametrize("name", ["olga", "nils", "sara"])
def test_only_a_member_of_this_body_proposes(cast, meeting, name):
    with refused("An urgent item is proposed by a member of this body.", RULE, Ground.INPUT):
        urgent(cast, meeting, proposed_by=name)


def test_outside_an_open_meeting_nothing_urgent_is_added(cast):
    confirmed, closed = make_meeting(cast, 1, state="confirmed"), closed_meeting(cast, 1)
    with refused("The meeting has not been opened yet.", CHAIR):
        urgent(cast, confirmed)
    with refused("The meeting is closed.", CHAIR):
        urgent(cast, closed)


@pytest.mark.django_db
def test_latvia_knows_no_urgent_items_at_the_start():
    cast = make_cast("latvia")
    meeting = begun_meeting(cast)
    with refused("The rules of this body know no urgent items at the start of a meeting.", "No 606, p. 122"):
        urgent(cast, meeting)


@pytest.mark.django_db
def test_in_indonesia_the_president_alone_proposes():
    cast = make_cast("indonesia")
    meeting = begun_meeting(cast)
    with refused("Only the chair proposes an urgent item.", "Inpres 7/2017", Ground.INPUT):
        urgent(cast, meeting)
    assert urgent(cast, meeting, proposed_by="kai").urgent
