"""Mandates: who gives and ends them, what they make of a person, and that they are passed on by nobody."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from balai import clock
from balai.ledger.models import Entry
from balai.people.actions.appoint import appoint
from balai.people.actions.end_mandate import end_mandate
from balai.people.actions.end_membership import end_membership
from balai.people.actions.enrol import enrol
from balai.people.actions.give_mandate import give_mandate
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Body, DeviceSession, Mandate, Person, Role
from balai.people.standing import Audience, standing, standings
from balai.rules.procedure import preset_text
from balai.verdict import Ground, Refused
from tests.checked_pages import CheckingClient
from tests.factories import make_adviser, make_cast
from tests.refusals import refused

pytestmark = pytest.mark.django_db
RULE = "VVS § 16"
DAY = timedelta(days=1)
ONLY_MEMBER = "Only the member gives and ends mandates for their seat."
INSTEAD = "Who stands in for a member gives and ends no mandates for the seat."


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def bo(cast):
    cast.people["bo"] = enrol("bo", name="Bo Example", by=cast.root)
    return cast.people["bo"]


def now_of(cast, person, at=None):
    """Read anew, as a request does."""
    return standing(person, Body.objects.get(pk=cast.body.pk), at)


def give(cast, adviser, *, seat="marin", by="marin", starts=-DAY, ends=None):
    now = clock.now()
    return give_mandate(
        cast.seats[seat],
        adviser=adviser,
        starts=now + starts,
        ends=now + ends if ends else None,
        by=cast.root if by == "root" else cast.people[by],
    )


def by_rules(cast, given_by="member", allowed="true"):
    """The cabinet under other rules on mandates."""
    text = preset_text("estonia").split("[mandates]")[0]
    text += f'[mandates]\nrule = "{RULE}"\nallowed = {allowed}\ngiven_by = "{given_by}"\n'
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)


# What it makes of a person ------------------------------------------------------------------------------------------


def test_an_adviser_reads_for_the_seat_and_speaks_for_nobody(cast, bo):
    give(cast, bo)
    who = now_of(cast, bo)
    assert who.audience == Audience.ADVISER
    assert who.advises == (cast.seats["marin"],)
    assert who.seat_to_read() == cast.seats["marin"]
    assert who.belongs
    assert not who.holds(cast.seats["marin"])
    assert (who.seats, who.organizations, who.is_chair, who.is_secretary) == ((), frozenset(), False, False)
    assert who.reads_for == {cast.organizations["finance"].pk}
    assert [one.body for one in standings(bo)] == [cast.body]


def test_the_chairs_adviser_is_no_part_of_the_secretariat(cast, bo):
    give(cast, bo, seat="kai", by="kai")
    assert now_of(cast, bo).audience == Audience.ADVISER
    assert not now_of(cast, bo).is_chair


def test_a_mandate_holds_from_its_first_moment_until_its_last(cast, bo):
    now = clock.now()
    mandate = give(cast, bo, starts=DAY, ends=3 * DAY)
    assert now_of(cast, bo, now).advises == ()
    assert now_of(cast, bo, mandate.starts).advises
    assert now_of(cast, bo, mandate.ends - timedelta(microseconds=1)).advises
    assert now_of(cast, bo, mandate.ends).advises == ()


def test_it_rests_when_the_seat_is_no_longer_held(cast, bo):
    give(cast, bo)
    end_membership(cast.seats["marin"], by=cast.root)
    assert now_of(cast, bo).advises == ()
    assert not now_of(cast, bo).belongs


def test_it_rests_when_the_adviser_takes_a_seat_of_their_own(cast, bo):
    give(cast, bo)
    appoint(bo, body=cast.body, role=Role.SPEAKER, by=cast.root)
    assert now_of(cast, bo).advises == ()
    assert now_of(cast, bo).audience == Audience.SPEAKER


def test_nothing_of_it_reaches_another_body(cast, bo):
    give(cast, bo)
    assert not standing(bo, cast.other_body).belongs


def test_one_adviser_may_prepare_for_two_members(cast, bo):
    give(cast, bo)
    give(cast, bo, seat="pia", by="pia")
    assert now_of(cast, bo).advises == (cast.seats["marin"], cast.seats["pia"])
    assert now_of(cast, bo).seat_to_read(str(cast.seats["pia"].pk)) == cast.seats["pia"]


# Who gives ----------------------------------------------------------------------------------------------------------


def test_the_member_gives_and_the_record_says_so(cast, bo):
    mandate = give(cast, bo, ends=DAY)
    entry = Entry.objects.latest("index")
    assert (entry.act, entry.about_id) == ("people.mandate.given", str(mandate.pk))
    assert str(bo.pk) in (entry.content or "")


@pytest.mark.parametrize("name", ["olga", "nils", "pia", "sara", "kai", "root"])
def test_nobody_else_gives_it(cast, bo, name):
    with refused(ONLY_MEMBER, RULE, Ground.PERMISSION):
        give(cast, bo, by=name)


def test_the_secretary_gives_it_where_the_rules_say_so(cast, bo):
    by_rules(cast, "member_or_secretary")
    assert give(cast, bo, by="sara")
    with refused(ONLY_MEMBER, RULE, Ground.PERMISSION):
        give(cast, cast.olga, by="kai")


def test_who_stands_in_gives_none_and_ends_none(cast, bo):
    mandate = make_adviser(cast, seat="tomas")
    name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=clock.now() - DAY, ends=None, by=cast.tomas)
    with refused(INSTEAD, RULE, Ground.PERMISSION):
        give(cast, bo, seat="tomas", by="pia")
    with refused(INSTEAD, RULE, Ground.PERMISSION):
        end_mandate(mandate, by=cast.pia)


def test_an_adviser_passes_it_on_to_nobody(cast, bo):
    make_adviser(cast)
    with refused("An adviser cannot pass the mandate on.", RULE, Ground.PERMISSION):
        give(cast, bo, by="ada")


def test_an_adviser_of_the_secretarys_seat_does_not_exist(cast, bo):
    by_rules(cast, "member_or_secretary")
    for seat in ("sara", "nils"):
        with refused("Only members have advisers here.", RULE, Ground.INPUT):
            give(cast, bo, seat=seat, by="sara")


@pytest.mark.parametrize("allowed", ["false", None])
def test_none_are_given_where_the_rules_know_no_advisers(cast, bo, allowed):
    if allowed:
        by_rules(cast, allowed=allowed)
    else:
        text = preset_text("estonia").split("[mandates]")[0]
        Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    with refused("The rules of this body know no advisers.", RULE if allowed else "", Ground.PERMISSION):
        give(cast, bo)


def test_who_has_left_gives_none(cast, bo):
    end_membership(cast.seats["marin"], by=cast.root)
    with refused(ONLY_MEMBER, RULE, Ground.PERMISSION):
        give(cast, bo)


def test_nobody_holds_a_seat_that_has_ended(cast, bo):
    by_rules(cast, "member_or_secretary")
    end_membership(cast.seats["marin"], by=cast.root)
    with refused("Nobody holds this seat now.", RULE):
        give(cast, bo, by="sara")


# To whom ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pia", "sara", "nils", "kai"])
def test_whoever_has_a_seat_here_advises_nobody_here(cast, name):
    with refused("Whoever has a seat in this body advises nobody in it.", RULE, Ground.INPUT):
        give(cast, cast.people[name])


def test_nobody_advises_themselves(cast):
    with refused("Nobody advises themselves.", RULE, Ground.INPUT):
        give(cast, cast.marin)


def test_neither_the_administrator_nor_who_is_shut_out_is_an_adviser(cast, bo):
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    bo.refresh_from_db()
    for person in (bo, cast.root):
        with refused("This person cannot be an adviser.", RULE, Ground.INPUT):
            give(cast, person)


def test_nobody_has_two_mandates_for_one_seat(cast, bo):
    give(cast, bo)
    with refused("This person has a mandate for this seat already.", RULE):
        give(cast, bo)


def test_a_new_one_is_given_when_the_last_has_run_out(cast, bo):
    now = clock.now()
    with clock.as_if(now - 5 * DAY):
        give(cast, bo, ends=2 * DAY)
    assert now_of(cast, bo).advises == ()
    assert give(cast, bo)
    assert Mandate.objects.count() == 2


def test_a_mandate_ends_after_it_begins_and_not_before_today(cast, bo):
    with refused("The end lies before the beginning.", RULE, Ground.INPUT):
        give(cast, bo, starts=3 * DAY, ends=2 * DAY)
    with refused("The end of the mandate has passed already.", RULE, Ground.INPUT):
        give(cast, bo, starts=-3 * DAY, ends=-DAY)


# Ending -------------------------------------------------------------------------------------------------------------


def test_the_member_ends_it_and_the_adviser_is_signed_out(cast):
    mandate = make_adviser(cast)
    Client().force_login(cast.ada)
    assert DeviceSession.objects.filter(person=cast.ada).count() == 1
    end_mandate(mandate, by=cast.marin)
    assert not DeviceSession.objects.filter(person=cast.ada).exists()
    assert now_of(cast, cast.ada).advises == ()
    assert not now_of(cast, cast.ada).belongs


def test_who_advises_somebody_else_too_stays_signed_in(cast):
    first = make_adviser(cast)
    make_adviser(cast, seat="pia")
    Client().force_login(cast.ada)
    end_mandate(first, by=cast.marin)
    assert DeviceSession.objects.filter(person=cast.ada).exists()
    assert now_of(cast, cast.ada).advises == (cast.seats["pia"],)


def test_with_the_members_seat_the_advisers_sessions_end_too(cast):
    make_adviser(cast)
    Client().force_login(cast.ada)
    end_membership(cast.seats["marin"], by=cast.root)
    assert not DeviceSession.objects.filter(person=cast.ada).exists()


def test_who_waits_for_a_mandate_to_begin_has_not_left(cast, bo):
    gone = make_adviser(cast, "bo")
    give(cast, bo, seat="pia", by="pia", starts=DAY)
    Client().force_login(bo)
    end_mandate(gone, by=cast.marin)
    assert DeviceSession.objects.filter(person=bo).exists()


def test_the_adviser_lays_it_down(cast):
    end_mandate(make_adviser(cast), by=cast.ada)
    assert Mandate.objects.get().ended_at is not None


@pytest.mark.parametrize("name", ["olga", "nils", "pia", "sara", "kai", "root"])
def test_nobody_else_ends_it(cast, name):
    mandate = make_adviser(cast)
    with refused(ONLY_MEMBER, RULE, Ground.PERMISSION):
        end_mandate(mandate, by=cast.root if name == "root" else cast.people[name])


def test_another_adviser_of_the_seat_does_not_end_it(cast):
    mandate = make_adviser(cast)
    make_adviser(cast, "bo")
    with refused("An adviser cannot pass the mandate on.", RULE, Ground.PERMISSION):
        end_mandate(mandate, by=cast.bo)


def test_a_mandate_ends_once(cast):
    mandate = make_adviser(cast)
    end_mandate(mandate, by=cast.marin)
    with refused("This mandate has ended already.", RULE):
        end_mandate(mandate, by=cast.marin)


def test_what_has_run_out_is_not_ended(cast, bo):
    with clock.as_if(clock.now() - 5 * DAY):
        mandate = give(cast, bo, ends=DAY)
    with refused("This mandate has ended already.", RULE):
        end_mandate(mandate, by=cast.marin)


# The page -----------------------------------------------------------------------------------------------------------

PAGE = "/my/advisers/"


def page_of(person):
    client = CheckingClient()
    client.force_login(person)
    return client, client.get(PAGE).content.decode()


def today_of(cast):
    """Where the body meets: near midnight another day than in UTC."""
    return clock.now().astimezone(ZoneInfo(cast.body.time_zone)).date()


def sent(cast, adviser, **more):
    today = today_of(cast).isoformat()
    seat = cast.seats["marin"].pk
    return {"body": cast.body.slug, "seat": seat, "adviser": adviser.pk, "starts": today, "ends": "", **more}


def test_a_member_gives_and_ends_a_mandate_on_a_page(cast, bo):
    client, page = page_of(cast.marin)
    assert "Nobody prepares here yet." in page
    assert client.post(PAGE, sent(cast, bo)).status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.seat, mandate.adviser, mandate.ends) == (cast.seats["marin"], bo, None)
    assert "Bo Example prepares for Marin Example" in client.get(PAGE).content.decode()
    client.post(reverse("end-mandate", args=[mandate.pk]))
    assert "Nobody prepares here yet." in client.get(PAGE).content.decode()


def test_the_last_day_belongs_to_the_mandate(cast, bo):
    client, _page = page_of(cast.marin)
    today = today_of(cast)
    client.post(PAGE, sent(cast, bo, ends=today.isoformat()))
    mandate = Mandate.objects.get()
    assert mandate.ends == mandate.starts + DAY
    assert now_of(cast, bo).advises


def test_what_is_refused_stands_beside_the_form(cast, bo):
    client, _page = page_of(cast.marin)
    make_adviser(cast, "bo")
    answer = client.post(PAGE, sent(cast, bo))
    assert answer.status_code == 422
    assert "This person has a mandate for this seat already. (VVS § 16)" in answer.content.decode()
    answer = client.post(PAGE, sent(cast, bo, starts="2026-12-02", ends="2026-12-01"))
    assert "The end lies before the beginning." in answer.content.decode()


def test_the_page_offers_nobody_of_this_or_another_body(cast, bo):
    _client, page = page_of(cast.marin)
    assert "Bo Example" in page
    for name in ("olga", "pia", "nils", "sara"):
        assert cast.people[name].name not in page


def test_another_members_seat_is_not_taken_from_the_form(cast, bo):
    client, _page = page_of(cast.marin)
    assert client.post(PAGE, sent(cast, bo, seat=cast.seats["pia"].pk)).status_code == 422
    assert not Mandate.objects.exists()


def test_an_adviser_sees_for_whom_they_prepare_and_no_form(cast):
    make_adviser(cast)
    client, page = page_of(cast.ada)
    assert "Marin Example" in page
    assert 'name="adviser"' not in page
    answer = client.post(PAGE, sent(cast, cast.ada))
    assert answer.status_code == 403
    assert "An adviser cannot pass the mandate on." in answer.content.decode()


def test_the_secretary_gives_for_each_member_where_the_rules_say_so(cast, bo):
    assert 'name="adviser"' not in page_of(cast.sara)[1]
    by_rules(cast, "member_or_secretary")
    client, page = page_of(cast.sara)
    assert page.count("<option") == 2 + 4, "bo and nobody; kai, marin, pia, tomas"
    client.post(PAGE, sent(cast, bo))
    assert Mandate.objects.get().adviser == bo


def test_a_member_where_the_rules_know_none_reads_why(cast):
    by_rules(cast, allowed="false")
    assert "The rules of this body know no advisers." in page_of(cast.marin)[1]


def test_strangers_are_told_nothing_of_a_mandate(cast):
    mandate = make_adviser(cast)
    client = CheckingClient()
    client.force_login(cast.olga)
    assert client.post(reverse("end-mandate", args=[mandate.pk])).status_code == 404
    assert client.post(PAGE, sent(cast, cast.ada)).status_code == 404


def test_the_refusal_is_an_exception_like_any_other(cast, bo):
    with pytest.raises(Refused, match="Only the member"):
        give(cast, bo, by="pia")
