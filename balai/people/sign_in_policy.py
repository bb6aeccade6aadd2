"""Who may sign in, and who may change how."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balai import clock
from balai.people.models import Body, Invitation, Person
from balai.people.sign_in.leaving import has_left
from balai.people.sign_in.sure import current
from balai.rules.assurance import Assurance, Shortfall, is_fresh, shortfall
from balai.verdict import Verdict, bad_input, forbidden, not_now, unproved, yes


def may_sign_in(person: Person) -> Verdict:
    """Who is enrolled, not shut out, and has not left."""
    if not person.is_active or has_left(person):
        return forbidden(_("You cannot sign in (any more)."))
    return yes()


def may_enrol(person: Person) -> Verdict:
    """Who may sign in at all, and how they begin, is the administrator's to say."""
    if not (person.is_active and person.is_administrator):
        return forbidden(_("Only the administrator of this installation enrols people and lets them in."))
    return yes()


def may_shut_out(by: Person, person: Person) -> Verdict:
    """The administrator, and not themselves: somebody has to be able to let people in again."""
    if by.pk == person.pk:
        return bad_input(_("Nobody shuts themselves out."))
    return may_enrol(by)


def may_end_sessions(by: Person, person: Person) -> Verdict:
    """Everybody ends their own sessions, the administrator anybody's."""
    return yes() if by.pk == person.pk else may_enrol(by)


def may_use_invitation(invitation: Invitation) -> Verdict:
    """Once, in time, by somebody who may sign in."""
    if invitation.used_at is not None or invitation.ends <= clock.now():
        return not_now(_("This link has been used or is too old. Ask your administrator for a new one."))
    return may_sign_in(invitation.person)


def may_link(by: Person, *, taken: bool) -> Verdict:
    """Who stands behind a subject of an identity provider is the administrator's to say, one person for each."""
    if (verdict := may_enrol(by)) and taken:
        return not_now(_("This subject is already linked to somebody."))
    return verdict


def may_change_keys(person: Person) -> Verdict:
    """How somebody signs in is changed only by who has just shown who they are."""
    if not is_fresh(current().proved_at, clock.now(), settings.FRESH_MINUTES):
        return unproved(_("Please show once more that it is you."))
    return may_sign_in(person)


def may_rehash(person: Person, password: str) -> Verdict:
    """Whoever signs in by it; nothing but the same password takes its place."""
    if not person.check_password(password):
        return bad_input(_("This is not your password."))
    return may_sign_in(person)


def may_remove_key(person: Person, *, others: int) -> Verdict:
    """The last way in stays: without it only the administrator could let its owner in again."""
    if not others:
        return bad_input(_("This is your last way to sign in. Add another one first."))
    return may_change_keys(person)


WANTED = {
    Assurance.PASSWORD: gettext_lazy("The rules ask for a sign-in by password, at least, for this."),
    Assurance.TWO_FACTORS: gettext_lazy("The rules ask for a password with a one-time code, at least, for this."),
    Assurance.PASSKEY: gettext_lazy("The rules ask for a passkey for this."),
    Assurance.DEVICE_PASSKEY: gettext_lazy("The rules ask for a passkey that cannot leave its device for this."),
}


def may_vote_as(body: Body) -> Verdict:
    """Whether it is sure enough, by the body's rules, who casts a vote now."""
    law = body.rules.assurance
    return _sure_enough(body, law.vote_minutes if law else None)


def may_bind_as(body: Body) -> Verdict:
    """Whether it is sure enough, by the body's rules, who opens, adopts, decides or closes now."""
    law = body.rules.assurance
    return _sure_enough(body, law.decide_minutes if law else None)


def _sure_enough(body: Body, minutes: int | None) -> Verdict:
    law = body.rules.assurance
    if law is None or settings.DEMO:
        return yes()
    sure = current()
    lacking = shortfall(sure.level, sure.proved_at, clock.now(), wanted=law.level, minutes=minutes)
    if lacking == Shortfall.LEVEL:
        return unproved(str(WANTED[Assurance(law.level)]), law.rule)
    if lacking == Shortfall.TIME:
        said = _("More than %(minutes)s minutes have passed since you showed who you are. Please show it again.")
        return unproved(said % {"minutes": minutes}, law.rule)
    return yes(rule=law.rule)
