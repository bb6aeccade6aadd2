"""Triage: which items pass without debate, which are discussed, which cannot be decided, and why.

Estonia: the chair declares adopted what nobody wants opened (VVR; riigikantselei.ee). Latvia: the agreed part is
adopted together without discussion (No 606, p. 115). This runs on every page, so it goes over the answers once.
"""

from dataclasses import dataclass, field

from balai.rules.fractions import needed
from balai.rules.motions import law_of
from balai.rules.procedure import Rules
from balai.rules.quorum import least_present
from balai.rules.stance import Stance, Track
from balai.rules.voting import only_secret_for
from balai.rules.words import Reason, about
from balai.rules.words import gettext_noop as _

NOBODY: frozenset[str] = frozenset()

_FRESH = {
    Stance.OBJECTION: _("Objection: {members}"),
    Stance.WISH_TO_SPEAK: _("Wish to speak: {members}"),
    Stance.ABSTAIN: _("Abstains: {members}"),
}
_STALE = {
    Stance.OBJECTION: _("Objection to an earlier version: {members}"),
    Stance.WISH_TO_SPEAK: _("Wish to speak on an earlier version: {members}"),
    Stance.ABSTAIN: _("Abstains on an earlier version: {members}"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A member's position on an item; `stale`: it was given on an earlier version of the papers."""

    member: str
    stance: Stance
    stale: bool = False


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of an item.

    Args:
        members: seats that decide in this meeting. recused: those of them who take no part in this item.
        speakers: participants with the right to speak who ask for the floor.
        complete: whether the papers are complete; None where nobody has checked yet, which stops nothing.
        opened_by: members who asked in the meeting to open the item.
        moved_by: members whose motion to change the text is open, or was adopted: the block adopts what was submitted.
        urgent: added at the start of the meeting. taken_off: taken off the block by hand.
        carried: it fell to a meeting since an electronic session could not decide it without debate.
        emergency: of a meeting that sits with the quorum of an emergency.
    """

    members: frozenset[str]
    answers: tuple[Answer, ...] = ()
    recused: frozenset[str] = NOBODY
    speakers: frozenset[str] = NOBODY
    kind: str = ""
    complete: bool | None = None
    opened_by: frozenset[str] = NOBODY
    moved_by: frozenset[str] = NOBODY
    urgent: bool = False
    carried: bool = False
    taken_off: bool = False
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class Triage:
    """How the item goes, with at least one reason; what decides the track stands first."""

    track: Track
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Said:
    """The answers of those who may decide, sorted once."""

    able: frozenset[str]
    opening: dict[tuple[bool, Stance], list[str]] = field(default_factory=dict)
    content: set[str] = field(default_factory=set)  # answers that count and open nothing
    stale: list[str] = field(default_factory=list)  # answers that no longer count

    @property
    def answered(self) -> int:
        return len(self.content) + sum(map(len, self.opening.values()))

    @property
    def silent(self) -> frozenset[str]:
        spoken = set(self.stale).union(self.content, *self.opening.values())
        return self.able - spoken


def triage(item: ItemFacts, rules: Rules) -> Triage:
    """Sort an item. A stale objection or wish to speak still opens; a stale 'no objection' counts only by the rules.

    Answers of recused members and of others than `members` are ignored.
    """
    said = _listen(item, rules)
    blocked = _undecidable(item, rules, said)
    opened = _opened(item, rules, said)
    if blocked:
        return Triage(Track.UNDECIDABLE, blocked + opened)
    if opened:
        return Triage(Track.DISCUSS, opened)
    return Triage(Track.WITHOUT_DEBATE, (_nobody_opens(rules, said),))


def _listen(item: ItemFacts, rules: Rules) -> _Said:
    able = item.members - item.recused
    said = _Said(able)
    opens, stale_counts = rules.block.opened_by, rules.positions.stale_counts
    for answer in item.answers:
        member, stance, stale = answer.member, answer.stance, answer.stale
        if member not in able:
            continue
        if stance in opens:
            said.opening.setdefault((stale, stance), []).append(member)
        elif stale and not stale_counts:
            said.stale.append(member)
        else:
            said.content.add(member)
    return said


def _undecidable(item: ItemFacts, rules: Rules, said: _Said) -> tuple[Reason, ...]:
    found: list[Reason] = []
    if too_few := _too_few_can_decide(item, rules, said):
        found.append(too_few)
    if item.complete is False and not rules.block.incomplete_passes:
        found.append(Reason(_("Papers not complete"), rules.block.rule))
    if rules.positions.silence == "undecidable":
        found.extend(_unanswered(rules, said))
    return tuple(found)


def _too_few_can_decide(item: ItemFacts, rules: Rules, said: _Said) -> Reason | None:
    least, recused = least_present(rules, len(item.members), emergency=item.emergency), item.members & item.recused
    counting = item.members if rules.quorum.recused_count else said.able
    if said.able and len(counting) >= least:
        return None
    if not recused:
        return Reason(_("No member can decide"), rules.quorum.rule)
    text = _("Too few can decide: {able} of {needed} needed. Recused: {members}")
    return about(text, rules.quorum.rule, recused, able=len(said.able), needed=least)


def _opened(item: ItemFacts, rules: Rules, said: _Said) -> tuple[Reason, ...]:
    rule = rules.block.rule
    found = _stances(rule, said) if said.opening else []
    if item.speakers and rules.block.speakers_open:
        found.append(about(_("Asks for the floor: {members}"), rule, item.speakers))
    found.extend(_by_members(item, rules))
    if item.taken_off:
        found.append(Reason(_("Taken off the block"), rule))
    if item.carried:
        found.append(Reason(_("Carried over from an electronic session to be debated"), rule))
    if item.urgent:
        found.append(Reason(_("Added at the start of the meeting"), rules.agenda.rule))
    if item.kind in rules.block.excluded_kinds:
        found.append(Reason(_("This kind of item is always discussed"), rule))
    if only_secret_for(rules, item.kind) and rules.secret_ballot is not None:
        found.append(Reason(_("This kind of item is always discussed"), rules.secret_ballot.rule))
    return (*found, *_missing_answers(rules, said))


def _stances(rule: str, said: _Said) -> list[Reason]:
    """What members said, the gravest first, current before stale."""
    return [
        about(texts[stance], rule, members)
        for stance in _FRESH
        for stale, texts in ((False, _FRESH), (True, _STALE))
        if (members := said.opening.get((stale, stance)))
    ]


def _by_members(item: ItemFacts, rules: Rules) -> list[Reason]:
    """What single members did to have it discussed, beside their positions."""
    found = []
    if opened_by := item.opened_by - item.recused:
        found.append(about(_("Opened in the meeting: {members}"), rules.block.rule, opened_by))
    if item.moved_by:
        found.append(about(_("Motion to change the text: {members}"), law_of(rules).rule, item.moved_by))
    return found


def _missing_answers(rules: Rules, said: _Said) -> list[Reason]:
    found = _unanswered(rules, said) if rules.positions.silence == "discuss" else []
    if rules.positions.answers_needed != "none":
        found.extend(_too_few_answers(rules, said))
    return found


def _unanswered(rules: Rules, said: _Said) -> list[Reason]:
    rule = rules.positions.rule
    found = []
    if said.silent:
        found.append(about(_("No answer: {members}"), rule, said.silent))
    if said.stale:
        found.append(about(_("Answered an earlier version: {members}"), rule, said.stale))
    return found


def _too_few_answers(rules: Rules, said: _Said) -> list[Reason]:
    least = needed(rules.positions.answers_needed, len(said.able))
    if said.answered >= least:
        return []
    text = _("Too few answers: {answered} of {needed} needed")
    return [Reason(text, rules.positions.rule, (), {"answered": said.answered, "needed": least})]


def _nobody_opens(rules: Rules, said: _Said) -> Reason:
    values: dict[str, str | int] = {"answered": said.answered, "able": len(said.able)}
    if said.answered == len(said.able):
        return Reason(_("No objection: all {able} answered"), rules.block.rule, (), values)
    if rules.positions.silence == "no_objection":
        text = _("No objection: {answered} of {able} answered; silence is no objection")
    else:
        text = _("No objection: {answered} of {able} answered")
    return Reason(text, rules.block.rule, (), values)
