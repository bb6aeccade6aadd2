"""The hall screen: what it shows, to whom, and the links of the room's machine."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from balai import clock
from balai.agenda.actions.restrict import restrict_item
from balai.decisions.models import Outcome
from balai.live import stream as streaming
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.hall_link import make_hall_link, revoke_hall_link
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.hall_screen import COOKIE, hall_screen
from balai.meetings.models import HallLink
from balai.people.models import Body
from balai.people.standing import Audience
from balai.record.reconcile import reconcile
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.stance import Choice
from balai.verdict import Ground
from tests.refusals import nothing_changes, refused
from tests.sitting import begun_meeting, open_item
from tests.watching import session_cookie

pytestmark = pytest.mark.django_db
TITLE, RESTRICTED = "Matter 2", "An item with restricted access"


def restrict(cast, item, level):
    """nils is not cleared, and stands on no list."""
    named = frozenset(str(person.pk) for person in (cast.kai, cast.sara, cast.marin, cast.pia, cast.tomas))
    clearance = Clearance.SECRET if level == Level.RESTRICTED else Clearance.NONE
    ends = clock.now() + timedelta(days=9)
    readers = named if level == Level.NAMED else frozenset()
    restrict_item(item, Restriction(level, "§ 1", ends, clearance, readers), by=cast.kai)
    item.refresh_from_db()


def shown(meeting, client):
    answer = client.get(reverse("hall", args=[meeting.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def sara(cast):
    client = Client()
    client.force_login(cast.sara)
    return client


@pytest.fixture
def machine(cast, meeting):
    """The room's machine: it has opened the link, nobody is signed in."""
    client = Client()
    client.get(reverse("hall-by-link", args=[make_hall_link(meeting, by=cast.sara)]))
    return client


# What it shows ------------------------------------------------------------------------------------------------------


def test_the_block_then_the_item_its_speakers_the_vote_and_its_result(cast, meeting, contested, sara):
    assert "2 items to be adopted without debate" in shown(meeting, sara)
    adopt_block(meeting, by=cast.kai)
    item = open_item(cast, contested)
    speech = ask_to_speak(item, seat=cast.seats["marin"], by=cast.marin)
    ask_to_speak(item, seat=cast.seats["pia"], by=cast.pia)
    give_floor(speech, by=cast.kai)
    page = shown(meeting, sara)
    for said in ("Matter 2", "Approve matter 2.", "Marin Example", "Pia Example", "of 5 min"):
        assert said in page
    voting = open_voting(item, by=cast.kai)
    for name in ("marin", "pia", "kai"):
        cast_vote(voting, seat=cast.seats[name], choice=Choice.FOR, by=cast.people[name])
    page = shown(meeting, sara)
    assert "3 of 4" in page
    assert "Marin Example" not in page
    close_voting(voting, by=cast.kai)
    page = shown(meeting, sara)
    assert "3 for, 0 against, 0 abstaining" in page
    assert "VVS § 16" in page
    close_meeting(meeting, by=cast.kai)
    assert "The meeting is closed" in shown(meeting, sara)


def test_it_has_nothing_to_press(meeting, sara):
    page = shown(meeting, sara)
    assert [word for word in ("<form", "<button", "<input", "<select") if word in page] == []


@pytest.mark.parametrize("level", [Level.EMBARGOED, Level.INTERNAL])
def test_what_everybody_in_the_body_may_read_is_shown(cast, meeting, contested, sara, level):
    restrict(cast, contested, level)
    open_item(cast, contested)
    assert TITLE in shown(meeting, sara)


@pytest.mark.parametrize("level", [Level.RESTRICTED, Level.NAMED])
def test_what_only_some_may_read_is_not_though_the_secretary_may(cast, meeting, contested, sara, level):
    restrict(cast, contested, level)
    page = shown(meeting, sara)
    assert TITLE not in page
    assert RESTRICTED in page  # among the next items
    item = open_item(cast, contested)
    give_floor(ask_to_speak(item, seat=cast.seats["marin"], by=cast.marin), by=cast.kai)
    page = shown(meeting, sara)
    assert RESTRICTED in page
    for hidden in (TITLE, "Approve matter 2.", "Marin Example"):
        assert hidden not in page
    voting = open_voting(item, by=cast.kai)
    assert "votes cast" not in shown(meeting, sara)
    for name in ("marin", "pia", "kai"):
        cast_vote(voting, seat=cast.seats[name], choice=Choice.FOR, by=cast.people[name])
    close_voting(voting, by=cast.kai)
    page = shown(meeting, sara)
    assert "3 for" not in page
    assert TITLE not in page


