"""Who proposes another text of a decision, and who takes it back.

What the sitting asks besides: balai/meetings/motion_policy.py.
"""

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, MeetingState
from balai.agenda.motions.models import Motion
from balai.agenda.policy import moment
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.motions import law_of
from balai.verdict import Verdict, forbidden, not_now, yes


def may_propose(
    who: Standing, item: AgendaItem, seat: Membership | None, meeting: Meeting | None = None, *, recused: bool
) -> Verdict:
    """A member who takes part in the item, from the publication of the agenda until it is decided."""
    law, meeting = law_of(who.body.rules), meeting or item.meeting
    if seat is None or not seat.decides or not who.holds(seat):
        return forbidden(_("Only members of this body propose motions."), law.rule)
    if not law.allowed:
        return not_now(_("The rules of this body know no motions."), law.rule)
    if meeting.state == MeetingState.DRAFT:
        return not_now(_("The agenda has not been published to the members yet."), law.rule)
    if meeting.state == MeetingState.CLOSED or not item.pending:
        return not_now(_("This item is settled."), law.rule)
    if recused:
        return forbidden(_("You have recused yourself from this item; you propose nothing on it."), law.rule)
    return _in_time(meeting, law.rule)


def _in_time(meeting: Meeting, rule: str) -> Verdict:
    """In an electronic session what members want is known by the deadline: there is no debate after it."""
    if meeting.kind != MeetingKind.ELECTRONIC or clock.now() <= meeting.positions_close_at:
        return yes(rule=rule)
    said = _("In an electronic session motions are proposed until the deadline for positions, %(moment)s.")
    return not_now(said % {"moment": moment(meeting.positions_close_at)}, rule)


def may_withdraw_motion(who: Standing, motion: Motion, item: AgendaItem) -> Verdict:
    """Whoever sits in the seat that proposed it, while it is open."""
    rule = law_of(who.body.rules).rule
    if not who.holds(motion.seat):
        return forbidden(_("Only who proposed a motion withdraws it."), rule)
    if not motion.is_open or not item.pending:
        return not_now(_("This motion is settled."), rule)
    return yes(rule=rule)
