"""Who may change who is who."""

from datetime import datetime

from django.utils.translation import gettext as _

from balai import clock
from balai.people.models import DECIDING, Body, Membership, Person, Role
from balai.people.standing import Standing
from balai.rules.seats import why_not_substitute
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes
from balai.wording import sentence


def may_found_bodies(person: Person) -> Verdict:
    """Bodies, organisations, persons and seats are entered by the installation's administrator."""
    if not (person.is_administrator and person.is_active):
        return forbidden(_("Only the administrator of this installation founds bodies and appoints."))
    return yes()


def may_clear(person: Person) -> Verdict:
    """What a person is cleared for is entered by the administrator, on the word of the authority that vets people."""
    if not (person.is_administrator and person.is_active):
        return forbidden(_("Only the administrator of this installation enters what people are cleared for."))
    return yes()


def has_no_such_seat(person: Person, body: Body, role: Role) -> Verdict:
    """One open seat for each person and role in a body."""
    if Membership.objects.filter(person=person, body=body, role=role, ends=None).exists():
        return not_now(_("This person holds this seat already."))
    return yes()


def may_end_membership(person: Person, seat: Membership) -> Verdict:
    """A seat ends once: the day on which it ended stands in the record."""
    if not (verdict := may_found_bodies(person)):
        return verdict
    if seat.ends is not None and seat.ends <= clock.now():
        return not_now(_("This membership has ended already."))
    return yes()


def lies_ahead(starts: datetime, ends: datetime | None, rule: str = "") -> Verdict:
    """A term ends after it begins."""
    if ends is not None and ends <= starts:
        return bad_input(_("The end lies before the beginning."), rule)
    return yes(rule=rule)


def may_name_substitute(who: Standing, absent: Membership, substitute: Person) -> Verdict:
    """The absent member, the chair or the secretary names the substitute, if the body's rules know one."""
    rules = who.body.rules
    rule = rules.substitution.rule
    if not (who.is_secretary or who.is_chair or who.holds(absent)):
        return forbidden(_("Only the absent member, the chair or the secretary names a substitute."), rule)
    if absent.person_id == substitute.pk:
        return bad_input(_("Nobody stands in for themselves."), rule)
    if absent.decides:
        is_member = Membership.objects.in_force(clock.now()).filter(
            body=absent.body, person=substitute, role__in=DECIDING
        )
        why = why_not_substitute(rules, is_member=is_member.exists(), chairs=absent.role == Role.CHAIR)
        if why:
            return forbidden(f"{sentence(why)}.", why.rule)
    return yes(rule=rule)


def may_end_substitution(who: Standing, absent: Membership, *, ended: bool = False) -> Verdict:
    if not (who.is_secretary or who.is_chair or who.holds(absent)):
        return forbidden(
            _("Only the absent member, the chair or the secretary ends a substitution."),
            who.body.rules.substitution.rule,
        )
    if ended:
        return not_now(_("This substitution has ended already."), who.body.rules.substitution.rule)
    return yes(rule=who.body.rules.substitution.rule)
