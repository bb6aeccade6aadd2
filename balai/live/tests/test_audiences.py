"""Who may follow which screen, and that a stream gives nobody more than their own page shows."""

import re
from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.ask_for_floor import ask_for_floor
from balai.agenda.actions.recuse import recuse
from balai.live import fanout
from balai.live import stream as streaming
from balai.live.news import last_announced
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute
from balai.rules.stance import Stance
from balai.verdict import Refused
from tests.checked_pages import CheckingClient
from tests.factories import items_of, make_cast, make_meeting, mark

SECRET = "Not with the money of Interior"
#            screen: nobody olga nils marin sara kai
MATRIX = {
    "agenda": (404, 404, 200, 200, 200, 200),
    "meeting": (404, 404, 200, 200, 200, 200),
    "desk": (404, 404, 403, 403, 200, 200),
    "hall": (404, 404, 403, 403, 200, 200),  # and the room's machine, by its link
    "chair": (404, 404, 403, 403, 403, 200),
    "invited": (404, 404, 404, 404, 404, 404),  # who is invited to an item: agenda/guests/tests
    "public": (200, 200, 200, 200, 200, 200),
    "public-screen": (200, 200, 200, 200, 200, 200),
}


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def council(transactional_db):
    """A body whose rules hide the positions of others until the deadline."""
    return make_cast("council")


def test_every_screen_is_in_the_matrix():
    from balai.live.screens import SCREENS

    assert set(SCREENS) == set(MATRIX)


@pytest.mark.parametrize("screen", MATRIX)
def test_who_may_follow_a_confirmed_meeting(cast, watch, screen):
    meeting = make_meeting(cast, 1, state="confirmed")
    readers = (None, cast.olga, cast.nils, cast.marin, cast.sara, cast.kai)
    assert tuple(watch(screen, meeting.pk, reader).status for reader in readers) == MATRIX[screen]


@pytest.mark.parametrize(("screen", "member"), [("agenda", 403), ("meeting", 403), ("public", 404)])
def test_a_draft_agenda_is_followed_by_the_secretariat_only(cast, watch, screen, member):
    meeting = make_meeting(cast, 1, state="draft")
    assert watch(screen, meeting.pk, cast.marin).status == member
    assert watch("desk", meeting.pk, cast.sara).status == 200


def drawn(watch, meeting, person, since):
    """What the stream sends this person for everything since."""
    return watch("agenda", meeting.pk, person, since=since).next().data


def facts(html, item):
    """The shared line of one item, as it stands in a page or in what is sent."""
    start = html.index(f'<span class="facts" id="facts-{item.pk}"')
    return html[start : html.index("</span>\n</span>", start)]


@pytest.mark.parametrize("name", ["marin", "nils", "sara"])
def test_the_stream_sends_what_the_page_shows(cast, watch, name):
    meeting = make_meeting(cast, 1)
    (item,) = items_of(meeting)
    before = last_announced()
    mark(cast, "pia", item, Stance.OBJECTION, opinion=SECRET)
    client = CheckingClient()
    client.force_login(cast.people[name])
    sent = drawn(watch, meeting, cast.people[name], before)
    assert facts(sent, item) == facts(client.get(f"/meetings/{meeting.pk}/agenda/").content.decode(), item)
    opened = client.get(f"/items/{item.pk}/").content.decode()
    assert (SECRET in sent) == (SECRET in opened) == (name != "nils")


def everything_a_member_can_load(client, meeting, item):
    paths = ("/desk/", f"/meetings/{meeting.pk}/agenda/", f"/items/{item.pk}/", f"/items/{item.pk}/row/")
    return "".join(client.get(path).content.decode() for path in (*paths, f"/meetings/{meeting.pk}/meeting/"))


TOLD = {
    "an objection": lambda cast, item: mark(cast, "pia", item, Stance.OBJECTION, opinion=SECRET),
    "a wish to speak": lambda cast, item: mark(cast, "pia", item, Stance.WISH_TO_SPEAK),
    "no objection": lambda cast, item: [mark(cast, name, item) for name in ("pia", "tomas", "kai")],
    "a recusal": lambda cast, item: recuse(item, seat=cast.seats["pia"], reason=SECRET, by=cast.pia),
    "a speaker": lambda cast, item: ask_for_floor(item, by=cast.nils),
}


