"""Quorum: whether enough members are there, and those without whom the body cannot sit.

Participants with the right to speak never count: only seats in `members` do (VVS § 16).
"""

from dataclasses import dataclass

from balai.rules.fractions import needed as needed_of
from balai.rules.procedure import Rules
from balai.rules.words import Reason, about
from balai.rules.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Quorum:
    """`present` and `needed` are numbers of members; `reasons` say why it is met, or everything that is missing."""

    met: bool
    present: int
    needed: int
    members: int
    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        return self.met


def quorum(
    rules: Rules,
    members: frozenset[str],
    present: frozenset[str],
    recused: frozenset[str] = frozenset(),
    *,
    chair_present: bool = True,
    secretary_present: bool = True,
    emergency: bool = False,
) -> Quorum:
    """Whether the body can decide; with `recused`, whether it can decide this item.

    Args:
        members: all seats that decide. present: those that are there (others are ignored).
        emergency: an immediate threat to security (VVS § 16); changes nothing where the rules know no emergency.
    """
    there = present & members
    if not rules.quorum.recused_count:
        there = there - recused
    least = least_present(rules, len(members), emergency=emergency)
    missing = _missing(rules, len(there), least, recused & present, chair_present, secretary_present)
    said = missing or (_met(rules, len(there), least, len(members)),)
    return Quorum(not missing, len(there), least, len(members), said)


def least_present(rules: Rules, members: int, *, emergency: bool = False) -> int:
    """How many of so many members must be there; never fewer than one."""
    beside_chair = rules.quorum.emergency_beside_chair
    if emergency and beside_chair is not None:
        return beside_chair + 1
    return max(1, needed_of(rules.quorum.of_members, members))


def _missing(
    rules: Rules, there: int, least: int, recused: frozenset[str], chair: bool, secretary: bool
) -> tuple[Reason, ...]:
    rule = rules.quorum.rule
    found: list[Reason] = []
    if there < least and recused and not rules.quorum.recused_count:
        text = _("No quorum on this item: {present} of {needed} needed. Recused: {members}")
        found.append(about(text, rule, recused, present=there, needed=least))
    elif there < least:
        found.append(
            Reason(_("No quorum: {present} of {needed} needed"), rule, (), {"present": there, "needed": least})
        )
    if rules.quorum.chair_required and not chair:
        found.append(Reason(_("The chair or who stands in for the chair must be present"), rule))
    if rules.quorum.secretary_required and not secretary:
        found.append(Reason(_("The secretary must be present"), rule))
    return tuple(found)


def _met(rules: Rules, there: int, least: int, members: int) -> Reason:
    text = _("Quorum: {present} of {members_count} present, {needed} needed")
    return Reason(text, rules.quorum.rule, (), {"present": there, "members_count": members, "needed": least})
