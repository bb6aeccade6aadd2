"""The world of the drill: three bodies with their people, made through the same actions as everything else.

kai chairs the cabinet, sara is its secretary, marin, pia and tomas are members, nils may speak; hanna and henrik are
members who do their honest work throughout. olga is a member of the council and of nothing else.
kai, sara and marin are cleared. In the committee who may not read an item does not see that there is one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.convene import convene
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.recuse import recuse
from balai.agenda.models import AgendaItem, Meeting
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import Voting
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.people.actions.appoint import appoint
from balai.people.actions.clear import clear
from balai.people.actions.enrol import enrol
from balai.people.actions.found_body import found_body
from balai.people.actions.found_organization import found_organization
from balai.people.models import Body, Membership, Person, Role
from balai.people.sign_in.sure import Sure, acting_with
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.assurance import Assurance
from balai.rules.procedure import preset_text
from balai.rules.stance import Choice, Stance

CABINET = (
    ("kai", Role.CHAIR),
    ("sara", Role.SECRETARY),
    ("marin", Role.MEMBER),
    ("pia", Role.MEMBER),
    ("tomas", Role.MEMBER),
    ("hanna", Role.MEMBER),
    ("henrik", Role.MEMBER),
    ("nils", Role.SPEAKER),
)
HONEST = ("hanna", "henrik")
COMMITTEE = ("kai", "sara", "marin", "pia")
CLEARED = ("kai", "sara", "marin")
OPEN = Restriction()
STATES = ("draft", "published", "confirmed", "open")
# What a government that fears for its votes would ask for: a passkey, shown again after a quarter of an hour.
STRICT = 'level = "passkey"\nvote_minutes = 15\ndecide_minutes = 15'


def strict_rules(*, inside: str = "title") -> str:
    """Estonia's, but that members need a clearance like everybody. `inside`: what who may not open a thing sees."""
    changed = {"level =": STRICT, "members_by_office": "members_by_office = false", "inside =": f'inside = "{inside}"'}
    lines = []
    for line in preset_text("estonia").splitlines():
        lines.append(next((new for begin, new in changed.items() if line.startswith(begin)), line))
    return "\n".join(lines) + "\n"


@contextmanager
def surely() -> Iterator[None]:
    """Do something as who has just shown a passkey."""
    with acting_with(Sure(Assurance.PASSKEY, clock.now())):
        yield


@dataclass
class World:
    root: Person
    cabinet: Body
    council: Body
    committee: Body
    seats: dict[str, Membership] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def person(self, name: str) -> Person:
        return self.root if name == "root" else self.seats[name].person

    def enter(self, name: str, role: Role, body: Body, **more: Any) -> Membership:
        """Enrol and appoint somebody."""
        person = enrol(name, name=f"{name.title()} Example", by=self.root)
        seat = appoint(person, body=body, role=role, title={"en": f"{role} {name}"}, by=self.root, **more)
        self.seats[name] = seat
        return seat

    def newcomer(self, role: Role = Role.MEMBER) -> str:
        """Somebody new in the cabinet, for an attack that costs them their seat or their session. Gives the name."""
        name = f"new{next(self.numbers)}"
        self.enter(name, role, self.cabinet, rank=500)
        return name

    def meeting(
        self,
        *titles: str,
        state: str = "published",
        body: Body | None = None,
        access: Restriction = OPEN,
        inside: str = "",
        closes_at: datetime | None = None,
        **more: Any,
    ) -> Meeting:
        """A meeting of the cabinet in two days with an item for each title; in state `open` everybody is there.

        `access` restricts the items; `inside` is said in them, but not in their titles.
        """
        sara, kai = self.person("sara"), self.person("kai")
        with surely():
            starts_at = clock.now() + timedelta(days=2)
            meeting = convene(body or self.cabinet, starts_at=starts_at, positions_close_at=closes_at, by=sara, **more)
            for title in titles or ("A matter",):
                asked = {"en": inside or f"Approve {title}."}
                draft = ItemDraft(title={"en": title}, ask=asked, summary=asked, complete=True, access=access)
                add_item(meeting, draft, by=sara)
            if state in STATES[1:]:
                publish_agenda(meeting, by=sara)
            if state in STATES[2:]:
                confirm_agenda(meeting, by=kai)
            if state == "open":
                note_all_present(meeting, by=sara)
                open_meeting(meeting, by=kai)
        meeting.refresh_from_db()
        return meeting

    def voting(self, title: str = "A matter put to the vote") -> Voting:
        """An open vote in a running meeting where everybody is present."""
        item = items_of(self.meeting(title, state="open"))[0]
        with surely():
            take_up(item, by=self.person("kai"))
            return open_voting(item, by=self.person("kai"))

    def restriction(self, level: Level, *readers: str) -> Restriction:
        """For those who are cleared (kai, sara and marin), or for these readers beside kai and sara."""
        ends = clock.now() + timedelta(days=100)
        if level == Level.NAMED:
            named = frozenset(str(self.person(name).pk) for name in ("kai", "sara", *readers))
            return Restriction(level, "AvTS § 35", ends, readers=named)
        clearance = Clearance.SECRET if level == Level.RESTRICTED else Clearance.NONE
        return Restriction(level, "AvTS § 35", ends, clearance)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting).in_order())


