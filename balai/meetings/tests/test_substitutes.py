"""Who stands in acts within the dates, by the rules of the day, for each act; and two do not act from one seat."""

from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.recuse import end_recusal, recuse
from balai.agenda.models import Recusal
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import Attendance, Presence, Vote
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.enrol import enrol
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Body, Membership, Role
from balai.people.standing import standing
from balai.rules.stance import Choice, Stance
from balai.verdict import Ground
from tests.checked_pages import CheckingClient
from tests.factories import items_of, make_cast, make_meeting
from tests.refusals import refused
from tests.sitting import begin, open_item

RULE = "VVS § 16"
HOUR = timedelta(hours=1)
ONE_VOTE = "has voted for this seat. One seat has one vote, and only who gave it changes it."


def instead(cast, absent="tomas", substitute="pia", *, starts=-HOUR, ends=None):
    now = clock.now()
    return name_substitute(
        cast.seats[absent],
        substitute=cast.people[substitute],
        starts=now + starts,
        ends=now + ends if ends else None,
        by=cast.people[absent],
    )


def note(cast, meeting, seat, by, presence=Presence.IN_ROOM, **more):
    return note_attendance(meeting, seat=cast.seats[seat], presence=presence, by=cast.people[by], **more)


def vote(cast, voting, seat, by, choice=Choice.FOR):
    return cast_vote(voting, seat=cast.seats[seat], choice=choice, by=cast.people[by])


@pytest.fixture
def voting(cast, contested):
    return open_voting(open_item(cast, contested), by=cast.kai)


# Within the dates, each act -----------------------------------------------------------------------------------------


def position(cast, item):
    mark_position(item, seat=cast.seats["tomas"], stance=Stance.OBJECTION, by=cast.pia, seen_version=item.version)


def recusal(cast, item):
    recuse(item, seat=cast.seats["tomas"], reason="Kin", by=cast.pia)


def sits(cast, item):
    note(cast, item.meeting, "tomas", "pia")


ACTS = {
    "a position": (position, "Only members of this body give positions.", "VVR § 3"),
    "a recusal": (recusal, "Only members of this body recuse themselves.", RULE),
    "a place in the meeting": (sits, "You can note only your own attendance.", RULE),
}


@pytest.mark.parametrize("act", ACTS)
def test_before_the_first_day_and_after_the_last_a_substitute_is_nobody_there(cast, act):
    do, said, rule = ACTS[act]
    item = items_of(make_meeting(cast, 1, starts_at=clock.now() + timedelta(days=9)))[0]
    instead(cast, starts=HOUR, ends=3 * HOUR)
    for moment in (clock.now(), clock.now() + 4 * HOUR):
        with clock.as_if(moment), refused(said, rule, Ground.PERMISSION):
            do(cast, item)
    with clock.as_if(clock.now() + 2 * HOUR):
        do(cast, item)


def test_a_vote_is_refused_the_moment_the_substitution_ends(cast, voting):
    """Revoked in mid-vote: the person still sits noted in the seat, and votes no more."""
    Body.objects.filter(pk=cast.body.pk).update(
        rules_text=cast.body.rules_text.replace("second_vote = false", "second_vote = true ")
    )
    named = instead(cast)
    note(cast, voting.meeting, "tomas", "sara", Presence.ABSENT)
    note(cast, voting.meeting, "tomas", "pia")
    vote(cast, voting, "tomas", "pia")
    end_substitution(named, by=cast.tomas)
    with refused("Only members of this body vote.", RULE, Ground.PERMISSION):
        vote(cast, voting, "tomas", "pia", Choice.AGAINST)
    assert Vote.objects.get(seat=cast.seats["tomas"]).choice == "for", "what was done from the seat stands"


def test_the_chairs_substitute_leads_within_the_dates_only(cast, meeting, contested):
    named = instead(cast, "kai", "marin", starts=HOUR, ends=3 * HOUR)
    with refused("Only the chair does this.", RULE, Ground.PERMISSION):
        adopt_block(meeting, by=cast.marin)
    with clock.as_if(clock.now() + 2 * HOUR):
        adopt_block(meeting, by=cast.marin)
    end_substitution(named, by=cast.kai)
    with refused("Only the chair does this.", RULE, Ground.PERMISSION):
        take_up(contested, by=cast.marin)


# By the rules of the day --------------------------------------------------------------------------------------------


def test_a_minister_who_has_left_the_cabinet_stands_in_for_nobody(cast):
    """VVS § 16: a minister stands in for a minister; named as one, then no longer one."""
    instead(cast)
    assert standing(cast.pia, Body.objects.get(pk=cast.body.pk)).holds(cast.seats["tomas"])
    end_membership(cast.seats["pia"], by=cast.root)
    assert not standing(cast.pia, Body.objects.get(pk=cast.body.pk)).belongs


def test_where_the_rules_let_nobody_chair_instead_nobody_does(cast):
    instead(cast, "kai", "marin")
    text = cast.body.rules_text.replace("may_chair = true ", "may_chair = false")
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    assert not standing(cast.marin, Body.objects.get(pk=cast.body.pk)).is_chair


@pytest.mark.django_db
def test_an_alternate_who_became_a_councillor_stands_in_no_more():
    council = make_cast("council")
    council.people["alt"] = enrol("alt", name="Alt Example", by=council.root)
    instead(council, "tomas", "alt")
    body = Body.objects.get(pk=council.body.pk)
    assert standing(council.alt, body).holds(council.seats["tomas"])
    Membership.objects.create(body=body, person=council.alt, role=Role.MEMBER)
    Body.objects.filter(pk=body.pk).update(people_stamp=body.people_stamp + 1)
    assert not standing(council.alt, Body.objects.get(pk=body.pk)).holds(council.seats["tomas"])


