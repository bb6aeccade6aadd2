"""After every accepted step: the tables say what the account says, and each decision has exactly one lawful cause."""

from collections.abc import Sequence

from hypothesis.stateful import invariant

from balai.agenda.models import AgendaItem, Meeting, Position, Recusal
from balai.agenda.motions.models import Motion
from balai.decisions.models import Decision
from balai.ledger.models import Entry
from balai.meetings.models import Attendance, DecisionDraft, Speech, Vote, Voting
from balai.minutes.models import Objection
from tests.machine.retold import Told, read
from tests.machine.room import Room

# fmt: off
LIFE = {  # of an item: where it may go from where; by hand
    "listed":   {"listed", "taken_up", "adopted", "amended", "rejected", "agreed", "postponed", "withdrawn"},
    "taken_up": {"listed", "taken_up", "adopted", "amended", "rejected", "agreed", "postponed", "withdrawn"},
}
CAUSES = {  # how a decision came about: by which act
    "without_debate": {"meetings.block.adopted"},
    "after_debate":   {"meetings.item.decided"},
    "by_vote":        {"meetings.voting.closed"},
    "electronic":     {"meetings.block.adopted", "meetings.item.decided"},
}
# fmt: on
BY_CAUSE = {
    "block": "meetings.block.adopted",
    "decided": "meetings.item.decided",
    "vote": "meetings.voting.closed",
}


class Comparing(Room):
    decided: Sequence[object] = ()

    def __init__(self) -> None:
        super().__init__()
        self.stages: dict[str, str] = {}

    @invariant()
    def the_tables_say_what_has_happened(self):
        if self.compared:
            return
        self.compared = True
        self._meeting_and_items()
        self._answers()
        self._motions()
        self._sitting()
        self._decisions()

    def _names(self, pairs):
        return {(str(item), self.name_of[str(seat)]) for item, seat in pairs}

    @property
    def name_of(self):
        return {str(seat.pk): name for name, seat in self.cast.seats.items()}

    def _meeting_and_items(self):
        account = self.account
        state = Meeting.objects.values_list("state", flat=True).get(pk=self.meeting.pk)
        assert state == account.state, f"the meeting is {state}, and should be {account.state}"
        stages = {
            str(pk): stage for pk, stage in AgendaItem.objects.filter(meeting=self.meeting).values_list("pk", "stage")
        }
        expected = {item.key: item.stage for item in account.items}
        assert stages == expected, f"items are {stages}, and should be {expected}"
        for key, before in self.stages.items():
            assert stages[key] in LIFE.get(before, {before}), f"an item went from {before} to {stages[key]}"
        assert list(stages.values()).count("taken_up") <= 1, "two items are taken up"
        self.stages = stages

    def _answers(self):
        given = Position.objects.filter(item__meeting=self.meeting, current=True).values_list("item", "seat", "stance")
        said = {(str(item), self.name_of[str(seat)], stance) for item, seat, stance in given}
        expected = {(item.key, seat, one.stance) for item in self.account.items for seat, one in item.answers.items()}
        assert said == expected, f"positions: {said ^ expected}"
        recused = self._names(Recusal.objects.filter(item__meeting=self.meeting).values_list("item", "seat"))
        apart = {(item.key, seat) for item in self.account.items for seat in item.recused}
        assert recused == apart, f"recusals: {recused ^ apart}"

    def _motions(self):
        rows = Motion.objects.filter(item__meeting=self.meeting).values_list("item", "pk", "number", "seat", "state")
        said = {(str(item), str(pk), number, self.name_of[str(seat)], how) for item, pk, number, seat, how in rows}
        items = self.account.items
        expected = {(item.key, one.key, one.number, one.seat, one.how) for item in items for one in item.motions}
        assert said == expected, f"motions: {said ^ expected}"
        drafts = dict(DecisionDraft.objects.filter(item__meeting=self.meeting).values_list("item", "text"))
        typed = {str(item): text["en"] for item, text in drafts.items() if text}
        assert typed == {item.key: item.draft for item in items if item.draft}, f"texts to be decided: {typed}"

    def _sitting(self):
        people = {str(self.person(name).pk): name for name in (*self.cast.people, *self.others)}
        rows = Attendance.objects.filter(meeting=self.meeting).values_list("seat", "person", "presence")
        here = {self.name_of[str(seat)]: (people[str(person)], presence) for seat, person, presence in rows}
        assert here == self.account.here, f"attendance: {here}, should be {self.account.here}"
        speaking = Speech.objects.filter(meeting=self.meeting, began_at__isnull=False, ended_at=None)
        turns = {one.key: one.turn for item in self.account.items for one in item.speakers}
        assert [str(one.pk) for one in speaking] == [key for key, turn in turns.items() if turn == "speaks"]
        ballot = self.account.ballot
        open_ones = [str(one.pk) for one in Voting.objects.filter(meeting=self.meeting, closed_at=None)]
        assert open_ones == ([ballot.key] if ballot else [])
        if ballot:
            votes = Vote.objects.filter(voting__pk=ballot.key).values_list("seat", "choice", "cast_by")
            cast = sorted((self.name_of[str(seat)], choice, people[str(by)]) for seat, choice, by in votes)
            expected = sorted((seat, choice, by) for seat, (choice, by) in ballot.votes.items())
            assert cast == expected, f"votes: {cast}, should be {expected}"
        answered = Objection.objects.filter(minutes__meeting=self.meeting).values_list("pk", "accepted")
        assert {str(pk): said is not None for pk, said in answered} == self.account.objections

    def _decisions(self):
        """Each has one cause in the ledger, of the kind that its way says, lawful when it happened."""
        decisions = list(Decision.objects.filter(item__meeting=self.meeting).order_by("taken_at", "sequence"))
        now = [(one.pk, one.replaced_at) for one in decisions]
        if now == self.decided:
            return
        self.decided = now
        causes = self._causes()
        if self.account.kind == "consultative":  # it only agrees
            assert not decisions, f"a consultative meeting decides: {decisions}"
            return
        items = {item.key: item for item in self.account.items}
        for key, item in items.items():
            mine, found = [one for one in decisions if str(one.item_id) == key], causes.get(key, [])
            assert len(found) == len(mine), f"{len(mine)} decisions on an item, causes in the ledger: {found}"
            for one, cause in zip(mine, found, strict=True):
                assert cause in CAUSES[one.way], f"decision {one.number}, {one.way}, was caused by {cause}"
            stands = [one for one in mine if one.replaced_at is None]
            assert all(one == mine[-1] for one in stands), "an earlier decision stands beside a later one"
            assert bool(stands) == (item.cause in BY_CAUSE), f"an item is {item.stage}, decisions that stand: {stands}"
            for one in stands:
                assert found[-1] == BY_CAUSE[item.cause], f"decision {one.number}: {found[-1]}, but it was {item.cause}"
                assert one.outcome == item.stage, f"decision {one.number} is {one.outcome}, its item {item.stage}"

    def _causes(self) -> dict[str, list[str]]:
        """Acts of the ledger that decide, by item."""
        causes: dict[str, list[str]] = {}
        for told in map(read, Entry.objects.filter(act__in=BY_CAUSE.values()).order_by("index")):
            for key in _decided_by(told):
                causes.setdefault(key, []).append(told.act)
        return causes


def _decided_by(told: Told) -> list[str]:
    if told.content.get("motion"):  # a vote on a motion decides nothing
        return []
    block = told.act == "meetings.block.adopted"
    return [one["id"] for one in told.content["items"]] if block else [told.about]
