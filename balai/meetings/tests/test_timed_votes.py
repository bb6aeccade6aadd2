"""A vote that the rules keep open for a time: who has not voted is waited for, whatever the clock does meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from balai import clock
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.open_voting import open_voting
from balai.people.models import Body
from balai.record.reconcile import reconcile
from balai.rules.procedure import preset
from balai.rules.stance import Choice
from balai.rules.voting import Form, seconds_for, seconds_left
from tests.refusals import refused
from tests.sitting import open_item

RULE = "VVS § 16"
OPENED = datetime(2027, 3, 4, 10, 0, tzinfo=UTC)
EVERYBODY = ("kai", "marin", "pia", "tomas")


def after(seconds):
    return clock.as_if(OPENED + timedelta(seconds=seconds))


def keep_open(cast, seconds=60):
    text = cast.body.rules_text.replace("secretary_notes = true", f"seconds = {seconds}\nsecretary_notes = true")
    assert text != cast.body.rules_text
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    cast.body.refresh_from_db()


def altered():
    """What the comparison with the record finds, but for the rules that this test wrote itself."""
    return [str(one) for one in reconcile() if not one.place.startswith("people_body")]


@pytest.fixture
def voting(cast, contested):
    keep_open(cast)
    with after(0):
        return open_voting(open_item(cast, contested), by=cast.kai)


def vote(cast, voting, *names, choice=Choice.FOR):
    for name in names:
        cast_vote(voting, seat=cast.seats[name], choice=choice, by=cast.people[name])


@pytest.mark.parametrize(
    ("since", "left"),
    [(0, 60), (0.4, 60), (1, 59), (59, 1), (60, 0), (61, 0), (3600, 0), (-1, 0), (-86_400, 0)],
)
def test_no_clock_makes_the_time_longer_than_the_rules_give(since, left):
    assert seconds_left(60, OPENED, OPENED + timedelta(seconds=since)) == left
    assert seconds_left(None, OPENED, OPENED + timedelta(seconds=since)) == 0


def test_in_a_roll_call_there_is_no_time():
    rules = preset("estonia")
    assert seconds_for(rules, Form.OPEN) is None
    assert rules.voting
    timed = rules.model_copy(update={"voting": rules.voting.model_copy(update={"seconds": 90})})
    assert [seconds_for(timed, form) for form in Form] == [90, None, 90]


def test_while_there_is_time_those_who_have_not_voted_are_waited_for(cast, voting):
    vote(cast, voting, "kai", "pia")
    with after(18.5), refused("open for 42 seconds more", RULE):
        close_voting(voting, by=cast.kai)
    with after(59.5), refused("open for 1 second more", RULE):
        close_voting(voting, by=cast.kai)


def test_the_refusal_names_who_has_not_voted(cast, voting):
    vote(cast, voting, "kai", "pia", "tomas")
    with after(10.5), refused(cast.people["marin"].name, RULE):
        close_voting(voting, by=cast.kai)


def test_when_all_have_voted_nobody_waits(cast, voting):
    vote(cast, voting, *EVERYBODY)
    with after(5):
        assert close_voting(voting, by=cast.kai).for_count == 4


def test_when_the_time_is_over_the_chair_closes_and_until_then_votes_count(cast, voting):
    with after(75):
        vote(cast, voting, "kai", "marin", "pia")
    with after(80):
        closed = close_voting(voting, by=cast.kai)
    assert (closed.carried, closed.for_count) == (True, 3)
    assert not altered()


def test_a_clock_that_is_set_forward_cuts_nobody_off(cast, voting):
    vote(cast, voting, "kai", "marin")
    with after(86_400):
        vote(cast, voting, "pia", "tomas", choice=Choice.AGAINST)
        closed = close_voting(voting, by=cast.kai)
    assert (closed.for_count, closed.against_count) == (2, 2)


def test_a_clock_that_is_set_back_keeps_nobody_waiting_and_loses_no_vote(cast, voting):
    vote(cast, voting, "kai", "marin")
    with after(-3600):
        vote(cast, voting, "pia")
        closed = close_voting(voting, by=cast.kai)
    assert (closed.carried, closed.for_count) == (True, 3)
    assert not altered()


def test_what_the_rules_said_when_it_was_opened_holds(cast, voting):
    Body.objects.filter(pk=cast.body.pk).update(
        rules_text=cast.body.rules_text.replace("seconds = 60", "seconds = 900")
    )
    vote(cast, voting, "kai", "marin", "pia")
    with after(61):
        assert close_voting(voting, by=cast.kai).closed_at


def test_a_time_altered_by_sql_is_found(cast, voting):
    type(voting).objects.filter(pk=voting.pk).update(seconds=10)
    assert any("seconds" in one for one in altered())
