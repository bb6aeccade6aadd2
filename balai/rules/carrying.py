"""What an electronic session leaves to a real meeting.

Latvia, No 606, pp. 136-137: a poll only where no debate, conceptual decision or vote is needed. The triage says by the
body's own rules what needs debate (an objection, too few answers, an excluded kind) and what cannot be decided.
"""

from collections.abc import Mapping

from balai.rules.procedure import Rules
from balai.rules.stance import Track
from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _


def falls_to_a_meeting(tracks: Mapping[str, Track], *, quorum: bool) -> frozenset[str]:
    """Keys of the items that are not decided there: all of them where too few have answered for a quorum."""
    return frozenset(key for key, track in tracks.items() if not quorum or track != Track.WITHOUT_DEBATE)


def why_not_carry(rules: Rules, tracks: Mapping[str, Track], *, quorum: bool, concluding: bool) -> Reason | None:
    """What stands against carrying items over now, or None.

    Args:
        tracks: of the items that are pending.
        concluding: the session is being concluded; before that only one without a quorum leaves its items.
    """
    law = rules.meeting_kinds.electronic
    rule = law.rule if law else rules.agenda.rule
    if quorum and not concluding:
        return Reason(_("There is a quorum: conclude the electronic session first"), rule)
    if not falls_to_a_meeting(tracks, quorum=quorum):
        return Reason(_("No item falls to a meeting"), rule)
    return None
