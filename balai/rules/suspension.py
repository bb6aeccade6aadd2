"""A meeting suspended and resumed: until when at most, and whether attendance is noted anew.

Robert's Rules of Order (12th ed.) 9:17: a meeting adjourned to another time continues the same session where it was
broken off; whether a quorum is there is found anew.
"""

from datetime import datetime, timedelta

from balai.rules.procedure import Rules, SuspensionRules
from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _


def law_of(rules: Rules) -> SuspensionRules:
    """The body's rules on suspending; without a section attendance is noted anew on another day."""
    return rules.suspension or SuspensionRules(rule=rules.quorum.rule, attendance_anew="another_day")


def attends_anew(rules: Rules, begins: datetime, ends: datetime) -> bool:
    """Whether attendance is noted anew after a pause. Both in the body's own time zone (days are that place's days)."""
    asked = law_of(rules).attendance_anew
    return asked == "always" or (asked == "another_day" and begins.date() != ends.date())


def why_not_until(rules: Rules, at: datetime, begins: datetime, ends: datetime) -> Reason | None:
    """What stands against this time of resumption, or None.

    Args:
        at: now; `begins`: when the meeting was suspended.
    """
    law = law_of(rules)
    if ends <= at:
        return Reason(_("The time of resumption lies in the past"), law.rule)
    if law.longest_days is not None and ends.date() > begins.date() + timedelta(days=law.longest_days):
        said = _("Most days that a meeting may be suspended: {days}. Convene another meeting")
        return Reason(said, law.rule, values={"days": law.longest_days})
    return None


def why_not_resume(rules: Rules, at: datetime, begins: datetime, ends: datetime) -> Reason | None:
    """What stands against resuming now, or None. Who left is there again at the time that was announced, not before.

    Args:
        at: now, in the body's own time zone, as `begins` and `ends`.
    """
    law = law_of(rules)
    if at < ends:
        return Reason(
            _("The meeting is resumed at the time that was announced: to resume it earlier, set that time"), law.rule
        )
    if attends_anew(rules, begins, at) and not attends_anew(rules, begins, ends):
        return Reason(_("The day that was announced has passed: set a new time, attendance is noted anew"), law.rule)
    return None
