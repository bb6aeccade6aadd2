"""Motions: members propose another text of the decision. How each is settled, by what majority, and what waits.

A motion binds nobody while it is open. The result of a vote on a motion changes the text to be decided or leaves it;
it never decides the item.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum

from balai.rules.procedure import MajorityRules, MotionRules, Rules
from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _


class MotionState(StrEnum):
    """Everything but OPEN is final; taking back the chair's last step is an act of its own."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"  # by who proposed it
    TAKEN_OVER = "taken_over"  # nobody objected
    CARRIED = "carried"
    LOST = "lost"
    DECLINED = "declined"  # where no vote is taken: whoever decides did not take it over
    FALLEN = "fallen"  # what was adopted before settles it


class Settling(StrEnum):
    """How a motion is settled without a vote."""

    TAKE_OVER = "taken_over"
    DECLINE = "declined"
    FALL = "fallen"


ADOPTED = frozenset({MotionState.TAKEN_OVER, MotionState.CARRIED})


def law_of(rules: Rules) -> MotionRules:
    """The section on motions; without it members propose, and the majority is that of any vote."""
    return rules.motions or MotionRules(rule=rules.majority.rule, allowed=True)


def majority_of(rules: Rules) -> MajorityRules:
    """What carries a motion: never what the rules ask for some kinds of items, which is about the item itself."""
    law, motions = rules.majority, law_of(rules)
    if motions.majority is None:
        return law.model_copy(update={"kinds": {}})
    return law.model_copy(update={"kinds": {}, "kind": motions.majority, "rule": motions.rule})


def counted_by(rules: Rules) -> Rules:
    """The rules with the majority of a motion in the place of the general one, for counting."""
    return rules.model_copy(update={"majority": majority_of(rules)})


def votes_on_motions(rules: Rules) -> bool:
    """Whether motions are voted on at all: not where one person decides."""
    return majority_of(rules).kind != "one_decider"


def why_not_settle(
    how: Settling, state: MotionState, others: Collection[MotionState], rules: Rules, *, votes: bool
) -> Reason | None:
    """What stands against settling a motion without a vote.

    Args:
        others: how the other motions on the item stand.
        votes: whether a vote could be taken on it in this meeting.
    """
    rule = law_of(rules).rule
    if state != MotionState.OPEN:
        return Reason(_("This motion is settled"), rule)
    if how == Settling.FALL and not ADOPTED.intersection(others):
        return Reason(_("A motion falls when another one on this item has been adopted: take over or vote first"), rule)
    if how == Settling.DECLINE and votes:
        return Reason(_("A motion that is not taken over is put to the vote"), rule)
    return None


def why_not_decide(open_motions: Sequence[int], rules: Rules) -> Reason | None:
    """The item waits while motions are open on it. `open_motions`: their numbers."""
    if not open_motions:
        return None
    values: dict[str, str | int] = {"numbers": ", ".join(str(one) for one in sorted(open_motions))}
    text = _("Motions are open on this item (number {numbers}): settle them before the item is decided")
    return Reason(text, law_of(rules).rule, (), values)
