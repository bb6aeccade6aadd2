"""A mandate gives no clearance: on what an adviser may not open they prepare nothing, and are told nothing of it."""

import pytest

from balai.agenda.actions.confirm_prepared import confirm_all_prepared, confirm_prepared
from balai.agenda.actions.restrict import restrict_item
from balai.agenda.actions.write_briefing import write_briefing
from balai.agenda.advising.queries import readiness, waiting_for
from balai.agenda.advising.tests.conftest import prepare
from balai.agenda.models import Position
from balai.agenda.tests.test_access import GROUND, by_clearance, restricted
from balai.live.models import Announcement
from balai.people.actions.clear import clear
from balai.people.standing import standing
from balai.rules.access import Clearance
from balai.rules.stance import Stance
from balai.verdict import Ground
from tests.checked_pages import CheckingClient
from tests.factories import make_adviser
from tests.refusals import refused

pytestmark = pytest.mark.django_db
RULE = "AvTS § 35"
CLOSED = f"Access to this item is restricted: {GROUND}."
WORD = "Quellwasserperle"


@pytest.fixture(autouse=True)
def secretary(cast):
    """Who restricts can read it too."""
    cleared(cast, "sara")


def cleared(cast, name):
    clear(cast.people[name], level=Clearance.SECRET, by=cast.root)
    cast.people[name].refresh_from_db()


def agenda(person, meeting):
    client = CheckingClient()
    client.force_login(person)
    return client.get(f"/meetings/{meeting.pk}/agenda/").content.decode()


def test_an_adviser_without_clearance_prepares_and_briefs_nothing_on_it(cast, item):
    restrict_item(item, restricted(), by=cast.sara)
    with refused(CLOSED, RULE, Ground.PERMISSION):
        prepare(cast, item)
    with refused(CLOSED, RULE, Ground.PERMISSION):
        write_briefing(item, seat=cast.seats["marin"], text="Curious.", by=cast.ada)
    cleared(cast, "ada")
    assert prepare(cast, item)


def test_what_was_prepared_before_the_restriction_is_the_members_and_no_longer_the_advisers(cast, meeting, item):
    prepare(cast, item, Stance.OBJECTION, opinion=WORD)
    restrict_item(item, restricted(), by=cast.sara)
    assert WORD not in agenda(cast.ada, meeting)
    assert WORD in agenda(cast.marin, meeting), "members of the government read it by their office"
    who = standing(cast.ada, meeting.body)
    found = readiness(meeting, who)
    assert found is not None
    assert (found.items, found.prepared) == (2, 0)
    assert confirm_prepared(item, seat=cast.seats["marin"], by=cast.marin).opinion == WORD


def test_an_adviser_is_not_told_of_an_item_that_they_may_not_open(cast, meeting, items):
    """Of two advisers one is cleared; the keys of what the other may not open are not sent to their screens."""
    make_adviser(cast, "bo")
    cleared(cast, "bo")
    restrict_item(items[0], restricted(), by=cast.sara)
    Announcement.objects.all().delete()
    prepare(cast, items[0], by="bo")
    assert set(Announcement.objects.values_list("person_id", flat=True)) == {cast.marin.pk, cast.bo.pk}
    prepare(cast, items[1])
    confirm_all_prepared(meeting, seat=cast.seats["marin"], by=cast.marin)
    told = Announcement.objects.filter(person_id=cast.ada.pk, act="agenda.confirm_all_prepared").get()
    assert told.item_ids == [str(items[1].pk)]


def test_a_member_who_may_not_open_it_confirms_nothing_on_it(cast, meeting, items):
    by_clearance(cast)
    cleared(cast, "ada")
    prepare(cast, items[0])
    prepare(cast, items[1])
    restrict_item(items[0], restricted(), by=cast.sara)
    cast.marin.refresh_from_db()
    with refused(CLOSED, RULE, Ground.PERMISSION):
        confirm_prepared(items[0], seat=cast.seats["marin"], by=cast.marin)
    who = standing(cast.marin, items[0].meeting.body)
    assert [one.item_id for one in waiting_for(meeting, cast.seats["marin"], who)] == [items[1].pk]
    confirm_all_prepared(meeting, seat=cast.seats["marin"], by=cast.marin)
    assert Position.objects.get().item_id == items[1].pk


def test_on_what_the_member_may_not_open_a_cleared_adviser_prepares_nothing(cast, items):
    by_clearance(cast)
    cleared(cast, "ada")
    restrict_item(items[0], restricted(), by=cast.sara)
    with refused("The member takes no part in this item; nothing is prepared on it.", "VVS § 16"):
        prepare(cast, items[0])
