"""The test's own account of a meeting: what has happened by the steps that were accepted, and what may happen next.

People and seats by their names ('kai' is a seat and who it belongs to). It asks nothing of the code under test.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.machine.law import DECIDING, SEATS, Law

PENDING = ("listed", "taken_up")
DECIDED = ("adopted", "amended", "rejected", "agreed")
NEVER = datetime.max.replace(tzinfo=UTC)
OPENING = ("objection", "wish_to_speak")


@dataclass
class Answer:
    stance: str
    version: int


@dataclass
class Speaker:
    """Somebody on the list of speakers. `turn`: waits, speaks, over. `key`: of the row."""

    key: str
    seat: str
    kind: str
    turn: str = "waits"
    person: str = ""


@dataclass
class Moved:
    """A motion. `how`: open, or how it was settled."""

    key: str
    number: int
    seat: str
    text: str
    how: str = "open"

    @property
    def adopted(self) -> bool:
        return self.how in ("taken_over", "carried")


@dataclass
class Item:
    """`cause`: the one act by which it was settled. `ask`: the text as submitted; `draft`: another that took its place.

    `heard`: it has been debated since it was last taken up.
    """

    key: str
    kind: str = "other"
    submitter: str = ""  # the seat that answers for the organisation
    ask: str = ""
    draft: str = ""
    version: int = 1
    urgent: bool = False
    stage: str = "listed"
    cause: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    recused: dict[str, str] = field(default_factory=dict)  # seat: who declared it
    floor: set[str] = field(default_factory=set)
    opened_by: set[str] = field(default_factory=set)
    speakers: list[Speaker] = field(default_factory=list)
    list_closed: bool = False
    dissents: set[str] = field(default_factory=set)
    motions: list[Moved] = field(default_factory=list)

    @property
    def pending(self) -> bool:
        return self.stage in PENDING

    @property
    def stands(self) -> str:
        """The text to be decided, as it is now."""
        return self.draft or self.ask

    @property
    def changing(self) -> bool:
        """Whether a motion would change what was submitted, or did: the block adopts what was submitted."""
        return any(one.how == "open" or one.adopted for one in self.motions)

    @property
    def open_motions(self) -> list[Moved]:
        return [one for one in self.motions if one.how == "open"]


@dataclass
class Ballot:
    """An open vote on an item with a text, or on a `motion`.

    `votes`: by seat, the choice and who gave it, or noted it (`noted`).
    `roll`: of a roll call, the seats in the order in which they are called; `passed`: those that gave no answer.
    """

    key: str
    item: Item
    votes: dict[str, tuple[str, str]] = field(default_factory=dict)
    roll: tuple[str, ...] | None = None
    noted: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    text: str = ""
    motion: Moved | None = None

    def waiting(self, able: list[str]) -> list[str]:
        """Seats still to be called, the one that is called now first."""
        return [one for one in self.roll or () if one in able and one not in self.votes and one not in self.passed]

    def called(self, seat: str, able: list[str]) -> bool:
        """Whether it is this seat's turn, or has been; who was not there is heard when all have been called."""
        if self.roll is None:
            return True
        waits = self.waiting(able)
        return not waits or waits[0] == seat or (seat in self.roll and seat not in waits)


