"""Circulating: the minutes go to the members; from now on their text changes only by corrections."""

from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting
from balai.ledger.log import append
from balai.minutes.document import draft_of, fingerprint
from balai.minutes.fetch import minutes_of, new_minutes
from balai.minutes.models import Minutes
from balai.minutes.policy import may_circulate
from balai.people.models import Person
from balai.people.standing import standing


@action("minutes.circulate")
def circulate_minutes(meeting: Meeting, *, by: Person) -> Minutes:
    """Fix the text as it stands and begin the term for objections."""
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    verdict = may_circulate(who, meeting, minutes_of(meeting))
    require(verdict)
    minutes = new_minutes(meeting)
    minutes.circulated = draft_of(meeting).as_json()
    minutes.save()
    ends = minutes.objections_until
    append(
        "minutes.circulated",
        by=by,
        about=minutes,
        body=meeting.body,
        rule=verdict.rule,
        content={
            "meeting": str(meeting.pk),
            "document": minutes.circulated,
            "sha256": fingerprint(minutes.circulated),
            "objections_until": ends.isoformat() if ends else None,
        },
    )
    changed("minutes.circulate", meeting)
    return minutes
