"""What an electronic session does not decide goes to a named meeting, with papers and what was said."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai import clock
from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.restrict import restrict_item
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, MeetingState, PaperKind, Stage
from balai.agenda.picture import triage_of
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.carry_over import carry_over
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.undo_step import undo_step
from balai.minutes.document import draft_of
from balai.people.actions.clear import clear
from balai.record.reconcile import reconcile
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.stance import Stance, Track
from balai.verdict import Ground
from tests.factories import items_of, make_meeting, mark
from tests.refusals import refused

RULE = "VVR"
SECRET = Restriction(Level.RESTRICTED, "RSVS § 5", clock.now() + timedelta(days=300), Clearance.SECRET)


@pytest.fixture
def session(cast):
    """Two items; kai and marin have answered, marin against the second one, which has a paper."""
    meeting = make_meeting(cast, 2, kind=MeetingKind.ELECTRONIC)
    add_paper(items_of(meeting)[1], kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "Why"}, by=cast.sara)
    for name in ("kai", "marin"):
        mark(cast, name, items_of(meeting)[0])
    mark(cast, "marin", items_of(meeting)[1], Stance.OBJECTION, opinion="Too dear")
    confirm_agenda(meeting, by=cast.kai)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


@pytest.fixture
def next_one(cast):
    return make_meeting(cast, 1, state="draft", starts_at=clock.now() + timedelta(days=9))


def late(meeting):
    return clock.as_if(meeting.positions_close_at + timedelta(seconds=1))


def concluded(cast, session):
    open_meeting(session, by=cast.kai)
    adopt_block(session, by=cast.kai)


def test_the_contested_item_goes_to_the_meeting_with_its_papers_in_one_act(cast, session, next_one):
    with late(session):
        concluded(cast, session)
        (carried,) = carry_over(session, to=next_one, by=cast.kai)
        close_meeting(session, by=cast.kai)
    old = items_of(session)[1]
    assert (old.stage, carried.stage, carried.carried_from) == (Stage.POSTPONED, Stage.LISTED, old)
    assert (carried.meeting, carried.title, carried.ask) == (next_one, old.title, old.ask)
    assert [paper.versions.get().text for paper in carried.papers.all()] == [{"en": "Why"}]
    assert not carried.positions.exists()
    assert list(reconcile()) == []


def test_positions_given_there_stay_beside_the_item_and_the_way_back_too(cast, session, next_one, client_of):
    with late(session):
        concluded(cast, session)
        (carried,) = carry_over(session, to=next_one, by=cast.kai)
        publish_agenda(next_one, by=cast.sara)
        page = client_of(cast.pia)
        text = page.get(reverse("item", args=[carried.pk])).content.decode()
        back = page.get(reverse("item", args=[carried.carried_from_id])).content.decode()
    assert "Positions in the electronic session" in text
    assert "Too dear" in text
    assert reverse("item", args=[carried.pk]) in back


def test_what_somebody_wanted_debated_is_debated_in_the_meeting_although_nobody_says_so_again(cast, session, next_one):
    with late(session):
        concluded(cast, session)
        (carried,) = carry_over(session, to=next_one, by=cast.kai)
        assert triage_of(carried).track == Track.DISCUSS
        assert "Carried over from an electronic session to be debated" in str(triage_of(carried).reasons[0])


def test_while_the_other_agenda_is_a_draft_members_do_not_see_where_it_went(cast, session, next_one, client_of):
    with late(session):
        concluded(cast, session)
        (carried,) = carry_over(session, to=next_one, by=cast.kai)
        address = reverse("item", args=[carried.carried_from_id])
        assert reverse("item", args=[carried.pk]) not in client_of(cast.pia).get(address).content.decode()
        assert reverse("item", args=[carried.pk]) in client_of(cast.sara).get(address).content.decode()


def test_without_a_quorum_everything_goes_and_the_session_ends(cast, next_one):
    session = make_meeting(cast, 2, kind=MeetingKind.ELECTRONIC)
    mark(cast, "marin", items_of(session)[0])
    confirm_agenda(session, by=cast.kai)
    session.refresh_from_db()
    with late(session):
        found = carry_over(session, to=next_one, by=cast.sara)
        assert [triage_of(one).track for one in found] == [Track.WITHOUT_DEBATE] * 2  # nobody had opened them
        with refused("The meeting is closed.", RULE):
            carry_over(session, to=next_one, by=cast.kai)
    session.refresh_from_db()
    assert (session.state, session.opened_at) == (MeetingState.CLOSED, None)
    assert [item.stage for item in items_of(session)] == [Stage.POSTPONED] * 2
    assert draft_of(session).protocol.closed_at is not None
    assert list(reconcile()) == []


def test_what_was_carried_over_is_not_taken_back_the_other_agenda_has_it(cast, session, next_one):
    with late(session):
        concluded(cast, session)
        carry_over(session, to=next_one, by=cast.kai)
        with refused(
            "An item that was carried over stands on the agenda of another meeting: it stays there.", "VVS § 16"
        ):
            undo_step(session, by=cast.kai)


def test_what_passes_is_decided_there_and_not_carried(cast, session, next_one):
    with late(session):
        with refused("There is a quorum: conclude the electronic session first.", RULE):
            carry_over(session, to=next_one, by=cast.kai)
        open_meeting(session, by=cast.kai)
        carry_over(session, to=next_one, by=cast.kai)
        assert len(adopt_block(session, by=cast.kai)) == 1
        with refused("No item falls to a meeting.", RULE):
            carry_over(session, to=next_one, by=cast.kai)


def test_before_the_deadline_nothing_is_carried_over(cast, session, next_one):
    with refused("Members still answer: items are carried over after the deadline for positions.", RULE):
        carry_over(session, to=next_one, by=cast.kai)


def test_from_a_real_meeting_nothing_is_carried_over(cast, meeting, next_one):
    with refused("Items are carried over from an electronic session; in a meeting they are postponed.", RULE):
        carry_over(meeting, to=next_one, by=cast.kai)


@pytest.mark.parametrize("name", ["marin", "nils", "olga"])
def test_only_the_chair_or_the_secretary_carries_over(cast, session, next_one, name):
    said = "Only the chair or the secretary carries items over to a meeting."
    with late(session), refused(said, RULE, Ground.PERMISSION):
        carry_over(session, to=next_one, by=cast.people[name])


def test_the_meeting_that_takes_them_is_a_later_formal_one_whose_agenda_is_built(cast, session):
    consultative = make_meeting(cast, 1, kind=MeetingKind.CONSULTATIVE)
    confirmed = make_meeting(cast, 1, state="confirmed", starts_at=clock.now() + timedelta(days=9))
    past = make_meeting(cast, 1, state="draft", starts_at=session.starts_at - timedelta(hours=1))
    with late(session):
        open_meeting(session, by=cast.kai)
        with refused("Choose a formal meeting of this body.", "VVR § 3", Ground.INPUT):
            carry_over(session, to=consultative, by=cast.kai)
        with refused("The agenda of that meeting is confirmed: reopen it, or choose a later meeting.", "VVR § 3"):
            carry_over(session, to=confirmed, by=cast.kai)
        with refused("That meeting lies in the past: choose a later one.", "VVR § 3"):
            carry_over(session, to=past, by=cast.kai)


def test_a_restriction_goes_with_the_item_and_who_may_not_read_it_does_not_move_it(cast, session, next_one):
    for person in (cast.sara, cast.kai):
        clear(person, level=Clearance.SECRET, by=cast.root)
    restrict_item(items_of(session)[1], SECRET, by=cast.sara)
    with late(session):
        open_meeting(session, by=cast.kai)
        (carried,) = carry_over(session, to=next_one, by=cast.kai)
    assert (carried.access, carried.clearance) == (Level.RESTRICTED, Clearance.SECRET)
    assert list(reconcile()) == []


def test_the_console_offers_it_and_does_it(cast, session, next_one, client_of):
    with late(session):
        concluded(cast, session)
        page = client_of(cast.kai)
        assert (
            "Carry 1 item over to this meeting"
            in page.get(reverse("chair-console", args=[session.pk])).content.decode()
        )
        assert page.post(reverse("carry-over", args=[session.pk]), {"to": next_one.pk}).status_code == 302
    assert AgendaItem.objects.filter(meeting=next_one, carried_from__meeting=session).count() == 1


def test_an_item_said_by_sql_to_be_carried_over_is_found(cast, session, next_one):
    AgendaItem.objects.filter(meeting=next_one).update(carried_from=items_of(session)[0])
    assert ["carried_from_id" in one.text for one in reconcile()] == [True]
