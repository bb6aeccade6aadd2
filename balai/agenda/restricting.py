"""Restricting access to an item or a paper: whether the rules allow it, how it is kept, what the record says of it."""

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.access import reader_of
from balai.agenda.models import Guarded
from balai.agenda.picture import reader_in
from balai.ledger.log import Json
from balai.people.models import Membership, Person, Role
from balai.people.staff import people_of
from balai.people.standing import Standing
from balai.rules.access import Level, Reader, Restriction, Shown, law_of, shown, why_not_restrict
from balai.verdict import Verdict, bad_input, yes
from balai.wording import sentence


def may_be_restricted(who: Standing, restriction: Restriction) -> Verdict:
    """By the body's rules, and so that whoever restricts it, and whoever chairs, can still read it.

    What the chair may not read could be neither led nor decided.
    """
    now, rules = clock.now(), who.body.rules
    rule = law_of(rules).rule
    if restriction.level == Level.PUBLIC:
        return yes(rule=rule)
    if why := why_not_restrict(restriction, now, rules):
        return bad_input(f"{sentence(why)}.", why.rule)
    strangers = restriction.readers - {str(pk) for pk in people_of(who.body).values_list("pk", flat=True)}
    if strangers:
        return bad_input(_("Only people with a seat in this body can be named as readers."), rule)
    if shown(restriction, reader_of(who, now), now, rules) != Shown.WHOLE:
        said = _("You would not be able to read it yourself: name yourself, or have somebody who is cleared do it.")
        return bad_input(said, rule)
    chair = _chair_of(who)
    if chair is not None and shown(restriction, chair, now, rules) != Shown.WHOLE:
        return bad_input(_("The chair would not be able to read it, so it could not be decided: name the chair."), rule)
    return yes(rule=rule)


def _chair_of(who: Standing) -> Reader | None:
    now = clock.now()
    held = Membership.objects.in_force(now).filter(body=who.body, role=Role.CHAIR)
    seat = held.select_related("person__clearance").first()
    return reader_in(seat, now) if seat else None


def columns(restriction: Restriction) -> dict[str, object]:
    """As an item or paper keeps it, but for the readers."""
    return {
        "access": restriction.level,
        "access_ground": restriction.ground.strip(),
        "access_ends_at": restriction.ends_at,
        "clearance": restriction.clearance,
    }


def keep_readers(thing: Guarded, restriction: Restriction) -> None:
    thing.readers.set(Person.objects.filter(pk__in=restriction.readers))


def told(restriction: Restriction) -> dict[str, Json]:
    """As the record tells it."""
    return {
        "access": str(restriction.level),
        "access_ground": restriction.ground,
        "access_ends_at": restriction.ends_at.isoformat() if restriction.ends_at else None,
        "clearance": int(restriction.clearance),
        "readers": sorted(restriction.readers),
    }
