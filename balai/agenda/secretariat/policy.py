"""Who sees the secretariat's screens."""

from django.utils.translation import gettext as _

from balai.people.standing import Audience, Standing
from balai.verdict import Verdict, forbidden, yes


def may_watch(who: Standing) -> Verdict:
    """The secretary and the chair see who has answered what, whatever the rules show to members."""
    if who.audience != Audience.SECRETARIAT:
        return forbidden(_("Only the secretariat and the chair see this desk."), who.body.rules.positions.rule)
    return yes(rule=who.body.rules.positions.rule)
