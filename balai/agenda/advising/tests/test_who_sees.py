"""Seeded words: what is prepared for marin is looked for on every page of everybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai import clock
from balai.agenda.advising.tests.seeded import BRIEFING, OPINION, lay, signed_in, words_in
from balai.ledger.models import Entry
from balai.people.actions.end_mandate import end_mandate
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Mandate
from balai.verdict import Refused
from tests.access import routes as access
from tests.checked_pages import CheckingClient
from tests.factories import make_adviser
from tests.kept_world import kept
from tests.world import first, make_world


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
        if asked.method == "get" and asked.kind in things:
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


# Pages: what is asked for them is held on both databases by the table of queries (tests/access).
pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker, make) as afresh:
        yield afresh


@pytest.fixture
def world(db, made):
    return made()


def make():
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


def test_the_public_record_shows_commitments_only(world):
    leaves = "".join(Entry.objects.values_list("leaf", flat=True))
    assert words_in(leaves + "".join(Entry.objects.values_list("canonical", flat=True))) == set()
