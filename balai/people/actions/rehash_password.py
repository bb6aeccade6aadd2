"""Hashing a password anew: the way of hashing has become stronger since it was set."""

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in.keys import print_of_password
from balai.people.sign_in_policy import may_rehash


@action("people.rehash_password")
def rehash_password(password: str, *, by: Person) -> None:
    """The same password, as it has just been typed, is kept as new ones are kept."""
    require(may_rehash(by, password))
    by.set_password(password)
    by.save(update_fields=["password"])
    append("people.password.rehashed", by=by, about=by, body=None, content={"password": print_of_password(by)})
