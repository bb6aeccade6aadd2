"""Giving the floor: somebody on the list speaks; whoever spoke until now has ended."""

from uuid import UUID

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.ledger.log import append
from balai.meetings.fetch import locked_speech
from balai.meetings.models import Speech
from balai.meetings.seated import speaker
from balai.meetings.speaking import end_speech_in, floor_on, speech_in
from balai.meetings.speaking_policy import UNSEEN, Seated, Unseen, may_give_floor, nobody_given_floor_meanwhile
from balai.meetings.votings import open_voting_of
from balai.people.models import Person


@action("meetings.give_floor")
def give_floor(speech: Speech, *, by: Person, seen_speaking: UUID | None | Unseen = UNSEEN) -> Speech:
    """Give the floor to somebody who asked for it. The record says whose turn it was by the rules.

    Args:
        seen_speaking: the speech that ran on the chair's screen, None for none; whoever else leads may have given the
            floor meanwhile.
    """
    speech, who = locked_speech(speech, by)
    meeting, one = speech.meeting, speaker(speech)
    verdict = may_give_floor(who, speech, one, open_voting_of(meeting))
    require(verdict)
    if seen_speaking is not UNSEEN:
        require(nobody_given_floor_meanwhile(speech_in(meeting), seen_speaking, verdict.rule))
    due, now = floor_on(speech.item, meeting.body.rules).next, clock.now()
    ended, was = end_speech_in(meeting, now), str(speech.person_id)
    speech.began_at = now
    if isinstance(one, Seated):
        assert one.attendance is not None  # the policy gives the floor to nobody who is not there
        speech.person = one.attendance.person
    speech.save(update_fields=["began_at", "person"])
    append(
        "meetings.floor.given",
        by=by,
        about=speech.item,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={
            "speech": str(speech.pk),
            "to": str(speech.seat_id) if speech.seat_id else None,
            "person": str(speech.person_id),
            "due": str(due.pk) if due else None,
            "was": was,
            "ended": ended,
        },
    )
    changed("meetings.give_floor", meeting)
    return speech
