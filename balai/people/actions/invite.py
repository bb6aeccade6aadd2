"""Inviting: a person gets a link by which they set up how they sign in."""

import hashlib
import secrets
from datetime import timedelta

from balai import clock
from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Invitation, Person
from balai.people.sign_in.keys import forget_keys
from balai.people.sign_in_policy import may_enrol


def hash_of(secret: str) -> str:
    return hashlib.sha256(f"balai invitation {secret}".encode()).hexdigest()


@action("people.invite")
def invite(person: Person, *, by: Person, hours: int = 72, afresh: bool = False) -> str:
    """Make a link that works once, for `hours`; earlier ones stop working. Gives its secret, which is kept nowhere.

    With `afresh` (a device was lost) all keys, the password and all sessions of the person end now.
    """
    require(may_enrol(by))
    Invitation.objects.filter(person=person, used_at=None).delete()
    ended = forget_keys(person) if afresh else []
    secret = secrets.token_urlsafe(32)
    ends = clock.now() + timedelta(hours=hours)
    invitation = Invitation.objects.create(person=person, secret_hash=hash_of(secret), ends=ends)
    append(
        "people.invited",
        by=by,
        about=invitation,
        body=None,
        content={
            "person": str(person.pk),
            "secret": invitation.secret_hash,
            "ends": ends.isoformat(),
            "afresh": afresh,
            "sessions_ended": ended,
        },
    )
    return secret