@pytest.mark.parametrize("act", TOLD)
def test_before_the_deadline_nothing_of_the_others_is_on_a_page_where_the_rules_hide_it(council, act):
    """Not who, not what, not how many, and not which way it sends the item."""
    item = items_of(make_meeting(council, 1, starts_at=clock.now() + timedelta(days=9)))[0]
    client = CheckingClient()
    client.force_login(council.marin)
    everything_a_member_can_load(client, item.meeting, item)  # the first look is noted
    before = without_tokens(everything_a_member_can_load(client, item.meeting, item))
    TOLD[act](council, item)
    assert without_tokens(everything_a_member_can_load(client, item.meeting, item)) == before


def without_tokens(html):
    return re.sub(r'( nonce=|csrfmiddlewaretoken" value|"X-CSRFToken":|data-live-since=|aria-current)[^>]*', "", html)


@pytest.mark.parametrize("name", ["marin", "nils"])
def test_before_the_deadline_nothing_of_the_others_is_sent_where_the_rules_hide_it(council, watch, name):
    """An objection and a silent approval look the same."""
    meeting = make_meeting(council, 1, starts_at=clock.now() + timedelta(days=9))
    (item,) = items_of(meeting)
    screen = watch("agenda", meeting.pk, council.people[name])
    sent = set()
    for stance in (Stance.NO_OBJECTION, Stance.OBJECTION, Stance.WISH_TO_SPEAK):
        mark(council, "pia", item, stance, opinion=SECRET)
        sent.add(screen.next().data)
    assert len(sent) == 1
    assert SECRET not in sent.pop()


def test_after_the_deadline_the_members_see_it_and_participants_still_do_not(council, watch):
    meeting = make_meeting(council, 1, starts_at=clock.now() + timedelta(days=9))
    (item,) = items_of(meeting)
    before = last_announced()
    mark(council, "pia", item, Stance.OBJECTION, opinion=SECRET)
    meeting.positions_close_at = clock.now() - timedelta(minutes=1)
    meeting.save(update_fields=["positions_close_at"])
    assert SECRET in drawn(watch, meeting, council.marin, before)
    assert SECRET not in drawn(watch, meeting, council.nils, before)


def test_the_secretary_sees_it_all_the_time(council, watch):
    meeting = make_meeting(council, 1, starts_at=clock.now() + timedelta(days=9))
    before = last_announced()
    mark(council, "pia", items_of(meeting)[0], Stance.OBJECTION, opinion=SECRET)
    assert SECRET in drawn(watch, meeting, council.sara, before)


def test_a_member_whose_seat_ends_is_sent_nothing_more(cast, watch):
    meeting = make_meeting(cast, 1)
    gone, stays = watch("agenda", meeting.pk, cast.pia), watch("agenda", meeting.pk, cast.tomas)
    end_membership(cast.seats["pia"], by=cast.root)
    mark(cast, "marin", items_of(meeting)[0], Stance.OBJECTION)
    assert stays.next()
    assert gone.to_its_end() == []
    with pytest.raises(Refused):  # it was pia's only seat: there is no signing in again
        watch("agenda", meeting.pk, cast.pia)


def test_a_substitute_who_no_longer_stands_in_for_the_chair_is_let_go(cast, watch):
    now = clock.now()
    instead = name_substitute(
        cast.seats["kai"], substitute=cast.pia, starts=now - timedelta(hours=1), ends=None, by=cast.sara
    )
    meeting = make_meeting(cast, 1, state="confirmed")
    console, own = watch("chair", meeting.pk, cast.pia), watch("agenda", meeting.pk, cast.pia)
    assert console.status == 200
    end_substitution(instead, by=cast.sara)
    mark(cast, "marin", items_of(meeting)[0])
    assert console.to_its_end() == []
    assert own.to_its_end() == [], "a member reads another agenda than whoever stands in for the chair"
    assert watch("chair", meeting.pk, cast.pia).status == 403
    assert watch("agenda", meeting.pk, cast.pia).status == 200


def test_whoever_signs_out_is_let_go_within_the_minute(cast, watch, monkeypatch):
    monkeypatch.setattr(streaming, "ASK_AGAIN_SECONDS", 0)
    meeting = make_meeting(cast, 1)
    client = CheckingClient()
    client.force_login(cast.pia)
    session = client.cookies["balai_session"].value
    screen = watch("agenda", meeting.pk, cookies=f"balai_session={session}")
    mark(cast, "marin", items_of(meeting)[0])
    assert screen.next()
    client.post("/sign-out/")
    mark(cast, "marin", items_of(meeting)[0], Stance.OBJECTION)
    assert not any("objection" in one.data for one in screen.to_its_end() if one.name == "change")


def test_a_quiet_stream_beats(cast, watch, monkeypatch):
    monkeypatch.setattr(fanout, "HEARTBEAT_SECONDS", 0.05)
    assert watch("agenda", make_meeting(cast, 1).pk, cast.pia).next("beat")
