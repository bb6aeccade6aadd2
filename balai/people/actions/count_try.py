"""Counting a try to sign in; too many bar the name, or the address, for a while."""

from django.conf import settings

from balai.action import action, require
from balai.ledger.log import append
from balai.people.console import console
from balai.people.sign_in import tries
from balai.verdict import yes


@action("people.count_try", personal=True)
def count_try(subject: str, address: str) -> bool:
    """Count a try before it is looked at. False where there have been too many: then it is not looked at.

    `subject` is the hash of a name, or of whose code it is (see `tries`). The first try too many leaves an
    entry, whether there is such a name or not. It names nobody: the name stands in it as a keyed hash.
    """
    require(yes())
    subjects = (
        ("person", subject, settings.SIGN_IN_TRIES),
        ("address", tries.for_address(address), settings.SIGN_IN_TRIES_FROM_ONE_ADDRESS),
    )
    allowed = True
    for kind, hashed, limit in subjects:
        entered, number = tries.count(hashed, limit)
        allowed = allowed and number <= limit
        if number == limit + 1:
            append(
                "people.tries.barred",
                by=console(),
                about=entered,
                body=None,
                content={"kind": kind, "subject": hashed, "tries": number},
            )
    return allowed
