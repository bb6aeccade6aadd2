"""Adding a way to sign in: one more passkey, or a password with one-time codes."""

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in.keys import NewKey, keep
from balai.people.sign_in_policy import may_change_keys


@action("people.add_key")
def add_key(key: NewKey, *, by: Person) -> None:
    """Keep a new key of one's own; a new password with its codes takes the place of the old one."""
    require(may_change_keys(by))
    append("people.key.added", by=by, about=by, body=None, content=keep(by, key))
