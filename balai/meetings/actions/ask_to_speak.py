"""Asking for the floor in the meeting: a speech, a point of order, or the submitter's reply."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.ledger.log import append
from balai.meetings.models import ClosedSpeakingList, Speech
from balai.meetings.seated import seated
from balai.meetings.speaking import submitted
from balai.meetings.speaking_policy import may_ask_to_speak
from balai.meetings.votings import open_voting_of
from balai.people.models import Membership, Person
from balai.rules.speakers import Kind


@action("meetings.ask_to_speak")
def ask_to_speak(item: AgendaItem, *, seat: Membership | None, by: Person, kind: Kind = Kind.SPEECH) -> Speech:
    """Put a seat on the list of speakers of the item in debate; once for each kind."""
    item, who = locked_item(item, by)
    meeting = item.meeting
    one = seated(item, seat) if seat else None
    verdict = may_ask_to_speak(
        who,
        item,
        one,
        kind,
        submitted=seat is not None and submitted(item, seat),
        closed=ClosedSpeakingList.objects.filter(item=item).exists(),
        open_voting=open_voting_of(meeting),
    )
    require(verdict)
    assert seat is not None  # the policy refuses to put nobody on the list
    assert one is not None
    assert one.attendance is not None
    waiting = Speech.objects.filter(item=item, seat=seat, kind=kind, began_at=None).first()
    if waiting is not None:
        nothing_changed()
        return waiting
    speech = Speech.objects.create(
        item=item,
        meeting=meeting,
        seat=seat,
        person=one.attendance.person,
        kind=kind,
        asked_at=clock.now(),
        noted_by=by,
    )
    append(
        "meetings.floor.asked",
        by=by,
        about=item,
        body=meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={
            "speech": str(speech.pk),
            "meeting": str(meeting.pk),
            "person": str(speech.person_id),
            "kind": kind,
        },
    )
    changed("meetings.ask_to_speak", meeting)
    return speech
