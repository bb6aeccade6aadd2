"""Inviting somebody without a seat to one item: to which kinds of meetings, and whether they may be heard there."""

from balai.rules.procedure import InvitationRules, Rules
from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _


def law_of(rules: Rules) -> InvitationRules:
    """The body's rules on inviting; without a section nobody is invited."""
    return rules.invitations or InvitationRules(rule=rules.agenda.rule, meetings=(), may_speak=False)


def why_not_invite(rules: Rules, kind: str, *, may_speak: bool) -> Reason | None:
    """What stands against inviting to an item of this kind of meeting, or None."""
    law = law_of(rules)
    if not law.meetings:
        return Reason(_("The rules of this body know no invitations to single items"), law.rule)
    if kind not in law.meetings:
        return Reason(_("Nobody is invited to an item of this kind of meeting"), law.rule)
    if may_speak and not law.may_speak:
        return Reason(_("Who is invited to an item is not heard on it by the rules of this body"), law.rule)
    return None
