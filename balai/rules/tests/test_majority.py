"""Counting votes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.majority import count
from balai.rules.stance import Choice
from balai.rules.tests.making import MEMBERS, rules, seats, some_seats

CHAIR = MEMBERS[0]
KINDS = ("present", "all_members", "two_thirds", "unanimity", "one_decider", "votes_cast")
ABSTENTIONS = ("not_counted", "against", "counted_present")


def law(kind="present", abstentions="counted_present", tie="chair", two_thirds_of="present"):
    return rules(
        {
            "majority.kind": kind,
            "majority.abstentions": abstentions,
            "majority.tie": tie,
            "majority.two_thirds_of": two_thirds_of,
        }
    )


def ballots(in_favour, against, abstained=0):
    """The chair votes first, so in favour where anybody does."""
    choices = [Choice.FOR] * in_favour + [Choice.AGAINST] * against + [Choice.ABSTAIN] * abstained
    return dict(zip(MEMBERS, choices, strict=False))


def result(rule, votes, members=15, present=None, recused=frozenset(), chair=CHAIR, kind=""):
    here = seats(len(votes) if present is None else present)
    return count(rule, votes, seats(members), here, recused, chair, kind)


@pytest.mark.parametrize(
    ("kind", "abstentions", "votes", "present", "carried"),
    [
        ("present", "counted_present", (6, 4, 0), 10, True),
        ("present", "counted_present", (5, 3, 2), 10, False),
        ("present", "not_counted", (5, 3, 2), 10, True),
        ("present", "against", (5, 3, 2), 10, True),  # a tie of 5 and 5, and the chair is in favour
        ("present", "counted_present", (4, 1, 0), 10, False),  # five are there and do not vote
        ("votes_cast", "not_counted", (2, 1, 7), 10, True),
        ("votes_cast", "counted_present", (2, 1, 7), 10, False),
        ("votes_cast", "not_counted", (2, 1, 0), 10, True),
        ("all_members", "not_counted", (7, 0, 0), 7, False),
        ("all_members", "not_counted", (8, 0, 0), 8, True),
        ("two_thirds", "counted_present", (6, 4, 0), 10, False),
        ("two_thirds", "counted_present", (7, 3, 0), 10, True),
        ("two_thirds", "not_counted", (4, 2, 4), 10, True),
        ("unanimity", "not_counted", (9, 0, 1), 10, True),
        ("unanimity", "counted_present", (9, 0, 1), 10, False),
        ("unanimity", "not_counted", (9, 1, 0), 10, False),
        ("one_decider", "not_counted", (1, 9, 0), 10, True),
        ("one_decider", "not_counted", (0, 10, 0), 10, False),
    ],
)
def test_so_many_votes_carry(kind, abstentions, votes, present, carried):
    assert result(law(kind, abstentions), ballots(*votes), present=present).carried is carried


def test_two_thirds_of_all_members_count_the_absent():
    of_all = law("two_thirds", two_thirds_of="all_members")
    assert not result(of_all, ballots(9, 0)).carried
    assert result(of_all, ballots(10, 0)).carried


def test_the_chair_decides_a_tie_in_estonia():
    votes = ballots(5, 5)
    carried = result(rules(), votes)
    assert (carried.carried, carried.tie_broken) == (True, True)
    assert str(carried.reasons[0]) == "A tie: carried by the vote of the chair (VVS § 16)"
    against = result(rules(), votes, chair=MEMBERS[9])
    assert (against.carried, against.tie_broken) == (False, True)


def test_a_tie_with_the_chair_recused_fails():
    votes = {MEMBERS[1]: Choice.FOR, MEMBERS[2]: Choice.AGAINST}
    outcome = result(rules(), votes, present=3, recused=frozenset({CHAIR}))
    assert (outcome.carried, outcome.tie_broken) == (False, False)
    assert "the chair is recused" in outcome.reasons[0].text


def test_a_tie_with_nobody_in_the_chair_fails():
    outcome = result(law(), ballots(1, 1), chair=None)
    assert not outcome.carried
    assert "the chair has not voted" in outcome.reasons[0].text


def test_a_tie_fails_where_nobody_has_a_casting_vote():
    assert not result(law(tie="fails"), ballots(5, 5)).carried
    assert not result(law(tie="none"), ballots(5, 5)).carried


def test_in_latvia_the_chair_decides_a_tie_only_on_who_is_responsible():
    latvia = rules(preset="latvia")
    assert not result(latvia, ballots(5, 5), kind="bill").carried
    assignment = result(latvia, ballots(5, 5), kind="assignment")
    assert (assignment.carried, assignment.reasons[0].rule) == (True, "No 606, p. 215")


def test_the_council_changes_its_statute_with_two_thirds_of_all_members():
    council = rules(preset="council")
    assert result(council, ballots(9, 0), kind="order").carried
    assert not result(council, ballots(9, 0), kind="statute").carried
    assert result(council, ballots(10, 5), kind="statute").carried


def test_in_indonesia_the_president_decides_alone():
    indonesia = rules(preset="indonesia")
    assert result(indonesia, ballots(1, 9)).carried
    assert not result(indonesia, {member: Choice.FOR for member in MEMBERS[1:]}, present=15).carried


def test_a_decider_who_is_recused_cannot_decide():
    assert not result(law("one_decider"), ballots(5, 0), recused=frozenset({CHAIR})).carried


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_carried_when_nobody_votes(kind):
    for abstentions in ABSTENTIONS:
        assert not result(law(kind, abstentions), {}, present=10).carried
        assert not result(law(kind, abstentions), ballots(0, 0, 10)).carried


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "one_decider"])
def test_a_proposal_that_all_support_is_carried(kind):
    for abstentions in ABSTENTIONS:
        assert result(law(kind, abstentions), ballots(15, 0)).carried


laws = st.builds(
    law,
    st.sampled_from(KINDS),
    st.sampled_from(ABSTENTIONS),
    st.sampled_from(["chair", "fails", "none"]),
    st.sampled_from(["present", "all_members", "votes_cast"]),
)
all_votes = st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(Choice))


@given(laws, all_votes, some_seats, some_seats, some_seats)
def test_votes_of_the_absent_the_recused_and_strangers_change_nothing(rule, votes, members, present, recused):
    valid = {seat: vote for seat, vote in votes.items() if seat in (members & present) - recused}
    outcome = count(rule, votes, members, present, recused, CHAIR)
    assert outcome == count(rule, valid, members, present, recused, CHAIR)
    assert outcome.for_ + outcome.against + outcome.abstained == len(valid)


@given(laws, all_votes, st.permutations(MEMBERS))
def test_names_do_not_matter(rule, votes, others):
    renamed = dict(zip(MEMBERS, others, strict=True))
    members = frozenset(MEMBERS)
    before = count(rule, votes, members, members, frozenset(), CHAIR)
    after = count(
        rule, {renamed[seat]: vote for seat, vote in votes.items()}, members, members, frozenset(), renamed[CHAIR]
    )
    assert before == after


@given(laws, all_votes, some_seats, st.sampled_from(MEMBERS))
def test_a_vote_that_turns_in_favour_never_defeats_a_proposal(rule, votes, present, seat):
    members = frozenset(MEMBERS)
    if count(rule, votes, members, present, frozenset(), CHAIR).carried:
        assert count(rule, {**votes, seat: Choice.FOR}, members, present, frozenset(), CHAIR).carried


@given(laws, all_votes, some_seats)
def test_never_carried_with_more_against_than_in_favour_unless_one_decides(rule, votes, present):
    outcome = count(rule, votes, frozenset(MEMBERS), present, frozenset(), CHAIR)
    if rule.majority.kind != "one_decider" and outcome.against > outcome.for_:
        assert not outcome.carried


@given(laws, all_votes, some_seats, some_seats)
def test_carried_means_enough_votes_or_the_chair(rule, votes, present, recused):
    outcome = count(rule, votes, frozenset(MEMBERS), present, recused, CHAIR)
    if rule.majority.kind == "one_decider":
        return
    assert outcome.carried == (outcome.for_ >= outcome.needed or (outcome.tie_broken and votes[CHAIR] == Choice.FOR))


@given(laws, all_votes, some_seats)
def test_every_count_has_a_reason_in_words(rule, votes, present):
    outcome = count(rule, votes, frozenset(MEMBERS), present, frozenset(), CHAIR)
    assert outcome.reasons
    assert all(str(reason).endswith("(VVS § 16)") for reason in outcome.reasons)
