"""The public page follows a meeting: outcomes as they are taken, and not a word about what is not public."""

import time

import pytest

from balai.agenda.models import AgendaItem
from balai.decisions.models import Outcome
from balai.live.news import last_announced
from balai.meetings.actions.decide import decide
from balai.meetings.actions.take_up import take_up
from balai.public.tests.making import (
    OPEN_TITLES,
    SECRET_NUMBER,
    SECRET_TITLE,
    meeting_with_a_secret,
    opened,
)
from balai.rules.stance import Stance
from tests.factories import make_cast, mark


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def item(meeting, number):
    return AgendaItem.objects.select_related("meeting__body").get(meeting=meeting, number=number)


def settle(cast, meeting, number):
    take_up(item(meeting, number), by=cast.kai)
    return decide(item(meeting, number), outcome=Outcome.ADOPTED, by=cast.kai)


def test_a_decision_appears_as_it_is_taken(cast, watch):
    meeting = opened(cast, meeting_with_a_secret(cast))
    screen = watch("public", meeting.pk)
    take_up(item(meeting, "A-1"), by=cast.kai)
    assert "being discussed" in screen.next().data
    decide(item(meeting, "A-1"), outcome=Outcome.ADOPTED, by=cast.kai)
    heard = screen.next().data
    assert "Decision " in heard
    assert OPEN_TITLES[0] in heard


def test_what_is_not_public_is_neither_said_nor_hinted_at(cast, watch):
    """Not an event: that something happens is a word too."""
    meeting = opened(cast, meeting_with_a_secret(cast))
    screen = watch("public", meeting.pk)
    settle(cast, meeting, SECRET_NUMBER)
    secret = last_announced()
    time.sleep(0.3)  # an event about it would come now
    settle(cast, meeting, "A-2")
    first = screen.next()
    assert first.id is not None
    assert first.id > secret, "the first that outsiders hear of is the public item"
    assert OPEN_TITLES[1] in first.data
    assert SECRET_TITLE not in first.data
    assert SECRET_NUMBER not in first.data


def test_what_members_answer_is_not_even_an_event(cast, watch):
    meeting = meeting_with_a_secret(cast)
    outside, inside = watch("public", meeting.pk), watch("agenda", meeting.pk, cast.pia)
    for stance in (Stance.NO_OBJECTION, Stance.OBJECTION):
        mark(cast, "marin", item(meeting, "A-1"), stance)
        assert inside.next()
    opened(cast, meeting)
    assert "The meeting is running." in outside.next().data


def test_whoever_was_away_catches_up_with_the_public_agenda(cast, watch):
    meeting = opened(cast, meeting_with_a_secret(cast))
    seen = last_announced()
    settle(cast, meeting, SECRET_NUMBER)
    settle(cast, meeting, "A-1")
    heard = watch("public", meeting.pk, since=seen).next().data
    assert "Decision " in heard
    assert SECRET_TITLE not in heard
