"""The last step taken back: everything is as it was before, and only what may be is taken back."""

from copy import deepcopy
from dataclasses import dataclass

from hypothesis.stateful import precondition, rule

from balai.ledger.models import Entry
from balai.meetings.actions.undo_step import undo_step
from tests.machine.account import Account
from tests.machine.retold import read
from tests.machine.room import Room, chair

# By hand: what rests on nobody's word but that of whoever leads the meeting.
ALWAYS = {
    "meetings.item.taken_up",
    "meetings.item.postponed",
    "meetings.item.withdrawn",
    "meetings.floor.given",
    "meetings.speaking_list.closed",
    "meetings.speaking_list.reopened",
    "meetings.motion.taken_over",
    "meetings.motion.declined",
    "meetings.motion.fallen",
}
WHILE_NOT_PUBLIC = {"meetings.item.decided", "meetings.block.adopted"}  # what is formally decided is public at once
# Steps of the meeting where whoever leads it did it; where members did it themselves, they are theirs.
BY_THE_CHAIR = {
    "meetings.attendance.noted",
    "meetings.attendance.all_noted",
    "meetings.floor.asked",
    "meetings.floor.given_back",
    "meetings.speech.ended",
}


@dataclass(frozen=True)
class Taken:
    """A step, and the account before it."""

    act: str
    led: bool
    before: Account


class Undoing(Room):
    """`course`: the steps since the last one that is no step of the chair's; the earlier ones are not tried."""

    course: tuple[Taken, ...] = ()

    def accepted(self, act, before):
        """A step was accepted."""
        last = Entry.objects.order_by("-index").first()
        assert last is not None
        if act == "meetings.step.undone":
            return
        leads = {str(self.cast.people["kai"].pk), str(self.person(before.sits("kai") or "kai").pk)}
        taken = Taken(act, read(last).by in leads, before)
        steps = taken.act in ALWAYS | WHILE_NOT_PUBLIC or (taken.act in BY_THE_CHAIR and taken.led)
        self.course = (*self.course, taken) if steps else ()

    @precondition(lambda self: self.course)
    @rule(who=chair)
    def undo(self, who):
        account, step = self.account, self.course[-1]
        public = step.act in WHILE_NOT_PUBLIC and account.kind != "consultative"
        if self.act(
            lambda: undo_step(self.meeting, by=self.person(who)),
            lawful=account.leads(who) and not public,
            entry="meetings.step.undone",
        ):
            self.account, self.course = deepcopy(step.before), self.course[:-1]
            self.stages = {}  # an item goes back to where it was
            if self.account.ballot is not None:
                self.last_ballot = self.account.ballot
