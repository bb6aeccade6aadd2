"""Preparing: only the seat's own adviser, only while it is of use, and never a position."""

from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.mark_rest import mark_rest, take_back_rest
from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.take_back_position import take_back_position
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.actions.withdraw_prepared import withdraw_prepared
from balai.agenda.actions.write_briefing import LONGEST_BRIEFING, write_briefing
from balai.agenda.advising.models import Briefing, PreparedPosition
from balai.agenda.advising.tests.conftest import prepare
from balai.agenda.models import Meeting, PaperKind, Position
from balai.agenda.picture import triage_of
from balai.ledger.models import Entry
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import Presence
from balai.people.actions.end_mandate import end_mandate
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Body, Mandate
from balai.rules.stance import Choice, Stance
from balai.verdict import Ground
from tests.factories import items_of, make_adviser, make_meeting, mark
from tests.refusals import nothing_changes, refused
from tests.sitting import begin

RULE = "VVS § 16"
POSITIONS = "VVR § 3"
NOT_ADVISER = "Only an adviser of this seat prepares for it."
NOT_YOURS = "What is prepared for a member is for the member and the advisers of the seat alone."
DAY = timedelta(days=1)


def renewed(cast, item):
    """The same item with other papers."""
    add_paper(item, kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "One."}, by=cast.sara)
    item.refresh_from_db()
    return item


# What it does -------------------------------------------------------------------------------------------------------


def test_what_is_prepared_is_no_position(cast, item):
    before = triage_of(item)
    prepared = prepare(cast, item, opinion=" Too dear. ")
    assert (prepared.stance, prepared.opinion, prepared.item_version) == ("objection", "Too dear.", item.version)
    assert not Position.objects.exists()
    assert triage_of(item) == before


def test_the_record_names_the_adviser_and_the_seat(cast, item):
    prepare(cast, item, opinion="Too dear.")
    entry = Entry.objects.latest("index")
    assert (entry.act, entry.about_id) == ("agenda.position.prepared", str(item.pk))
    assert f'"by":"{cast.ada.pk}"' in entry.canonical
    assert f'"seat":"{cast.seats["marin"].pk}"' in entry.canonical
    assert "Too dear." not in entry.canonical, "the record commits to the opinion, it does not show it"


def test_it_is_prepared_anew_and_the_opinion_stays_until_it_is_replaced(cast, item):
    prepare(cast, item, opinion="Too dear.")
    prepare(cast, item, Stance.WISH_TO_SPEAK)
    assert PreparedPosition.objects.current().get().opinion == "Too dear."
    prepare(cast, item, Stance.WISH_TO_SPEAK, opinion="")
    current = PreparedPosition.objects.current().get()
    assert (current.stance, current.opinion) == ("wish_to_speak", "")
    assert PreparedPosition.objects.count() == 3


def test_the_same_tap_twice_changes_nothing(cast, item):
    prepare(cast, item)
    with nothing_changes():
        prepare(cast, item)


def test_what_the_member_answered_over_can_be_laid_before_them_again(cast, item):
    prepare(cast, item)
    mark(cast, "marin", item)
    prepare(cast, item)
    assert PreparedPosition.objects.count() == 2


def test_a_preparation_is_withdrawn_by_the_adviser_and_set_aside_by_the_member(cast, items):
    for item, name in zip(items, ("ada", "marin"), strict=False):
        prepare(cast, item)
        withdraw_prepared(item, seat=cast.seats["marin"], by=cast.people[name])
    assert not PreparedPosition.objects.current().exists()
    assert Entry.objects.latest("index").act == "agenda.prepared.withdrawn"
    with nothing_changes():
        withdraw_prepared(items[0], seat=cast.seats["marin"], by=cast.ada)


# Who may not --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["olga", "nils", "marin", "pia", "sara", "kai", "root"])
def test_nobody_else_prepares_or_briefs(cast, item, name):
    person = cast.root if name == "root" else cast.people[name]
    cast.people["root"] = cast.root
    with refused(NOT_ADVISER, RULE, Ground.PERMISSION):
        prepare(cast, item, by=name)
    with refused(NOT_ADVISER, RULE, Ground.PERMISSION):
        write_briefing(item, seat=cast.seats["marin"], text="Curious.", by=person)


@pytest.mark.parametrize("name", ["olga", "nils", "pia", "sara", "kai", "root"])
def test_nobody_else_withdraws(cast, item, name):
    prepare(cast, item)
    person = cast.root if name == "root" else cast.people[name]
    with refused(NOT_YOURS, RULE, Ground.PERMISSION):
        withdraw_prepared(item, seat=cast.seats["marin"], by=person)


