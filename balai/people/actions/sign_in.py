"""Signing in: a session begins on a device."""

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in_policy import may_sign_in
from balai.rules.assurance import Assurance


@action("people.sign_in")
def sign_in(person: Person, *, session: str, device: str, assurance: Assurance | None, tries: int = 0) -> None:
    """Note that a session has begun: on which kind of device, how sure it is who it is, after how many vain tries."""
    require(may_sign_in(person))
    append(
        "people.signed_in",
        by=person,
        about=person,
        body=None,
        content={"session": session, "device": device, "assurance": assurance, "tries_before": tries},
    )
