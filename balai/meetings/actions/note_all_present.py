"""Noting everybody present who is not noted otherwise: one tap before the meeting."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting
from balai.ledger.log import append
from balai.meetings import policy
from balai.meetings.models import Attendance, Presence
from balai.people.models import Membership, Person, Role
from balai.people.standing import standing


@action("meetings.note_all_present")
def note_all_present(meeting: Meeting, *, by: Person) -> int:
    """Note every seat (members, chair, secretary) that has no attendance yet as in the room; returns how many."""
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    now = clock.now()
    seats = list(
        Membership.objects.in_force(now)
        .filter(body=meeting.body, role__in=(Role.CHAIR, Role.MEMBER, Role.SECRETARY))
        .exclude(pk__in=Attendance.objects.filter(meeting=meeting).values("seat"))
        .select_related("person")
    )
    require(policy.may_note_everybody(who, meeting))
    if not seats:
        nothing_changed()
        return 0
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, seat=seat, person=seat.person, presence=Presence.IN_ROOM, since=now)
        for seat in seats
    )
    append(
        "meetings.attendance.all_noted",
        by=by,
        about=meeting,
        body=meeting.body,
        content={"seats": {str(seat.pk): str(seat.person_id) for seat in seats}},
    )
    changed("meetings.note_all_present", meeting)
    return len(seats)
