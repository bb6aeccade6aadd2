"""The electronic session and the consultative meeting."""

from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.models import MeetingKind, Stage
from balai.decisions.models import Decision, Outcome
from balai.meetings.actions.add_urgent_item import add_urgent_item
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import set_aside
from balai.rules.stance import Stance
from tests.factories import items_of, make_meeting, mark
from tests.refusals import refused
from tests.sitting import begin, begun_meeting, open_item

RULE = "VVS § 16"


def stages(meeting):
    return [item.stage for item in items_of(meeting)]


@pytest.fixture
def session(cast):
    """Electronic: two members have answered, one of them against the second item."""
    meeting = make_meeting(cast, 2, kind=MeetingKind.ELECTRONIC)
    for name in ("kai", "marin"):
        mark(cast, name, items_of(meeting)[0])
    mark(cast, "marin", items_of(meeting)[1], Stance.OBJECTION)
    confirm_agenda(meeting, by=cast.kai)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def consultative(cast):
    meeting = make_meeting(cast, 2, kind=MeetingKind.CONSULTATIVE)
    mark(cast, "pia", items_of(meeting)[1], Stance.OBJECTION)
    meeting.refresh_from_db()
    return meeting


def after_deadline(meeting):
    return clock.as_if(meeting.positions_close_at + timedelta(seconds=1))


# Electronic ---------------------------------------------------------------------------------------------------------


def test_an_electronic_session_is_concluded_from_the_positions_after_the_deadline(cast, session):
    with after_deadline(session):
        open_meeting(session, by=cast.kai)
        assert [one.way for one in adopt_block(session, by=cast.kai)] == ["electronic"]
        set_aside(items_of(session)[1], stage=Stage.POSTPONED, because="", by=cast.kai)
        close_meeting(session, by=cast.kai)
    assert stages(session) == [Stage.ADOPTED, Stage.POSTPONED]


def test_before_the_deadline_it_is_not_concluded(cast, session):
    with refused("Positions are open until", "VVR § 3"):
        open_meeting(session, by=cast.kai)


def test_who_has_not_answered_is_not_present(cast):
    session = make_meeting(cast, 1, kind=MeetingKind.ELECTRONIC)
    mark(cast, "marin", items_of(session)[0])
    confirm_agenda(session, by=cast.kai)
    with after_deadline(session), refused("No quorum: 1 of 2 needed.", RULE):
        open_meeting(session, by=cast.kai)


def test_what_is_not_agreed_is_neither_decided_nor_voted_on_there(cast, session):
    with after_deadline(session):
        open_meeting(session, by=cast.kai)
        contested = items_of(session)[1]
        with refused("There is no debate in an electronic session.", "VVR"):
            open_item(cast, contested)
        with refused("There is no debate in an electronic session: postpone this item to a meeting", "VVR"):
            decide(contested, outcome=Outcome.ADOPTED, by=cast.kai)
        with refused("Votes are taken in a formal session only.", RULE):
            open_voting(contested, by=cast.kai)


def test_nothing_urgent_is_added_to_it(cast, session):
    with after_deadline(session):
        open_meeting(session, by=cast.kai)
        with refused("Nothing is added to an electronic session: nobody could answer on it.", "VVR § 3"):
            add_urgent_item(session, ItemDraft(title={"en": "Dam"}), proposed_by=cast.seats["marin"], by=cast.kai)


# Consultative -------------------------------------------------------------------------------------------------------


def test_a_consultative_meeting_agrees_and_decides_nothing(cast, consultative):
    begin(cast, consultative)
    assert adopt_block(consultative, by=cast.kai) == ()
    decide(items_of(consultative)[1], outcome=Outcome.ADOPTED, by=cast.kai)
    close_meeting(consultative, by=cast.kai)
    assert stages(consultative) == [Stage.AGREED, Stage.AGREED]
    assert not Decision.objects.exists()


def test_it_does_not_vote(cast):
    meeting = begun_meeting(cast, 1, kind=MeetingKind.CONSULTATIVE)
    item = open_item(cast, items_of(meeting)[0])
    with refused("Votes are taken in a formal session only.", RULE):
        open_voting(item, by=cast.kai)