@dataclass
class Account:
    law: Law
    kind: str
    closes_at: datetime  # when positions close
    state: str = "draft"
    items: list[Item] = field(default_factory=list)
    here: dict[str, tuple[str, str]] = field(default_factory=dict)  # seat: who sits there, and how
    stands_in: list[tuple[str, str, str]] = field(default_factory=list)  # key, seat, person
    ballot: Ballot | None = None
    counted_last: Ballot | None = None  # while nothing has been dealt with since
    suspended_at: datetime = NEVER
    resumes_at: datetime = NEVER
    anew: bool = False  # attendance is noted anew for the next sitting
    part_closed: bool = False
    were_there: set[str] = field(default_factory=set)
    begun: bool = False  # an item has been dealt with
    minutes: str = "draft"
    objections_until: datetime | None = None
    objections: dict[str, bool] = field(default_factory=dict)  # by key, whether it is answered
    remarks: dict[str, str] = field(default_factory=dict)

    # Who somebody is

    def holds(self, person: str, seat: str) -> bool:
        return person == seat or any((one, who) == (seat, person) for _key, one, who in self.stands_in)

    def speaks_for(self, person: str, seat: str) -> bool:
        """Whether somebody acts for a seat that decides."""
        return seat in DECIDING and self.holds(person, seat)

    def chairs(self, person: str) -> bool:
        return self.holds(person, "kai")

    def is_secretary(self, person: str) -> bool:
        return self.holds(person, "sara")

    def keeps(self, person: str) -> bool:
        return self.is_secretary(person) or self.chairs(person)

    # Who is there

    def sits(self, seat: str) -> str:
        """Who sits in a seat now; nobody: ''."""
        person, presence = self.here.get(seat, ("", "absent"))
        return "" if presence == "absent" else person

    def counting(self) -> list[str]:
        """The deciding seats that count: one person has one vote, a member's own seat first."""
        if self.kind == "electronic":
            return [seat for seat in DECIDING if any(seat in item.answers for item in self.items)]
        own = [seat for seat in DECIDING if self.sits(seat) == seat]
        have_voice, found = set(own), list(own)
        for seat in DECIDING:
            person = self.sits(seat)
            if person and person not in have_voice:
                have_voice.add(person)
                found.append(seat)
        return found

    def quorate(self, item: Item | None = None) -> bool:
        there = self.counting()
        if item is not None and self.law.recused_leave:
            there = [seat for seat in there if seat not in item.recused]
        if len(there) < self.law.least:
            return False
        if self.kind == "electronic":
            return True
        return bool(self.sits("kai")) and (bool(self.sits("sara")) or not self.law.secretary)

    def voters(self, item: Item) -> list[str]:
        return [seat for seat in self.counting() if seat not in item.recused]

    # Which way an item goes

    def way(self, item: Item) -> str:
        """'together', 'debate' or 'cannot' (be decided)."""
        able = [seat for seat in DECIDING if seat not in item.recused]
        if not able or (self.law.recused_leave and len(able) < self.law.least):
            return "cannot"
        given = {seat: item.answers[seat] for seat in able if seat in item.answers}
        opened = any(one.stance in OPENING for one in given.values()) or bool(item.opened_by - item.recused.keys())
        if opened or item.changing or item.floor or item.urgent or item.kind in self.law.always_debated:
            return "debate"
        answered = [one for one in given.values() if one.version == item.version]
        if self.law.half_must_answer and 2 * len(answered) < len(able):
            return "debate"
        return "together"

    def block(self) -> list[Item]:
        together = [item for item in self.items if item.stage == "listed" and self.way(item) == "together"]
        return [item for item in together if not (self.quorate() and item.recused and not self.quorate(item))]

    # How a vote falls

    def counted(self, ballot: Ballot) -> dict[str, int]:
        able = self.voters(ballot.item)
        choices = [choice for seat, (choice, _by) in ballot.votes.items() if seat in able]
        return {name: choices.count(name) for name in ("for", "against", "abstain")}

    def carries(self, ballot: Ballot) -> bool:
        counted = self.counted(ballot)
        if ballot.motion is None and ballot.item.kind in self.law.two_thirds_of_all:
            return 3 * counted["for"] >= 2 * len(DECIDING)
        if not self.law.of_present:
            return counted["for"] > counted["against"]
        able = self.voters(ballot.item)
        tied = counted["for"] == counted["against"] > 0 and 2 * counted["for"] == len(able)
        if tied and self.law.tie_by_chair:
            return self._chairs_choice(ballot, able) == "for"
        return 2 * counted["for"] > len(able)

    def _chairs_choice(self, ballot: Ballot, able: list[str]) -> str:
        """The vote of whoever sits in the chair: for the chair's seat, or for their own if it has none."""
        chair, counting = self.sits("kai"), self.counting()
        seat = "kai" if "kai" in counting else chair
        return ballot.votes.get(seat, ("", ""))[0] if seat in able else ""

    # When something may happen

    @property
    def pending(self) -> list[Item]:
        return [item for item in self.items if item.pending]

    def leads(self, person: str) -> bool:
        return self.chairs(person) and self.state == "open"

    def may_settle(self, person: str, item: Item) -> bool:
        return self.leads(person) and item.pending and self.ballot is None

    def may_decide(self, person: str, item: Item) -> bool:
        way = self.way(item)
        agreed = self.kind != "electronic" or way == "together"
        settled = not item.open_motions
        return self.may_settle(person, item) and self.quorate(item) and way != "cannot" and agreed and settled

    def may_vote(self, person: str, seat: str) -> bool:
        if (ballot := self.ballot) is None or not self.speaks_for(person, seat):
            return False
        nobody_else_has = seat in ballot.noted or ballot.votes.get(seat, ("", person))[1] == person
        able = self.voters(ballot.item)
        return self.sits(seat) == person and seat in able and ballot.called(seat, able) and nobody_else_has

    def may_be_noted(self, seat: str) -> bool:
        """Whether an answer given aloud in a roll call can be noted as this seat's."""
        if (ballot := self.ballot) is None or ballot.roll is None:
            return False
        own = seat in ballot.votes and seat not in ballot.noted
        able = self.voters(ballot.item)
        return seat in able and ballot.called(seat, able) and not own

    def may_answer(self, person: str, seat: str, at: datetime) -> bool:
        open_for_answers = self.state in ("published", "confirmed") and at <= self.closes_at
        return self.speaks_for(person, seat) and open_for_answers

    @property
    def attended(self) -> bool:
        """Whether attendance is noted now."""
        return self.kind != "electronic" and self.state in ("published", "confirmed", "open", "suspended")

    def debated(self, item: Item) -> bool:
        return self.kind != "electronic" and self.state == "open" and item.stage == "taken_up"

    # What has happened

    def settled(self, item: Item, stage: str, cause: str) -> None:
        item.stage, item.cause, self.counted_last = stage, cause, None
        self.begun = self.begun or self.state == "open"
        self.silence(item)

    def silence(self, item: Item | None = None) -> None:
        """Whoever speaks has ended: on this item, or on any."""
        for one in self.items if item is None else [item]:
            for speaker in one.speakers:
                speaker.turn = "over" if speaker.turn == "speaks" else speaker.turn

    def noted(self, seat: str, person: str, presence: str) -> None:
        self.here[seat] = (person, presence)
        if presence == "absent":
            self.gone(seat)
        elif self.state == "open":
            self.were_there.add(seat)

    def gone(self, seat: str) -> None:
        """Who has left speaks no more, and waits no more on an item that is not settled."""
        for item in self.items:
            item.speakers = [
                one for one in item.speakers if not (item.pending and one.seat == seat and one.turn == "waits")
            ]
            for one in item.speakers:
                one.turn = "over" if one.seat == seat and one.turn == "speaks" else one.turn

    def opened(self) -> None:
        self.state = "open"
        self.were_there = {seat for seat in SEATS if self.sits(seat)} | set(self.counting())
