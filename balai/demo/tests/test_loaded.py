"""The demonstration as loaded: every screen has something to show in each of its states."""

from collections import Counter

import pytest
from django.db import transaction

from balai import clock
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.guests.queries import invitations_to
from balai.agenda.models import AgendaItem, FloorRequest, Meeting, MeetingKind, MeetingState, Position, Recusal, Stage
from balai.agenda.motions.models import Motion
from balai.agenda.picture import picture
from balai.decisions.models import Decision, Outcome, Way
from balai.demo.command import who_to_sign_in_as
from balai.demo.load import load
from balai.ledger import tree
from balai.ledger.models import Entry
from balai.meetings.models import BallotBox, SealedBallot
from balai.meetings.reporting import reporting
from balai.minutes.document import draft_of
from balai.minutes.fetch import minutes_of
from balai.minutes.models import Dissent, Objection
from balai.minutes.policy import state_of
from balai.people.models import Body, Membership, Person, Role, Substitution
from balai.people.standing import standing
from balai.programme.queries import programme
from balai.public.queries import decisions, has_public_minutes
from balai.record.reconcile import reconcile
from balai.rules import merkle
from balai.rules.access import Level
from balai.rules.minutes import State
from balai.rules.motions import MotionState
from balai.rules.stance import Stance, Track
from tests.checked_pages import CheckingClient

LANGUAGES = ("en", "et", "id")


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Loaded once for this file; what a test changes is undone after it, and all of it at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.django_db, pytest.mark.slow]


def lumara():
    return Body.objects.get(slug="lumara")


def now_answered():
    """The session; from Thursday on a consultative meeting comes before the next one."""
    formal = Meeting.objects.filter(body=lumara(), kind=MeetingKind.FORMAL)
    return formal.filter(state=MeetingState.PUBLISHED).earliest("starts_at")


def test_there_are_meetings_in_every_state_but_a_running_one_and_of_more_than_one_kind():
    """The one that runs is left to whoever tries the demonstration."""
    assert set(Meeting.objects.values_list("state", flat=True)) >= {
        MeetingState.DRAFT,
        MeetingState.PUBLISHED,
        MeetingState.CLOSED,
    }
    assert {MeetingKind.FORMAL, MeetingKind.CONSULTATIVE} <= set(Meeting.objects.values_list("kind", flat=True))


def test_a_motion_is_open_where_members_answer_and_one_was_carried_as_the_minutes_say():
    waits = Motion.objects.get(item__meeting=now_answered())
    assert waits.is_open
    (carried,) = Motion.objects.filter(item__meeting__state=MeetingState.CLOSED)
    assert carried.state == MotionState.CARRIED
    assert Decision.objects.get(item=carried.item).text == carried.text
    (item,) = (one for one in draft_of(carried.item.meeting).protocol.items if one.motions)
    assert [(one.number, one.settled) for one in item.motions] == [(1, "carried")]
    assert [(one.motion, one.carried, one.in_favour) for one in item.ballots] == [(1, True, 10)]


def test_the_closed_meetings_have_minutes_in_every_state():
    closed = Meeting.objects.filter(state=MeetingState.CLOSED)
    states = {state_of(minutes_of(meeting)) for meeting in closed}
    assert states == set(State)
    waiting = Objection.objects.get(accepted=None)
    ends = waiting.minutes.objections_until
    assert ends is not None
    assert ends > clock.now(), "its term still runs: members can object"
    assert Dissent.objects.exists()
    (public,) = [one for one in closed if has_public_minutes(one)]
    assert public.body.slug == "tirna"


def test_what_is_closed_lies_behind_and_everything_else_ahead():
    now = clock.now()
    for meeting in Meeting.objects.all():
        assert (meeting.starts_at < now) == (meeting.state == MeetingState.CLOSED), meeting


def test_members_have_given_every_answer_and_some_of_them_are_stale():
    current = Position.objects.current().filter(item__meeting=now_answered())
    assert set(current.values_list("stance", flat=True)) == set(map(str, Stance))
    assert any(one.item_version < one.item.version for one in current.select_related("item")), "a stale answer"
    assert current.exclude(opinion="").exists(), "an opinion"


@pytest.mark.parametrize("kept", [Recusal, FloorRequest])
def test_somebody_is_recused_and_somebody_asks_for_the_floor(kept):
    assert kept.objects.filter(item__meeting=now_answered()).exists()


def test_the_triage_of_this_week_goes_all_three_ways():
    tracks = Counter(one.track for one in picture(now_answered()).items)
    assert set(tracks) == set(Track)
    assert tracks[Track.WITHOUT_DEBATE] > tracks[Track.DISCUSS]


def test_the_members_to_try_it_as_have_something_left_to_answer():
    meeting = now_answered()
    listed = meeting.items.filter(stage=Stage.LISTED).count()
    answered = Counter(Position.objects.current().filter(item__meeting=meeting).values_list("seat", flat=True))
    members = Membership.objects.filter(body=lumara(), role=Role.MEMBER)
    assert sum(answered[seat.pk] < listed for seat in members) >= 3


