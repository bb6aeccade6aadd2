"""An open vote: put to it, voting, closing, breaking off."""

import pytest

from balai import clock
from balai.agenda.actions.recuse import recuse
from balai.agenda.models import Stage
from balai.decisions.models import Decision
from balai.ledger.models import Entry
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.models import Presence, Vote, Voting
from balai.people.actions.name_substitute import name_substitute
from balai.rules.stance import Choice
from balai.verdict import Ground
from tests.refusals import nothing_changes, refused
from tests.sitting import open_item

RULE = "VVS § 16"  # majority, quorum and substitution alike
FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
NOT_CHAIR = ("olga", "nils", "marin", "sara", "root")


def person(cast, name):
    return cast.root if name == "root" else cast.people[name]


def vote(cast, voting, name, choice=FOR, *, seat="own"):
    held = cast.seats[name] if seat == "own" else cast.seats.get(seat)
    return cast_vote(voting, seat=held, choice=choice, by=cast.people[name])


def leave(cast, voting, *names):
    for name in names:
        note_attendance(voting.meeting, seat=cast.seats[name], presence=Presence.ABSENT, by=cast.sara)


def break_off(voting, *, by):
    return break_off_voting(voting, because="The question was not ready.", by=by)


@pytest.fixture
def voting(cast, contested):
    return open_voting(open_item(cast, contested), by=cast.kai)


# What it does -------------------------------------------------------------------------------------------------------


def test_votes_are_counted_and_the_item_is_adopted_at_once(cast, voting):
    for name, choice in (("kai", FOR), ("marin", FOR), ("pia", AGAINST), ("tomas", FOR)):
        vote(cast, voting, name, choice)
    closed = close_voting(voting, by=cast.kai)
    assert (closed.carried, closed.for_count, closed.against_count, closed.abstain_count) == (True, 3, 1, 0)
    assert closed.item.stage == Stage.ADOPTED
    decision = Decision.objects.get()
    assert (decision.outcome, decision.way, decision.rule) == ("adopted", "by_vote", RULE)


def test_what_is_not_carried_is_rejected(cast, voting):
    vote(cast, voting, "marin")
    assert close_voting(voting, by=cast.kai).item.stage == Stage.REJECTED
    assert Decision.objects.get().outcome == "rejected"


def test_until_the_vote_is_closed_a_vote_can_be_changed_and_stays_one(cast, voting):
    vote(cast, voting, "marin", FOR)
    vote(cast, voting, "marin", AGAINST)
    assert list(Vote.objects.values_list("choice", flat=True)) == ["against"]
    assert Entry.objects.filter(act="meetings.vote.cast").count() == 2  # the record keeps both


def test_a_vote_that_waited_without_a_line_does_not_undo_a_later_one(cast, voting):
    """The tablet had no line when For was tapped on it; Against was cast on the telephone."""
    marin = {"seat": cast.seats["marin"], "by": cast.marin}
    cast_vote(voting, choice=AGAINST, seen=None, shown=True, **marin)
    with nothing_changes(), refused("on another screen: that vote stands", RULE):
        cast_vote(voting, choice=FOR, seen=None, shown=True, **marin)
    cast_vote(voting, choice=FOR, seen=AGAINST, shown=True, **marin)
    assert Vote.objects.get().choice == "for"


def test_the_same_vote_sent_twice_is_one(cast, voting):
    vote(cast, voting, "marin")
    with nothing_changes():
        vote(cast, voting, "marin")


def test_votes_of_who_has_left_or_is_recused_meanwhile_do_not_count(cast, voting, contested):
    for name in ("marin", "pia", "tomas"):
        vote(cast, voting, name)
    leave(cast, voting, "marin")
    recuse(contested, seat=cast.seats["pia"], reason="My brother's firm", by=cast.pia)
    assert close_voting(voting, by=cast.kai).for_count == 1


def test_a_vote_broken_off_decides_nothing_and_another_can_be_opened(cast, voting, contested):
    vote(cast, voting, "marin")
    broken = break_off_voting(voting, because="The question was not ready.", by=cast.kai)
    assert (broken.carried, broken.closed_at is None) == (None, False)
    contested.refresh_from_db()
    assert contested.stage == Stage.TAKEN_UP
    assert not Decision.objects.exists()
    again = open_voting(contested, by=cast.kai)
    assert Voting.objects.count() == 2
    assert close_voting(again, by=cast.kai).for_count == 0  # votes of the first one are not taken over


def test_at_a_tie_the_chair_decides(cast, voting):
    """VVS § 16."""
    for name, choice in (("kai", FOR), ("marin", FOR), ("pia", AGAINST), ("tomas", AGAINST)):
        vote(cast, voting, name, choice)
    assert close_voting(voting, by=cast.kai).carried


@pytest.mark.parametrize("chairs", [AGAINST, ABSTAIN, None])
def test_at_a_tie_that_the_chair_does_not_break_nothing_is_carried(cast, voting, chairs):
    if chairs == AGAINST:
        votes = [("kai", AGAINST), ("marin", AGAINST), ("pia", FOR), ("tomas", FOR)]
    else:
        leave(cast, voting, "tomas")
        votes = [("marin", FOR), ("pia", AGAINST)] + ([("kai", chairs)] if chairs else [])
    for name, choice in votes:
        vote(cast, voting, name, choice)
    closed = close_voting(voting, by=cast.kai)
    assert not closed.carried
    assert closed.item.stage == Stage.REJECTED


