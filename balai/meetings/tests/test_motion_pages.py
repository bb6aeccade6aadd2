"""Motions on the screens: a member proposes, everybody in the meeting sees it, the chair settles it."""

import pytest
from django.test import Client
from django.urls import reverse

from balai.agenda.actions.restrict import restrict_item
from balai.agenda.motions.models import Motion
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.put_motion import put_motion
from balai.meetings.actions.settle_motion import settle_motion
from balai.meetings.drafting import text_of
from balai.meetings.models import Presence, Voting
from balai.rules.access import Level, Restriction
from balai.rules.motions import Settling
from tests.access.making import NEXT_YEAR
from tests.factories import items_of, make_adviser, make_meeting
from tests.sitting import open_item

LESS = {"en": "Approve half of matter 2."}
KEY = "0b5ad9a4-6a5c-4f0f-8a53-7a0c7d3a6c11"


@pytest.fixture
def item(cast, contested):
    return open_item(cast, contested)


def proposed(cast, item, name="marin", text=LESS):
    seat, by = cast.seats[name], cast.people[name]
    return propose_motion(item, text, seat=seat, by=by, because="It costs less.")


def body(answer):
    return answer.content.decode()


def test_a_member_proposes_from_the_meeting_page(client_of, cast, item):
    marin = client_of(cast.marin)
    address = reverse("propose-motion", args=[item.pk])
    assert address in body(marin.get(reverse("meeting", args=[item.meeting_id])))
    form = body(marin.get(address))
    assert "Approve matter 2.</textarea>" in form
    answer = marin.post(address, {"text": LESS["en"], "because": "It costs less."})
    assert (answer.status_code, answer["Location"]) == (302, reverse("meeting", args=[item.meeting_id]))
    assert Motion.objects.get().text == LESS


def test_what_is_refused_is_said_on_the_form_and_nothing_typed_is_lost(client_of, cast, item):
    marin, address = client_of(cast.marin), reverse("propose-motion", args=[item.pk])
    same = marin.post(address, {"text": item.ask["en"], "because": "It is right"})
    assert same.status_code == 422
    assert "This is the text as it stands" in body(same)
    assert "It is right</textarea>" in body(same)
    assert marin.post(address, {"text": ""}).status_code == 422
    note_attendance(item.meeting, seat=cast.seats["marin"], presence=Presence.ABSENT, by=cast.sara)
    late = marin.post(address, {"text": LESS["en"]})
    assert late.status_code == 409
    assert f"{LESS['en']}</textarea>" in body(late)
    assert not Motion.objects.exists()


def test_it_is_proposed_once_whatever_the_line_does(client_of, cast, item):
    marin, address = client_of(cast.marin), reverse("propose-motion", args=[item.pk])
    for _again in range(2):
        answer = marin.post(address, {"text": LESS["en"]}, headers={"Idempotency-Key": KEY})
        assert answer.status_code == 302
    assert Motion.objects.count() == 1


@pytest.mark.parametrize(("name", "status"), [("nils", 403), ("sara", 403), ("olga", 404)])
def test_who_proposes_nothing_is_shown_no_form(client_of, cast, item, name, status):
    reader = client_of(cast.people[name])
    address = reverse("propose-motion", args=[item.pk])
    assert reader.get(address).status_code == status
    assert reader.post(address, {"text": LESS["en"]}).status_code == status
    if name != "olga":
        assert address not in body(reader.get(reverse("meeting", args=[item.meeting_id])))


def test_before_the_meeting_it_is_proposed_from_the_page_of_the_item(client_of, cast):
    item = items_of(make_meeting(cast, 2))[0]
    marin = client_of(cast.marin)
    page = body(marin.get(reverse("item", args=[item.pk])))
    assert reverse("propose-motion", args=[item.pk]) in page
    answer = marin.post(reverse("propose-motion", args=[item.pk]), {"text": "Approve half of matter 1."})
    assert answer["Location"] == reverse("item", args=[item.pk])
    for name in ("marin", "pia", "sara", "nils"):
        page = body(client_of(cast.people[name]).get(reverse("item", args=[item.pk])))
        assert "<ins>half of </ins>" in page
        assert ("Withdraw my motion 1" in page) == (name == "marin")
    answer = marin.post(reverse("withdraw-motion", args=[Motion.objects.get().pk]), {"from": "item"})
    assert answer["Location"] == reverse("item", args=[item.pk])
    assert Motion.objects.get().state == "withdrawn"


def test_an_adviser_reads_motions_and_proposes_none(client_of, cast):
    make_adviser(cast)
    item = items_of(make_meeting(cast, 2))[0]
    proposed(cast, item, text={"en": "Approve half of matter 1."})
    page = body(client_of(cast.ada).get(reverse("item", args=[item.pk])))
    assert "<ins>half of </ins>" in page
    assert reverse("propose-motion", args=[item.pk]) not in page
    assert "Withdraw my motion" not in page


def test_every_screen_of_the_meeting_shows_it_as_soon_as_it_is_proposed(client_of, watch, cast, item):
    readers = {"meeting": cast.pia, "chair": cast.kai}
    screens = [watch(kind, item.meeting_id, reader) for kind, reader in readers.items()]
    client_of(cast.marin).post(reverse("propose-motion", args=[item.pk]), {"text": LESS["en"], "because": "Less."})
    for screen in screens:
        shown = screen.next().data
        assert "<ins>half of </ins>" in shown
        assert "Less." in shown
        assert "Marin Example" in shown


