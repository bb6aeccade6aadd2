"""The body of the minutes: what happened in a meeting, as values. Persons and seats by their keys.

A room that adds to what happens in a meeting (who had the floor, and when) adds its fields here and the acts that
fill them to `reading.ACTS`.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from balai.words import Words


class Part(BaseModel):
    """Knows no other keys; written as JSON and read again it is the same."""

    model_config = ConfigDict(extra="forbid")


class Attended(Part):
    """From a moment on somebody holds a seat in the room, remote, or not at all."""

    seat: str
    person: str
    presence: str
    at: datetime


class Opening(Part):
    """`present`: the deciding seats that counted; so many of `members` were needed."""

    at: datetime
    chair: str | None
    by: str
    present: list[str]
    needed: int
    members: int
    rule: str


class Pause(Part):
    """The meeting was suspended until an announced time; `resumed`: the next sitting, with those who were there."""

    at: datetime
    until: datetime
    because: str
    anew: bool  # attendance was noted anew
    rule: str
    resumed: Opening | None = None

    def holds(self, at: datetime) -> bool:
        return at >= self.at and (self.resumed is None or at <= self.resumed.at)


class ClosedPart(Part):
    """A part of a public meeting that was closed to the public. `ended` None: until the end of the meeting."""

    at: datetime
    ended: datetime | None = None


class Block(Part):
    """What was adopted together without debate."""

    at: datetime
    rule: str
    items: list[str]


class Recused(Part):
    """`reason` is empty where it has been erased from the record."""

    seat: str
    reason: str


class Ballot(Part):
    """A vote. `carried` None: it was broken off and not counted. `votes`: by seat; `noted`: seats whose spoken answer
    somebody wrote down, with that person. `because`: why it repeats another, or was broken off."""

    key: str = ""
    form: str = "open"
    motion: int | None = None  # the number of the motion that was voted on; None: the item itself
    repeats: str | None = None
    replaced: bool = False
    because: str = ""
    broken_off_because: str = ""
    roll: list[str] = []
    noted: dict[str, str] = {}
    reasons: list[dict[str, object]] = []
    box: str = ""  # SHA-256 of the published box of a secret vote
    opened_at: datetime
    closed_at: datetime | None = None
    carried: bool | None = None
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    votes: dict[str, str] = {}
    rule: str = ""


class Taken(Part):
    """A formal decision with its number and text."""

    key: str
    number: str
    outcome: str
    way: str
    text: Words
    rule: str
    at: datetime


class Spoke(Part):
    """The chair gave somebody the floor: for which seat, and who spoke from it; who is invited has none."""

    seat: str | None
    person: str
    at: datetime


class Heard(Part):
    """Somebody without a seat was called in for this item."""

    person: str
    may_speak: bool
    at: datetime


class Moved(Part):
    """A motion: who proposed which text, and how it was settled; `settled` empty: it was not."""

    key: str
    number: int
    seat: str
    person: str
    text: Words
    because: str = ""
    settled: str = ""
    settled_because: str = ""


class ItemCourse(Part):
    """One item in the meeting. `text`: what was decided or agreed; `because`: why it was set aside."""

    key: str
    number: str
    title: Words
    submitter: str | None = None
    submitter_name: str = ""
    urgent: bool = False
    proposed_by: str | None = None
    added_at: datetime | None = None
    in_block: bool = False
    taken_up: list[datetime] = []
    settled_at: datetime | None = None
    outcome: str = ""
    because: str = ""
    text: Words = {}
    recused: list[Recused] = []
    asked_for_floor: list[str] = []
    spoke: list[Spoke] = []
    guests: list[Heard] = []
    motions: list[Moved] = []
    ballots: list[Ballot] = []
    decision: Taken | None = None
    replaced: list[Taken] = []  # decisions whose vote was repeated

    @property
    def decided(self) -> bool:
        return self.outcome in ("adopted", "amended", "rejected", "agreed")


class Protocol(Part):
    """A meeting in its course; items in the order in which they were dealt with. `erased`: entries whose content is
    gone, so that what they said is missing here."""

    meeting: str
    kind: str = ""
    extraordinary: bool = False
    because: str = ""
    starts_at: datetime | None = None
    attendance: list[Attended] = []
    opening: Opening | None = None
    pauses: list[Pause] = []
    closed_parts: list[ClosedPart] = []
    blocks: list[Block] = []
    items: list[ItemCourse] = []
    closed_at: datetime | None = None
    erased: list[int] = []

    def item(self, key: str) -> ItemCourse | None:
        return next((one for one in self.items if one.key == key), None)

    @property
    def sittings(self) -> list[Opening]:
        """How each sitting began: the first at the opening, another one at each resumption."""
        begun = [self.opening, *(one.resumed for one in self.pauses)]
        return [one for one in begun if one is not None]

    @property
    def at_opening(self) -> list[Attended]:
        """Who held each seat when the meeting was opened, the last that was noted."""
        before = [one for one in self.attendance if self.opening is None or one.at <= self.opening.at]
        return list({one.seat: one for one in before}.values())

    @property
    def changes(self) -> list[Attended]:
        """Who came, left or changed after the opening; who was noted anew for another sitting stands with it."""
        after = [one for one in self.attendance if self.opening is not None and one.at > self.opening.at]
        return [one for one in after if not any(pause.anew and pause.holds(one.at) for pause in self.pauses)]

    def noted_in(self, pause: Pause) -> list[Attended]:
        """Who held each seat when the meeting was resumed, the last that was noted; where it was noted anew."""
        if not pause.anew or pause.resumed is None:
            return []
        return list({one.seat: one for one in self.attendance if pause.holds(one.at)}.values())

    @property
    def were_there(self) -> frozenset[str]:
        """Seats that were taken at some time of the meeting."""
        here = {one.seat for one in self.attendance if one.presence != "absent"}
        return frozenset(here | {seat for sitting in self.sittings for seat in sitting.present})
