"""Who is invited to an item is given the floor on it: named in the record, in the minutes and in the hall."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from balai import clock
from balai.agenda.actions.invite_to_item import invite_to_item, take_back_invitation
from balai.agenda.actions.restrict import restrict_item
from balai.agenda.models import MeetingKind, Stage
from balai.ledger.events import read
from balai.ledger.models import Entry
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.call_in import call_in
from balai.meetings.actions.close_speaking_list import close_speaking_list
from balai.meetings.actions.end_speech import end_speech
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.leave_speaking_list import leave_speaking_list
from balai.meetings.actions.list_invited import list_invited
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.meetings.actions.undo_step import undo_step
from balai.meetings.models import Speech
from balai.meetings.speaking import floor_on
from balai.minutes.document import draft_of
from balai.people.actions.enrol import enrol
from balai.record.reconcile import reconcile
from balai.rules.access import Clearance, Level, Restriction
from balai.verdict import Ground, Refused
from tests.factories import items_of, make_cast, make_meeting
from tests.refusals import nothing_changes, refused
from tests.sitting import begin, open_item

INVITATIONS, SPEAKERS = "Model § 13", "Model § 11"
NO, STATE = Ground.PERMISSION, Ground.STATE


@pytest.fixture
def cast(db):
    """A council: its meetings invite with the right to speak."""
    cast = make_cast("council")
    cast.people["gita"] = enrol("gita", name="Gita Guest", by=cast.root)
    return cast


@pytest.fixture
def meeting(cast):
    return make_meeting(cast, 3, kind=MeetingKind.FORMAL)


@pytest.fixture
def invitation(cast, meeting):
    """gita is invited to the second item, which is in debate, and has been called in."""
    invitation = invited(cast, meeting)
    open_item(cast, invitation.item)
    return call_in(invitation, by=cast.sara)


def invited(cast, meeting, *, may_speak=True):
    found = invite_to_item(items_of(meeting)[1], person=cast.gita, may_speak=may_speak, by=cast.sara)
    begin(cast, meeting)
    return found


def heard(cast, invitation):
    return give_floor(list_invited(invitation, by=cast.kai), by=cast.kai)


def page_of(client_of, person, name, invitation):
    return client_of(person).get(reverse(name, args=[invitation.item.meeting_id])).content.decode()


# What happens -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["kai", "sara"])
def test_the_chair_or_the_secretary_lists_them_and_the_chair_gives_the_floor(cast, invitation, by):
    speech = list_invited(invitation, by=cast.people[by])
    with refused("Only the chair does this.", "Model § 1", NO):
        give_floor(speech, by=cast.sara)
    speech = give_floor(speech, by=cast.kai)
    assert (speech.person, speech.seat, speech.invitation) == (cast.gita, None, invitation)
    end_speech(speech, by=cast.kai)
    assert list(reconcile()) == []


def test_they_wait_among_the_others_and_take_turns_as_a_group_of_their_own(cast, invitation):
    item = invitation.item
    first = ask_to_speak(item, seat=cast.seats["marin"], by=cast.marin)
    guest = list_invited(invitation, by=cast.kai)
    give_floor(first, by=cast.kai)
    again = ask_to_speak(item, seat=cast.seats["marin"], by=cast.marin)
    assert [one.pk for one in floor_on(item, item.meeting.body.rules).queue] == [guest.pk, again.pk]
    give_floor(guest, by=cast.kai)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert list(reconcile()) == []


def test_they_are_listed_once(cast, invitation):
    speech = list_invited(invitation, by=cast.kai)
    with nothing_changes():
        assert list_invited(invitation, by=cast.sara) == speech


def test_the_record_names_who_spoke_and_by_which_invitation(cast, invitation):
    heard(cast, invitation)
    asked, given = read(Entry.objects.filter(act__startswith="meetings.floor.").order_by("index"))
    assert asked.content["invitation"] == str(invitation.pk)
    assert (given.content["to"], given.content["person"]) == (None, str(cast.gita.pk))


def test_the_minutes_name_them(cast, invitation, client_of):
    heard(cast, invitation)
    document = draft_of(invitation.item.meeting)
    (course,) = [one for one in document.protocol.items if one.spoke]
    assert [(one.seat, document.persons[one.person]) for one in course.spoke] == [(None, "Gita Guest")]
    page = page_of(client_of, cast.sara, "minutes", invitation)
    assert "Spoke: Gita Guest (invited to this item)" in " ".join(page.split())


def test_the_hall_and_the_pages_of_the_meeting_name_them(cast, invitation, client_of):
    console = page_of(client_of, cast.kai, "chair-console", invitation)
    assert reverse("list-invited", args=[invitation.pk]) in console
    list_invited(invitation, by=cast.kai)
    assert reverse("list-invited", args=[invitation.pk]) not in page_of(
        client_of, cast.kai, "chair-console", invitation
    )
    for who, name in (("sara", "hall"), ("kai", "chair-console"), ("marin", "meeting")):
        assert "Gita Guest" in page_of(client_of, cast.people[who], name, invitation), name
    give_floor(Speech.objects.get(), by=cast.kai)
    assert "speaker__name" in page_of(client_of, cast.sara, "hall", invitation)


def test_the_secretary_lists_them_from_the_page_of_the_meeting(cast, invitation, client_of):
    address = reverse("list-invited", args=[invitation.pk])
    assert address in page_of(client_of, cast.sara, "meeting", invitation)
    assert client_of(cast.sara).post(address).status_code == 302
    assert Speech.objects.get().person == cast.gita


def test_it_is_taken_back_and_undone_like_the_others(cast, invitation, client_of):
    meeting = invitation.item.meeting
    speech = list_invited(invitation, by=cast.kai)
    assert "Undo: Gita Guest put on the list of speakers" in page_of(client_of, cast.kai, "chair-console", invitation)
    leave_speaking_list(speech, by=cast.kai)
    undo_step(meeting, by=cast.kai)
    assert Speech.objects.get().invitation == invitation
    give_floor(Speech.objects.get(), by=cast.kai)
    undo_step(meeting, by=cast.kai)
    assert Speech.objects.get().began_at is None
    assert list(reconcile()) == []


def test_what_the_secretary_does_meanwhile_is_not_undone_with_the_chairs_step(cast, meeting, invitation):
    speech = list_invited(invitation, by=cast.kai)
    leave_speaking_list(speech, by=cast.sara)
    with refused("The list of speakers has changed since: this step can no longer be undone.", "Model § 1"):
        undo_step(meeting, by=cast.kai)
    leave_speaking_list(list_invited(invitation, by=cast.sara), by=cast.kai)
    again = list_invited(invitation, by=cast.sara)
    with refused("The list of speakers has changed since: this step can no longer be undone.", "Model § 1"):
        undo_step(meeting, by=cast.kai)
    give_floor(again, by=cast.kai)
    list_invited(invitation, by=cast.sara)
    with refused("The list of speakers has changed since: this step can no longer be undone.", "Model § 1"):
        undo_step(meeting, by=cast.kai)
    assert list(reconcile()) == []


def test_their_speech_ends_with_the_item(cast, invitation):
    heard(cast, invitation)
    set_aside(invitation.item, stage=Stage.POSTPONED, because="", by=cast.kai)
    assert Speech.objects.get().ended_at is not None
    assert list(reconcile()) == []


# Who and when not ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["marin", "nils", "gita", "olga"])
def test_nobody_else_lists_them(cast, invitation, name):
    with pytest.raises((Refused, Http404)):
        list_invited(invitation, by=cast.people[name])
    assert not Speech.objects.exists()


def test_they_press_nothing_themselves(cast, invitation, client_of):
    list_invited(invitation, by=cast.kai)
    speech = give_floor(Speech.objects.get(), by=cast.kai)
    for route in ("give-floor", "end-speech", "leave-speaking-list"):
        assert client_of(cast.gita).post(reverse(route, args=[speech.pk])).status_code == 404


def test_without_the_right_to_speak_they_are_not_heard(cast, meeting):
    invitation = invited(cast, meeting, may_speak=False)
    open_item(cast, invitation.item)
    call_in(invitation, by=cast.sara)
    with refused("This person is invited without the right to speak.", INVITATIONS, NO):
        list_invited(invitation, by=cast.kai)


def test_they_are_called_in_before_they_speak(cast, meeting):
    invitation = invited(cast, meeting)
    open_item(cast, invitation.item)
    with refused("Who is invited is called in before they speak.", INVITATIONS, STATE):
        list_invited(invitation, by=cast.kai)


def test_not_on_another_item_than_theirs(cast, meeting, invitation):
    speech = list_invited(invitation, by=cast.kai)
    take_up(items_of(meeting)[0], by=cast.kai)
    for act in (lambda: list_invited(invitation, by=cast.kai), lambda: give_floor(speech, by=cast.kai)):
        with refused("The floor is asked for and given on the item that is taken up.", SPEAKERS, STATE):
            act()


def test_when_their_item_is_taken_up_again_they_are_called_in_again(cast, meeting, invitation):
    speech = list_invited(invitation, by=cast.kai)
    for number in (0, 1):
        take_up(items_of(meeting)[number], by=cast.kai)
    with refused("Who is invited is called in before they speak.", INVITATIONS, STATE):
        give_floor(speech, by=cast.kai)


def test_not_after_the_invitation_was_taken_back(cast, invitation):
    speech = list_invited(invitation, by=cast.kai)
    take_back_invitation(invitation, by=cast.sara)
    with refused("This invitation has been taken back already.", INVITATIONS, STATE):
        give_floor(speech, by=cast.kai)


def test_not_while_the_list_is_closed_or_a_vote_is_open(cast, invitation):
    speech = list_invited(invitation, by=cast.kai)
    leave_speaking_list(speech, by=cast.sara)
    close_speaking_list(invitation.item, by=cast.kai)
    with refused("The list of speakers is closed.", SPEAKERS, STATE):
        list_invited(invitation, by=cast.kai)
    open_voting(invitation.item, by=cast.kai)
    with refused("The list of speakers is closed.", SPEAKERS, STATE):
        list_invited(invitation, by=cast.kai)


def test_what_is_restricted_meanwhile_is_closed_to_them(cast, invitation, meeting):
    speech = list_invited(invitation, by=cast.kai)
    names = frozenset(str(cast.people[name].pk) for name in ("kai", "sara", "marin"))
    ends = clock.now() + timedelta(days=9)
    restrict_item(invitation.item, Restriction(Level.NAMED, "§ 1", ends, Clearance.NONE, names), by=cast.kai)
    with refused("Who may not read an item does not speak on it.", INVITATIONS, NO):
        give_floor(speech, by=cast.kai)


def test_a_speech_is_of_a_seat_or_of_who_is_invited(cast, invitation):
    speech = list_invited(invitation, by=cast.kai)
    for values in ({"seat": cast.seats["marin"]}, {"invitation": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Speech.objects.filter(pk=speech.pk).update(**values)
