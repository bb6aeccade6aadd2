"""What somebody is in a body at a moment: by own seats and by those they stand in for, from-to."""

from datetime import timedelta

import pytest

from balai import clock
from balai.people.actions.appoint import appoint
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Body, Person, Role
from balai.people.standing import Audience, standing, standings
from tests.factories import make_cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cast():
    return make_cast()


def now_of(cast, name, at=None):
    """Read anew, as a request does."""
    return standing(cast.people[name], Body.objects.get(pk=cast.body.pk), at)


def instead(cast, absent, substitute, starts=-DAY, ends=DAY):
    now = clock.now()
    return name_substitute(
        cast.seats[absent],
        substitute=cast.people[substitute],
        starts=now + starts,
        ends=now + ends if ends else None,
        by=cast.sara,
    )


@pytest.mark.parametrize(
    ("name", "audience", "decides", "secretary", "chair", "speaks"),
    [
        ("kai", Audience.SECRETARIAT, True, False, True, False),
        ("sara", Audience.SECRETARIAT, False, True, False, False),
        ("marin", Audience.MEMBER, True, False, False, False),
        ("nils", Audience.SPEAKER, False, False, False, True),
        ("olga", Audience.PUBLIC, False, False, False, False),
    ],
)
def test_rights_come_from_the_seat(cast, name, audience, decides, secretary, chair, speaks):
    who = now_of(cast, name)
    assert who.audience == audience
    assert bool(who.seats) == decides
    assert (who.is_secretary, who.is_chair, who.speaker_seat is not None) == (secretary, chair, speaks)
    assert who.belongs == (name != "olga")


def test_a_substitute_holds_both_seats_the_own_one_first(cast):
    instead(cast, "marin", "pia")
    who = now_of(cast, "pia")
    assert who.seats == (cast.seats["pia"], cast.seats["marin"])
    assert who.holds(cast.seats["marin"])
    assert who.seat(str(cast.seats["marin"].pk)) == cast.seats["marin"]
    assert who.organizations == {cast.organizations["interior"].pk, cast.organizations["finance"].pk}
    assert not now_of(cast, "tomas").holds(cast.seats["marin"])


def test_a_substitution_holds_from_its_first_moment_until_its_last(cast):
    now = clock.now()
    instead(cast, "marin", "pia", starts=DAY, ends=2 * DAY)
    for at, stands in ((0, False), (1, False), (1.01, True), (1.99, True), (2.01, False)):
        assert bool(now_of(cast, "pia", now + at * DAY).stands_in) == stands, at
        assert any(one.stands_in for one in standings(cast.pia, now + at * DAY)) == stands, at


def test_a_substitution_without_an_end_goes_on(cast):
    instead(cast, "marin", "pia", ends=None)
    assert now_of(cast, "pia", clock.now() + 999 * DAY).stands_in


def test_a_substitution_that_is_ended_is_over_at_once(cast):
    substitution = instead(cast, "marin", "pia")
    assert now_of(cast, "pia").stands_in
    end_substitution(substitution, by=cast.sara)
    assert not now_of(cast, "pia").stands_in
    assert standings(cast.pia)[0].stands_in == ()


def test_a_seat_that_is_ended_is_empty_at_once_for_the_member_and_the_substitute(cast):
    instead(cast, "marin", "pia")
    end_membership(cast.seats["marin"], by=cast.root)
    assert not now_of(cast, "marin").belongs
    assert now_of(cast, "pia").seats == (cast.seats["pia"],)


def test_a_seat_begins_when_it_is_said_to(cast):
    now = clock.now()
    appoint(cast.olga, body=cast.body, role=Role.MEMBER, starts=now + DAY, by=cast.root)
    assert not now_of(cast, "olga").belongs
    assert now_of(cast, "olga", now + 2 * DAY).belongs


def test_who_stands_in_for_the_chair_chairs(cast):
    instead(cast, "kai", "tomas")
    who = now_of(cast, "tomas")
    assert who.is_chair
    assert who.chair_seat == cast.seats["kai"]
    assert who.audience == Audience.SECRETARIAT


def test_who_may_no_longer_sign_in_is_nobody_in_any_body(cast):
    Person.objects.filter(pk=cast.marin.pk).update(is_active=False)
    marin = Person.objects.get(pk=cast.marin.pk)
    assert not standing(marin, Body.objects.get(pk=cast.body.pk)).belongs
    assert standings(marin) == ()


def test_one_person_can_be_somebody_else_in_another_body(cast):
    appoint(cast.marin, body=cast.other_body, role=Role.SECRETARY, by=cast.root)
    by_body = {one.body.slug: one.audience for one in standings(cast.marin)}
    assert by_body == {"cabinet": Audience.MEMBER, "council": Audience.SECRETARIAT}


def test_asked_by_body_and_asked_for_all_bodies_the_answer_is_the_same(cast):
    instead(cast, "marin", "pia")
    instead(cast, "nils", "olga")
    for person in cast.people.values():
        for one in standings(person):
            same = standing(person, Body.objects.get(pk=one.body.pk))
            assert (set(one.own), set(one.stands_in)) == (set(same.own), set(same.stands_in)), person


def test_what_has_not_changed_is_not_read_again(cast, django_assert_num_queries):
    body = Body.objects.get(pk=cast.body.pk)
    standing(cast.marin, body)
    with django_assert_num_queries(0):
        standing(cast.marin, body)
