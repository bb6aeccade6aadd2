"""Seeded words: what is prepared for marin is looked for on every page and in every stream of everybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai import clock
from balai.agenda.actions.confirm_prepared import confirm_prepared
from balai.agenda.actions.withdraw_prepared import withdraw_prepared
from balai.agenda.actions.write_briefing import write_briefing
from balai.agenda.advising.tests.conftest import prepare
from balai.agenda.models import AgendaItem
from balai.ledger.models import Entry
from balai.live.models import Announcement
from balai.live.news import last_announced, missed
from balai.people.actions.end_mandate import end_mandate
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Mandate
from balai.rules.stance import Stance
from balai.verdict import Refused
from tests.access import routes as access
from tests.checked_pages import CheckingClient
from tests.factories import items_of, make_adviser, make_cast, make_meeting, mark
from tests.world import first, make_world

OPINION, BRIEFING = "Quellwasserperle", "Dachsbaufarbe"  # words that stand nowhere else
SCREENS = ("agenda", "meeting", "desk", "chair")  # the public's is told only what changes it


def signed_in(person):
    client = CheckingClient()
    if person is not None:
        client.force_login(person)
    return client


def lay(cast, item):
    prepare(cast, item, Stance.OBJECTION, opinion=OPINION)
    write_briefing(item, seat=cast.seats["marin"], text=BRIEFING, by=cast.ada)


def words_in(text):
    return {word for word in (OPINION, BRIEFING) if word in text}


def one_of_each(world):
    """By kind, as the access tables name them: of what hangs on the published meeting, that."""
    return {
        "": None,
        "body": world.cast.body,
        "person": world.cast.marin,
        "meeting": world.published,
        "item": first(world.published),
        "paper": world.paper,
        "decision": world.decision,
        "voting": world.voting,
        "goal": world.goal,
        "task": world.task,
        "substitution": world.substitution,
        "mandate": world.mandate,
    }


def all_pages(world, person):
    """Every address that is read, with the prepared item and its meeting in it; some of them sign people out."""
    texts, things = [], one_of_each(world)
    for route, asked in access.ROUTES.items():
        if asked.method == "get":
            answer = signed_in(person).get(reverse(route, args=asked.args(world, things[asked.kind])))
            texts.append("" if answer.streaming else answer.content.decode(errors="replace"))
    item, meeting, client = first(world.published), world.published, signed_in(person)
    for path in (
        f"/items/{item.pk}/?seat={world.cast.seats['marin'].pk}",
        f"/items/{item.pk}/row/?always=1&seat={world.cast.seats['marin'].pk}",
        f"/meetings/{meeting.pk}/agenda/?seat={world.cast.seats['marin'].pk}",
    ):
        for headers in ({}, {"HTTP_HX_REQUEST": "true"}):
            texts.append(client.get(path, **headers).content.decode())
    return "".join(texts)


@pytest.fixture
def world(db):
    world = make_world()
    make_adviser(world.cast, "eve", seat="pia")
    lay(world.cast, first(world.published))
    return world


@pytest.mark.parametrize("name", [None, "olga", "nils", "pia", "tomas", "sara", "kai", "root", "eve"])
def test_nobody_else_finds_it_on_any_page(world, name):
    person = world.cast.root if name == "root" else world.cast.people.get(name or "")
    assert words_in(all_pages(world, person)) == set()


@pytest.mark.parametrize("name", ["marin", "ada"])
def test_the_member_and_the_adviser_find_both(world, name):
    assert words_in(all_pages(world, world.cast.people[name])) == {OPINION, BRIEFING}


def test_who_stands_in_for_the_member_finds_nothing(world):
    now = clock.now()
    cast = world.cast
    name_substitute(
        cast.seats["marin"], substitute=cast.tomas, starts=now - timedelta(hours=1), ends=None, by=cast.marin
    )
    assert words_in(all_pages(world, cast.tomas)) == set()


def test_an_adviser_whose_mandate_has_ended_finds_nothing(world):
    end_mandate(Mandate.objects.get(adviser=world.cast.ada), by=world.cast.marin)
    with pytest.raises(Refused):
        CheckingClient().force_login(world.cast.ada)  # there is nothing to sign in for
    make_adviser(world.cast, "ada", seat="tomas")
    assert words_in(all_pages(world, world.cast.ada)) == set()


def test_the_acts_of_others_on_the_item_give_nothing_away(world):
    """The answers of acts, for htmx and without script, as pages and refusals."""
    cast, item = world.cast, first(world.published)
    for name in ("nils", "pia", "tomas", "sara", "kai", "eve"):
        client = signed_in(cast.people[name])
        for route in ("mark-position", "prepare-position", "confirm-prepared", "withdraw-prepared", "write-briefing"):
            form = {"stance": "abstain", "seen_version": item.version, "seen_position": 0, "seen_prepared": 0}
            form |= {"seat": cast.seats["marin"].pk, "opened": "1", "text": "x"}
            for headers in ({}, {"HTTP_HX_REQUEST": "true"}):
                answer = client.post(reverse(route, args=[item.pk]), form, **headers)
                assert words_in(answer.content.decode()) == set(), (name, route)


def test_positions_and_pages_of_others_stay_byte_for_byte_what_they_were(db):
    """Not that something was prepared, not how much, not on what: stamps of meeting and item do not rise either."""
    cast = make_cast()
    make_adviser(cast)
    meeting = make_meeting(cast, 2)
    item = items_of(meeting)[0]
    client = signed_in(cast.pia)
    paths = (f"/meetings/{meeting.pk}/agenda/", f"/items/{item.pk}/", "/desk/", f"/meetings/{meeting.pk}/meeting/")

    def seen():
        from balai.live.tests.test_audiences import without_tokens

        return [without_tokens(client.get(path).content.decode()) for path in paths]

    seen()  # the first look is noted
    before, stamps = seen(), list(AgendaItem.objects.values_list("stamp", "meeting__stamp"))
    lay(cast, item)
    assert seen() == before
    assert list(AgendaItem.objects.values_list("stamp", "meeting__stamp")) == stamps


def test_the_public_record_shows_commitments_only(world):
    leaves = "".join(Entry.objects.values_list("leaf", flat=True))
    assert words_in(leaves + "".join(Entry.objects.values_list("canonical", flat=True))) == set()


# Streams ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def cast(transactional_db):
    cast = make_cast()
    make_adviser(cast)
    make_adviser(cast, "bo")
    make_adviser(cast, "eve", seat="pia")
    return cast


OTHERS = ("nils", "pia", "tomas", "sara", "kai", "eve", "olga")


def test_what_is_prepared_reaches_the_members_and_the_advisers_screens_and_no_others(cast, watch):
    meeting = make_meeting(cast, 1, state="confirmed")
    (item,) = items_of(meeting)
    theirs = {name: watch("agenda", meeting.pk, cast.people[name]) for name in ("marin", "ada", "bo")}
    opened = [watch(kind, meeting.pk, cast.people.get(name)) for kind in SCREENS for name in OTHERS]
    others = [screen for screen in opened if screen.status == 200]
    assert len(others) == 15, "agenda and meeting 6 each, desk 2, chair 1"
    lay(cast, item)
    withdraw_prepared(item, seat=cast.seats["marin"], by=cast.ada)
    for screen in theirs.values():
        told = screen.next("mine")
        assert str(item.pk) in told.data
        assert words_in(told.data) == set(), "a screen is told to ask, not what"
    mark(cast, "tomas", item, Stance.ABSTAIN)  # all are told of this; anything told before would come before it
    for screen in others:
        told = screen.events.get(timeout=15)
        assert (told.name, told.id) == ("change", last_announced())
        assert words_in(told.data) == set()


def test_a_screen_that_was_away_catches_up_without_it(cast):
    meeting = make_meeting(cast, 1)
    since = last_announced()
    lay(cast, items_of(meeting)[0])
    assert Announcement.objects.filter(id__gt=since).count() == 6, "the member and two advisers, twice"
    assert missed(meeting.pk, since) is None
    mark(cast, "tomas", items_of(meeting)[0])
    news = missed(meeting.pk, since)
    assert news is not None
    assert news.last == last_announced()


def test_a_confirmed_opinion_reaches_those_who_see_positions(cast, watch):
    meeting = make_meeting(cast, 1)
    (item,) = items_of(meeting)
    lay(cast, item)
    member, adviser, speaker = (watch("agenda", meeting.pk, cast.people[name]) for name in ("pia", "eve", "nils"))
    confirm_prepared(item, seat=cast.seats["marin"], by=cast.marin)
    assert words_in(member.next("change").data) == {OPINION}
    assert words_in(adviser.next("change").data) == {OPINION}, "by the rules an adviser sees what their member sees"
    assert words_in(speaker.next("change").data) == set()


def test_an_adviser_is_let_go_when_the_mandate_ends(cast, watch):
    meeting = make_meeting(cast, 1)
    gone, stays = watch("agenda", meeting.pk, cast.eve), watch("agenda", meeting.pk, cast.tomas)
    end_mandate(Mandate.objects.get(adviser=cast.eve), by=cast.pia)
    mark(cast, "tomas", items_of(meeting)[0], Stance.OBJECTION)
    assert stays.next()
    assert gone.to_its_end() == []


def test_where_the_rules_hide_positions_an_adviser_sees_as_little_as_the_member(transactional_db, watch):
    from balai.people.models import Body

    council = make_cast("council")
    text = council.body.rules_text.replace("allowed = false", "allowed = true ")
    Body.objects.filter(pk=council.body.pk).update(rules_text=text)
    make_adviser(council)
    meeting = make_meeting(council, 1, starts_at=clock.now() + timedelta(days=9))
    (item,) = items_of(meeting)
    screen = watch("agenda", meeting.pk, council.ada)
    mark(council, "pia", item, Stance.OBJECTION, opinion=OPINION)
    assert words_in(screen.next("change").data) == set()
    assert words_in(signed_in(council.ada).get(f"/items/{item.pk}/").content.decode()) == set()
