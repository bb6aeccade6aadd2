"""A screen that comes back to another past (a backup was put back) is shown everything, and what is its own."""

import pytest

from balai.live.marks import Mark, mark_of, now_shown, read
from balai.live.models import Announcement
from balai.live.news import missed
from balai.rules.stance import Stance
from tests.factories import items_of, make_cast, make_meeting, mark


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def restored(to):
    """The database as it was when `to` was the last announcement."""
    Announcement.objects.filter(id__gt=to.key).delete()


def test_a_mark_is_read_as_it_is_written_and_says_no_moment(cast):
    make_meeting(cast, 1)
    shown = now_shown()
    assert read(str(shown)) == shown
    assert read("17") == Mark(17)
    assert [read(text) for text in ("", "nonsense", "-1", "9" * 40, "٣")] == [None] * 5
    last = Announcement.objects.order_by("id").last()
    assert last is not None
    assert last.at.isoformat() not in str(shown)


def test_a_screen_that_saw_what_a_restored_database_never_announced_is_shown_everything(cast):
    meeting = make_meeting(cast, 2)
    backup = now_shown()
    mark(cast, "marin", items_of(meeting)[0])
    seen = now_shown()
    restored(backup)
    assert (news := missed(meeting.pk, seen)) is not None
    assert news.items is None, "everything"
    assert news.last == backup.key


def test_a_key_that_was_given_again_is_not_mistaken_for_the_one_that_the_screen_saw(cast):
    meeting = make_meeting(cast, 2)
    mark(cast, "marin", items_of(meeting)[0])
    seen = now_shown()
    Announcement.objects.filter(id=seen.key).delete()
    again = Announcement(id=seen.key, meeting_id=meeting.pk, item_ids=[], act="test", at=meeting.starts_at)
    again.save(force_insert=True)
    assert mark_of(again.pk, again.at) != seen
    assert (news := missed(meeting.pk, seen)) is not None
    assert news.items is None


@pytest.mark.parametrize("how", ["since", "last_event_id"])
def test_a_stream_after_a_restore_sends_the_whole_agenda_and_asks_the_reader_for_their_own(cast, watch, how):
    meeting = make_meeting(cast, 3)
    mark(cast, "pia", items_of(meeting)[1])
    backup = now_shown()
    mark(cast, "marin", items_of(meeting)[0], Stance.OBJECTION)
    seen = now_shown()
    restored(backup)
    screen = watch("agenda", meeting.pk, cast.pia, **{how: seen})
    heard = screen.next()
    assert all(f'id="facts-{item.pk}"' in heard.data for item in items_of(meeting))
    assert heard.id == backup.key
    assert screen.next("mine").data == str(items_of(meeting)[1].pk)


def test_a_screen_that_slept_is_told_what_its_reader_did_elsewhere(cast, watch):
    meeting = make_meeting(cast, 2)
    seen = now_shown()
    mark(cast, "pia", items_of(meeting)[1])  # on another tablet
    assert watch("agenda", meeting.pk, cast.pia, since=seen).next("mine").data == str(items_of(meeting)[1].pk)
    assert [one.name for one in _told(watch("agenda", meeting.pk, cast.tomas, since=seen))] == ["change"]


def _told(screen):
    first = screen.events.get(timeout=15)
    return [first, *[screen.events.get_nowait() for _more in range(screen.events.qsize())]]
