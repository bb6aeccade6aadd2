"""Removing a way to sign in."""

from allauth.mfa.models import Authenticator

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in.keys import described, drop, ways_in
from balai.people.sign_in_policy import may_remove_key


@action("people.remove_key")
def remove_key(key: Authenticator, *, by: Person) -> None:
    """Remove a passkey, or the password together with its codes. The last way in stays."""
    Person.objects.select_for_update().get(pk=by.pk)
    mine = Authenticator.objects.get(pk=key.pk, user=by)
    require(may_remove_key(by, others=len([one for one in ways_in(by) if one.pk != mine.pk])))
    what = described(mine)
    drop(by, mine)
    append("people.key.removed", by=by, about=by, body=None, content=what)
