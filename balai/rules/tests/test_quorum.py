"""Quorum: enough members, the chair, the secretary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.quorum import quorum
from balai.rules.tests.making import fractions, rules, seats, some_seats


@pytest.mark.parametrize(
    ("fraction", "members", "needed"),
    [
        ("none", 14, 1),
        ("half", 14, 7),
        ("half", 15, 8),
        ("more_than_half", 14, 8),
        ("more_than_half", 15, 8),
        ("two_thirds", 14, 10),
        ("two_thirds", 15, 10),
        ("all", 14, 14),
        ("half", 1, 1),
    ],
)
def test_so_many_members_are_needed(fraction, members, needed):
    law = rules({"quorum.of_members": fraction})
    enough, too_few = seats(needed), seats(needed - 1)
    assert quorum(law, seats(members), enough).met
    assert quorum(law, seats(members), enough).needed == needed
    assert not quorum(law, seats(members), too_few).met


def test_estonia_needs_the_chair_and_the_secretary():
    here = seats(14)
    without_chair = quorum(rules(), here, here, chair_present=False)
    without_secretary = quorum(rules(), here, here, secretary_present=False)
    assert not without_chair.met
    assert [str(reason) for reason in without_chair.reasons] == [
        "The chair or who stands in for the chair must be present (VVS § 16)"
    ]
    assert str(without_secretary.reasons[0]) == "The secretary must be present (VVS § 16)"


def test_all_that_is_missing_is_said_at_once():
    found = quorum(rules(), seats(14), seats(3), chair_present=False, secretary_present=False)
    assert len(found.reasons) == 3


def test_in_an_emergency_the_chair_and_two_ministers_suffice():
    assert not quorum(rules(), seats(14), seats(3)).met
    assert quorum(rules(), seats(14), seats(3), emergency=True).met
    assert not quorum(rules(), seats(14), seats(2), emergency=True).met


def test_an_emergency_changes_nothing_where_the_rules_know_none():
    assert not quorum(rules(preset="latvia"), seats(14), seats(3), emergency=True).met


def test_participants_with_the_right_to_speak_do_not_count():
    found = quorum(rules(), seats(14), seats(6) | {"chancellor", "auditor"})
    assert (found.met, found.present, found.needed) == (False, 6, 7)


def test_in_the_council_a_recused_member_is_not_counted_for_the_item():
    law = rules(preset="council")
    assert quorum(law, seats(9), seats(5)).met
    refused = quorum(law, seats(9), seats(5), recused=seats(1))
    assert not refused.met
    assert str(refused.reasons[0]) == "No quorum on this item: 4 of 5 needed. Recused: member00 (Model § 1)"


def test_in_estonia_who_is_recused_is_still_there():
    assert quorum(rules(), seats(14), seats(7), recused=seats(7)).met


@given(some_seats, some_seats, some_seats, fractions)
def test_the_recused_never_make_a_quorum_where_the_rules_leave_them_out(members, present, recused, fraction):
    law = rules({"quorum.recused_count": False, "quorum.of_members": fraction})
    assert quorum(law, members, present, recused).met == quorum(law, members, present - recused).met


@given(some_seats, some_seats, st.data(), fractions, st.booleans())
def test_one_more_member_present_never_breaks_a_quorum(members, present, data, fraction, emergency):
    law = rules({"quorum.of_members": fraction})
    more = present | data.draw(some_seats)
    if quorum(law, members, present, emergency=emergency).met:
        assert quorum(law, members, more, emergency=emergency).met


@given(some_seats, some_seats, fractions)
def test_an_answer_always_carries_a_reason_with_its_paragraph(members, present, fraction):
    found = quorum(rules({"quorum.of_members": fraction}), members, present)
    assert found.reasons
    assert all(reason.rule == "VVS § 16" and str(reason) for reason in found.reasons)


def test_nobody_is_no_quorum_whatever_the_rules():
    assert not quorum(rules({"quorum.of_members": "none"}), seats(14), frozenset()).met
    assert not quorum(rules({"quorum.of_members": "all"}), frozenset(), frozenset()).met
