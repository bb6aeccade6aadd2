"""Counting votes: whether a proposal is carried, by the body's rules.

A member who is present and does not vote counts as one who abstains. Recused members have no vote and leave the
count of those present; a majority of all members is not lowered by them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from balai.rules.procedure import MajorityRules, Rules
from balai.rules.stance import Choice
from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Outcome:
    """`needed` is the number of votes in favour that carries; `tie_broken`: the chair's vote decided."""

    carried: bool
    for_: int
    against: int
    abstained: int
    needed: int
    tie_broken: bool
    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        return self.carried


@dataclass(frozen=True, slots=True)
class _Tally:
    """The votes that count, and how many could have been cast."""

    for_: int
    against: int
    abstained: int
    voters: int
    members: int

    @property
    def undecided(self) -> int:
        """Those present who said neither yes nor no."""
        return self.voters - self.for_ - self.against


def count(
    rules: Rules,
    votes: Mapping[str, Choice],
    members: frozenset[str],
    present: frozenset[str],
    recused: frozenset[str],
    chair: str | None,
    kind: str = "",
) -> Outcome:
    """Count. Votes of those who are no members, not present or recused are ignored.

    Args:
        chair: the seat whose vote decides where the rules give that to the chair; None where nobody chairs.
        kind: the kind of the item; the rules may ask another majority for some kinds.
    """
    law = rules.majority.of(kind)
    voters = (members & present) - recused
    valid = {seat: choice for seat, choice in votes.items() if seat in voters}
    cast = list(valid.values())
    tally = _Tally(
        cast.count(Choice.FOR), cast.count(Choice.AGAINST), cast.count(Choice.ABSTAIN), len(voters), len(members)
    )
    chairs_choice = valid.get(chair) if chair is not None else None
    if law.kind == "one_decider":
        return _one_decides(law, tally, chairs_choice)
    if law.kind == "unanimity":
        return _unanimous(law, tally)
    return _by_number(law, tally, chairs_choice, chair_recused=chair in recused)


def count_secret(rules: Rules, given: Mapping[Choice, int], members: int, voters: int, kind: str = "") -> Outcome:
    """Count a box. Nobody's vote can be told apart, so nobody breaks a tie.

    Args:
        given: how many ballots say what.
        voters: how many could have voted; whoever has voted counts, also if they left afterwards.
    """
    law = rules.majority.of(kind)
    tally = _Tally(
        given.get(Choice.FOR, 0), given.get(Choice.AGAINST, 0), given.get(Choice.ABSTAIN, 0), voters, members
    )
    counted = _unanimous(law, tally) if law.kind == "unanimity" else _by_number(law, tally, None, secret=True)
    said = [one for one in given.values() if one]
    if len(said) == 1:
        text = _("Everybody voted the same: how each of them voted is known")
        rule = rules.secret_ballot.rule if rules.secret_ballot else law.rule
        counted = replace(counted, reasons=(*counted.reasons, Reason(text, rule)))
    return counted


def _one_decides(law: MajorityRules, tally: _Tally, choice: Choice | None) -> Outcome:
    if choice == Choice.FOR:
        text = _("The one who decides is in favour; the others advise")
    elif choice == Choice.AGAINST:
        text = _("The one who decides is against; the others advise")
    else:
        text = _("The one who decides has not decided")
    return _outcome(choice == Choice.FOR, tally, 1, Reason(text, law.rule))


def _unanimous(law: MajorityRules, tally: _Tally) -> Outcome:
    everybody = law.abstentions != "not_counted"
    least = tally.voters if everybody else max(1, tally.for_ + tally.against)
    carried = tally.for_ >= max(1, least)
    values: dict[str, str | int] = {"for": tally.for_, "against": tally.against, "abstained": tally.undecided}
    text = (
        _("Unanimous: {for} in favour, nobody against")
        if carried
        else _("Not unanimous: {for} in favour, {against} against, {abstained} without a choice")
    )
    return _outcome(carried, tally, max(1, least), Reason(text, law.rule, (), values))


def _by_number(
    law: MajorityRules, tally: _Tally, chairs: Choice | None, *, chair_recused: bool = False, secret: bool = False
) -> Outcome:
    against = tally.against + (tally.undecided if law.abstentions == "against" else 0)
    base = _base(law, tally)
    least = _least(law, base)
    carried = tally.for_ >= least
    counted = _outcome(carried, tally, least, _numbers(law, tally, carried, least, base))
    tied = law.kind in ("present", "votes_cast") and 0 < tally.for_ == against and 2 * tally.for_ == base
    return _tie(law, counted, chairs, chair_recused=chair_recused, secret=secret) if tied else counted


def _base(law: MajorityRules, tally: _Tally) -> int:
    """Of how many the majority is taken."""
    of = law.two_thirds_of if law.kind == "two_thirds" else law.kind
    if of == "all_members":
        return tally.members
    said = tally.for_ + tally.against
    if law.abstentions == "not_counted":
        return said
    return tally.voters if of == "present" else said + tally.abstained


def _least(law: MajorityRules, base: int) -> int:
    return max(1, -(-2 * base // 3) if law.kind == "two_thirds" else base // 2 + 1)


def _tie(law: MajorityRules, counted: Outcome, chairs: Choice | None, *, chair_recused: bool, secret: bool) -> Outcome:
    if law.tie != "chair":
        text = _("A tie: not carried; nobody has a casting vote")
    elif secret:
        text = _("A tie: not carried; in a secret ballot nobody has a casting vote")
    elif chair_recused:
        text = _("A tie: not carried; the chair is recused and cannot decide it")
    elif chairs == Choice.FOR:
        text = _("A tie: carried by the vote of the chair")
    elif chairs == Choice.AGAINST:
        text = _("A tie: not carried by the vote of the chair")
    else:
        text = _("A tie: not carried; the chair has not voted for or against")
    broken = law.tie == "chair" and not chair_recused and chairs in (Choice.FOR, Choice.AGAINST)
    carried = broken and chairs == Choice.FOR
    return replace(counted, carried=carried, tie_broken=broken, reasons=(Reason(text, law.rule), *counted.reasons))


def _numbers(law: MajorityRules, tally: _Tally, carried: bool, least: int, base: int) -> Reason:
    values: dict[str, str | int] = {
        "for": tally.for_,
        "against": tally.against,
        "abstained": tally.abstained,
        "needed": least,
        "base": base,
    }
    text = (
        _("Carried: {for} in favour, {against} against, {abstained} abstained; {needed} of {base} needed")
        if carried
        else _("Not carried: {for} in favour, {against} against, {abstained} abstained; {needed} of {base} needed")
    )
    return Reason(text, law.rule, (), values)


def _outcome(carried: bool, tally: _Tally, least: int, reason: Reason) -> Outcome:
    return Outcome(carried, tally.for_, tally.against, tally.abstained, least, False, (reason,))
