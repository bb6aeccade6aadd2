"""Attendance: who notes whom, who sits in whose seat, and from when to when."""

import pytest

from balai import clock
from balai.agenda.models import MeetingKind
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.hall import hall
from balai.meetings.models import Attendance, Presence
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute
from balai.verdict import Ground
from tests.factories import make_meeting
from tests.refusals import nothing_changes, refused
from tests.sitting import closed_meeting

QUORUM, SUBSTITUTION = "VVS § 16", "VVS § 16"
IN_ROOM, REMOTE, ABSENT = Presence.IN_ROOM, Presence.REMOTE, Presence.ABSENT


def note(cast, meeting, name, by, presence=IN_ROOM, **more):
    return note_attendance(meeting, seat=cast.seats[name], presence=presence, by=cast.people[by], **more)


@pytest.fixture
def soon(cast):
    return make_meeting(cast, 1)


def test_members_note_themselves_and_can_change_it(cast, soon):
    note(cast, soon, "marin", "marin", REMOTE)
    note(cast, soon, "marin", "marin", ABSENT)
    assert list(Attendance.objects.values_list("presence", flat=True)) == ["absent"]
    with nothing_changes():
        note(cast, soon, "marin", "marin", ABSENT)


@pytest.mark.parametrize("by", ["sara", "kai"])
def test_the_secretary_and_the_chair_note_anybody(cast, soon, by):
    assert note(cast, soon, "marin", by).person == cast.marin


@pytest.mark.parametrize("by", ["pia", "nils", "olga"])
def test_nobody_else_notes_another(cast, soon, by):
    with refused("You can note only your own attendance.", QUORUM, Ground.PERMISSION):
        note(cast, soon, "marin", by)
    with refused("Only the secretary or the chair notes the attendance of others.", QUORUM, Ground.PERMISSION):
        note_all_present(soon, by=cast.people[by])


def test_a_seat_of_another_body_is_not_noted(cast, soon):
    with refused("This seat belongs to another body.", QUORUM, Ground.PERMISSION):
        note(cast, soon, "olga", "sara")


def test_all_are_noted_present_but_who_is_noted_otherwise(cast, soon):
    note(cast, soon, "pia", "pia", ABSENT)
    assert note_all_present(soon, by=cast.sara) == 4  # kai, marin, tomas, sara; not nils, who may only speak
    assert hall(soon).present == {str(cast.seats[name].pk) for name in ("kai", "marin", "tomas")}
    with nothing_changes():
        assert note_all_present(soon, by=cast.sara) == 0


def test_a_substitute_notes_the_seat_and_sits_in_it(cast, soon):
    name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=clock.now(), ends=None, by=cast.tomas)
    assert note(cast, soon, "tomas", "pia").person == cast.pia
    assert note(cast, soon, "tomas", "sara", person=cast.tomas).person == cast.tomas


def test_who_does_not_stand_in_does_not_sit_in_the_seat(cast, soon):
    with refused("This person does not stand in for the member.", SUBSTITUTION, Ground.PERMISSION):
        note(cast, soon, "tomas", "sara", person=cast.pia)
    named = name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=clock.now(), ends=None, by=cast.tomas)
    end_substitution(named, by=cast.tomas)
    with refused("This person does not stand in for the member.", SUBSTITUTION, Ground.PERMISSION):
        note(cast, soon, "tomas", "sara", person=cast.pia)


def test_attendance_is_noted_from_the_publication_to_the_end(cast, meeting):
    note(cast, meeting, "pia", "pia", ABSENT)
    draft = make_meeting(cast, 1, state="draft")
    for one in (draft, closed_meeting(cast)):
        with refused("Attendance is noted from the publication of the agenda to the end of the meeting.", QUORUM):
            note(cast, one, "marin", "marin")
        with refused("Attendance is noted from the publication of the agenda to the end of the meeting.", QUORUM):
            note_all_present(one, by=cast.sara)


def test_in_an_electronic_session_attendance_is_not_noted(cast):
    session = make_meeting(cast, 1, kind=MeetingKind.ELECTRONIC)
    with refused("In an electronic session those who answered are present", QUORUM):
        note(cast, session, "marin", "marin")
    with refused("In an electronic session those who answered are present", QUORUM):
        note_all_present(session, by=cast.sara)
