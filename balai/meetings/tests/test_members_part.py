"""What a member does on the meeting page while the meeting runs: objection withdrawn, recusal, dissent."""

import pytest
from django.urls import reverse

from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.withdraw_objection import withdraw_objection
from balai.agenda.models import Position, Recusal
from balai.agenda.picture import picture
from balai.ledger.models import Entry
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.take_up import take_up
from balai.minutes.models import Dissent
from balai.record.reconcile import reconcile
from balai.rules.stance import Stance, Track
from balai.verdict import Ground
from tests.factories import items_of, make_meeting, mark
from tests.refusals import nothing_changes, refused

STATE, NO = Ground.STATE, Ground.PERMISSION


def withdraw(cast, item, name):
    return withdraw_objection(item, seat=cast.seats[name], by=cast.people[name])


def test_an_objection_that_is_withdrawn_lets_the_item_pass(cast, meeting, contested):
    position = withdraw(cast, contested, "pia")
    assert (position.stance, position.opinion, position.current) == (Stance.NO_OBJECTION, "", True)
    given = Position.objects.filter(item=contested, seat=cast.seats["pia"]).order_by("pk")
    assert [(one.stance, one.current) for one in given] == [(Stance.OBJECTION, False), (Stance.NO_OBJECTION, True)]
    meeting.refresh_from_db()
    found = picture(meeting).of(contested.pk)
    assert found
    assert found.track == Track.WITHOUT_DEBATE
    assert Entry.objects.filter(act="agenda.objection.withdrawn").count() == 1
    assert [str(one) for one in reconcile()] == []


def test_an_item_in_debate_stays_in_debate(cast, contested):
    take_up(contested, by=cast.kai)
    withdraw(cast, contested, "pia")
    contested.refresh_from_db()
    assert contested.stage == "taken_up"


def test_who_may_not_withdraw_is_told_why(cast, meeting, items, contested):
    for seat, who in (("pia", cast.marin), ("nils", cast.nils), ("sara", cast.sara)):
        with nothing_changes(), refused("Only members of this body withdraw", "VVR § 3", NO):
            withdraw_objection(contested, seat=cast.seats[seat], by=who)
    with nothing_changes(), refused("You have no objection on this item", "VVR § 3", STATE):
        withdraw(cast, contested, "marin")
    coming = make_meeting(cast, 1)
    mark(cast, "pia", items_of(coming)[0], Stance.OBJECTION)
    with nothing_changes(), refused("withdrawn in the meeting", "VVR § 3", STATE):
        withdraw(cast, items_of(coming)[0], "pia")
    adopt_block(meeting, by=cast.kai)
    with nothing_changes(), refused("This item is settled", "VVR § 3", STATE):
        withdraw(cast, items[0], "marin")


def page_of(client):
    return lambda meeting: client.get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_the_meeting_page_offers_what_the_member_may_do(client_of, cast, meeting, contested):
    client = client_of(cast.pia)
    page = page_of(client)
    assert f"Withdraw my objection to item {contested.number}" in page(meeting)
    assert "Recuse myself" not in page(meeting)  # nothing is in debate
    take_up(contested, by=cast.kai)
    assert f"Recuse myself from item {contested.number}" in page(meeting)
    assert client.post(reverse("withdraw-objection", args=[contested.pk])).status_code == 302
    assert "Withdraw my objection" not in page(meeting)
    where = reverse("recuse-in-meeting", args=[contested.pk])
    assert client.post(where, {"reason": ""}).status_code == 422
    assert not Recusal.objects.exists()
    assert client.post(where, {"reason": "Kin"}).status_code == 302
    assert f"You take no part in item {contested.number}." in page(meeting)
    assert client.post(reverse("end-recusal-in-meeting", args=[contested.pk])).status_code == 302
    assert not Recusal.objects.exists()


def test_what_the_member_declared_in_person_is_not_ended_for_them(client_of, cast, meeting, contested):
    take_up(contested, by=cast.kai)
    recuse(contested, seat=cast.seats["pia"], reason="Kin", by=cast.pia)
    assert "Take part after all" in page_of(client_of(cast.pia))(meeting)
    assert "You take no part" not in page_of(client_of(cast.marin))(meeting)


def test_a_dissent_is_attached_from_the_meeting_page(client_of, cast, meeting, items):
    client = client_of(cast.marin)
    where = reverse("my-dissents", args=[meeting.pk])
    fragment = lambda: client.get(where, headers={"HX-Request": "true"}).content.decode()  # noqa: E731
    assert "Attach a dissent" not in fragment()  # nothing is decided
    adopt_block(meeting, by=cast.kai)
    assert "Attach a dissent" in fragment()
    sent = {"item": items[0].pk, "text": "Not so."}
    assert client.post(reverse("dissent-in-meeting", args=[meeting.pk]), sent).status_code == 302
    assert Dissent.objects.get().text == "Not so."
    assert f'value="{items[0].pk}"' not in fragment()
    assert f'value="{items[2].pk}"' in fragment()
    assert client.post(reverse("dissent-in-meeting", args=[meeting.pk]), sent | {"item": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["nils", "sara"])
def test_who_decides_nothing_is_offered_none_of_it(client_of, cast, meeting, contested, name):
    take_up(contested, by=cast.kai)
    page = page_of(client_of(cast.people[name]))(meeting)
    assert "Recuse myself" not in page
    assert "My objections" not in page
