"""Calling in: who is invited to the item in debate comes in."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.guests.models import ItemInvitation
from balai.ledger.log import append
from balai.meetings.guests import may_call_in
from balai.people.models import Person


@action("meetings.call_in")
def call_in(invitation: ItemInvitation, *, by: Person) -> ItemInvitation:
    """Their screen says that they are called; the minutes say that they took part in this item."""
    item, who = locked_item(invitation.item, by)
    invitation = ItemInvitation.objects.select_related("person").get(pk=invitation.pk)
    invitation.item = item
    verdict = may_call_in(who, invitation)
    require(verdict)
    if invitation.called:
        nothing_changed()
        return invitation
    invitation.called_at = clock.now()
    invitation.save(update_fields=["called_at"])
    append(
        "meetings.guest.called_in",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={
            "invitation": str(invitation.pk),
            "person": str(invitation.person_id),
            "may_speak": invitation.may_speak,
        },
    )
    changed("meetings.call_in", item.meeting, item, person=invitation.person)
    return invitation