def test_items_have_ended_in_every_way():
    stages = set(AgendaItem.objects.filter(meeting__state=MeetingState.CLOSED).values_list("stage", flat=True))
    assert stages >= {Stage.ADOPTED, Stage.AMENDED, Stage.REJECTED, Stage.POSTPONED, Stage.WITHDRAWN}
    assert set(Decision.objects.values_list("outcome", flat=True)) == set(map(str, Outcome))
    ways = set(Decision.objects.values_list("way", flat=True))
    assert ways >= {Way.WITHOUT_DEBATE, Way.AFTER_DEBATE, Way.BY_VOTE}


def test_something_is_not_public_and_something_is_not_complete():
    assert AgendaItem.objects.filter(access=Level.RESTRICTED).exists()
    assert AgendaItem.objects.filter(meeting=now_answered(), complete=False).exists()


def test_the_programme_has_every_light_and_late_tasks():
    found = programme(lumara(), standing(Person.objects.get(username="edda"), lumara()))
    lights = {str(light) for light, number in found.lights.items() if number}
    assert lights >= {"green", "amber", "red"}
    assert found.late
    assert found.coming
    assert found.count.done
    assert any(view.goal.items.exists() for view in found.goals)


def test_somebody_stands_in_for_somebody_today():
    assert Substitution.objects.in_force(clock.now()).exists()


def test_a_committee_below_the_government_has_results_to_report():
    (meeting,) = Meeting.objects.filter(body__parent=lumara())
    tuuli = standing(Person.objects.get(username="tuuli"), meeting.body)
    found = reporting(tuuli, meeting)
    assert found is not None
    assert found.verdict
    assert found.meetings


def test_a_secret_ballot_has_been_counted_and_its_box_is_published():
    box = BallotBox.objects.get()
    assert box.engine == "plain"
    voting = box.voting
    assert (voting.for_count, voting.against_count, voting.abstain_count) == (5, 1, 1)
    assert len(box.trackers) == 7
    assert not SealedBallot.objects.exists()


def test_a_public_meeting_had_a_closed_part_and_heard_a_guest_who_is_invited_to_the_next_one():
    meeting = BallotBox.objects.get().voting.meeting
    assert len(draft_of(meeting).protocol.closed_parts) == 1
    lauri = Person.objects.get(username="lauri")
    assert [one.called for one in ItemInvitation.objects.filter(item__meeting=meeting, person=lauri)] == [True]
    (coming,) = invitations_to(lauri)
    assert coming.may_speak


def test_the_record_is_sound_from_the_first_act():
    entries = list(Entry.objects.all())
    assert [one.index for one in entries] == list(range(len(entries)))
    assert tree.root() == merkle.root([merkle.leaf_hash(one.leaf.encode()) for one in entries])


def test_every_row_that_binds_is_the_one_that_its_entry_speaks_of():
    assert list(reconcile()) == []


def test_it_is_said_who_to_sign_in_as():
    said = who_to_sign_in_as()
    for word in ("mark positions", "watch the triage", "adopt the block", "ask for the floor"):
        assert word in said
    named = [line.split()[0] for line in said.splitlines() if line.startswith("  ")]
    assert Person.objects.filter(username__in=named).count() == len(named) >= 5


def addresses(role: str) -> list[str]:
    meetings = Meeting.objects.filter(body=lumara())
    seen = meetings if role in (Role.SECRETARY, Role.CHAIR) else meetings.exclude(state=MeetingState.DRAFT)
    paths = ["/desk/", "/programme/"]
    paths += [f"/meetings/{one.pk}/{page}/" for one in seen for page in ("agenda", "meeting")]
    paths += [f"/items/{one.pk}/" for one in AgendaItem.objects.filter(meeting=now_answered())[:4]]
    paths += [f"/decisions/{one.pk}/" for one in Decision.objects.filter(body=lumara(), way=Way.BY_VOTE)[:1]]
    if role == Role.CHAIR:
        paths += [f"/meetings/{one.pk}/chair/" for one in seen]
    if role == Role.SECRETARY:
        paths += [f"/meetings/{one.pk}/{page}/" for one in seen for page in ("desk", "build", "versions")]
    return paths


@pytest.mark.parametrize("role", Role.values)
def test_every_page_of_everybody_opens(role):
    """Each in one of the languages in turn; the client looks at every page for faults."""
    seat = Membership.objects.filter(body=lumara(), role=role).select_related("person")[0]
    client = CheckingClient()
    client.force_login(seat.person)
    for number, path in enumerate(addresses(role)):
        client.cookies["balai_language"] = LANGUAGES[number % len(LANGUAGES)]
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_pages_have_something_to_show(language):
    client = CheckingClient()
    client.cookies["balai_language"] = language
    decided = decisions()[0]
    for path in ("", f"meetings/{decided.item.meeting_id}/", f"decisions/{decided.pk}/", "decisions/", "programme/"):
        response = client.get(f"/public/{path}")
        assert response.status_code == 200
        assert len(response.content) < 100_000, path
