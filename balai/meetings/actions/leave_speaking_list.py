"""Giving the floor back before it was given: who waits is taken off the list of speakers."""

from balai.action import action, require
from balai.agenda.announcing import changed
from balai.ledger.log import append
from balai.meetings.fetch import locked_speech
from balai.meetings.models import Speech
from balai.meetings.speaking import told
from balai.meetings.speaking_policy import may_leave_list
from balai.people.models import Person


@action("meetings.leave_speaking_list")
def leave_speaking_list(speech: Speech, *, by: Person) -> None:
    """Take somebody who waits off the list."""
    speech, who = locked_speech(speech, by)
    verdict = may_leave_list(who, speech)
    require(verdict)
    key, was = str(speech.pk), told(speech)
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
