"""What an electronic session leaves to a real meeting, and to which."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.models import Meeting, MeetingKind, MeetingState
from balai.meetings.hall import Hall
from balai.people.standing import Standing
from balai.rules.carrying import why_not_carry
from balai.rules.stance import Track
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes
from balai.wording import sentence

TAKES = (MeetingState.DRAFT, MeetingState.PUBLISHED)


def may_carry_over(who: Standing, session: Meeting, hall: Hall, tracks: Mapping[str, Track]) -> Verdict:
    """The chair who concludes it, or the secretary who builds the next agenda; what the rules do not let it decide."""
    law = who.body.rules.meeting_kinds.electronic
    rule = law.rule if law else who.body.rules.agenda.rule
    if not (who.is_chair or who.is_secretary):
        return forbidden(_("Only the chair or the secretary carries items over to a meeting."), rule)
    if session.kind != MeetingKind.ELECTRONIC:
        return not_now(_("Items are carried over from an electronic session; in a meeting they are postponed."), rule)
    if session.state == MeetingState.CLOSED:
        return not_now(_("The meeting is closed."), rule)
    if session.state not in (MeetingState.CONFIRMED, MeetingState.OPEN) or clock.now() < session.positions_close_at:
        return not_now(_("Members still answer: items are carried over after the deadline for positions."), rule)
    concluding = session.state == MeetingState.OPEN
    reason = why_not_carry(who.body.rules, tracks, quorum=hall.quorum().met, concluding=concluding)
    return yes(rule=rule) if reason is None else not_now(f"{sentence(reason)}.", reason.rule)


def may_take_items(session: Meeting, to: Meeting) -> Verdict:
    """A later formal meeting of the same body whose agenda is still being built."""
    rule = session.body.rules.agenda.rule
    if to.body_id != session.body_id or to.kind != MeetingKind.FORMAL:
        return bad_input(_("Choose a formal meeting of this body."), rule)
    if to.state not in TAKES:
        return not_now(_("The agenda of that meeting is confirmed: reopen it, or choose a later meeting."), rule)
    if to.starts_at <= clock.now():
        return not_now(_("That meeting lies in the past: choose a later one."), rule)
    return yes(rule=rule)
