"""Ending a speech: nobody has the floor."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.ledger.log import append
from balai.meetings.fetch import locked_speech
from balai.meetings.models import Speech
from balai.meetings.speaking_policy import may_end_speech
from balai.people.models import Person


@action("meetings.end_speech")
def end_speech(speech: Speech, *, by: Person) -> Speech:
    """The chair thanks the speaker, or the speaker has finished."""
    speech, who = locked_speech(speech, by)
    verdict = may_end_speech(who, speech)
    require(verdict)
    speech.ended_at = clock.now()
    speech.save(update_fields=["ended_at"])
    append(
        "meetings.speech.ended",
        by=by,
        about=speech.item,
        body=speech.meeting.body,
        seat=who.chair_seat or speech.seat,
        rule=verdict.rule,
        content={"speech": str(speech.pk)},
    )
    changed("meetings.end_speech", speech.meeting)
    return speech
