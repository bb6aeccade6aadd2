"""Who sends the results of a closed meeting up to the body that confirms them, and onto which agenda."""

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.models import Meeting, MeetingKind, MeetingState
from balai.meetings.carrying_policy import TAKES
from balai.meetings.policy import decides_formally
from balai.people.standing import Standing
from balai.rules.reporting import law_of
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes


def may_report_up(who: Standing, meeting: Meeting, *, reported: bool) -> Verdict:
    """Whom the rules name, once, when it is closed. `reported`: an agenda of the other body has the report already."""
    law = law_of(who.body.rules)
    held = {"chair": who.is_chair, "secretary": who.is_secretary}
    if not any(held[one] for one in law.sent_by):
        return forbidden(_not_yours(law.sent_by), law.rule)
    if meeting.body.parent_id is None:
        return not_now(_("This body stands under no other: its results are reported to nobody."), law.rule)
    if not decides_formally(meeting, who.body.rules):
        return not_now(_("This meeting takes no formal decisions: there is nothing to confirm."), law.rule)
    if meeting.state != MeetingState.CLOSED:
        return not_now(_("The results are reported when the meeting is closed."), law.rule)
    if reported:
        return not_now(_("The results of this meeting have been reported: that is done once."), law.rule)
    return yes(rule=law.rule)


def _not_yours(sent_by: tuple[str, ...]) -> str:
    if sent_by == ("chair",):
        return _("Only the chair reports the results.")
    if sent_by == ("secretary",):
        return _("Only the secretary reports the results.")
    return _("Only the chair or the secretary reports the results.")


def has_results(meeting: Meeting, *, decided: bool) -> Verdict:
    """`decided`: something was that may be read outside the body."""
    rule = law_of(meeting.body.rules).rule
    if not decided:
        return not_now(_("There is nothing to confirm: nothing was decided that others may read."), rule)
    return yes(rule=rule)


def may_take_report(meeting: Meeting, to: Meeting) -> Verdict:
    """A later formal meeting of the body above whose agenda is still being built."""
    rule = law_of(meeting.body.rules).rule
    if to.body_id != meeting.body.parent_id or to.kind != MeetingKind.FORMAL:
        return bad_input(_("Choose a formal meeting of the body that confirms the results."), rule)
    if to.state not in TAKES:
        return not_now(_("The agenda of that meeting is confirmed: choose a later meeting, or ask for it there."), rule)
    if to.starts_at <= clock.now():
        return not_now(_("That meeting lies in the past: choose a later one."), rule)
    return yes(rule=rule)
