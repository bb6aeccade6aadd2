"""Confirming: what was prepared becomes the member's own position, by the rules of any position."""

from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.confirm_prepared import confirm_all_prepared, confirm_prepared
from balai.agenda.actions.mark_rest import mark_rest, take_back_rest
from balai.agenda.actions.recuse import end_recusal, recuse
from balai.agenda.actions.take_back_position import take_back_position
from balai.agenda.advising.queries import readiness, waiting_for
from balai.agenda.advising.tests.conftest import prepare
from balai.agenda.advising.tests.test_preparing import renewed
from balai.agenda.models import Position
from balai.agenda.picture import triage_of
from balai.ledger.models import Entry
from balai.people.actions.end_mandate import end_mandate
from balai.people.actions.end_membership import end_membership
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Mandate
from balai.people.standing import standing
from balai.record.verify_database import verify_database
from balai.rules.stance import Stance, Track
from balai.verdict import Ground
from tests.factories import items_of, mark
from tests.records import signed
from tests.refusals import nothing_changes, refused
from tests.sitting import begin

RULE = "VVS § 16"
POSITIONS = "VVR § 3"
ONLY_MEMBER = "Only the member confirms what was prepared for their seat."


def confirm(cast, item, *, by="marin", seat="marin", **more):
    person = cast.root if by == "root" else cast.people[by]
    return confirm_prepared(item, seat=cast.seats[seat], by=person, **more)


def confirm_all(cast, meeting, *, by="marin", **more):
    person = cast.root if by == "root" else cast.people[by]
    return confirm_all_prepared(meeting, seat=cast.seats["marin"], by=person, **more)


def current(cast, item, seat="marin"):
    return Position.objects.current().filter(item=item, seat=cast.seats[seat]).first()


# One ----------------------------------------------------------------------------------------------------------------


def test_it_becomes_the_members_own_position_and_the_record_names_the_adviser(cast, item):
    prepare(cast, item, opinion="Too dear.")
    position = confirm(cast, item)
    assert (position.stance, position.opinion, position.given_by) == ("objection", "Too dear.", cast.marin)
    assert triage_of(item).track == Track.DISCUSS
    entry = Entry.objects.filter(act="agenda.position.marked").latest("index")
    assert f'"by":"{cast.marin.pk}"' in entry.canonical
    assert f'"prepared_by":"{cast.ada.pk}"' in (entry.content or "")


def test_it_waits_no_more_until_the_position_is_taken_back(cast, item, meeting):
    prepare(cast, item)
    confirm(cast, item)
    assert waiting_for(meeting, cast.seats["marin"], standing(cast.marin, meeting.body)) == []
    take_back_position(item, seat=cast.seats["marin"], by=cast.marin)
    assert len(waiting_for(meeting, cast.seats["marin"], standing(cast.marin, meeting.body))) == 1
    assert confirm(cast, item)


def test_what_is_prepared_over_an_answer_replaces_it_when_confirmed(cast, item):
    mark(cast, "marin", item)
    prepare(cast, item)
    confirm(cast, item)
    assert current(cast, item).stance == "objection"
    assert Position.objects.count() == 2


def test_what_the_adviser_prepared_stays_to_confirm_when_the_mandate_has_ended(cast, item):
    prepare(cast, item)
    end_mandate(Mandate.objects.get(), by=cast.marin)
    assert confirm(cast, item)


@pytest.mark.parametrize("name", ["olga", "nils", "pia", "sara", "kai", "root"])
def test_nobody_else_confirms(cast, item, meeting, name):
    prepare(cast, item)
    with refused(ONLY_MEMBER, RULE, Ground.PERMISSION):
        confirm(cast, item, by=name)
    with refused(ONLY_MEMBER, RULE, Ground.PERMISSION):
        confirm_all(cast, meeting, by=name)


def test_the_adviser_does_not_confirm(cast, item, meeting):
    prepare(cast, item)
    with refused("An adviser prepares; only the member confirms.", RULE, Ground.PERMISSION):
        confirm(cast, item, by="ada")
    with refused("An adviser prepares; only the member confirms.", RULE, Ground.PERMISSION):
        confirm_all(cast, meeting, by="ada")