def test_who_may_not_read_the_item_learns_nothing_of_its_motions(client_of, cast, item):
    hidden = {"en": "Approve the canary."}
    motion = proposed(cast, item, text=hidden)
    restrict_item(
        item,
        Restriction(Level.NAMED, "AvTS § 35", NEXT_YEAR, readers=frozenset({str(cast.marin.pk), str(cast.kai.pk)})),
        by=cast.kai,
    )
    for name in ("pia", "nils"):
        reader = client_of(cast.people[name])
        for route in ("meeting", "my-meeting", "agenda"):
            page = body(reader.get(reverse(route, args=[item.meeting_id])))
            assert "canary" not in page
            assert "Motion 1" not in page
            assert "Motion to change the text" not in page
        assert reader.get(reverse("propose-motion", args=[item.pk])).status_code in (403, 404)
        assert reader.post(reverse("withdraw-motion", args=[motion.pk])).status_code in (403, 404)
    assert "canary" in body(client_of(cast.marin).get(reverse("meeting", args=[item.meeting_id])))


def test_the_chair_takes_it_over_by_one_tap_and_the_block_of_acts_comes_back(client_of, cast, item):
    motion = proposed(cast, item)
    kai, console = client_of(cast.kai), reverse("chair-console", args=[item.meeting_id])
    page = body(kai.get(console))
    assert "Motions are open on this item (number 1): settle them before the item is decided." in page
    assert reverse("decide-item", args=[item.pk]) not in page
    answer = kai.post(reverse("settle-motion", args=[motion.pk]), {"how": "taken_over"})
    assert (answer.status_code, answer["Location"]) == (302, console)
    page = body(kai.get(console))
    assert "Adopt the text as drafted" in page
    assert "Undo: motion 1 taken over" in page
    assert text_of(item) == LESS


def test_the_chair_puts_it_to_the_vote_and_every_screen_says_what_is_voted_on(client_of, watch, cast, item):
    motion = proposed(cast, item)
    hall = watch("hall", item.meeting_id, cast.sara)
    kai = client_of(cast.kai)
    console = reverse("chair-console", args=[item.meeting_id])
    assert kai.post(reverse("put-motion", args=[motion.pk])).status_code == 302
    assert "Vote on motion 1" in body(kai.get(console))
    shown = hall.next().data
    assert "Vote on motion 1" in shown
    assert LESS["en"] in shown
    assert "Marin Example" in shown
    assert "Vote on motion 1 to item 2" in body(client_of(cast.pia).get(reverse("my-meeting", args=[item.meeting_id])))
    voting = Voting.objects.get()
    for name in ("marin", "pia", "tomas"):
        sent = {"seat": str(cast.seats[name].pk), "choice": "for"}
        client_of(cast.people[name]).post(reverse("cast-vote", args=[voting.pk]), sent)
    kai.post(reverse("close-voting", args=[voting.pk]))
    assert "Adopt the text as drafted" in body(kai.get(console))
    result = body(client_of(cast.pia).get(reverse("meeting", args=[item.meeting_id])))
    assert "<strong>Motion 1</strong>" in result
    assert "Carried" in result


def test_a_motion_falls_on_the_console_with_its_reason(client_of, cast, item):
    first, second = proposed(cast, item), proposed(cast, item, "pia", {"en": "Nothing"})
    settle_motion(first, how=Settling.TAKE_OVER, by=cast.kai)
    kai = client_of(cast.kai)
    assert "The motion falls" in body(kai.get(reverse("chair-console", args=[item.meeting_id])))
    address = reverse("settle-motion", args=[second.pk])
    assert kai.post(address, {"how": "fallen"}).status_code == 422
    assert kai.post(address, {"how": "fallen", "because": "Settled"}).status_code == 302
    second.refresh_from_db()
    assert second.state == "fallen"


def test_the_minutes_and_the_public_say_how_it_went(client_of, cast, item):
    proposed(cast, item)
    settle_motion(proposed(cast, item, "pia", {"en": "Approve it all."}), how=Settling.TAKE_OVER, by=cast.kai)
    page = body(client_of(cast.sara).get(reverse("minutes", args=[item.meeting_id])))
    assert "Motion 1" in page
    assert "Approve it all." in page
    assert "Because: It costs less." in page
    assert "not settled" in page
    assert "Motion 1" not in body(Client().get(reverse("public-meeting", args=[item.meeting_id])))


def test_the_minutes_name_the_motion_that_was_voted_on(client_of, cast, item):
    put_motion(proposed(cast, item), by=cast.kai)
    page = body(client_of(cast.sara).get(reverse("minutes", args=[item.meeting_id])))
    assert "Vote on motion 1" in page


def test_the_chairs_buttons_say_on_which_motion_they_are(client_of, cast, item):
    """They have the same words: who does not see where a button stands hears the motion with it."""
    first, second = proposed(cast, item), proposed(cast, item, "pia", {"en": "Approve a third."})
    page = body(client_of(cast.kai).get(reverse("chair-console", args=[item.meeting_id])))
    for motion in (first, second):
        assert page.count(f'aria-describedby="motion-name-{motion.pk}"') >= 2
        assert page.count(f'id="motion-name-{motion.pk}"') == 1
