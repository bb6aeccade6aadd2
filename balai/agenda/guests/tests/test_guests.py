"""Inviting to one item: what the invited see, for how long, and that they see nothing else."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from balai import clock
from balai.action import ACTIONS
from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.invite_to_item import invite_to_item, take_back_invitation
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.restrict import restrict_item, restrict_paper
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.guests.queries import invitations_to, sight_of_invited
from balai.agenda.models import MeetingKind, PaperKind, Reading
from balai.agenda.queries import item_for, meeting_for
from balai.decisions.models import Outcome
from balai.live.screens import SCREENS
from balai.meetings.actions.add_urgent_item import add_urgent_item
from balai.meetings.actions.call_in import call_in
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.suspend_meeting import suspend_meeting
from balai.meetings.actions.take_up import take_up
from balai.minutes.document import draft_of
from balai.people.actions.clear import clear
from balai.people.actions.enrol import enrol
from balai.people.actions.shut_out import shut_out
from balai.record.reconcile import reconcile
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.stance import Stance
from balai.verdict import Ground, Refused
from tests.factories import items_of, make_cast, make_meeting
from tests.refusals import refused
from tests.sitting import begin, open_item

RULE, ACCESS = "VVR", "AvTS § 35"
NEXT_YEAR = clock.now() + timedelta(days=300)
SECRET = Restriction(Level.RESTRICTED, "RSVS § 5", NEXT_YEAR, Clearance.SECRET)
INTERNAL = Restriction(Level.INTERNAL, "AvTS § 35 (1) 9", NEXT_YEAR)
WORDS = {"en": "Words"}


@pytest.fixture
def cast(db):
    cast = make_cast()
    cast.people["gita"] = enrol("gita", name="Gita Guest", by=cast.root)
    return cast


@pytest.fixture
def meeting(cast):
    return make_meeting(cast, 3, kind=MeetingKind.CONSULTATIVE)


@pytest.fixture
def item(meeting):
    return items_of(meeting)[1]


def invite(cast, item, *, by="sara", person="gita", may_speak=False):
    return invite_to_item(item, person=cast.people[person], may_speak=may_speak, by=cast.people[by])


def page_of(client_of, cast, invitation):
    return client_of(cast.gita).get(reverse("invited-item", args=[invitation.pk]))


# What they see ------------------------------------------------------------------------------------------------------


def test_the_invited_read_the_item_and_its_papers_and_nothing_else(cast, meeting, item, client_of):
    add_paper(item, kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "What the memo says"}, by=cast.sara)
    add_paper(
        items_of(meeting)[0], kind=PaperKind.MEMORANDUM, title={"en": "Other"}, text={"en": "Elsewhere"}, by=cast.sara
    )
    invitation = invite(cast, item)
    text = page_of(client_of, cast, invitation).content.decode()
    assert "Matter 2" in text
    assert "What the memo says" in text
    assert not [word for word in ("Matter 1", "Matter 3", "Elsewhere") if word in text]
    assert "Matter 2" in client_of(cast.gita).get(reverse("desk")).content.decode()


def test_they_belong_to_nothing_else_of_the_body(cast, meeting, item):
    invite(cast, item)
    for fetch in (lambda: meeting_for(cast.gita, meeting.pk), lambda: item_for(cast.gita, item.pk)):
        with pytest.raises(Http404):
            fetch()


@pytest.mark.parametrize(
    "route", ["agenda", "meeting", "my-meeting", "chair-console", "secretary-desk", "agenda-builder", "minutes", "hall"]
)
def test_no_page_of_the_meeting_opens_to_them(cast, meeting, item, client_of, route):
    invite(cast, item)
    assert client_of(cast.gita).get(reverse(route, args=[meeting.pk])).status_code == 404


def test_they_can_do_nothing_to_the_item(cast, meeting, item):
    invite(cast, item)
    with pytest.raises(Refused) as no:
        mark_position(item, seat=cast.seats["marin"], stance=Stance.OBJECTION, by=cast.gita, seen_version=item.version)
    assert no.value.verdict.ground == Ground.PERMISSION


def test_another_person_does_not_open_the_invitation(cast, item, client_of):
    invitation = invite(cast, item)
    for name in ("olga", "marin", "sara"):
        assert client_of(cast.people[name]).get(reverse("invited-item", args=[invitation.pk])).status_code == 404


def test_their_screen_shows_their_item_alone_also_when_another_one_comes(cast, meeting, item):
    invite(cast, item)
    begin(cast, meeting)
    sight = SCREENS["invited"].admit(cast.gita, meeting.pk)
    before = SCREENS["invited"].draw(meeting.pk, None, sight)
    added = add_urgent_item(meeting, ItemDraft(title={"en": "The dam"}), proposed_by=cast.seats["marin"], by=cast.kai)
    drawn = SCREENS["invited"].draw(meeting.pk, None, sight)
    assert str(item.pk) in drawn
    assert str(added.pk) not in drawn
    assert drawn == before
    open_item(cast, item)
    assert "being discussed now" in SCREENS["invited"].draw(meeting.pk, None, sight)


# How long -----------------------------------------------------------------------------------------------------------


def gone(cast, invitation, client_of):
    assert page_of(client_of, cast, invitation).status_code == 404
    assert invitations_to(cast.gita) == ()
    with pytest.raises(Http404):
        sight_of_invited(cast.gita, invitation.item.meeting_id)
    return True


def test_taken_back_they_see_it_no_more(cast, item, client_of):
    invitation = invite(cast, item)
    take_back_invitation(invitation, by=cast.sara)
    assert gone(cast, invitation, client_of)
    with refused("This invitation has been taken back already.", RULE):
        take_back_invitation(invitation, by=cast.sara)


def test_when_the_item_is_over_they_see_it_no_more(cast, meeting, item, client_of):
    invitation = invite(cast, item)
    begin(cast, meeting)
    open_item(cast, item)
    assert page_of(client_of, cast, invitation).status_code == 200
    decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    assert gone(cast, invitation, client_of)


def test_a_withdrawn_item_is_over(cast, item, client_of):
    invitation = invite(cast, item)
    withdraw_item(item, because="", by=cast.sara)
    assert gone(cast, invitation, client_of)


def test_who_is_shut_out_sees_nothing(cast, item, client_of):
    invitation = invite(cast, item)
    shut_out(cast.gita, by=cast.root)
    cast.gita.refresh_from_db()
    assert invitations_to(cast.gita) == ()
    with pytest.raises(Http404):
        sight_of_invited(cast.gita, invitation.item.meeting_id)


# Need to know -------------------------------------------------------------------------------------------------------


def test_an_internal_item_opens_to_the_invited(cast, item, client_of):
    restrict_item(item, INTERNAL, by=cast.sara)
    assert page_of(client_of, cast, invite(cast, item)).status_code == 200


def test_an_invitation_opens_no_item_for_which_they_are_not_cleared(cast, item, client_of):
    for person in (cast.sara, cast.kai):
        clear(person, level=Clearance.SECRET, by=cast.root)
    restrict_item(item, SECRET, by=cast.sara)
    with refused("An invitation opens no restricted item", ACCESS, Ground.INPUT):
        invite(cast, item)
    clear(cast.gita, level=Clearance.SECRET, by=cast.root)
    cast.people["gita"] = type(cast.gita).objects.get(pk=cast.gita.pk)
    invitation = invite(cast, item)
    assert page_of(client_of, cast, invitation).status_code == 200
    assert Reading.objects.filter(item=item, person=cast.gita).count() == 1


def test_what_is_restricted_after_the_invitation_is_closed_to_them(cast, item, client_of):
    invitation = invite(cast, item)
    for person in (cast.sara, cast.kai):
        clear(person, level=Clearance.SECRET, by=cast.root)
    restrict_item(item, SECRET, by=cast.sara)
    assert gone(cast, invitation, client_of)


def test_a_restricted_paper_of_the_item_is_not_there_for_them(cast, item, client_of):
    clear(cast.sara, level=Clearance.SECRET, by=cast.root)
    clear(cast.kai, level=Clearance.SECRET, by=cast.root)
    paper = add_paper(item, kind=PaperKind.ATTACHMENT, title={"en": "Hidden annex"}, text=WORDS, by=cast.sara)
    restrict_paper(paper.paper, SECRET, by=cast.sara)
    assert "Hidden annex" not in page_of(client_of, cast, invite(cast, item)).content.decode()


# Who invites whom ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["marin", "nils", "olga", "gita"])
def test_only_the_secretary_or_the_chair_invites_and_takes_back(cast, item, name):
    with refused("Only the secretary or the chair invites to an item.", RULE, Ground.PERMISSION):
        invite(cast, item, by=name, person="gita")
    invitation = invite(cast, item, by="kai")
    with refused("Only the secretary or the chair invites to an item.", RULE, Ground.PERMISSION):
        take_back_invitation(invitation, by=cast.people[name])


@pytest.mark.parametrize("name", ["marin", "nils", "kai"])
def test_who_belongs_to_the_body_needs_no_invitation(cast, item, name):
    with refused("This person belongs to the body and sees the agenda without an invitation.", RULE, Ground.INPUT):
        invite(cast, item, person=name)


def test_before_the_agenda_is_published_nobody_is_invited(cast):
    draft = make_meeting(cast, 1, state="draft")
    with refused("The agenda has not been published to the members yet.", RULE):
        invite(cast, items_of(draft)[0])


def test_to_an_electronic_session_nobody_is_invited(cast):
    session = make_meeting(cast, 1, kind=MeetingKind.ELECTRONIC)
    with refused("Nobody is invited to an item of this kind of meeting.", RULE):
        invite(cast, items_of(session)[0])


@pytest.mark.django_db
def test_where_the_rules_know_no_invitations_nobody_is_invited():
    cast = make_cast("latvia_state_secretaries")
    gita = enrol("gita", name="Gita Guest", by=cast.root)
    item = items_of(make_meeting(cast, 1))[0]
    with refused("The rules of this body know no invitations to single items.", "No 606, p. 92"):
        invite_to_item(item, person=gita, may_speak=False, by=cast.sara)


def test_the_same_twice_is_one_invitation_and_another_right_is_another(cast, item):
    first = invite(cast, item)
    assert invite(cast, item) == first
    second = invite(cast, item, may_speak=True)
    assert [one.pk for one in ItemInvitation.objects.in_force()] == [second.pk]
    assert list(reconcile()) == []


def test_the_secretarys_form_invites_by_account_and_says_what_is_wrong(cast, item, client_of):
    page, address = client_of(cast.sara), reverse("item-guests", args=[item.pk])
    assert "Nobody has an account with this name." in page.post(address, {"username": "nobody"}).content.decode()
    assert page.post(address, {"username": "gita", "may_speak": "on"}).status_code == 302
    assert "Gita Guest" in page.get(address).content.decode()
    invitation = ItemInvitation.objects.get()
    assert page.post(reverse("take-back-invitation", args=[invitation.pk])).status_code == 302
    assert not ItemInvitation.objects.in_force().exists()


# In the meeting -----------------------------------------------------------------------------------------------------


def test_the_console_shows_who_waits_for_which_item_and_calls_them_in(cast, meeting, item, client_of):
    invitation = invite(cast, item, may_speak=True)
    begin(cast, meeting)
    page = client_of(cast.kai)
    text = page.get(reverse("chair-console", args=[meeting.pk])).content.decode()
    assert "Gita Guest" in text
    assert "Call in Gita Guest" not in text
    with refused("Who is invited is called in when the item has been taken up.", RULE):
        call_in(invitation, by=cast.kai)
    open_item(cast, item)
    assert "Call in Gita Guest" in page.get(reverse("chair-console", args=[meeting.pk])).content.decode()
    page.post(reverse("call-in", args=[invitation.pk]), {"from": "console"})
    assert "You are called in." in page_of(client_of, cast, invitation).content.decode()


def test_who_was_called_in_is_called_again_when_the_item_is_taken_up_again(cast, meeting, item, client_of):
    invitation = invite(cast, item)
    begin(cast, meeting)
    open_item(cast, item)
    call_in(invitation, by=cast.kai)
    take_up(items_of(meeting)[0], by=cast.kai)
    take_up(item, by=cast.kai)
    assert "You are called in." not in page_of(client_of, cast, invitation).content.decode()
    call_in(invitation, by=cast.kai)
    assert "You are called in." in page_of(client_of, cast, invitation).content.decode()


def test_nobody_is_called_into_a_meeting_that_is_suspended(cast, meeting, item, client_of):
    invitation = invite(cast, item)
    begin(cast, meeting)
    open_item(cast, item)
    call_in(invitation, by=cast.kai)
    suspend_meeting(meeting, until=clock.now() + timedelta(minutes=30), because="Break", by=cast.kai)
    text = page_of(client_of, cast, invitation).content.decode()
    assert "Suspended until" in text
    assert "You are called in." not in text


@pytest.mark.parametrize("name", ["marin", "nils", "gita"])
def test_only_the_chair_or_the_secretary_calls_in(cast, meeting, item, name):
    invitation = invite(cast, item)
    begin(cast, meeting)
    open_item(cast, item)
    with pytest.raises(Refused) as no:
        call_in(invitation, by=cast.people[name])
    assert no.value.verdict.ground == Ground.PERMISSION


def test_the_minutes_say_who_was_called_in_for_which_item(cast, meeting, item):
    invitation = invite(cast, item, may_speak=True)
    begin(cast, meeting)
    open_item(cast, item)
    call_in(invitation, by=cast.sara)
    call_in(invitation, by=cast.kai)
    decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    for other in (items_of(meeting)[0], items_of(meeting)[2]):
        decide(other, outcome=Outcome.ADOPTED, by=cast.kai)
    close_meeting(meeting, by=cast.kai)
    document = draft_of(meeting)
    course = document.protocol.item(str(item.pk))
    assert course is not None
    assert [(one.person, one.may_speak) for one in course.guests] == [(str(cast.gita.pk), True)]
    assert document.persons[str(cast.gita.pk)] == "Gita Guest"
    assert list(reconcile()) == []


def test_a_guest_put_in_by_sql_is_found(cast, item):
    invite(cast, item)
    ItemInvitation.objects.create(item=item, person=cast.olga, invited_by=cast.sara, invited_at=clock.now())
    assert [one.kind for one in reconcile()] == ["inserted"]
    assert "agenda.invite_to_item" in ACTIONS
