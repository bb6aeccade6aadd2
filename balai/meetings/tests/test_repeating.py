"""A vote is repeated by an act that says why; the result that it replaces stays in the record."""

import pytest

from balai.agenda.models import Stage
from balai.decisions.models import Decision
from balai.ledger.models import Entry
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.meetings.models import Presence, Vote, Voting
from balai.minutes.reading import protocol_of
from balai.people.models import Body
from balai.public.queries import decision_page, decisions
from balai.record.reconcile import reconcile
from balai.rules.stance import Choice
from balai.rules.voting import RepeatGround
from balai.verdict import Ground
from tests.refusals import refused
from tests.sitting import open_item

RULE = "VVS § 16"
WHY = "Pia's tablet had not been noted as present."


def vote(cast, voting, name, choice=Choice.FOR):
    return cast_vote(voting, seat=cast.seats[name], choice=choice, by=cast.people[name])


def repeat(cast, voting, *, ground=RepeatGround.ERROR, because=WHY, by=None):
    return repeat_voting(voting, ground=ground, because=because, by=by or cast.kai)


@pytest.fixture
def counted(cast, contested):
    voting = open_voting(open_item(cast, contested), by=cast.kai)
    vote(cast, voting, "marin", Choice.AGAINST)
    return close_voting(voting, by=cast.kai)


def test_the_earlier_result_is_replaced_and_the_question_is_voted_on_again(cast, counted, contested):
    again = repeat(cast, counted)
    contested.refresh_from_db()
    assert (again.repeats, again.because, contested.stage) == (counted, WHY, Stage.TAKEN_UP)
    assert not Vote.objects.filter(voting=again).exists()
    assert not Decision.objects.standing().exists()
    for name in ("kai", "marin", "pia"):
        vote(cast, again, name)
    close_voting(again, by=cast.kai)
    first, second = Decision.objects.order_by("sequence")
    assert (first.outcome, first.replaced_at is None) == ("rejected", False)
    assert (second.outcome, second.replaced_at, second.sequence) == ("adopted", None, first.sequence + 1)
    assert list(reconcile()) == []


def test_the_record_and_the_minutes_keep_the_earlier_result_with_the_reason(cast, counted, contested):
    vote(cast, repeat(cast, counted), "kai")
    assert Entry.objects.filter(act="meetings.voting.repeated").count() == 1
    (item,) = [one for one in protocol_of(contested.meeting).items if one.ballots]
    before, again = item.ballots
    assert (before.replaced, before.carried, before.against) == (True, False, 1)
    assert (again.repeats, again.because, item.decision) == (before.key, WHY, None)
    assert [one.number for one in item.replaced] == [Decision.objects.get().number]


def test_the_public_finds_the_decision_that_stands_and_the_page_of_the_other_says_so(cast, counted):
    replaced = Decision.objects.get()
    again = repeat(cast, counted)
    assert list(decisions()) == []
    close_voting(again, by=cast.kai)
    assert [one.pk for one in decisions()] == [Decision.objects.standing().get().pk]
    page = decision_page(replaced.pk)
    assert page.decision.replaced_at is not None
    assert page.voting == counted


def test_a_repeated_vote_can_be_broken_off_and_then_nothing_is_decided(cast, counted, contested):
    again = repeat(cast, counted)
    break_off_voting(again, because="Nobody knew what was asked.", by=cast.kai)
    contested.refresh_from_db()
    assert contested.stage == Stage.TAKEN_UP
    again.refresh_from_db()
    assert (again.because, again.broken_off_because) == (WHY, "Nobody knew what was asked.")
    assert list(reconcile()) == []


@pytest.mark.parametrize("name", ["marin", "sara", "nils", "olga"])
def test_only_the_chair_repeats(cast, counted, name):
    with refused("Only the chair does this.", RULE, Ground.PERMISSION):
        repeat(cast, counted, by=cast.people[name])


def test_a_reason_is_given(cast, counted):
    with refused("Say why the vote is repeated", RULE, Ground.INPUT):
        repeat(cast, counted, because="  ")


def test_the_ground_is_one_that_the_rules_name(cast, counted):
    with refused("The rules of this body do not repeat a vote on this ground.", RULE, Ground.INPUT):
        repeat(cast, counted, ground=RepeatGround.MISUNDERSTOOD)


def test_a_body_whose_rules_name_no_ground_repeats_nothing(cast, counted):
    text = cast.body.rules_text.replace('repeated_for = ["error", "fault"]', "repeated_for = []")
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    with refused("The rules of this body do not repeat a vote.", RULE):
        repeat(cast, Voting.objects.get())


def test_a_vote_is_repeated_before_the_next_item_is_dealt_with(cast, counted, items):
    adopt_block(counted.meeting, by=cast.kai)
    with refused("A vote is repeated before the next item is dealt with.", RULE):
        repeat(cast, counted)


def test_while_it_is_repeated_and_afterwards_the_first_one_is_not_repeated(cast, counted):
    again = repeat(cast, counted)
    with refused("A vote is repeated before the next item is dealt with.", RULE):
        repeat(cast, counted)
    with refused("Only a vote that was counted is repeated.", RULE):
        repeat(cast, again)
    close_voting(again, by=cast.kai)
    with refused("A vote is repeated before the next item is dealt with.", RULE):
        repeat(cast, counted)


def test_without_quorum_no_vote_is_repeated(cast, counted):
    for name in ("marin", "pia", "tomas"):
        note_attendance(counted.meeting, seat=cast.seats[name], presence=Presence.ABSENT, by=cast.sara)
    with refused("No quorum: 1 of 2 needed.", RULE):
        repeat(cast, counted)


def test_breaking_off_says_why(cast, contested):
    voting = open_voting(open_item(cast, contested), by=cast.kai)
    with refused("Say why the vote is broken off", RULE, Ground.INPUT):
        break_off_voting(voting, because="", by=cast.kai)
