"""A meeting out of turn: who calls it, with how much notice, and with which quorum it sits.

Latvia, No 606, p. 122: three hours before. Estonia, VVS § 16: under an immediate threat to national security the prime
minister and at least two ministers.
"""

from datetime import datetime, timedelta

from balai.rules.procedure import Rules
from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _


def why_not_call(
    rules: Rules, at: datetime, starts_at: datetime, *, callers: frozenset[str], emergency: bool
) -> Reason | None:
    """What stands against calling it, or None.

    Args:
        callers: as what the person may call it: 'chair', 'secretary'.
        emergency: it is to sit with the quorum of an emergency.
    """
    law = rules.extraordinary
    if law is None:
        return Reason(_("The rules of this body know no extraordinary meeting"), rules.agenda.rule)
    if not callers & set(law.called_by):
        return Reason(_CALLED_BY[law.called_by == ("chair",)], law.rule)
    if starts_at < at + timedelta(hours=law.notice_hours or 0):
        said = _("An extraordinary meeting is called in time: hours of notice at least: {hours}")
        return Reason(said, law.rule, values={"hours": law.notice_hours or 0})
    if emergency and not law.emergency:
        return Reason(_("The rules of this body know no quorum of an emergency"), law.rule)
    return None


_CALLED_BY = {
    True: _("Only the chair calls an extraordinary meeting"),
    False: _("This person does not call an extraordinary meeting by the rules of this body"),
}


def positions_close(usual: datetime, at: datetime, starts_at: datetime) -> datetime:
    """Where the usual deadline would lie in the past, positions close when the meeting begins."""
    return usual if usual > at else starts_at
