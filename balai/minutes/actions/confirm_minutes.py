"""Confirming: the minutes with their corrections are final."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting
from balai.ledger.log import append
from balai.minutes.document import fingerprint, with_answers
from balai.minutes.fetch import minutes_of
from balai.minutes.models import Minutes
from balai.minutes.policy import may_confirm_minutes
from balai.people.models import Person
from balai.people.standing import standing


@action("minutes.confirm")
def confirm_minutes(meeting: Meeting, *, by: Person) -> Minutes:
    """Fix the text for good."""
    meeting = locked_meeting(meeting)
    who, minutes = standing(by, meeting.body), minutes_of(meeting)
    verdict = may_confirm_minutes(who, minutes)
    require(verdict)
    assert minutes is not None  # the policy refuses a draft
    minutes.confirmed, minutes.confirmed_at = with_answers(meeting, minutes).as_json(), clock.now()
    minutes.save(update_fields=["confirmed", "confirmed_at"])
    append(
        "minutes.confirmed",
        by=by,
        about=minutes,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"document": minutes.confirmed, "sha256": fingerprint(minutes.confirmed)},
    )
    changed("minutes.confirm", meeting)
    return minutes
