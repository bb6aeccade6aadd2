"""Closing a part of a public meeting to the public, and opening it again."""

from django.utils.translation import gettext as _

from balai.agenda.models import Meeting, MeetingKind
from balai.meetings import policy
from balai.people.standing import Standing
from balai.verdict import Verdict, not_now, yes


def may_close_part(who: Standing, meeting: Meeting) -> Verdict:
    """The chair, in an open formal meeting that is public, where the rules know closed parts."""
    law = who.body.rules.parts
    if not (verdict := policy.leads_open_meeting(who, meeting)):
        return verdict
    if law is None or not law.closed:
        rule = law.rule if law else who.body.rules.meeting_kinds.formal.rule
        return not_now(_("The rules of this body know no closed parts of a meeting."), rule)
    if meeting.kind != MeetingKind.FORMAL or who.body.rules.meeting_kinds.formal.closed:
        return not_now(_("This meeting is not public: it has no closed parts."), law.rule)
    if meeting.closed_part_since is not None:
        return not_now(_("A closed part is running already."), law.rule)
    return yes(rule=law.rule)


def may_end_part(who: Standing, meeting: Meeting) -> Verdict:
    law = who.body.rules.parts
    rule = law.rule if law else who.body.rules.meeting_kinds.formal.rule
    if not (verdict := policy.leads_open_meeting(who, meeting)):
        return verdict
    if meeting.closed_part_since is None:
        return not_now(_("No closed part is running."), rule)
    return yes(rule=rule)
