"""Enrolling a person: they can sign in from now on; rights come with a seat."""

from balai.action import action, require
from balai.ledger.commitment import Closable
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Person


@action("people.enrol")
def enrol(username: str, *, name: str, by: Person, email: str = "", language: str = "en") -> Person:
    """Enrol a person. Nobody chooses a password for them: they set up how they sign in by an invitation."""
    require(policy.may_found_bodies(by))
    person = Person(username=username, name=name, email=email, language=language)
    person.set_unusable_password()
    person.save(force_insert=True)
    append(
        "people.person.enrolled",
        by=by,
        about=person,
        body=None,
        content={"username": Closable(username), "name": Closable(name)},
    )
    return person
