"""Whose vote counts when members stand in for each other."""

from hypothesis import given
from hypothesis import strategies as st

from balai.rules.seats import Held, casting_seat, entitled, seats, why_not_substitute
from balai.rules.tests.making import rules

FINANCE = Held("finance", "marin", "marin")
INTERIOR = Held("interior", "olga", "olga")
INTERIOR_BY_MARIN = Held("interior", "olga", "marin")
INTERIOR_BY_DEPUTY = Held("interior", "olga", "deputy")
CHAIR_BY_MARIN = Held("chair", "paul", "marin")


def test_members_in_their_own_seats_vote():
    assert entitled(rules(), [FINANCE, INTERIOR]) == {"finance", "interior"}


def test_a_minister_who_stands_in_gains_no_second_vote():
    found = seats(rules(), [INTERIOR_BY_MARIN, FINANCE])
    assert found.voting == {"finance"}
    assert str(found.refused["interior"]) == "Standing in for another gives no second vote (VVS § 16)"


def test_a_second_vote_counts_where_the_rules_give_one():
    law = rules({"substitution.second_vote": True})
    assert entitled(law, [FINANCE, INTERIOR_BY_MARIN]) == {"finance", "interior"}


def test_a_deputy_votes_for_the_absent_member():
    assert entitled(rules(preset="council"), [FINANCE, INTERIOR_BY_DEPUTY]) == {"finance", "interior"}


def test_one_deputy_does_not_vote_for_two():
    two = [INTERIOR_BY_DEPUTY, Held("culture", "ivan", "deputy")]
    assert len(entitled(rules(preset="council"), two)) == 1


def test_where_the_rules_know_no_substitutes_only_members_vote():
    law = rules({"substitution.who": "none"})
    assert entitled(law, [FINANCE, INTERIOR_BY_DEPUTY]) == {"finance"}


def test_a_minister_in_the_chair_breaks_a_tie_with_the_own_vote():
    assert casting_seat(rules(), [FINANCE, CHAIR_BY_MARIN], "chair") == "finance"


def test_the_chair_breaks_a_tie_with_the_chairs_vote():
    assert casting_seat(rules(), [FINANCE, Held("chair", "paul", "paul")], "chair") == "chair"


def test_nobody_in_the_chair_breaks_no_tie():
    assert casting_seat(rules(), [FINANCE], "chair") is None


def test_in_estonia_only_a_member_stands_in():
    assert why_not_substitute(rules(), is_member=True, chairs=False) is None
    assert str(why_not_substitute(rules(), is_member=False, chairs=False)) == "Only another member stands in (VVS § 16)"


def test_in_the_council_the_alternate_stands_in_but_a_member_takes_the_chair():
    council = rules(preset="council")
    assert why_not_substitute(council, is_member=False, chairs=False) is None
    assert why_not_substitute(council, is_member=True, chairs=False) is not None
    assert why_not_substitute(council, is_member=True, chairs=True) is None


def test_no_substitute_where_the_rules_know_none():
    assert why_not_substitute(rules({"substitution.who": "none"}), is_member=True, chairs=False) is not None
    assert why_not_substitute(rules({"substitution.may_chair": False}), is_member=True, chairs=True) is not None


people = st.sampled_from(["ann", "bea", "carl", "dora"])
sittings = st.lists(
    st.builds(lambda member, by: Held(f"seat of {member}", member, by), people, people), unique_by=lambda one: one.seat
)
substitution = st.sampled_from(["minister", "deputy", "none"])


@given(sittings, substitution)
def test_without_a_second_vote_nobody_votes_twice(held, who):
    voting = entitled(rules({"substitution.who": who}), held)
    voters = [one.by for one in held if one.seat in voting]
    assert len(voters) == len(set(voters))


@given(sittings, substitution, st.booleans())
def test_whoever_sits_in_the_own_seat_votes(held, who, second_vote):
    law = rules({"substitution.who": who, "substitution.second_vote": second_vote})
    assert {one.seat for one in held if one.own} <= entitled(law, held)


@given(sittings, substitution, st.booleans())
def test_every_seat_votes_or_is_refused_with_a_reason(held, who, second_vote):
    found = seats(rules({"substitution.who": who, "substitution.second_vote": second_vote}), held)
    assert found.voting | set(found.refused) == {one.seat for one in held}
    assert not found.voting & set(found.refused)
    assert all(reason.rule for reason in found.refused.values())


@given(sittings)
def test_the_order_in_which_they_sit_down_does_not_change_how_many_vote(held):
    assert len(entitled(rules(), held)) == len(entitled(rules(), held[::-1]))
