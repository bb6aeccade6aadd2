"""Noting attendance: who holds a seat in this meeting, in the room, remote, or not at all."""

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting
from balai.ledger.log import Json, append
from balai.meetings import policy
from balai.meetings.models import Attendance, Presence
from balai.meetings.speaking import gone_from
from balai.people.models import Membership, Person, Substitution
from balai.people.standing import standing
from balai.verdict import forbidden


@action("meetings.note_attendance")
def note_attendance(
    meeting: Meeting, *, seat: Membership, presence: Presence, by: Person, person: Person | None = None
) -> Attendance:
    """Note a seat's attendance. `person` is who sits there: its member unless a substitute is named.

    Whoever is noted as absent has neither the floor nor a place on the list of speakers any more.
    """
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    verdict = policy.may_note_attendance(who, meeting, seat)
    require(verdict)
    sits = person or (by if who.holds(seat) and by.pk != seat.person_id else seat.person)
    if sits.pk != seat.person_id and not _stands_in(sits, seat):
        require(forbidden(_("This person does not stand in for the member."), meeting.body.rules.substitution.rule))
    before = Attendance.objects.filter(meeting=meeting, seat=seat).first()
    require(policy.leaves_the_member(who, seat, before))
    if before and (before.presence, before.person_id) == (presence, sits.pk):
        nothing_changed()
        return before
    now = clock.now()
    noted, _created = Attendance.objects.update_or_create(
        meeting=meeting, seat=seat, defaults={"person": sits, "presence": presence, "since": now}
    )
    ended, places = gone_from(meeting, seat, now) if presence == Presence.ABSENT else (None, [])
    append(
        "meetings.attendance.noted",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={
            "presence": presence,
            "person": str(sits.pk),
            "before": _told(before),
            "ended": ended,
            "places": places,
        },
    )
    changed("meetings.note_attendance", meeting)
    return noted


def _told(before: Attendance | None) -> Json:
    """How the seat was noted until now."""
    if before is None:
        return None
    return {
        "presence": before.presence,
        "person": str(before.person_id),
        "since": before.since.isoformat(),
    }


def _stands_in(person: Person, seat: Membership) -> bool:
    return Substitution.objects.in_force(clock.now()).filter(absent=seat, substitute=person).exists()
