"""Letting a person in again who was shut out."""

from balai.action import action, nothing_changed, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in_policy import may_shut_out


@action("people.let_in_again")
def let_in_again(person: Person, *, by: Person) -> None:
    """This person can sign in again, with the keys that they had."""
    require(may_shut_out(by, person))
    if not Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        nothing_changed()
        return
    person.is_active = True
    append("people.person.let_in_again", by=by, about=person, body=None)
