"""Who may look at how the record is kept. The record itself is public: it shows nothing but commitments."""

from django.utils.translation import gettext as _

from balai import clock
from balai.people.models import Membership, Person, Role
from balai.verdict import Verdict, forbidden, yes


def may_watch_record(person: Person) -> Verdict:
    """Administrators and secretaries see the witnesses' answers and the alarms."""
    if person.is_administrator:
        return yes()
    if Membership.objects.in_force(clock.now()).filter(person=person, role=Role.SECRETARY).exists():
        return yes()
    return forbidden(_("Only administrators and secretaries see how the record is kept."))
