"""Ending a mandate before its time."""

from balai import clock
from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Mandate, Person, seats_changed
from balai.people.sign_in.ending import end_sessions
from balai.people.sign_in.leaving import has_left
from balai.people.standing import standing


@action("people.end_mandate")
def end_mandate(mandate: Mandate, *, by: Person) -> Mandate:
    """From now on the adviser reads and prepares nothing for the seat; what the member confirmed stands."""
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("seat__body", "adviser").get(pk=mandate.pk)
    body = mandate.seat.body
    verdict = policy.may_end_mandate(standing(by, body), mandate)
    require(verdict)
    mandate.ended_at = clock.now()
    mandate.save(update_fields=["ended_at"])
    seats_changed(body)
    sessions = end_sessions(mandate.adviser) if has_left(mandate.adviser) else []
    append(
        "people.mandate.ended",
        by=by,
        about=mandate,
        body=body,
        seat=mandate.seat,
        rule=verdict.rule,
        content={"sessions_ended": sessions},
    )
    return mandate
