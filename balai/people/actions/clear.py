"""Clearing: a person may be trusted with what is restricted up to a level, until a moment."""

from datetime import datetime

from balai import clock
from balai.action import action, nothing_changed, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Body, Clearance, Person, seats_changed
from balai.people.standing import bodies_of
from balai.rules.access import Clearance as Level


@action("people.clear")
def clear(person: Person, *, level: Level, by: Person, ends: datetime | None = None) -> None:
    """Set what the person is cleared for; `Level.NONE` takes it away. Open screens are asked anew at once."""
    require(policy.may_clear(by))
    if ends is not None:
        require(policy.lies_ahead(clock.now(), ends))
    held = Clearance.objects.filter(person=person).first()
    wanted = None if level == Level.NONE else (level.value, ends)
    if wanted == (held and (held.level, held.ends)):
        nothing_changed()
        return
    Clearance.objects.filter(person=person).delete()
    if wanted is not None:
        Clearance.objects.create(person=person, level=level, ends=ends)
    append(
        "people.person.cleared",
        by=by,
        about=person,
        body=None,
        content={"level": int(level), "ends": ends.isoformat() if ends else None},
    )
    for body in Body.objects.filter(pk__in=bodies_of(person)):
        seats_changed(body)
