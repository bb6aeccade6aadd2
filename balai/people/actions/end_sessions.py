"""Ending sessions: whoever holds them is signed out at once."""

from collections.abc import Sequence

from balai.action import action, nothing_changed, require
from balai.ledger.log import append
from balai.people.models import DeviceSession, Person
from balai.people.sign_in import ending
from balai.people.sign_in_policy import may_end_sessions


@action("people.end_sessions")
def end_sessions(person: Person, *, by: Person, because: str, sessions: Sequence[DeviceSession] | None = None) -> int:
    """End these sessions of a person, or all of them. Gives how many there were.

    `because` is one word for the record: signed_out, ended_by_hand, other_device, left, shut_out, too_many.
    """
    require(may_end_sessions(by, person))
    own = None if sessions is None else [one for one in sessions if one.person_id == person.pk]
    ended = ending.end_sessions(person, own)
    if ended:
        append(
            "people.sessions.ended",
            by=by,
            about=person,
            body=None,
            content={"sessions": ended, "because": because},
        )
    else:
        nothing_changed()
    return len(ended)