def make_world() -> World:
    root = Person.objects.create(username="console", name="Console", is_administrator=True, password="!")  # noqa: S106 (none)
    bodies = {
        slug: found_body(slug, name={"en": slug.title()}, country="EE", level=level, rules_text=rules, by=root)
        for slug, level, rules in (
            ("cabinet", "national", strict_rules()),
            ("council", "municipal", preset_text("council")),
            ("committee", "national", strict_rules(inside="nothing")),
        )
    }
    world = World(root, bodies["cabinet"], bodies["council"], bodies["committee"])
    for rank, (name, role) in enumerate(CABINET, start=1):
        ministry = found_organization(
            world.cabinet, key=name, name={"en": f"Ministry of {name}"}, label={"en": name.title()}, by=root
        )
        world.enter(name, role, world.cabinet, organization=ministry, rank=rank)
    world.enter("olga", Role.MEMBER, world.council)
    for name in COMMITTEE:
        seat = world.seats[name]
        appoint(seat.person, body=world.committee, role=Role(seat.role), by=root)
    for name in CLEARED:
        clear(world.person(name), level=Clearance.SECRET, by=root)
    return world


def make_history(world: World) -> None:
    """A closed meeting with positions, a recusal, a block, a vote and decisions: what can be tampered with."""
    world.meeting("For some eyes only", access=world.restriction(Level.RESTRICTED))
    meeting = world.meeting("Passed without debate", "Passed too", "Voted on", "With a recusal")
    first, _second, voted, recused = items_of(meeting)
    pia, marin, kai = (world.person(name) for name in ("pia", "marin", "kai"))
    mark_position(voted, seat=world.seats["pia"], stance=Stance.OBJECTION, by=pia, seen_version=1, opinion="Not so.")
    mark_position(first, seat=world.seats["marin"], stance=Stance.NO_OBJECTION, by=marin, seen_version=1)
    recuse(recused, seat=world.seats["pia"], reason="kin", by=pia)
    with surely():
        confirm_agenda(meeting, by=kai)
        note_all_present(meeting, by=world.person("sara"))
        open_meeting(meeting, by=kai)
        adopt_block(meeting, by=kai)
        take_up(voted, by=kai)
        voting = open_voting(voted, by=kai)
        for name, choice in (("pia", Choice.AGAINST), ("marin", Choice.FOR), ("tomas", Choice.FOR)):
            cast_vote(voting, seat=world.seats[name], choice=choice, by=world.person(name))
        close_voting(voting, by=kai)
        close_meeting(meeting, by=kai)
        circulate_minutes(meeting, by=world.person("sara"))
