"""A meeting is suspended and goes on at another hour or on another day."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from balai import clock
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.models import Meeting, MeetingKind, MeetingState, Stage
from balai.agenda.picture import picture
from balai.agenda.queries import meeting_for
from balai.decisions.models import Outcome
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.resume_meeting import resume_meeting
from balai.meetings.actions.suspend_meeting import move_resumption, suspend_meeting
from balai.meetings.hall_screen import hall_screen
from balai.meetings.models import Attendance, Presence
from balai.meetings.queries import sitting
from balai.minutes.document import draft_of
from balai.record.reconcile import reconcile
from balai.verdict import Ground
from tests.factories import items_of, make_meeting, mark
from tests.refusals import refused
from tests.sitting import adopt, begin, open_item

QUORUM, RULE = "VVS § 16", "VVR"
NOON = clock.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=10)


def later(**much):
    return clock.as_if(NOON + timedelta(**much))


@pytest.fixture
def begun(cast):
    """Opened at NOON, its second item in debate since two minutes later."""
    meeting = make_meeting(cast, 2, starts_at=NOON)
    with later():
        begin(cast, meeting)
    with later(minutes=2):
        open_item(cast, items_of(meeting)[1])
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def suspend(cast, meeting, because="Dinner", by="kai", **until):
    """Ten minutes after it was opened."""
    with later(minutes=10):
        return suspend_meeting(meeting, until=NOON + timedelta(**until), because=because, by=cast.people[by])


def test_the_chair_suspends_for_a_reason_until_a_time_and_resumes_then(cast, begun):
    meeting = suspend(cast, begun, minutes=30)
    assert (meeting.state, meeting.suspended_because) == (MeetingState.SUSPENDED, "Dinner")
    with later(minutes=30):
        meeting = resume_meeting(meeting, by=cast.kai)
    assert (meeting.state, meeting.resumes_at, meeting.suspended_because) == (MeetingState.OPEN, None, "")
    assert items_of(meeting)[1].stage == Stage.TAKEN_UP


def test_clocks_stand_still_while_it_is_suspended(cast, begun):
    def minutes(meeting):
        meeting.refresh_from_db()
        return sitting(meeting, picture(meeting)).minutes_so_far

    suspend(cast, begun, minutes=30)
    with later(minutes=25):
        assert minutes(begun) == 10
    with later(minutes=30):
        resume_meeting(begun, by=cast.kai)
    with later(minutes=35):
        assert minutes(begun) == 15
        item = items_of(begun)[1]
        assert round((clock.now() - (item.taken_up_at or NOON)).total_seconds() / 60) == 13


def test_meanwhile_nothing_is_taken_up_decided_voted_on_or_closed(cast, begun):
    suspend(cast, begun, minutes=30)
    first, second = items_of(begun)
    with later(minutes=20):
        said = "The meeting is suspended until "
        for act in (
            lambda: open_item(cast, first),
            lambda: decide(second, outcome=Outcome.ADOPTED, by=cast.kai),
            lambda: open_voting(second, by=cast.kai),
            lambda: adopt(cast, begun),
            lambda: close_meeting(begun, by=cast.kai),
            lambda: open_meeting(begun, by=cast.kai),
            lambda: suspend_meeting(begun, until=NOON + timedelta(days=1), because="Again", by=cast.kai),
        ):
            with refused(said, "VVS § 16"):
                act()
        with refused("The floor is asked for and given while the meeting is open.", RULE):
            ask_to_speak(second, seat=cast.seats["marin"], by=cast.marin)


def test_an_open_vote_is_ended_first(cast, begun):
    with later(minutes=5):
        open_voting(items_of(begun)[1], by=cast.kai)
    with refused("A vote is open: close it or break it off before the meeting is suspended.", RULE):
        suspend(cast, begun, minutes=30)


def test_whoever_speaks_has_ended(cast, begun):
    with later(minutes=3):
        speech = ask_to_speak(items_of(begun)[1], seat=cast.seats["marin"], by=cast.marin)
        give_floor(speech, by=cast.kai)
    suspend(cast, begun, minutes=30)
    speech.refresh_from_db()
    assert abs((speech.ended_at or NOON) - NOON - timedelta(minutes=10)) < timedelta(seconds=5)


def test_on_another_day_attendance_is_noted_anew_and_a_quorum_is_found_anew(cast, begun):
    suspend(cast, begun, days=1)
    assert not Attendance.objects.filter(meeting=begun).exists()
    assert Attendance._base_manager.filter(meeting=begun, until__gte=NOON).exists()  # kept, marked
    with later(days=1):
        with refused("No quorum: 0 of 2 needed.", QUORUM):
            resume_meeting(begun, by=cast.kai)
        for name in ("kai", "sara", "pia"):
            note_attendance(begun, seat=cast.seats[name], presence=Presence.IN_ROOM, by=cast.sara)
        assert resume_meeting(begun, by=cast.kai).state == MeetingState.OPEN


def test_on_the_same_day_attendance_stands(cast, begun):
    before = Attendance.objects.filter(meeting=begun).count()
    suspend(cast, begun, minutes=30)
    assert Attendance.objects.filter(meeting=begun).count() == before > 0


def test_it_is_not_resumed_before_the_announced_time_but_another_time_can_be_announced(cast, begun):
    suspend(cast, begun, minutes=60)
    with later(minutes=20):
        with refused("The meeting is resumed at the time that was announced", RULE):
            resume_meeting(begun, by=cast.kai)
        move_resumption(begun, until=NOON + timedelta(minutes=25), because="Everybody is here", by=cast.kai)
    with later(minutes=25):
        assert resume_meeting(begun, by=cast.kai).state == MeetingState.OPEN


def test_moved_to_another_day_attendance_is_noted_anew(cast, begun):
    suspend(cast, begun, minutes=60)
    with later(minutes=50):
        move_resumption(begun, until=NOON + timedelta(days=1), because="Storm", by=cast.kai)
    assert not Attendance.objects.filter(meeting=begun).exists()
    with later(minutes=55):
        note_all_present(begun, by=cast.sara)
        move_resumption(begun, until=NOON + timedelta(days=2), because="Storm", by=cast.kai)
    assert Attendance.objects.filter(meeting=begun).exists()  # they are being noted anew already


def test_where_the_announced_day_has_passed_a_new_time_is_set(cast, begun):
    suspend(cast, begun, minutes=60)
    with later(days=1), refused("The day that was announced has passed: set a new time", RULE):
        resume_meeting(begun, by=cast.kai)


@pytest.mark.parametrize(
    ("until", "because", "said", "ground"),
    [
        ({"minutes": 5}, "Dinner", "The time of resumption lies in the past.", Ground.STATE),
        ({"days": 8}, "Dinner", "Most days that a meeting may be suspended: 7. Convene another meeting.", Ground.STATE),
        ({"minutes": 30}, "  ", "Say why the meeting is suspended: the reason stands in the minutes.", Ground.INPUT),
    ],
)
def test_a_time_and_a_reason_that_the_rules_do_not_allow_are_refused(cast, begun, until, because, said, ground):
    with refused(said, RULE, ground):
        suspend(cast, begun, because, **until)


@pytest.mark.parametrize("name", ["olga", "nils", "marin", "sara"])
def test_only_the_chair_suspends_moves_and_resumes(cast, begun, name):
    with refused("Only the chair does this.", QUORUM, Ground.PERMISSION):
        suspend(cast, begun, by=name, minutes=30)
    suspend(cast, begun, minutes=30)
    with later(minutes=40):
        for act in (
            lambda: resume_meeting(begun, by=cast.people[name]),
            lambda: move_resumption(begun, until=NOON + timedelta(days=1), because="x", by=cast.people[name]),
        ):
            with refused("The console is the chair's", QUORUM, Ground.PERMISSION):
                act()


def test_an_electronic_session_is_not_suspended(cast):

    meeting = make_meeting(cast, 1, kind=MeetingKind.ELECTRONIC, starts_at=NOON)
    for name in ("kai", "marin"):
        mark(cast, name, items_of(meeting)[0])
    confirm_agenda(meeting, by=cast.kai)
    with later(minutes=1):
        open_meeting(meeting, by=cast.kai)
    with refused("An electronic session has no sitting that could be suspended.", RULE):
        suspend(cast, meeting, minutes=30)


# What people see ----------------------------------------------------------------------------------------------------


def test_screens_say_until_when_and_only_insiders_why(cast, begun, client_of, client):
    suspend(cast, begun, "A leak in the hall", days=1)
    with later(hours=1):
        for name, page in (
            ("kai", "chair-console"),
            ("marin", "meeting"),
            ("marin", "desk"),
            ("sara", "secretary-desk"),
            ("kai", "hall"),
        ):
            args = [] if page == "desk" else [begun.pk]
            assert "Suspended until" in client_of(cast.people[name]).get(reverse(page, args=args)).content.decode(), (
                page
            )
        inside = client_of(cast.marin).get(reverse("meeting", args=[begun.pk])).content.decode()
        outside = client.get(reverse("public-meeting", args=[begun.pk])).content.decode()
    assert "Suspended until" in outside
    assert "A leak in the hall" in inside
    assert "A leak in the hall" not in outside


def test_the_console_suspends_and_resumes_by_its_forms(cast, begun, client_of):
    with later(minutes=10):
        page = client_of(cast.kai)
        wrong = page.post(reverse("suspend-meeting", args=[begun.pk]), {"until": "", "because": "Dinner"})
        assert wrong.status_code == 422
        assert "Dinner" in wrong.content.decode()
        until = f"{(NOON + timedelta(minutes=30)).astimezone(ZoneInfo(begun.body.time_zone)):%Y-%m-%dT%H:%M}"
        assert (
            page.post(reverse("suspend-meeting", args=[begun.pk]), {"until": until, "because": "Dinner"}).status_code
            == 302
        )
    begun.refresh_from_db()
    assert begun.resumes_at == NOON + timedelta(minutes=30)
    with later(minutes=31):
        assert page.post(reverse("resume-meeting", args=[begun.pk])).status_code == 302
    begun.refresh_from_db()
    assert begun.state == MeetingState.OPEN


def test_the_hall_forecasts_the_end_from_the_resumption(cast, begun):
    meeting = suspend(cast, begun, days=1)
    with later(hours=1):
        ends = hall_screen(meeting).ends_at
        assert ends is not None
        assert ends > NOON + timedelta(days=1)


def test_minutes_show_both_sittings_and_the_record_agrees(cast, begun):
    suspend(cast, begun, days=1)
    with later(days=1):
        for name in ("kai", "sara", "pia"):
            note_attendance(begun, seat=cast.seats[name], presence=Presence.IN_ROOM, by=cast.sara)
        resume_meeting(begun, by=cast.kai)
    protocol = draft_of(begun).protocol
    (pause,) = protocol.pauses
    assert (pause.because, pause.anew, pause.until) == ("Dinner", True, NOON + timedelta(days=1))
    assert {one.seat for one in protocol.noted_in(pause)} == {
        str(cast.seats[name].pk) for name in ("kai", "sara", "pia")
    }
    assert pause.resumed is not None
    assert pause.resumed.present == sorted(str(cast.seats[name].pk) for name in ("kai", "pia"))
    assert str(cast.seats["marin"].pk) in protocol.were_there
    assert protocol.changes == []
    assert list(reconcile()) == []


def test_a_meeting_altered_by_sql_to_be_open_again_is_found(cast, begun):
    suspend(cast, begun, days=1)
    assert list(reconcile()) == []
    Meeting.objects.filter(pk=begun.pk).update(state="open", resumes_at=None)
    assert {"state is 'open'", "resumes_at is None"} <= {one.text.split(",")[0] for one in reconcile()}


def test_the_minutes_page_shows_the_second_sitting(cast, begun, client_of):
    suspend(cast, begun, days=1)
    with later(days=1):
        note_all_present(begun, by=cast.sara)
        resume_meeting(begun, by=cast.kai)
        text = client_of(cast.kai).get(reverse("minutes", args=[begun.pk])).content.decode()
    assert "Sitting 2" in text
    assert "Attendance, noted anew" in text


def test_the_frame_shows_when_it_goes_on(cast, begun):
    meeting = suspend(cast, begun, days=1)
    assert meeting_for(cast.marin, meeting.pk)[0].next_at == NOON + timedelta(days=1)