def test_who_stands_in_gives_a_position_of_their_own(cast, item, meeting):
    prepare(cast, item)
    name_substitute(cast.seats["marin"], substitute=cast.pia, starts=clock.now(), ends=None, by=cast.marin)
    said = "What was prepared is for the member in person. Who stands in gives a position of their own."
    with refused(said, RULE, Ground.PERMISSION):
        confirm(cast, item, by="pia")
    with refused(said, RULE, Ground.PERMISSION):
        confirm_all(cast, meeting, by="pia")


def test_who_has_left_confirms_nothing(cast, item):
    prepare(cast, item)
    end_membership(cast.seats["marin"], by=cast.root)
    with refused(ONLY_MEMBER, RULE, Ground.PERMISSION):
        confirm(cast, item)


def test_nothing_is_confirmed_where_nothing_is_prepared(cast, item):
    with refused("Nothing is prepared on this item (any more).", POSITIONS):
        confirm(cast, item)


def test_not_after_the_deadline(cast, item, meeting):
    prepare(cast, item)
    with clock.as_if(meeting.positions_close_at + timedelta(milliseconds=1)):
        with refused("Positions closed on", POSITIONS):
            confirm(cast, item)
        with refused("Positions closed on", POSITIONS):
            confirm_all(cast, meeting)


def test_not_in_the_meeting(cast, item, meeting):
    prepare(cast, item)
    begin(cast, meeting)
    with refused("The meeting has begun: positions are closed.", POSITIONS):
        confirm(cast, item)


def test_not_when_recused_and_again_when_not(cast, item, meeting):
    prepare(cast, item)
    recuse(item, seat=cast.seats["marin"], reason="Kin", by=cast.marin)
    with refused("You have recused yourself from this item; you give no position on it.", POSITIONS, Ground.PERMISSION):
        confirm(cast, item)
    with refused("Nothing that you saw as prepared waits any more.", POSITIONS):
        confirm_all(cast, meeting)
    end_recusal(item, seat=cast.seats["marin"], by=cast.marin)
    assert confirm(cast, item)


def test_not_on_papers_that_have_changed_since(cast, item, meeting):
    prepare(cast, item)
    renewed(cast, item)
    with refused("The papers changed after this was prepared on version 1; now it is version 2.", POSITIONS):
        confirm(cast, item)
    with refused("Nothing that you saw as prepared waits any more.", POSITIONS):
        confirm_all(cast, meeting)
    prepare(cast, item)
    assert confirm(cast, item).item_version == 2


def test_not_what_was_prepared_anew_behind_the_screen(cast, item):
    seen = prepare(cast, item, Stance.NO_OBJECTION).pk
    prepare(cast, item, Stance.OBJECTION)
    with refused("Something else was prepared on this item a moment ago.", POSITIONS):
        confirm(cast, item, seen_prepared=seen)


def test_not_over_what_the_member_answered_since(cast, item):
    prepare(cast, item)
    mark(cast, "marin", item)
    with refused("A position has been given on this item since this was prepared.", POSITIONS):
        confirm(cast, item)
    with refused("This item was answered a moment ago on another device.", POSITIONS):
        confirm(cast, item, seen_position=0)


def test_the_same_tap_twice_changes_nothing(cast, item):
    seen = prepare(cast, item).pk
    confirm(cast, item, seen_prepared=seen, seen_position=0)
    with nothing_changes():
        confirm(cast, item, seen_prepared=seen, seen_position=0)


# All ----------------------------------------------------------------------------------------------------------------


