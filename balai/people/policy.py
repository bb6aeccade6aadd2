"""Who may change who is who."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from balai import clock
from balai.people.models import DECIDING, Body, Mandate, Membership, Person, Role
from balai.people.standing import Standing
from balai.rules.seats import why_not_substitute
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes
from balai.wording import sentence


def may_found_bodies(person: Person) -> Verdict:
    """Bodies, organisations, persons and seats are entered by the installation's administrator."""
    if not (person.is_administrator and person.is_active):
        return forbidden(_("Only the administrator of this installation founds bodies and appoints."))
    return yes()


def may_place_under(body: Body, parent: Body | None, bodies: Mapping[UUID, Body]) -> Verdict:
    """No body confirms its own results, however many steps up. `bodies`: all of them."""
    above = parent
    while above is not None:
        if above.pk == body.pk:
            return bad_input(_("A body does not stand under itself, nor under one that stands under it."))
        above = bodies[above.parent_id] if above.parent_id else None
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


# Mandates of advisers -----------------------------------------------------------------------------------------------


def knows_advisers(body: Body) -> Verdict:
    """Whether the body's rules let members have advisers."""
    law = body.rules.mandates
    if law is None or not law.allowed:
        return forbidden(_("The rules of this body know no advisers."), law.rule if law else "")
    return yes(rule=law.rule)


def gives_mandates(who: Standing, seat: Membership) -> Verdict:
    """The member in person, or the secretary where the rules say so. One hop: nobody passes on what is not theirs."""
    if not (verdict := knows_advisers(who.body)):
        return verdict
    if who.is_adviser_of(seat):
        return forbidden(_("An adviser cannot pass the mandate on."), verdict.rule)
    law = who.body.rules.mandates
    by_secretary = law is not None and law.given_by == "member_or_secretary" and who.is_secretary
    if who.holds_in_person(seat) or by_secretary:
        return verdict
    if who.holds(seat):
        return forbidden(_("Who stands in for a member gives and ends no mandates for the seat."), verdict.rule)
    return forbidden(_("Only the member gives and ends mandates for their seat."), verdict.rule)


def may_give_mandate(who: Standing, seat: Membership, adviser: Person, ends: datetime | None) -> Verdict:
    """For a seat that decides, to somebody who has no seat of their own in the body."""
    if not (verdict := gives_mandates(who, seat)):
        return verdict
    if not seat.decides:
        return bad_input(_("Only members have advisers here."), verdict.rule)
    if not Membership.objects.in_force(clock.now()).filter(pk=seat.pk).exists():
        return not_now(_("Nobody holds this seat now."), verdict.rule)
    if ends is not None and ends <= clock.now():
        return bad_input(_("The end of the mandate has passed already."), verdict.rule)
    return _can_advise(seat, adviser, verdict)


def _can_advise(seat: Membership, adviser: Person, verdict: Verdict) -> Verdict:
    if adviser.pk == seat.person_id:
        return bad_input(_("Nobody advises themselves."), verdict.rule)
    if not adviser.is_active or adviser.is_administrator:
        return bad_input(_("This person cannot be an adviser."), verdict.rule)
    if Membership.objects.in_force(clock.now()).filter(body=seat.body_id, person=adviser).exists():
        return bad_input(_("Whoever has a seat in this body advises nobody in it."), verdict.rule)
    open_ended = Mandate.objects.filter(Q(ends=None) | Q(ends__gt=clock.now()), seat=seat, ended_at=None)
    if open_ended.filter(adviser=adviser).exists():
        return not_now(_("This person has a mandate for this seat already."), verdict.rule)
    return verdict


def may_end_mandate(who: Standing, mandate: Mandate) -> Verdict:
    """Whoever may give it ends it; the adviser may lay it down."""
    lays_down = mandate.adviser_id == who.person.pk and who.is_adviser_of(mandate.seat)
    if not lays_down and not (verdict := gives_mandates(who, mandate.seat)):
        return verdict
    law = who.body.rules.mandates
    rule = law.rule if law else ""
    if mandate.ended_at is not None or (mandate.ends is not None and mandate.ends <= clock.now()):
        return not_now(_("This mandate has ended already."), rule)
    return yes(rule=rule)