def test_a_minister_in_the_chair_decides_a_tie_by_their_own_vote(cast, voting):
    name_substitute(cast.seats["kai"], substitute=cast.marin, starts=clock.now(), ends=None, by=cast.kai)
    leave(cast, voting, "kai")
    note_attendance(voting.meeting, seat=cast.seats["kai"], presence=Presence.IN_ROOM, by=cast.marin)
    leave(cast, voting, "tomas")
    vote(cast, voting, "marin", FOR)
    vote(cast, voting, "pia", AGAINST)
    closed = close_voting(voting, by=cast.marin)
    assert (closed.carried, closed.reasons[0]["text"]) == (True, "A tie: carried by the vote of the chair")


# Refusals: putting to the vote --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOT_CHAIR)
def test_only_the_chair_puts_to_the_vote(cast, contested, name):
    open_item(cast, contested)
    with refused("The console is the chair's.", RULE, Ground.PERMISSION):
        open_voting(contested, by=person(cast, name))


def test_an_item_is_opened_before_it_is_put_to_the_vote(cast, contested):
    with refused("Open the item first, then put it to the vote.", RULE):
        open_voting(contested, by=cast.kai)


def test_one_vote_is_open_at_a_time(cast, voting, items, contested):
    with refused("A vote is open on this item: close it first.", RULE):
        open_voting(contested, by=cast.kai)
    with refused("A vote is open on another item: close it first.", RULE):
        open_voting(items[0], by=cast.kai)


def test_a_settled_item_is_not_put_to_the_vote(cast, voting, contested):
    close_voting(voting, by=cast.kai)
    with refused("This item is settled.", RULE):
        open_voting(contested, by=cast.kai)


def test_without_quorum_nothing_is_put_to_the_vote(cast, meeting, contested):
    open_item(cast, contested)
    for name in ("marin", "pia", "tomas"):
        note_attendance(meeting, seat=cast.seats[name], presence=Presence.ABSENT, by=cast.sara)
    with refused("No quorum: 1 of 2 needed.", RULE):
        open_voting(contested, by=cast.kai)


# Refusals: voting ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["olga", "nils", "sara", "marin"])
def test_nobody_votes_from_no_seat_or_from_anothers(cast, voting, name):
    for seat in ("none", "pia"):
        with refused("Only members of this body vote.", RULE, Ground.PERMISSION):
            vote(cast, voting, name, seat=seat)


@pytest.mark.parametrize("name", ["olga", "nils", "sara"])
def test_a_seat_that_does_not_decide_has_no_vote(cast, voting, name):
    with refused("Only members of this body vote.", RULE, Ground.PERMISSION):
        vote(cast, voting, name)


def test_who_is_absent_or_not_noted_does_not_vote(cast, voting):
    leave(cast, voting, "marin")
    with refused("You are not noted as present. Note your attendance first.", RULE):
        vote(cast, voting, "marin")
    note_attendance(voting.meeting, seat=cast.seats["marin"], presence=Presence.REMOTE, by=cast.marin)
    vote(cast, voting, "marin")


def test_who_is_recused_does_not_vote(cast, voting, contested):
    recuse(contested, seat=cast.seats["marin"], reason="My brother's firm", by=cast.marin)
    with refused("You have recused yourself from this item; you do not vote on it.", RULE, Ground.PERMISSION):
        vote(cast, voting, "marin")


def test_after_closing_and_after_breaking_off_nobody_votes_or_changes_a_vote(cast, voting, contested):
    vote(cast, voting, "marin")
    break_off_voting(voting, because="The question was not ready.", by=cast.kai)
    second = open_voting(contested, by=cast.kai)
    vote(cast, second, "marin")
    close_voting(second, by=cast.kai)
    for one in (voting, second):
        with refused("The vote is closed.", RULE):
            vote(cast, one, "marin", AGAINST)
        with refused("The vote is closed.", RULE):
            vote(cast, one, "pia")


def test_standing_in_gives_no_second_vote(cast, voting):
    name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=clock.now(), ends=None, by=cast.tomas)
    leave(cast, voting, "tomas")
    note_attendance(voting.meeting, seat=cast.seats["tomas"], presence=Presence.IN_ROOM, by=cast.pia)
    vote(cast, voting, "pia")
    with refused("Standing in for another gives no second vote.", RULE, Ground.PERMISSION):
        vote(cast, voting, "pia", seat="tomas")


def test_whoever_is_not_noted_in_the_seat_does_not_vote_from_it(cast, voting):
    """The member sits there; the one named as substitute does not."""
    name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=clock.now(), ends=None, by=cast.tomas)
    with refused("Somebody else holds this seat in this meeting.", RULE, Ground.PERMISSION):
        vote(cast, voting, "pia", seat="tomas")


# Refusals: ending ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOT_CHAIR)
def test_only_the_chair_closes_or_breaks_off(cast, voting, name):
    for act in (close_voting, break_off):
        with refused("Only the chair does this.", RULE, Ground.PERMISSION):
            act(voting, by=person(cast, name))


def test_a_vote_is_ended_once(cast, voting):
    close_voting(voting, by=cast.kai)
    for act in (close_voting, break_off):
        with refused("The vote is closed.", RULE):
            act(voting, by=cast.kai)
    assert Decision.objects.count() == 1


def test_without_quorum_a_vote_is_not_counted_but_can_be_broken_off(cast, voting):
    vote(cast, voting, "marin")
    leave(cast, voting, "marin", "pia", "tomas")
    with refused("No quorum: 1 of 2 needed.", RULE):
        close_voting(voting, by=cast.kai)
    break_off_voting(voting, because="The question was not ready.", by=cast.kai)