def test_an_adviser_of_another_member_prepares_nothing_here(cast, item):
    make_adviser(cast, "bo", seat="pia")
    for seat in ("marin", "tomas"):
        with refused(NOT_ADVISER, RULE, Ground.PERMISSION):
            prepare(cast, item, by="bo", seat=seat)
    with refused(NOT_ADVISER, RULE, Ground.PERMISSION):
        prepare(cast, item, by="ada", seat="pia")


def test_in_another_body_an_adviser_is_nobody(cast, meeting):
    Body.objects.filter(pk=cast.other_body.pk).update(rules_text=cast.body.rules_text)
    Meeting.objects.filter(pk=meeting.pk).update(body=cast.other_body)
    with refused(NOT_ADVISER, RULE, Ground.PERMISSION):
        prepare(cast, items_of(meeting)[0])


def test_a_seat_that_is_not_given_is_nobodys(cast, item):
    from balai.agenda.actions.prepare_position import prepare_position

    with refused(NOT_ADVISER, RULE, Ground.PERMISSION):
        prepare_position(item, seat=None, stance=Stance.OBJECTION, by=cast.ada, seen_version=1)


def test_no_longer_when_the_mandate_has_ended(cast, item):
    end_mandate(Mandate.objects.get(), by=cast.marin)
    with refused(NOT_ADVISER, RULE, Ground.PERMISSION):
        prepare(cast, item)


def test_no_longer_when_it_has_run_out_and_not_before_it_begins(cast, item):
    make_adviser(cast, "bo", ends=clock.now() + timedelta(hours=1))
    assert prepare(cast, item, by="bo")
    for moment in (clock.now() + timedelta(hours=2), clock.now() - timedelta(hours=2)):
        with clock.as_if(moment), refused(NOT_ADVISER, RULE, Ground.PERMISSION):
            prepare(cast, item, Stance.ABSTAIN, by="bo")


def test_not_for_a_member_whom_another_stands_in_for_unless_with_a_mandate(cast, item):
    """A substitute gives positions; they prepare nothing, and what was prepared is not for them."""
    name_substitute(cast.seats["marin"], substitute=cast.pia, starts=clock.now() - DAY, ends=None, by=cast.marin)
    prepare(cast, item)
    with refused(NOT_ADVISER, RULE, Ground.PERMISSION):
        prepare(cast, item, by="pia")
    with refused(NOT_YOURS, RULE, Ground.PERMISSION):
        withdraw_prepared(item, seat=cast.seats["marin"], by=cast.pia)


def test_not_where_the_rules_know_no_advisers_any_more(cast, item):
    text = cast.body.rules_text.replace("allowed = true ", "allowed = false")
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    with refused("The rules of this body know no advisers.", RULE, Ground.PERMISSION):
        prepare(cast, item)


def test_an_adviser_gives_no_position_in_any_way(cast, item, meeting):
    seat = cast.seats["marin"]
    ours = "Only members of this body give positions."
    with refused(ours, POSITIONS, Ground.PERMISSION):
        mark_position(item, seat=seat, stance=Stance.OBJECTION, by=cast.ada, seen_version=1)
    with refused(ours, POSITIONS, Ground.PERMISSION):
        mark_rest(meeting, seat=seat, by=cast.ada)
    batch = mark_rest(meeting, seat=seat, by=cast.marin)
    with refused(ours, POSITIONS, Ground.PERMISSION):
        take_back_rest(meeting, batch=batch, seat=seat, by=cast.ada)
    with refused(ours, POSITIONS, Ground.PERMISSION):
        take_back_position(item, seat=seat, by=cast.ada)
    with refused("Only members of this body recuse themselves.", RULE, Ground.PERMISSION):
        recuse(item, seat=seat, reason="Kin", by=cast.ada)


def test_an_adviser_neither_votes_nor_sits(cast, meeting):
    mark(cast, "pia", items_of(meeting)[0], Stance.OBJECTION)
    begin(cast, meeting)
    with refused("You can note only your own attendance.", RULE, Ground.PERMISSION):
        note_attendance(meeting, seat=cast.seats["marin"], presence=Presence.REMOTE, by=cast.ada)
    take_up(items_of(meeting)[0], by=cast.kai)
    voting = open_voting(items_of(meeting)[0], by=cast.kai)
    with refused("Only members of this body vote.", RULE, Ground.PERMISSION):
        cast_vote(voting, seat=cast.seats["marin"], choice=Choice.FOR, by=cast.ada)


# When not -----------------------------------------------------------------------------------------------------------


