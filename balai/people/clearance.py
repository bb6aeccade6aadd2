"""What a person is cleared for at a moment."""

from datetime import datetime

from balai.people.models import Person
from balai.rules.access import Clearance


def clearance_of(person: Person, at: datetime) -> Clearance:
    """One query, unless the person was fetched with `select_related("clearance")`."""
    held = getattr(person, "clearance", None)
    if held is None or (held.ends is not None and held.ends <= at):
        return Clearance.NONE
    return Clearance(held.level)
