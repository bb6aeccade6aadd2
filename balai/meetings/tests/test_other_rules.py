"""The same acts under the rules of Indonesia, Latvia and a council: each refusal by that body's own paragraph."""

import pytest

from balai import clock
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.recuse import recuse
from balai.agenda.models import Stage
from balai.decisions.models import Decision, Outcome
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.models import Presence
from balai.people.actions.name_substitute import name_substitute
from balai.rules.stance import Choice, Stance
from balai.verdict import Ground
from tests.factories import items_of, make_cast, make_meeting, mark
from tests.refusals import refused
from tests.sitting import begin, begun_meeting, open_item

pytestmark = pytest.mark.django_db


def vote_all(cast, voting, **choices):
    for name, choice in choices.items():
        cast_vote(voting, seat=cast.seats[name], choice=choice, by=cast.people[name])


def put_to_vote(cast, meeting, *, kind="other"):
    """The first item, of this kind, is put to the vote."""
    item = items_of(meeting)[0]
    edit_item(item, {"kind": kind}, by=cast.sara)
    begin(cast, meeting)
    return open_voting(open_item(cast, item), by=cast.kai)


# Indonesia: one person decides --------------------------------------------------------------------------------------


@pytest.fixture
def indonesia():
    return make_cast("indonesia")


def test_in_indonesia_the_president_decides_and_nobody_votes(indonesia):
    meeting = begun_meeting(indonesia, 2)
    item = open_item(indonesia, items_of(meeting)[0])
    with refused("In this body there is no vote: one person decides.", "Inpres 7/2017"):
        open_voting(item, by=indonesia.kai)
    decide(item, outcome=Outcome.ADOPTED, by=indonesia.kai)
    assert (Decision.objects.get().way, Decision.objects.get().rule) == ("by_decider", "Inpres 7/2017")


def test_in_indonesia_silence_is_not_consent_and_half_must_answer(indonesia):
    meeting = make_meeting(indonesia, 2)
    for name in ("kai", "marin"):
        mark(indonesia, name, items_of(meeting)[0])
    begin(indonesia, meeting)
    adopt_block(meeting, by=indonesia.kai)
    assert [item.stage for item in items_of(meeting)] == [Stage.ADOPTED, Stage.LISTED]


def test_in_indonesia_nothing_is_opened_without_the_president(indonesia):
    meeting = make_meeting(indonesia, 1, state="confirmed")
    for name in ("marin", "pia", "tomas", "sara"):
        note_attendance(meeting, seat=indonesia.seats[name], presence=Presence.IN_ROOM, by=indonesia.sara)
    with refused("The chair or who stands in for the chair must be present.", "Perseskab 1/2018"):
        open_meeting(meeting, by=indonesia.kai)


# Latvia -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def latvia():
    return make_cast("latvia")


def test_in_latvia_half_of_the_members_is_no_quorum(latvia):
    meeting = make_meeting(latvia, 1, state="confirmed")
    for name in ("kai", "marin", "sara"):
        note_attendance(meeting, seat=latvia.seats[name], presence=Presence.IN_ROOM, by=latvia.sara)
    with refused("No quorum: 2 of 3 needed.", "No 606, p. 118"):
        open_meeting(meeting, by=latvia.kai)


@pytest.mark.parametrize(("kind", "carried"), [("other", False), ("assignment", True)])
def test_in_latvia_the_chair_breaks_a_tie_only_on_who_is_made_responsible(latvia, kind, carried):
    voting = put_to_vote(latvia, make_meeting(latvia, 1), kind=kind)
    vote_all(latvia, voting, kai=Choice.FOR, marin=Choice.FOR, pia=Choice.AGAINST, tomas=Choice.AGAINST)
    assert close_voting(voting, by=latvia.kai).carried is carried


def test_in_latvia_a_cabinet_case_is_never_part_of_the_block(latvia):
    meeting = make_meeting(latvia, 1)
    edit_item(items_of(meeting)[0], {"kind": "cabinet_case"}, by=latvia.sara)
    begin(latvia, meeting)
    with refused("No item passes without debate.", "No 606, p. 115"):
        adopt_block(meeting, by=latvia.kai)


# A council ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def council():
    return make_cast("council")


def test_in_a_council_who_is_recused_is_not_counted_for_the_item(council):
    """Model § 1: 4 members, 3 needed; two are recused."""
    meeting = make_meeting(council, 1)
    mark(council, "kai", items_of(meeting)[0], Stance.OBJECTION)
    item = items_of(meeting)[0]
    for name in ("marin", "pia"):
        recuse(item, seat=council.seats[name], reason="A neighbour", by=council.people[name])
    begin(council, meeting)
    open_item(council, item)
    with refused("No quorum on this item: 2 of 3 needed. Recused: Finance, Interior.", "Model § 1"):
        decide(item, outcome=Outcome.ADOPTED, by=council.kai)
    with refused("No quorum on this item: 2 of 3 needed.", "Model § 1"):
        open_voting(item, by=council.kai)


def test_in_a_council_a_tie_fails(council):
    voting = put_to_vote(council, make_meeting(council, 1))
    vote_all(council, voting, kai=Choice.FOR, marin=Choice.AGAINST)
    assert close_voting(voting, by=council.kai).carried is False


def test_in_a_council_abstentions_are_not_counted(council):
    voting = put_to_vote(council, make_meeting(council, 1))
    vote_all(council, voting, kai=Choice.FOR, marin=Choice.ABSTAIN, pia=Choice.ABSTAIN)
    assert close_voting(voting, by=council.kai).carried is True


@pytest.mark.parametrize(("against", "carried"), [(("tomas",), True), (("pia", "tomas"), False)])
def test_a_councils_statute_needs_two_thirds_of_all_members(council, against, carried):
    voting = put_to_vote(council, make_meeting(council, 1), kind="statute")
    choices = {name: Choice.AGAINST if name in against else Choice.FOR for name in ("kai", "marin", "pia", "tomas")}
    vote_all(council, voting, **choices)
    assert close_voting(voting, by=council.kai).carried is carried


def test_in_a_council_a_member_does_not_stand_in_for_a_member(council):
    with refused("Only a deputy who is no member stands in.", "Model § 5", Ground.PERMISSION):
        name_substitute(council.seats["tomas"], substitute=council.pia, starts=clock.now(), ends=None, by=council.tomas)


# Latvia's state secretaries: unanimity ------------------------------------------------------------------------------


def test_one_vote_against_stops_the_state_secretaries():
    cast = make_cast("latvia_state_secretaries")
    meeting = make_meeting(cast, 1)
    confirm_agenda(meeting, by=cast.sara)
    meeting.refresh_from_db()
    begin(cast, meeting)
    voting = open_voting(open_item(cast, items_of(meeting)[0]), by=cast.kai)
    vote_all(cast, voting, kai=Choice.FOR, marin=Choice.FOR, pia=Choice.AGAINST)
    closed = close_voting(voting, by=cast.kai)
    assert (closed.carried, Decision.objects.get().rule) == (False, "No 606, p. 92")
