"""A world that is put back is the world that was made: the same rows, a sound record, and never on top of another."""

import shutil
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.conf import settings

from balai import clock
from balai.people.models import Person
from balai.people.standing import standing
from balai.record.reconcile import reconcile
from tests import planted
from tests.access.world import undone
from tests.factories import administrator, make_cast, make_meeting
from tests.refusals import everything
from tests.world import make_world

pytestmark = pytest.mark.django_db


class Counted:
    """How often a world was made through the actions."""

    def __init__(self, make):
        self.times, self.make = 0, make.__wrapped__

    def __call__(self):
        self.times += 1
        return self.make()


def made_and_undone(make):
    with undone():
        make()
        made = everything()
    shutil.rmtree(settings.LEDGER_KEY.parent, ignore_errors=True)
    return made


@pytest.mark.parametrize("make", [make_cast, make_world])
def test_the_same_rows_and_a_sound_record(make):
    counted = Counted(make)
    once = planted.planted(counted)
    made = made_and_undone(once)
    again = once()
    assert counted.times == 1
    assert everything() == made
    cast = getattr(again, "cast", again)
    assert standing(cast.kai, cast.body).is_chair
    make_meeting(cast, 2, state="confirmed")
    assert list(reconcile()) == []


def test_what_a_test_does_to_its_world_is_not_in_the_next_one():
    once = planted.planted(Counted(make_cast))
    made_and_undone(once)
    with undone():
        cast = once()
        cast.people.clear()
        Person.objects.update(name="Somebody else")
    cast = once()
    assert cast.kai.name == "Kai Example"
    assert Person.objects.get(pk=cast.kai.pk).name == "Kai Example"


@pytest.mark.parametrize("why", ["somebody is there", "another time", "long ago"])
def test_it_is_made_anew(why, monkeypatch):
    counted = Counted(make_cast)
    once = planted.planted(counted)
    made_and_undone(once)
    if why == "somebody is there":
        administrator()
    if why == "long ago":
        monkeypatch.setattr(planted, "FRESH", 0)
    with clock.as_if(clock.now() + timedelta(days=90)) if why == "another time" else nullcontext():
        once()
    assert counted.times == 2
