"""Whose vote counts: seats held by their members and by those who stand in for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from balai.rules.procedure import Rules
from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Held:
    """A seat in a meeting: whose it is, and who sits in it."""

    seat: str
    member: str
    by: str

    @property
    def own(self) -> bool:
        return self.member == self.by


@dataclass(frozen=True, slots=True)
class Seats:
    """`voting` are the seats that count and vote; the others are refused, each with its reason."""

    voting: frozenset[str]
    refused: dict[str, Reason]


def seats(rules: Rules, held: Sequence[Held]) -> Seats:
    """Each person's own seat counts first; standing in for another gives a further vote only by the rules."""
    voting: set[str] = set()
    refused: dict[str, Reason] = {}
    busy: set[str] = set()
    sitting = {one.by for one in held if one.own}
    for one in sorted(held, key=lambda held_seat: not held_seat.own):
        reason = None if one.own else _no_vote(rules, a_member=one.by in sitting, has_a_vote=one.by in busy)
        if reason:
            refused[one.seat] = reason
            continue
        voting.add(one.seat)
        busy.add(one.by)
    return Seats(frozenset(voting), refused)


def entitled(rules: Rules, held: Iterable[Held]) -> frozenset[str]:
    """The seats that count towards quorum and vote."""
    return seats(rules, list(held)).voting


def casting_seat(rules: Rules, held: Sequence[Held], chair: str) -> str | None:
    """The seat through which whoever sits in the chair votes, and so breaks a tie.

    A minister in the chair's seat without a second vote decides by the vote of their own seat. None: nobody chairs, or
    who chairs has no vote.
    """
    in_chair = next((one.by for one in held if one.seat == chair), None)
    voting = seats(rules, held).voting
    if chair in voting:
        return chair
    return next((one.seat for one in held if one.by == in_chair and one.seat in voting), None)


def why_not_substitute(rules: Rules, *, is_member: bool, chairs: bool) -> Reason | None:
    """Why a person may not stand in for a member, or None where they may.

    Args:
        is_member: the person has a seat of their own that decides. chairs: the seat stood in for is the chair's.
    """
    who = rules.substitution.chair_substitute if chairs else rules.substitution.who
    rule = rules.substitution.rule
    if who == "none" or (chairs and not rules.substitution.may_chair):
        text = _("The rules know no substitute for the chair") if chairs else _("The rules know no substitutes")
        return Reason(text, rule)
    if who == "minister" and not is_member:
        return Reason(_("Only another member stands in"), rule)
    if who == "deputy" and is_member:
        return Reason(_("Only a deputy who is no member stands in"), rule)
    return None


def _no_vote(rules: Rules, *, a_member: bool, has_a_vote: bool) -> Reason | None:
    rule = rules.substitution.rule
    if rules.substitution.who == "none":
        return Reason(_("The rules know no substitutes"), rule)
    if (a_member or has_a_vote) and not rules.substitution.second_vote:
        return Reason(_("Standing in for another gives no second vote"), rule)
    return None