def test_all_that_waits_is_confirmed_in_one_act_and_taken_back_in_one(cast, meeting, items):
    prepare(cast, items[0], Stance.OBJECTION, opinion="Too dear.")
    prepare(cast, items[1], Stance.NO_OBJECTION)
    batch = confirm_all(cast, meeting)
    assert [current(cast, item) and current(cast, item).stance for item in items] == ["objection", "no_objection", None]
    assert current(cast, items[0]).opinion == "Too dear."
    entries = Entry.objects.filter(act="agenda.position.marked")
    assert [f'"prepared_by":"{cast.ada.pk}"' in (one.content or "") for one in entries] == [True, True]
    assert take_back_rest(meeting, batch=batch, seat=cast.seats["marin"], by=cast.marin) == 2
    assert len(waiting_for(meeting, cast.seats["marin"], standing(cast.marin, meeting.body))) == 2, (
        "what was taken back waits again"
    )


def test_what_is_answered_stale_or_of_another_seat_is_left(cast, meeting, items):
    mark(cast, "marin", items[0], Stance.ABSTAIN)
    prepare(cast, items[0])
    prepare(cast, items[1])
    renewed(cast, items[1])
    prepare(cast, items[2])
    confirm_all(cast, meeting)
    assert current(cast, items[0]).stance == "abstain"
    assert current(cast, items[1]) is None
    assert current(cast, items[2]).stance == "objection"
    assert not Position.objects.exclude(seat=cast.seats["marin"]).exists()


def test_only_what_the_screen_showed_as_it_showed_it(cast, meeting, items):
    first, second = prepare(cast, items[0]), prepare(cast, items[1])
    seen = {items[0].pk: first.pk, items[1].pk: second.pk}
    prepare(cast, items[1], Stance.ABSTAIN)
    prepare(cast, items[2])
    confirm_all(cast, meeting, seen=seen)
    assert [current(cast, item) is not None for item in items] == [True, False, False]


def test_with_nothing_to_confirm_nothing_changes(cast, meeting):
    with refused("Nothing that you saw as prepared waits any more. Look again.", POSITIONS):
        confirm_all(cast, meeting)


# Beside the other acts ----------------------------------------------------------------------------------------------


def test_no_objection_to_the_rest_leaves_what_was_laid_before_the_member(cast, meeting, items):
    prepare(cast, items[0])
    mark_rest(meeting, seat=cast.seats["marin"], by=cast.marin, seen={item.pk: item.version for item in items})
    assert current(cast, items[0]) is None
    assert current(cast, items[1]).stance == "no_objection"
    assert confirm(cast, items[0]).stance == "objection"


def test_who_stands_in_answers_all_the_rest_and_is_told_nothing_of_it(cast, meeting, items):
    prepare(cast, items[0])
    name_substitute(cast.seats["marin"], substitute=cast.pia, starts=clock.now(), ends=None, by=cast.marin)
    mark_rest(meeting, seat=cast.seats["marin"], by=cast.pia)
    assert current(cast, items[0]).stance == "no_objection"


def test_how_far_the_preparation_is(cast, meeting, items):
    prepare(cast, items[0])
    prepare(cast, items[1])
    confirm(cast, items[1])
    member, adviser = (readiness(meeting, standing(person, meeting.body)) for person in (cast.marin, cast.ada))
    assert member is not None
    assert adviser is not None
    assert (member.waiting, member.prepares) == (1, False)
    assert (adviser.items, adviser.prepared, adviser.prepares) == (3, 2, True)
    assert readiness(meeting, standing(cast.nils, meeting.body)) is None


def test_the_record_and_the_tables_agree_about_all_of_it(cast, meeting, items):
    prepare(cast, items[0], opinion="Too dear.")
    prepare(cast, items[0], Stance.WISH_TO_SPEAK)
    prepare(cast, items[1])
    confirm(cast, items[0])
    batch = confirm_all(cast, meeting)
    take_back_rest(meeting, batch=batch, seat=cast.seats["marin"], by=cast.marin)
    prepare(cast, items[1], Stance.ABSTAIN)
    end_mandate(Mandate.objects.get(), by=cast.marin)
    signed()
    assert verify_database().findings == ()


def test_a_refused_confirmation_changes_nothing(cast, meeting):
    prepare(cast, items_of(meeting)[0])
    confirm_all(cast, meeting)
    with nothing_changes(), refused("Nothing that you saw", POSITIONS):
        confirm_all(cast, meeting)
