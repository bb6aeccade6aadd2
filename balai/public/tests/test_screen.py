"""A public meeting in big type: what is dealt with, what was decided, what comes, and nothing that is not public."""

import re

import pytest
from django.urls import reverse

from balai.agenda.actions.reopen_agenda import reopen_agenda
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, Stage
from balai.decisions.models import Outcome
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.closed_part import close_part, end_closed_part
from balai.meetings.actions.decide import decide
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.public.big_screen import big_screen
from balai.public.tests.making import OPEN_TITLES, SECRET_NUMBER, SECRET_TITLE, meeting_with_a_secret, opened
from balai.rules.stance import Choice
from tests.factories import items_of, make_cast
from tests.sitting import begun_meeting, open_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def meeting(cast):
    return opened(cast, meeting_with_a_secret(cast))


def item(meeting, number):
    return AgendaItem.objects.select_related("meeting__body").get(meeting=meeting, number=number)


def shown(client, meeting, **query):
    answer = client.get(reverse("public-screen", args=[meeting.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def part(page, name):
    """A section of the screen."""
    found = re.search(rf'aria-labelledby="screen-{name}">(.*?)</section>', page, re.DOTALL)
    return found[1] if found else ""


def test_what_is_dealt_with_what_comes_and_the_result_with_its_count(cast, meeting, client):
    assert OPEN_TITLES[0] in part(shown(client, meeting), "next")
    taken = item(meeting, "A-1")
    take_up(taken, by=cast.kai)
    page = shown(client, meeting)
    assert OPEN_TITLES[0] in part(page, "now")
    assert OPEN_TITLES[0] not in part(page, "next")
    assert OPEN_TITLES[1] in part(page, "next")
    voting = open_voting(taken, by=cast.kai)
    for name in ("marin", "pia", "kai"):
        cast_vote(voting, seat=cast.seats[name], choice=Choice.FOR, by=cast.people[name])
    assert "for, 0 against" not in shown(client, meeting)
    close_voting(voting, by=cast.kai)
    announced = part(shown(client, meeting), "now")
    assert OPEN_TITLES[0] in announced
    assert "adopted" in announced
    assert "3 for, 0 against, 0 abstaining" in announced
    assert "1 of 2" in shown(client, meeting)
    take_up(item(meeting, "A-2"), by=cast.kai)
    page = shown(client, meeting)
    assert OPEN_TITLES[1] in part(page, "now")
    assert OPEN_TITLES[0] in part(page, "last")
    assert "3 for, 0 against, 0 abstaining" in part(page, "last")


def test_the_last_result_comes_first_and_what_was_not_voted_on_has_no_count(cast, meeting, client):
    take_up(item(meeting, "A-1"), by=cast.kai)
    decide(item(meeting, "A-1"), outcome=Outcome.ADOPTED, by=cast.kai)
    set_aside(item(meeting, "A-2"), stage=Stage.POSTPONED, because="Later.", by=cast.kai)
    page = shown(client, meeting)
    assert OPEN_TITLES[1] in part(page, "now")
    assert "postponed" in part(page, "now")
    assert OPEN_TITLES[0] in part(page, "last")
    assert "abstaining" not in page


def test_it_says_when_the_meeting_begins_and_that_it_is_closed(cast, client):
    meeting = meeting_with_a_secret(cast)
    assert "The meeting begins at" in part(shown(client, meeting), "now")
    opened(cast, meeting)
    for one in items_of(meeting):
        take_up(one, by=cast.kai)
        decide(one, outcome=Outcome.ADOPTED, by=cast.kai)
    close_meeting(Meeting.objects.select_related("body").get(pk=meeting.pk), by=cast.kai)
    assert "The meeting is closed" in part(shown(client, meeting), "now")


def test_what_is_not_public_is_on_it_neither_as_item_nor_as_number_nor_as_count(cast, meeting, client):
    take_up(item(meeting, SECRET_NUMBER), by=cast.kai)
    page = shown(client, meeting)
    assert "The meeting is open" in part(page, "now")
    decide(item(meeting, SECRET_NUMBER), outcome=Outcome.ADOPTED, by=cast.kai)
    page += shown(client, meeting)
    assert "0 of 2" in page
    assert SECRET_TITLE not in page
    assert SECRET_NUMBER not in page


def test_who_speaks_is_for_the_room_and_not_on_it(cast, meeting, client):
    taken = item(meeting, "A-1")
    take_up(taken, by=cast.kai)
    give_floor(ask_to_speak(taken, seat=cast.seats["marin"], by=cast.marin), by=cast.kai)
    assert cast.marin.name not in shown(client, meeting)


def test_in_a_closed_part_it_stands_still():
    cast = make_cast("latvia")
    meeting = Meeting.objects.select_related("body").get(pk=begun_meeting(cast, 3).pk)
    first, second, _third = items_of(meeting)
    decide(open_item(cast, first), outcome=Outcome.ADOPTED, by=cast.kai)
    close_part(meeting, by=cast.kai)

    def course():
        screen = big_screen(meeting.pk)
        lines = (screen.coming, screen.settled)
        return screen.running, screen.voting, *([one.item.pk for one in found] for found in lines)

    before = course()
    assert before[2:] == ([second.pk, _third.pk], [first.pk])
    open_item(cast, second)
    assert course() == before
    decide(second, outcome=Outcome.ADOPTED, by=cast.kai)
    assert course() == before
    end_closed_part(meeting, by=cast.kai)
    assert course()[3] == [second.pk, first.pk]


def test_the_closed_part_is_said(client):
    cast = make_cast("latvia")
    meeting = Meeting.objects.select_related("body").get(pk=begun_meeting(cast, 1).pk)
    close_part(meeting, by=cast.kai)
    assert "Closed part" in part(shown(client, meeting), "now")


def test_there_is_a_screen_where_there_is_a_public_page(cast, client):
    confirmed = meeting_with_a_secret(cast)
    assert shown(client, confirmed)
    reopen_agenda(confirmed, by=cast.kai)
    hidden = meeting_with_a_secret(cast, kind=MeetingKind.CONSULTATIVE)
    for meeting in (confirmed, hidden):
        assert client.get(reverse("public-screen", args=[meeting.pk])).status_code == 404


def test_it_has_nothing_to_press_and_says_where_there_is_no_script_that_it_does_not_follow(meeting, client):
    page = shown(client, meeting, scheme="dark")
    assert [word for word in ("<form", "<button", "<input", "<select", "hx-") if word in page] == []
    assert "<noscript>" in page
    assert "load it again" in page
    assert 'data-color-scheme="dark"' in page


@pytest.mark.django_db(transaction=True)
def test_the_stream_carries_what_the_public_may_see_and_no_event_of_the_rest(watch):
    cast = make_cast()
    meeting = opened(cast, meeting_with_a_secret(cast))
    screen = watch("public-screen", meeting.pk)
    take_up(item(meeting, SECRET_NUMBER), by=cast.kai)
    decide(item(meeting, SECRET_NUMBER), outcome=Outcome.ADOPTED, by=cast.kai)
    take_up(item(meeting, "A-2"), by=cast.kai)
    heard = screen.next().data
    assert OPEN_TITLES[1] in part(heard, "now")
    assert SECRET_TITLE not in heard
