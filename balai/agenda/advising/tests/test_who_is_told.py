"""Seeded words: what is prepared for marin is looked for in every stream of everybody else."""

from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.confirm_prepared import confirm_prepared
from balai.agenda.actions.withdraw_prepared import withdraw_prepared
from balai.agenda.advising.tests.seeded import OPINION, lay, signed_in, words_in
from balai.agenda.models import AgendaItem
from balai.live.marks import Mark
from balai.live.models import Announcement
from balai.live.news import last_announced, missed
from balai.people.actions.end_mandate import end_mandate
from balai.people.models import Mandate
from balai.rules.stance import Stance
from tests.factories import items_of, make_adviser, make_cast, make_meeting, mark

SCREENS = ("agenda", "meeting", "desk", "chair")  # the public's is told only what changes it


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
    assert missed(meeting.pk, Mark(since)) is None
    mark(cast, "tomas", items_of(meeting)[0])
    news = missed(meeting.pk, Mark(since))
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
