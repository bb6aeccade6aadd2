"""The list of speakers: who may ask for the floor, and in which order it is given.

A point of order goes before everything, a reply of the submitter before speeches; among speeches the body's own order.
Taking turns between groups: Robert's Rules of Order (12th ed.) 42:9, where the floor goes first to who has not spoken.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from balai.rules.procedure import Rules, SpeakerRules


class Kind(StrEnum):
    SPEECH = "speech"
    REPLY = "reply"  # of the submitter, to what was asked
    POINT_OF_ORDER = "point_of_order"  # about how the meeting is led, not about the matter


PRECEDENCE = (Kind.POINT_OF_ORDER, Kind.REPLY, Kind.SPEECH)
SPEAKS_AS = {"chair": "members", "member": "members", "speaker": "participants", "secretary": "secretary"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who waits. `group`: their organisation or faction, or themselves."""

    key: str
    group: str
    kind: Kind
    at: datetime


def law_of(rules: Rules) -> SpeakerRules:
    """The body's rules on speaking; without a section first come, first served, without a limit."""
    return rules.speakers or SpeakerRules(
        rule=rules.quorum.rule, order="first_come", who=("members", "participants"), speech_minutes=None
    )


def may_speak_as(role: str, rules: Rules) -> bool:
    """Whether a seat with this role asks for the floor. 'chair', 'member', 'speaker' or 'secretary'."""
    return SPEAKS_AS.get(role) in law_of(rules).who


def queue(
    waiting: Iterable[Asked], rules: Rules, *, submitter: str = "", spoken: Iterable[str] = ()
) -> tuple[str, ...]:
    """The keys of those who wait, in their order.

    Args:
        submitter: the group that submitted the item.
        spoken: the groups of the speeches held on this item so far, each as often as it spoke.
    """
    waiting = tuple(waiting)
    before = [one for kind in PRECEDENCE[:-1] for one in _first_come(waiting, kind)]
    speeches = _first_come(waiting, Kind.SPEECH)
    order = law_of(rules).order
    if order == "submitter_first":
        speeches.sort(key=lambda one: not submitter or one.group != submitter)
    elif order == "alternating":
        speeches = _in_turns(speeches, Counter(spoken))
    return tuple(one.key for one in (*before, *speeches))


def has_turn(kind: Kind, rules: Rules) -> bool:
    """Whether being first on the list is a turn; where the chair chooses, only points of order and replies have one."""
    return kind != Kind.SPEECH or law_of(rules).order != "chair"


def _first_come(waiting: Iterable[Asked], kind: Kind) -> list[Asked]:
    return sorted((one for one in waiting if one.kind == kind), key=lambda one: (one.at, one.key))


def _in_turns(speeches: list[Asked], spoken: Counter[str]) -> list[Asked]:
    """Each time the one whose group has spoken least; of those the one who asked first."""
    left, ordered = list(speeches), []
    while left:
        chosen = min(left, key=lambda one: spoken[one.group])  # the first of equals: they stand by time
        left.remove(chosen)
        spoken[chosen.group] += 1
        ordered.append(chosen)
    return ordered
