"""Who may change who is who."""

from django.utils.translation import gettext as _

from balai.people.models import Membership, Person
from balai.people.standing import Standing
from balai.verdict import Verdict, bad_input, forbidden, yes


def may_found_bodies(person: Person) -> Verdict:
    """Bodies, organisations, persons and seats are entered by the installation's administrator."""
    if not person.is_administrator:
        return forbidden(_("Only the administrator of this installation founds bodies and appoints."))
    return yes()


def may_name_substitute(who: Standing, absent: Membership, substitute: Person) -> Verdict:
    """The absent member, the chair or the secretary names the substitute, if the body's rules know one."""
    rules = who.body.rules
    rule = rules.substitution.rule
    if not (who.is_secretary or who.is_chair or who.holds(absent)):
        return forbidden(_("Only the absent member, the chair or the secretary names a substitute."), rule)
    if rules.substitution.who == "none" and absent.decides:
        return forbidden(_("The rules of this body know no substitutes."), rule)
    if absent.person_id == substitute.pk:
        return bad_input(_("Nobody stands in for themselves."), rule)
    return yes(rule=rule)


def may_end_substitution(who: Standing, absent: Membership) -> Verdict:
    if not (who.is_secretary or who.is_chair or who.holds(absent)):
        return forbidden(
            _("Only the absent member, the chair or the secretary ends a substitution."), who.body.rules.substitution.rule
        )
    return yes(rule=who.body.rules.substitution.rule)


