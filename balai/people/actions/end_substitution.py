"""Ending a substitution before its time."""

from balai import clock
from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Person, Substitution, seats_changed
from balai.people.sign_in.ending import end_sessions
from balai.people.sign_in.leaving import has_left
from balai.people.standing import standing


@action("people.end_substitution")
def end_substitution(substitution: Substitution, *, by: Person) -> Substitution:
    """From now on the substitute no longer stands in; what they did stands."""
    substitution = (
        Substitution.objects.select_for_update(of=("self",)).select_related("absent__body").get(pk=substitution.pk)
    )
    absent = substitution.absent
    ended = substitution.ended_at is not None
    require(policy.may_end_substitution(standing(by, absent.body), absent, ended=ended))
    substitution.ended_at = clock.now()
    substitution.save(update_fields=["ended_at"])
    seats_changed(absent.body)
    sessions = end_sessions(substitution.substitute) if has_left(substitution.substitute) else []
    append(
        "people.substitution.ended",
        by=by,
        about=substitution,
        body=absent.body,
        seat=absent,
        content={"sessions_ended": sessions},
    )
    return substitution
