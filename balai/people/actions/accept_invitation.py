"""Accepting an invitation: the person has a first way to sign in."""

from balai import clock
from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Invitation
from balai.people.sign_in.keys import NewKey, keep
from balai.people.sign_in_policy import may_use_invitation


@action("people.accept_invitation")
def accept_invitation(invitation: Invitation, key: NewKey) -> Invitation:
    """Keep the key that the person has made with this link. The link is used up."""
    invitation = Invitation.objects.select_for_update().select_related("person").get(pk=invitation.pk)
    require(may_use_invitation(invitation))
    kept = keep(invitation.person, key)
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    append("people.invitation.accepted", by=invitation.person, about=invitation, body=None, content=kept)
    return invitation