def test_where_the_rules_show_not_even_a_title_the_hall_does_not_say_that_it_exists(cast, meeting, contested, sara):
    text = cast.body.rules_text.replace('inside = "title"', 'inside = "nothing"')
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    restrict(cast, contested, Level.NAMED)
    assert RESTRICTED not in shown(meeting, sara)
    adopt_block(meeting, by=cast.kai)
    open_item(cast, contested)
    page = shown(meeting, sara)
    assert RESTRICTED not in page
    assert "The meeting is open" in page


def test_the_block_counts_items_with_restricted_access_too(cast, meeting, items):
    restrict(cast, items[0], Level.NAMED)
    meeting.refresh_from_db()
    assert hall_screen(meeting).together == 2
    assert len(hall_screen(meeting).now.block) == 1


def test_it_is_the_sight_of_nobody_in_particular(cast, meeting):
    sights = {streaming._admit("hall", meeting.pk, _cookies(person))[0].sight for person in (cast.sara, cast.kai)}
    assert [sight.audience for sight in sights] == [Audience.SPEAKER]


def _cookies(person):
    name, _is, value = session_cookie(person).partition("=")
    return {name: value}


# The link -----------------------------------------------------------------------------------------------------------


def test_the_machine_shows_its_meeting_and_nothing_else(cast, meeting, machine):
    assert "2 items to be adopted" in shown(meeting, machine)
    other = reverse("hall", args=[begun_meeting(cast).pk])
    assert machine.get(other).status_code == 404
    for name in ("agenda", "meeting", "secretary-desk", "hall-links"):
        answer = machine.get(reverse(name, args=[meeting.pk]))
        assert answer.status_code == 302, name
        assert "sign-in" in answer.url


def test_the_stream_takes_the_secret_and_only_for_its_meeting(cast, meeting, machine):
    cookies = {COOKIE: machine.cookies[COOKIE].value}
    topic, person = streaming._admit("hall", meeting.pk, cookies)
    assert person is None
    assert streaming._still(topic, cookies)
    with pytest.raises(Http404):
        streaming._admit("hall", begun_meeting(cast).pk, cookies)
    for screen in ("chair", "meeting", "agenda"):
        with pytest.raises(Http404):
            streaming._admit(screen, meeting.pk, cookies)
    revoke_hall_link(HallLink.objects.get(), by=cast.kai)
    assert not streaming._still(topic, cookies)


def test_revoking_asks_open_screens_anew_and_the_machine_shows_nothing(cast, meeting, machine):
    stamp = Body.objects.get(pk=cast.body.pk).people_stamp
    link = HallLink.objects.get()
    revoke_hall_link(link, by=cast.sara)
    assert Body.objects.get(pk=cast.body.pk).people_stamp > stamp
    assert machine.get(reverse("hall", args=[meeting.pk])).status_code == 404
    with nothing_changes():
        revoke_hall_link(link, by=cast.sara)
    assert list(reconcile()) == []


def test_twelve_hours_after_the_meeting_it_ends(cast, meeting, items, machine):
    adopt_block(meeting, by=cast.kai)
    decide(items[1], outcome=Outcome.ADOPTED, by=cast.kai)
    close_meeting(meeting, by=cast.kai)
    assert "The meeting is closed" in shown(meeting, machine)
    with clock.as_if(clock.now() + timedelta(hours=13)):
        assert machine.get(reverse("hall", args=[meeting.pk])).status_code == 404


def test_a_guessed_secret_opens_nothing(meeting):
    assert Client().get(reverse("hall-by-link", args=["guess"])).status_code == 404
    client = Client()
    client.cookies[COOKIE] = "guess"
    assert client.get(reverse("hall", args=[meeting.pk])).status_code == 404


def test_the_secret_is_shown_once_and_kept_nowhere(cast, meeting, sara):
    page = sara.post(reverse("make-hall-link", args=[meeting.pk])).content.decode()
    link = HallLink.objects.get()
    assert link.secret_hash not in page
    assert "/hall/" in page
    again = sara.get(reverse("hall-links", args=[meeting.pk])).content.decode()
    assert "It is shown only once" not in again


def test_a_link_that_nobody_made_is_found(cast, meeting, machine):
    HallLink.objects.create(meeting=meeting, secret_hash="x", made_by=cast.sara, made_at=clock.now())
    assert [one.kind for one in reconcile()] == ["inserted"]


@pytest.mark.parametrize("name", ["nils", "marin"])
def test_members_neither_show_the_hall_nor_make_links(cast, meeting, machine, name):
    with refused("Only the secretary or the chair shows", "VVS § 16", Ground.PERMISSION):
        make_hall_link(meeting, by=cast.people[name])
    machine.force_login(cast.people[name])  # who is signed in is asked as who they are, whatever the machine keeps
    assert machine.get(reverse("hall", args=[meeting.pk])).status_code == 403
