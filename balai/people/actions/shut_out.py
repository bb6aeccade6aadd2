"""Shutting a person out, and letting them in again."""

from balai.action import action, nothing_changed, require
from balai.ledger.log import append
from balai.people.models import Invitation, Person
from balai.people.sign_in import ending
from balai.people.sign_in_policy import may_shut_out


@action("people.shut_out")
def shut_out(person: Person, *, by: Person) -> None:
    """From now on this person can neither sign in nor act; their sessions and invitations end at once."""
    require(may_shut_out(by, person))
    if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        nothing_changed()
        return
    person.is_active = False
    Invitation.objects.filter(person=person, used_at=None).delete()
    ended = ending.end_sessions(person)
    append("people.person.shut_out", by=by, about=person, body=None, content={"sessions_ended": ended})