def test_standing_in_is_one_hop(cast, meeting):
    """Pia stands in for tomas, marin for pia: marin does not speak for tomas."""
    instead(cast, "tomas", "pia")
    instead(cast, "pia", "marin")
    who = standing(cast.marin, Body.objects.get(pk=cast.body.pk))
    assert who.stands_in == (cast.seats["pia"],)


# Both ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_deputy(cast, voting):
    """A body in which standing in gives a vote; pia sits for tomas and has voted for him."""
    text = cast.body.rules_text.replace("second_vote = false", "second_vote = true ")
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    instead(cast)
    note(cast, voting.meeting, "tomas", "sara", Presence.ABSENT)
    note(cast, voting.meeting, "tomas", "pia")
    vote(cast, voting, "tomas", "pia", Choice.AGAINST)
    return voting


def test_the_member_who_comes_back_does_not_vote_again_in_the_same_vote(cast, by_deputy):
    note(cast, by_deputy.meeting, "tomas", "tomas")
    with refused(f"Pia Example {ONE_VOTE}", RULE, Ground.PERMISSION):
        vote(cast, by_deputy, "tomas", "tomas")
    with refused("Somebody else holds this seat in this meeting.", RULE, Ground.PERMISSION):
        vote(cast, by_deputy, "tomas", "pia")
    for name in ("kai", "marin", "pia"):
        vote(cast, by_deputy, name, name)
    closed = close_voting(by_deputy, by=cast.kai)
    assert (closed.for_count, closed.against_count) == (3, 1), "one vote for the seat: the one that was given first"


def test_the_member_who_has_voted_is_not_voted_over_by_the_substitute(cast, voting):
    Body.objects.filter(pk=cast.body.pk).update(
        rules_text=cast.body.rules_text.replace("second_vote = false", "second_vote = true ")
    )
    vote(cast, voting, "tomas", "tomas")
    instead(cast)
    note(cast, voting.meeting, "tomas", "sara", Presence.ABSENT)
    note(cast, voting.meeting, "tomas", "pia")
    with refused(f"Tomas Example {ONE_VOTE}", RULE, Ground.PERMISSION):
        vote(cast, voting, "tomas", "pia", Choice.AGAINST)


def test_the_ballot_says_why_there_is_none(cast, by_deputy):
    note(cast, by_deputy.meeting, "tomas", "tomas")
    client = CheckingClient()
    client.force_login(cast.tomas)
    page = client.get(f"/meetings/{by_deputy.meeting_id}/meeting/").content.decode()
    assert "Pia Example has voted for this seat." in page


def test_a_substitute_does_not_take_the_seat_of_a_member_who_is_here(cast, meeting):
    instead(cast)
    with refused("The member is here in person: nobody stands in for them now.", RULE, Ground.PERMISSION):
        note(cast, meeting, "tomas", "pia")
    with refused("The member is here in person", RULE, Ground.PERMISSION):
        note(cast, meeting, "tomas", "pia", Presence.ABSENT, person=cast.tomas)
    note(cast, meeting, "tomas", "tomas", Presence.ABSENT)
    note(cast, meeting, "tomas", "pia")
    assert note(cast, meeting, "tomas", "tomas").person == cast.tomas, "the member takes the seat back at any moment"
    assert note(cast, meeting, "tomas", "sara", person=cast.pia).person == cast.pia, "the secretary corrects"


def test_the_chairs_substitute_does_not_note_the_chair_away(cast, meeting):
    instead(cast, "kai", "marin")
    with refused("The member is here in person", RULE, Ground.PERMISSION):
        note(cast, meeting, "kai", "marin")
    assert Attendance.objects.get(meeting=meeting, seat=cast.seats["kai"]).person == cast.kai


def test_a_recusal_of_the_member_in_person_is_not_ended_by_who_stands_in(cast):
    item = items_of(make_meeting(cast, 1))[0]
    recuse(item, seat=cast.seats["tomas"], reason="Kin", by=cast.tomas)
    instead(cast)
    with refused("The member recused themselves in person; only the member ends it.", RULE, Ground.PERMISSION):
        end_recusal(item, seat=cast.seats["tomas"], by=cast.pia)
    end_recusal(item, seat=cast.seats["tomas"], by=cast.tomas)
    recuse(item, seat=cast.seats["tomas"], reason="Kin", by=cast.pia)
    end_recusal(item, seat=cast.seats["tomas"], by=cast.pia)
    assert not Recusal.objects.exists()


def test_before_the_meeting_both_give_one_answer_and_the_later_has_seen_the_earlier(cast):
    item = items_of(make_meeting(cast, 1))[0]
    instead(cast)
    first = mark_position(
        item, seat=cast.seats["tomas"], stance=Stance.OBJECTION, by=cast.pia, seen_version=1, seen_position=0
    )
    with refused("This item was answered a moment ago on another device.", "VVR § 3"):
        mark_position(
            item, seat=cast.seats["tomas"], stance=Stance.ABSTAIN, by=cast.tomas, seen_version=1, seen_position=0
        )
    given = mark_position(
        item, seat=cast.seats["tomas"], stance=Stance.ABSTAIN, by=cast.tomas, seen_version=1, seen_position=first.pk
    )
    assert given.given_by == cast.tomas


def test_a_sitting_begins_with_the_substitute_where_the_member_was_noted_away(cast):
    meeting = make_meeting(cast, 1)
    instead(cast)
    note(cast, meeting, "tomas", "pia")
    begin(cast, meeting)
    assert Attendance.objects.get(meeting=meeting, seat=cast.seats["tomas"]).person == cast.pia
