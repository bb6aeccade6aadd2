"""Putting who is invited to the item in debate on its list of speakers."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.guests.models import ItemInvitation
from balai.ledger.log import append
from balai.meetings.models import ClosedSpeakingList, Speech
from balai.meetings.seated import invited
from balai.meetings.speaking_policy import may_list_invited
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.rules.speakers import Kind


@action("meetings.list_invited")
def list_invited(invitation: ItemInvitation, *, by: Person) -> Speech:
    """They wait among the others, and are given the floor as the others are."""
    item, who = locked_item(invitation.item, by)
    one, meeting = invited(item, invitation), item.meeting
    closed = ClosedSpeakingList.objects.filter(item=item).exists()
    verdict = may_list_invited(who, one, closed=closed, open_voting=open_voting_of(meeting))
    require(verdict)
    waiting = Speech.objects.filter(invitation=one.invitation, began_at=None).first()
    if waiting is not None:
        nothing_changed()
        return waiting
    speech = Speech.objects.create(
        item=item,
        meeting=meeting,
        invitation=one.invitation,
        person=one.invitation.person,
        kind=Kind.SPEECH,
        asked_at=clock.now(),
        noted_by=by,
    )
    append(
        "meetings.floor.asked",
        by=by,
        about=item,
        body=meeting.body,
        rule=verdict.rule,
        content={
            "speech": str(speech.pk),
            "meeting": str(meeting.pk),
            "invitation": str(one.invitation.pk),
            "person": str(speech.person_id),
            "kind": str(speech.kind),
        },
    )
    changed("meetings.list_invited", meeting)
    return speech
