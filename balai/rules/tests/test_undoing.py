"""What can be taken back: the last step, while nothing rests on it and nobody outside is bound."""

import pytest

from balai.rules import undoing
from balai.rules.undoing import RESTS, Step, is_step, last_step, why_not_undo

ITEM, SEAT = frozenset({"item"}), frozenset({"seat"})
OTHER = frozenset({"other"})


def step(key, act, **more):
    return Step(key, act, **more)


def test_the_last_step_is_what_whoever_leads_did_last():
    course = [
        step(1, "meetings.opened"),
        step(2, undoing.TAKEN_UP, items=ITEM),
        step(3, undoing.ASKED, led=False, items=ITEM, seats=SEAT),
        step(4, "agenda.member.recused", led=False),
        step(5, undoing.VOTED, led=False),
    ]
    assert last_step(course) == course[1]


def test_what_was_taken_back_is_passed_over():
    course = [
        step(1, undoing.TAKEN_UP, items=ITEM),
        step(2, undoing.POSTPONED, items=ITEM),
        step(3, undoing.UNDONE, undoes=frozenset({2})),
    ]
    assert last_step(course) == course[0]
    assert last_step([*course, step(4, undoing.UNDONE, undoes=frozenset({1}))]) is None


def test_a_step_that_the_table_does_not_know_is_the_last_one_and_stays():
    unknown = step(2, "meetings.suspended")
    assert last_step([step(1, undoing.TAKEN_UP), unknown]) == unknown
    assert str(why_not_undo(unknown, [])) == "This step cannot be undone."


@pytest.mark.parametrize("act", sorted(undoing.OF_MEMBERS))
def test_what_a_member_did_is_not_the_chairs_step(act):
    assert is_step(step(1, act))
    assert not is_step(step(1, act, led=False))


def ties():
    return [(act, later, tie) for act, rests in RESTS.items() for later, tie in rests.items()]


@pytest.mark.parametrize(("act", "later", "tie"), ties())
def test_what_rests_on_a_step_keeps_it(act, later, tie):
    first = step(1, act, items=ITEM, seats=SEAT)
    on_it = step(2, later, led=False, items=ITEM if tie == undoing.Tie.ITEM else OTHER, seats=SEAT)
    beside = step(2, later, led=False, items=OTHER if tie == undoing.Tie.ITEM else ITEM, seats=OTHER)
    assert why_not_undo(first, [first, on_it]) is not None
    assert why_not_undo(first, [first, beside]) is None
    assert why_not_undo(first, [step(0, later, items=ITEM, seats=SEAT), first]) is None


@pytest.mark.parametrize("act", sorted(RESTS))
def test_what_stands_in_the_table_can_be_taken_back_at_once(act):
    assert why_not_undo(step(1, act, items=ITEM, seats=SEAT), []) is None


@pytest.mark.parametrize(
    ("act", "why"),
    [
        ("meetings.opened", "opening"),
        ("meetings.closed", "closed meeting"),
        ("meetings.voting.opened", "broken off"),
        ("meetings.voting.closed", "counted vote"),
        ("meetings.voting.broken_off", "again"),
        ("meetings.urgent_item.added", "postpone or withdraw"),
        (undoing.CARRIED, "another meeting"),
    ],
)
def test_what_binds_is_never_taken_back(act, why):
    assert why in str(why_not_undo(step(1, act), []))


def test_a_public_decision_and_one_before_later_numbers_stay():
    decided = step(1, undoing.DECIDED, items=ITEM)
    assert "public" in str(why_not_undo(decided, [], public=True))
    assert "later numbers" in str(why_not_undo(decided, [], later=True))
