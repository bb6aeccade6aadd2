"""Inviting somebody without a seat to one item, and taking the invitation back."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.guests.policy import may_be_invited, may_invite, may_take_back
from balai.agenda.models import AgendaItem
from balai.ledger.log import append
from balai.people.models import Person, seats_changed


@action("agenda.invite_to_item")
def invite_to_item(item: AgendaItem, *, person: Person, may_speak: bool, by: Person) -> ItemInvitation:
    """Show this person the item and its papers until the item is over; nothing else of the meeting."""
    item, who = locked_item(item, by)
    verdict = may_invite(who, item)
    require(verdict)
    require(may_be_invited(person, item, may_speak=may_speak))
    before = ItemInvitation.objects.filter(item=item, person=person, ended_at=None).first()
    if before is not None and before.may_speak == may_speak:
        nothing_changed()
        return before
    now = clock.now()
    if before is not None:  # invited anew with another right
        before.ended_at = now
        before.save(update_fields=["ended_at"])
    invited = ItemInvitation.objects.create(
        item=item, person=person, may_speak=may_speak, invited_by=by, invited_at=now
    )
    append(
        "agenda.guest.invited",
        by=by,
        about=item,
        body=item.meeting.body,
        rule=verdict.rule,
        content={
            "invitation": str(invited.pk),
            "person": str(person.pk),
            "may_speak": may_speak,
            "instead_of": str(before.pk) if before else None,
        },
    )
    changed("agenda.invite_to_item", item.meeting, item, person=person)
    return invited


@action("agenda.take_back_invitation")
def take_back_invitation(invitation: ItemInvitation, *, by: Person) -> ItemInvitation:
    """From now on this person sees nothing of the item; their open screens end."""
    item, who = locked_item(invitation.item, by)
    invitation = ItemInvitation.objects.get(pk=invitation.pk)
    verdict = may_take_back(who, invitation)
    require(verdict)
    invitation.ended_at = clock.now()
    invitation.save(update_fields=["ended_at"])
    append(
        "agenda.guest.taken_back",
        by=by,
        about=item,
        body=item.meeting.body,
        rule=verdict.rule,
        content={"invitation": str(invitation.pk), "person": str(invitation.person_id)},
    )
    seats_changed(item.meeting.body)  # open screens are asked anew
    changed("agenda.take_back_invitation", item.meeting, item)
    return invitation
