"""The outbox: what has changed is told in the transaction of the change, in order, joined for each meeting."""

import pytest
from django.db import transaction

from balai.agenda.actions.mark_position import mark_position
from balai.agenda.models import Position
from balai.live.marks import Mark, now_shown
from balai.live.models import Announcement
from balai.live.news import MOST_AT_ONCE, last_announced, missed, news_since
from balai.rules.stance import Stance
from balai.verdict import Refused
from tests.factories import items_of, make_cast, make_meeting, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def test_every_change_of_an_agenda_is_announced_with_its_item(cast):
    meeting = make_meeting(cast, 2)
    before = last_announced()
    item = items_of(meeting)[1]
    mark(cast, "marin", item)
    (announced,) = Announcement.objects.filter(id__gt=before)
    assert announced.act == "agenda.mark_position"
    assert (announced.meeting_id, announced.item_ids) == (meeting.pk, [str(item.pk)])
    assert announced.person_id == cast.marin.pk


def test_a_refused_act_announces_nothing(cast):
    item = items_of(make_meeting(cast, 1))[0]
    before = last_announced()
    with pytest.raises(Refused):
        mark_position(item, seat=cast.seats["nils"], stance=Stance.OBJECTION, by=cast.nils, seen_version=1)
    assert last_announced() == before


def test_what_is_rolled_back_was_never_announced(cast):
    item = items_of(make_meeting(cast, 1))[0]
    before = last_announced()

    with transaction.atomic():
        mark(cast, "marin", item)
        transaction.set_rollback(True)
    assert last_announced() == before
    assert not Position.objects.exists()


def test_news_are_joined_for_each_meeting(cast):
    one, other = make_meeting(cast, 2), make_meeting(cast, 1)
    before = last_announced()
    for item in (*items_of(one), *items_of(other)):
        mark(cast, "marin", item)
    mark(cast, "pia", items_of(one)[0])
    last, news = news_since(before)
    assert last == last_announced()
    first, second = news
    assert (first.meeting, second.meeting) == (one.pk, other.pk)
    assert first.items == frozenset(item.pk for item in items_of(one))
    assert dict(first.persons) == {
        cast.marin.pk: tuple(item.pk for item in items_of(one)),
        cast.pia.pk: (items_of(one)[0].pk,),
    }


def test_a_screen_that_missed_nothing_is_told_nothing(cast):
    meeting = make_meeting(cast, 1)
    assert missed(meeting.pk, now_shown()) is None
    assert news_since(last_announced()) == (last_announced(), [])


def test_a_screen_that_was_away_for_long_is_told_that_everything_may_have_changed(cast):
    meeting = make_meeting(cast, 1)
    before, item = last_announced(), items_of(meeting)[0]
    told = [
        Announcement(meeting_id=meeting.pk, item_ids=[str(item.pk)], act="test", at=meeting.starts_at)
        for _number in range(MOST_AT_ONCE)
    ]
    Announcement.objects.bulk_create(told[:-1])
    assert (news := missed(meeting.pk, Mark(before)))
    assert news.items == frozenset([item.pk])
    Announcement.objects.bulk_create(told[-1:])
    assert (news := missed(meeting.pk, Mark(before)))
    assert news.items is None