def test_not_on_a_draft(cast):
    item = items_of(make_meeting(cast, 1, state="draft"))[0]
    with refused("The agenda has not been published to the members yet.", RULE):
        prepare(cast, item)
    with refused("A briefing is written between the publication", RULE):
        write_briefing(item, seat=cast.seats["marin"], text="Early.", by=cast.ada)


def test_until_the_deadline_to_the_instant(cast, item, meeting):
    with clock.as_if(meeting.positions_close_at - timedelta(milliseconds=500)):
        prepare(cast, item)
    with (
        clock.as_if(meeting.positions_close_at + timedelta(milliseconds=1)),
        refused("nothing more is prepared.", RULE),
    ):
        prepare(cast, item, Stance.ABSTAIN)


def test_not_when_the_meeting_has_begun_but_a_briefing_is_still_written(cast, meeting, items):
    prepare(cast, items[0])
    begin(cast, meeting)
    with refused("The meeting has begun: positions are closed, nothing more is prepared.", RULE):
        prepare(cast, items[0], Stance.ABSTAIN)
    with refused("The meeting has begun; what was prepared stays as it is.", RULE):
        withdraw_prepared(items[0], seat=cast.seats["marin"], by=cast.ada)
    assert write_briefing(items[0], seat=cast.seats["marin"], text="Ask now.", by=cast.ada)


def test_not_on_an_item_from_which_the_member_is_recused(cast, item):
    recuse(item, seat=cast.seats["marin"], reason="Kin", by=cast.marin)
    with refused("The member takes no part in this item; nothing is prepared on it.", RULE):
        prepare(cast, item)


def test_not_on_an_item_that_was_withdrawn(cast, item):
    withdraw_item(item, because="Late", by=cast.sara)
    with refused("This item has been withdrawn; it takes no positions.", RULE):
        prepare(cast, item)


def test_not_on_a_version_that_was_not_read(cast, item):
    renewed(cast, item)
    with refused("The papers changed while you were reading", RULE):
        prepare(cast, item, seen_version=1)


def test_of_two_advisers_the_later_must_have_seen_the_earlier(cast, item):
    make_adviser(cast, "bo")
    first = prepare(cast, item, seen_prepared=0)
    with refused("Something else was prepared on this item a moment ago.", RULE):
        prepare(cast, item, Stance.ABSTAIN, by="bo", seen_prepared=0)
    with refused("Something else was prepared on this item a moment ago.", RULE):
        withdraw_prepared(item, seat=cast.seats["marin"], by=cast.bo, seen_prepared=0)
    assert prepare(cast, item, Stance.ABSTAIN, by="bo", seen_prepared=first.pk)


def test_an_opinion_has_an_end(cast, item):
    with refused("An opinion has at most 10000 characters.", "", Ground.INPUT):
        prepare(cast, item, opinion="x" * 10_001)


# Briefings ----------------------------------------------------------------------------------------------------------


def test_one_briefing_for_each_item_and_seat(cast, item):
    make_adviser(cast, "bo")
    make_adviser(cast, "eve", seat="pia")
    marin, pia = cast.seats["marin"], cast.seats["pia"]
    write_briefing(item, seat=marin, text="Ask.", by=cast.ada)
    write_briefing(item, seat=marin, text=" Ask twice. ", by=cast.bo)
    write_briefing(item, seat=pia, text="Keep quiet.", by=cast.eve)
    assert Briefing.objects.get(seat=marin).text == "Ask twice."
    assert Briefing.objects.get(seat=marin).written_by == cast.bo
    write_briefing(item, seat=marin, text="  ", by=cast.ada)
    assert Briefing.objects.get().seat == pia
    assert Entry.objects.latest("index").act == "agenda.briefing.removed"


def test_the_record_says_that_it_was_written_and_not_what(cast, item):
    write_briefing(item, seat=cast.seats["marin"], text="Do not trust the figures.", by=cast.ada)
    entry = Entry.objects.latest("index")
    assert entry.act == "agenda.briefing.written"
    assert "figures" not in f"{entry.canonical}{entry.content}"


def test_the_same_briefing_twice_changes_nothing(cast, item):
    write_briefing(item, seat=cast.seats["marin"], text="Ask.", by=cast.ada)
    with nothing_changes():
        write_briefing(item, seat=cast.seats["marin"], text="Ask.", by=cast.ada)


def test_a_briefing_has_an_end(cast, item):
    with refused("A briefing has at most 20000 characters.", RULE, Ground.INPUT):
        write_briefing(item, seat=cast.seats["marin"], text="x" * (LONGEST_BRIEFING + 1), by=cast.ada)


def test_a_confirmed_agenda_is_still_prepared(cast, meeting, item):
    confirm_agenda(meeting, by=cast.kai)
    assert prepare(cast, item)
