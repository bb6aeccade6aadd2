"""Who may read, and who may erase, what is kept about a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from balai import clock
from balai.ledger.closing import ERASED, Closing, closable
from balai.people.models import Person
from balai.people.sign_in.sure import current
from balai.personal.ties import what_ties
from balai.rules.assurance import is_fresh
from balai.verdict import Verdict, bad_input, forbidden, not_now, unproved, yes

GDPR_ACCESS, GDPR_ERASURE, GDPR_STORAGE = "GDPR art. 15, 20", "GDPR art. 17", "GDPR art. 5(1)(e)"
GROUNDS = {  # the grounds of art. 17(1) that can apply: nothing here rests on consent (b), nothing on art. 8 (f)
    "a": "no longer necessary",
    "c": "the person objects, and nothing outweighs it",
    "d": "unlawfully processed",
    "e": "a law asks for it",
}
LONGEST_REASON = 1_000


@dataclass(frozen=True, slots=True)
class ErasureOrder:
    """What is asked for. `name`: the name becomes a pseudonym; `texts`: opinions and reasons of closed meetings go."""

    because: str
    ground: str = ""  # a letter of art. 17(1)
    name: bool = False
    texts: bool = False


def may_export(by: Person, person: Person) -> Verdict:
    """Everybody about themselves, having just shown who they are; the administrator about anybody."""
    if not by.is_active or (by.pk != person.pk and not by.is_administrator):
        said = _("Only the person themselves and the administrator of this installation get what is kept about them.")
        return forbidden(said, GDPR_ACCESS)
    fresh = settings.DEMO or by.pk != person.pk or is_fresh(current().proved_at, clock.now(), settings.FRESH_MINUTES)
    return yes(rule=GDPR_ACCESS) if fresh else unproved(_("Please show once more that it is you."), GDPR_ACCESS)


def may_erase(by: Person, person: Person, order: ErasureOrder) -> Verdict:
    """The administrator, once nothing ties the person to the work any more; name and texts on a stated ground."""
    if not (by.is_active and by.is_administrator):
        return forbidden(_("Only the administrator of this installation erases what is kept about a person."))
    if person.is_administrator:
        return bad_input(_("Who administers this installation, and its command line, are not erased."), GDPR_ERASURE)
    if fault := _fault_in(order):
        return bad_input(fault, GDPR_ERASURE)
    if tie := what_ties(person, texts=order.texts):
        return not_now(tie, GDPR_ERASURE)
    return yes(rule=f"{GDPR_ERASURE}(1)({order.ground})" if order.ground else GDPR_ERASURE)


def _fault_in(order: ErasureOrder) -> str:
    if not order.because.strip():
        return _("Say because of what: it stands in the record.")
    if len(order.because) > LONGEST_REASON:
        return _("The reason has at most %(most)s characters.") % {"most": LONGEST_REASON}
    if order.ground and order.ground not in GROUNDS:
        return _("The ground is a letter of GDPR art. 17(1): %(letters)s.") % {"letters": ", ".join(GROUNDS)}
    if (order.name or order.texts) and not order.ground:
        return _("A name or a text that binds is taken out on a ground of GDPR art. 17(1) only: state it.")
    return ""


def may_close(closings: Iterable[tuple[Closing, str]]) -> Verdict:
    """What an erasure may close, each with its act. A vote, a decision, a stance and all else that binds stay open."""
    for (index, part), act in closings:
        if not closable(act, part, ERASED):
            said = _("Entry %(index)s (%(act)s) binds: its content is not closed.") % {"index": index, "act": act}
            return bad_input(said, "GDPR art. 17(3)(b), (d)")
    return yes()


def may_prune(by: Person) -> Verdict:
    """What is beyond its time is deleted in the name of the administrator."""
    if not (by.is_active and by.is_administrator):
        said = _("Only the administrator of this installation deletes what is beyond its time.")
        return forbidden(said, GDPR_STORAGE)
    return yes(rule=GDPR_STORAGE)
