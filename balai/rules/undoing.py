"""Taking back the last step of a meeting: what can be undone, and why something cannot.

A step is taken back while nothing that followed rests on it and nobody outside is bound by it. The record loses
nothing: taking back is an act of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _

TAKEN_UP = "meetings.item.taken_up"
POSTPONED = "meetings.item.postponed"
WITHDRAWN = "meetings.item.withdrawn"
DECIDED = "meetings.item.decided"
BLOCK = "meetings.block.adopted"
NOTED = "meetings.attendance.noted"
ALL_NOTED = "meetings.attendance.all_noted"
ASKED = "meetings.floor.asked"
GIVEN_BACK = "meetings.floor.given_back"
GIVEN = "meetings.floor.given"
ENDED = "meetings.speech.ended"
LIST_CLOSED = "meetings.speaking_list.closed"
LIST_REOPENED = "meetings.speaking_list.reopened"
VOTED = "meetings.vote.cast"
SECRETLY = "meetings.secret_vote.cast"
ANSWERED = "meetings.answer.noted"
DISSENT = "minutes.dissent.attached"
MOTION_TAKEN_OVER = "meetings.motion.taken_over"
MOTION_DECLINED = "meetings.motion.declined"
MOTION_FALLEN = "meetings.motion.fallen"
CARRIED = "meetings.item.carried_over"  # postponed to another meeting, where it stands already
UNDONE = "meetings.step.undone"
TAKEN = "decisions.taken"

# What members do themselves too: a step of the meeting only where whoever leads it did it for them.
OF_MEMBERS = frozenset({NOTED, ASKED, GIVEN_BACK, ENDED})
# What happens beside the course of the meeting: no step, though something may rest on it.
BESIDE = frozenset({VOTED, SECRETLY, ANSWERED, DISSENT, "meetings.hall_link.made", "meetings.hall_link.revoked"}) | {
    "meetings.motion.proposed",
    "meetings.motion.withdrawn",
    "meetings.motion.carried_over",
}


class Tie(Enum):
    """By what a later act rests on a step: both are about the same item, or about the same seat."""

    ITEM = auto()
    SEAT = auto()


# Step: what may rest on it, and by what. A step that is not here cannot be undone.
RESTS: Mapping[str, Mapping[str, Tie]] = {
    TAKEN_UP: {ASKED: Tie.ITEM, GIVEN_BACK: Tie.ITEM},
    POSTPONED: {},
    WITHDRAWN: {},
    DECIDED: {DISSENT: Tie.ITEM},
    BLOCK: {DISSENT: Tie.ITEM},
    NOTED: {NOTED: Tie.SEAT, ASKED: Tie.SEAT, VOTED: Tie.SEAT, SECRETLY: Tie.SEAT, ANSWERED: Tie.SEAT},
    ALL_NOTED: {NOTED: Tie.SEAT, ASKED: Tie.SEAT, VOTED: Tie.SEAT, SECRETLY: Tie.SEAT, ANSWERED: Tie.SEAT},
    ASKED: {GIVEN_BACK: Tie.SEAT},
    GIVEN_BACK: {ASKED: Tie.SEAT},
    GIVEN: {ENDED: Tie.SEAT, ASKED: Tie.SEAT},
    ENDED: {},
    LIST_CLOSED: {},
    LIST_REOPENED: {ASKED: Tie.ITEM},
    MOTION_TAKEN_OVER: {},
    MOTION_DECLINED: {},
    MOTION_FALLEN: {},
}
UNDOABLE = frozenset({*RESTS, TAKEN})  # a decision goes with the step that took it

_NEVER = {
    "meetings.opened": _("The opening of the meeting cannot be undone: everybody has relied on it."),
    "meetings.closed": _("A closed meeting cannot be undone."),
    "meetings.voting.opened": _("An open vote is closed or broken off, not undone."),
    "meetings.voting.repeated": _("An open vote is closed or broken off, not undone."),
    "meetings.voting.closed": _("A counted vote cannot be undone."),
    "meetings.voting.broken_off": _("A vote that was broken off cannot be resumed: put the item to the vote again."),
    CARRIED: _("An item that was carried over stands on the agenda of another meeting: it stays there."),
    "meetings.urgent_item.added": _("An item that was added stays on the agenda: postpone or withdraw it."),
}
_SINCE = {
    NOTED: _("The attendance has changed since: this step can no longer be undone."),
    ASKED: _("The list of speakers has changed since: this step can no longer be undone."),
    GIVEN_BACK: _("The list of speakers has changed since: this step can no longer be undone."),
    VOTED: _("A vote rests on this attendance: it can no longer be undone."),
    SECRETLY: _("A vote rests on this attendance: it can no longer be undone."),
    ANSWERED: _("A vote rests on this attendance: it can no longer be undone."),
    ENDED: _("The speech is over: giving the floor can no longer be undone."),
    DISSENT: _("A dissent is attached to what was decided: it can no longer be undone."),
}
_OTHERWISE = _("This step cannot be undone.")
_PUBLIC = _("The decision is public: it cannot be undone.")
_LATER = _("Decisions with later numbers have been taken since: this one can no longer be undone.")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened in the meeting. `key`: its place in the record; `led`: by whoever leads the meeting."""

    key: int
    act: str
    led: bool = True
    items: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    undoes: frozenset[int] = field(default=frozenset())


def is_step(one: Step) -> bool:
    """Whether it belongs to the course of the meeting. What this table does not know does, and cannot be undone."""
    if one.act in BESIDE or one.act == UNDONE or not one.act.startswith("meetings."):
        return False
    return one.led or one.act not in OF_MEMBERS


def last_step(course: Sequence[Step]) -> Step | None:
    """The last step that stands; those that were taken back are passed over. `course`: in order."""
    gone = undone(course)
    return next((one for one in reversed(course) if is_step(one) and one.key not in gone), None)


def undone(course: Iterable[Step]) -> frozenset[int]:
    return frozenset(key for one in course for key in one.undoes)


def why_not_undo(step: Step, course: Sequence[Step], *, public: bool = False, later: bool = False) -> Reason | None:
    """What stands against taking this step back.

    Args:
        public: the step decided something that everybody may read by now.
        later: decisions of the body with later numbers have been taken since.
    """
    rests = RESTS.get(step.act)
    if rests is None:
        return Reason(_NEVER.get(step.act, _OTHERWISE))
    if public or later:
        return Reason(_PUBLIC if public else _LATER)
    gone = undone(course)
    after = (one for one in course if one.key > step.key and one.key not in gone and one.act in rests)
    found = next((one for one in after if _tied(step, one, rests[one.act])), None)
    return Reason(_SINCE[found.act]) if found else None


def _tied(step: Step, later: Step, tie: Tie) -> bool:
    return bool(step.items & later.items if tie == Tie.ITEM else step.seats & later.seats)
