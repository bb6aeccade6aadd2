"""Showing once more who one is, within a session."""

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in_policy import may_sign_in
from balai.rules.assurance import Assurance


@action("people.prove_again")
def prove_again(person: Person, *, session: str, assurance: Assurance | None) -> None:
    """Note that the person behind a session has shown again that it is them."""
    require(may_sign_in(person))
    append(
        "people.proved_again",
        by=person,
        about=person,
        body=None,
        content={"session": session, "assurance": assurance},
    )
