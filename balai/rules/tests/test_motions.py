"""Motions by the rules: what waits for them, how they are settled, what carries them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.majority import count
from balai.rules.motions import (
    ADOPTED,
    MotionState,
    Settling,
    counted_by,
    law_of,
    majority_of,
    votes_on_motions,
    why_not_decide,
    why_not_settle,
)
from balai.rules.procedure import PRESETS, Rules, preset
from balai.rules.stance import Choice
from balai.rules.tests.making import any_preset, raw, rules, seats

OPEN, FALL, DECLINE, TAKE_OVER = MotionState.OPEN, Settling.FALL, Settling.DECLINE, Settling.TAKE_OVER
ESTONIA = rules()

# fmt: off
SETTLING = (
    # how      the motion             the others               votes  refused
    (TAKE_OVER, OPEN,                 (),                      True,  ""),
    (TAKE_OVER, OPEN,                 (MotionState.CARRIED,),  True,  ""),
    (TAKE_OVER, MotionState.LOST,     (),                      True,  "This motion is settled"),
    (FALL,      OPEN,                 (),                      True,  "falls when another one"),
    (FALL,      OPEN,                 (OPEN, MotionState.LOST, MotionState.WITHDRAWN), True, "falls when another one"),
    (FALL,      OPEN,                 (MotionState.CARRIED,),  True,  ""),
    (FALL,      OPEN,                 (MotionState.TAKEN_OVER,), False, ""),
    (FALL,      MotionState.FALLEN,   (MotionState.CARRIED,),  True,  "This motion is settled"),
    (DECLINE,   OPEN,                 (),                      True,  "is put to the vote"),
    (DECLINE,   OPEN,                 (),                      False, ""),
    (DECLINE,   MotionState.WITHDRAWN, (),                     False, "This motion is settled"),
)
# fmt: on


@pytest.mark.parametrize(("how", "state", "others", "votes", "refused"), SETTLING)
def test_how_a_motion_is_settled_without_a_vote(how, state, others, votes, refused):
    reason = why_not_settle(how, state, others, ESTONIA, votes=votes)
    assert (reason is None) == (not refused)
    assert reason is None or (refused in str(reason) and reason.rule == "VVS § 16")


@given(st.sampled_from(Settling), st.sampled_from(MotionState), st.lists(st.sampled_from(MotionState)), st.booleans())
def test_nothing_but_an_open_motion_is_settled_and_none_falls_alone(how, state, others, votes):
    reason = why_not_settle(how, state, others, ESTONIA, votes=votes)
    if state != OPEN:
        assert reason is not None
    if reason is None and how == FALL:
        assert ADOPTED & set(others)


def test_an_item_waits_for_its_motions_and_the_refusal_names_them():
    assert why_not_decide((), ESTONIA) is None
    assert str(why_not_decide((3, 1), ESTONIA)) == (
        "Motions are open on this item (number 1, 3): settle them before the item is decided (VVS § 16)"
    )


def test_a_motion_is_carried_by_its_own_majority_not_by_that_of_the_items_kind():
    council = preset("council")
    assert council.majority.of("statute").kind == "two_thirds"
    law = majority_of(council)
    assert (law.kind, law.rule, law.kinds) == ("votes_cast", "Model § 17", {})
    assert majority_of(rules({"motions.majority": "all_members"})).kind == "all_members"
    assert majority_of(ESTONIA).kind == ESTONIA.majority.kind


def test_without_a_section_members_propose_and_the_general_majority_carries():
    document = raw()
    del document["motions"]
    bare = Rules.model_validate(document)
    assert law_of(bare).allowed
    assert law_of(bare).rule == bare.majority.rule
    assert majority_of(bare) == bare.majority.model_copy(update={"kinds": {}})


def test_where_one_person_decides_nobody_votes_on_motions():
    assert {name: votes_on_motions(preset(name)) for name in PRESETS if not votes_on_motions(preset(name))} == {
        "indonesia": False
    }


@given(any_preset, st.integers(0, 5), st.integers(0, 5))
def test_counting_a_motion_never_asks_what_a_kind_of_items_asks(name, yes, no):
    law, everybody = counted_by(preset(name)), seats(10)
    order = sorted(everybody)
    votes = {one: Choice.FOR for one in order[:yes]} | {one: Choice.AGAINST for one in order[yes : yes + no]}
    found = [count(law, votes, everybody, everybody, frozenset(), order[0], kind) for kind in ("", "statute", "budget")]
    assert {one.carried for one in found} == {found[0].carried}
