"""The stream: what changes reaches every open screen once it is committed; a screen that was away catches up."""

import pytest
from django.db import transaction

from balai.agenda.actions.reopen_agenda import reopen_agenda
from balai.live.announce import announce
from balai.live.fanout import WAITING_EVENTS
from balai.live.news import last_announced
from balai.people.actions.choose_language import choose_language
from balai.rules.stance import Stance
from tests.factories import items_of, make_cast, make_meeting, mark

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def test_a_position_reaches_the_other_screens_and_tells_the_own_one_what_is_its_own(cast, watch):
    meeting = make_meeting(cast, 2)
    mine, other = watch("agenda", meeting.pk, cast.marin), watch("agenda", meeting.pk, cast.pia)
    item = items_of(meeting)[1]
    mark(cast, "marin", item, Stance.OBJECTION)
    heard = other.next()
    assert f'id="facts-{item.pk}"' in heard.data
    assert "objection" in heard.data
    assert str(items_of(meeting)[0].pk) not in heard.data, "what has not changed is not sent"
    assert heard.id == last_announced()
    assert mine.next("mine").data == str(item.pk)


def test_a_change_that_is_rolled_back_is_never_sent(cast, watch):
    meeting = make_meeting(cast, 2)
    screen = watch("agenda", meeting.pk, cast.pia)
    undone, done = items_of(meeting)

    with transaction.atomic():
        mark(cast, "marin", undone, Stance.OBJECTION)
        transaction.set_rollback(True)
    mark(cast, "marin", done)
    heard = screen.next()
    assert str(done.pk) in heard.data
    assert str(undone.pk) not in heard.data


def test_nothing_is_sent_before_the_commit(cast, watch):
    first, second = items_of(make_meeting(cast, 2))
    screen = watch("agenda", first.meeting_id, cast.pia)
    with transaction.atomic():
        mark(cast, "marin", first)
        mark(cast, "marin", second)
        assert screen.events.empty()
    heard = screen.next()
    assert str(first.pk) in heard.data
    assert str(second.pk) in heard.data


@pytest.mark.parametrize("how", ["since", "last_event_id"])
def test_a_screen_that_was_away_is_sent_what_it_missed(cast, watch, how):
    meeting = make_meeting(cast, 3)
    seen = last_announced()
    missed, also_missed, untouched = items_of(meeting)
    mark(cast, "marin", missed)
    mark(cast, "tomas", also_missed)
    heard = watch("agenda", meeting.pk, cast.pia, **{how: seen}, **({} if how == "since" else {"since": 10**9})).next()
    assert str(missed.pk) in heard.data
    assert str(also_missed.pk) in heard.data
    assert str(untouched.pk) not in heard.data
    assert heard.id == last_announced()


def test_a_browser_that_comes_back_says_what_it_saw_last_and_that_counts(cast, watch):
    """EventSource repeats the address of the page, with its old `since`, and adds Last-Event-ID."""
    meeting = make_meeting(cast, 2)
    old = last_announced()
    before, after = items_of(meeting)
    mark(cast, "marin", before)
    seen = last_announced()
    mark(cast, "marin", after)
    heard = watch("agenda", meeting.pk, cast.pia, since=old, last_event_id=seen).next()
    assert str(before.pk) not in heard.data
    assert str(after.pk) in heard.data


@pytest.mark.parametrize("since", ["nonsense", "-1", "9" * 40, "٣"])
def test_a_number_that_is_none_opens_the_stream_all_the_same(cast, watch, since):
    meeting = make_meeting(cast, 1)
    screen = watch("agenda", meeting.pk, cast.pia, since=since if since.isascii() else "%D9%A3")
    assert screen.status == 200
    mark(cast, "marin", items_of(meeting)[0])
    assert screen.next().data


def test_each_screen_is_drawn_in_its_readers_language(cast, watch):
    choose_language("et", by=cast.pia)
    meeting = make_meeting(cast, 1)
    estonian, indonesian = watch("agenda", meeting.pk, cast.pia), watch("agenda", meeting.pk, cast.tomas, language="id")
    mark(cast, "marin", items_of(meeting)[0])
    assert "Asi 1" in estonian.next().data
    assert "Perkara 1" in indonesian.next().data


def test_a_cookie_of_another_program_on_this_host_disturbs_nothing(cast, watch):
    meeting = make_meeting(cast, 1)
    screen = watch("agenda", meeting.pk, cast.pia, cookies='editor={"a": [1, 2]}; =x')
    assert screen.status == 200


def test_two_meetings_do_not_hear_each_other(cast, watch):
    meeting, other = make_meeting(cast, 1), make_meeting(cast, 1)
    screen = watch("agenda", meeting.pk, cast.pia)
    mark(cast, "marin", items_of(other)[0])
    mark(cast, "marin", items_of(meeting)[0])
    assert str(items_of(meeting)[0].pk) in screen.next().data


def test_a_slow_screen_is_let_go_and_catches_up_when_it_comes_back(cast, watch):
    meeting = make_meeting(cast, 1)
    slow, quick = watch("agenda", meeting.pk, cast.pia), watch("agenda", meeting.pk, cast.tomas)
    (item,) = items_of(meeting)
    seen = last_announced()
    slow.hold()
    for number in range(WAITING_EVENTS + 3):
        with transaction.atomic():
            announce(f"test {number}", meeting=meeting.pk, items=[item.pk])
        quick.next()
    slow.go_on()
    assert len(slow.to_its_end()) <= WAITING_EVENTS, "no more than this is kept for anybody"
    assert watch("agenda", meeting.pk, cast.pia, since=seen).next().id == last_announced()


def test_a_screen_that_cannot_be_drawn_takes_nothing_from_the_others(cast, watch):
    """The agenda was reopened while outsiders followed it: theirs ends, the members' goes on."""
    meeting = make_meeting(cast, 1, state="confirmed")
    outside, member = watch("public", meeting.pk), watch("agenda", meeting.pk, cast.pia)
    reopen_agenda(meeting, by=cast.kai)
    assert 'data-state="published"' in member.next().data
    assert outside.to_its_end() == []
    assert watch("public", meeting.pk).status == 404


@pytest.mark.parametrize("path", ["nothing", "agenda"])
def test_an_address_that_is_none_is_not_found(cast, watch, path):
    assert watch(path, NOBODY, cast.pia).status == 404
    assert watch(path, "no-meeting", cast.pia).status == 404
