"""Giving the floor back before it was given: who waits is taken off the list of speakers."""

from balai.action import action, require
from balai.agenda.announcing import changed
from balai.ledger.log import Json, append
from balai.meetings.fetch import locked_speech
from balai.meetings.models import Speech
from balai.meetings.speaking_policy import may_leave_list
from balai.people.models import Person


@action("meetings.leave_speaking_list")
def leave_speaking_list(speech: Speech, *, by: Person) -> None:
    """Take somebody who waits off the list."""
    speech, who = locked_speech(speech, by)
    verdict = may_leave_list(who, speech)
    require(verdict)
    key = str(speech.pk)
    was: dict[str, Json] = {
        "person": str(speech.person_id),
        "kind": speech.kind,
        "asked_at": speech.asked_at.isoformat(),
        "noted_by": str(speech.noted_by_id),
    }
    speech.delete()
    append(
        "meetings.floor.given_back",
        by=by,
        about=speech.item,
        body=speech.meeting.body,
        seat=speech.seat,
        rule=verdict.rule,
        content={"speech": key, "was": was},
    )
    changed("meetings.leave_speaking_list", speech.meeting)
