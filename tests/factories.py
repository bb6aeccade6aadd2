"""The permanent cast, made through the same actions as everything else.

In the cabinet: kai chairs, sara is its secretary, marin (Finance), pia (Interior) and tomas (Justice) are members, nils
(Auditor General) may speak. olga belongs to another body. Nobody else exists, until `make_adviser` enrols somebody who
prepares for a member.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.convene import convene
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, Position
from balai.people.actions.appoint import appoint
from balai.people.actions.enrol import enrol
from balai.people.actions.found_body import found_body
from balai.people.actions.found_organization import found_organization
from balai.people.actions.give_mandate import give_mandate
from balai.people.actions.place_under import place_under
from balai.people.models import Body, Mandate, Membership, Organization, Person, Role
from balai.rules.procedure import preset_text
from balai.rules.stance import Stance
from tests.planted import planted

ORGANIZATIONS = {"pm": "PM", "finance": "Finance", "interior": "Interior", "justice": "Justice", "audit": "Audit"}


@dataclass
class Cast:
    body: Body
    other_body: Body
    organizations: dict[str, Organization]
    people: dict[str, Person]
    seats: dict[str, Membership]
    root: Person = field(repr=False)

    def __getattr__(self, name: str) -> Person:
        people: dict[str, Person] = self.__dict__.get("people", {})  # there is none yet where a copy is being made
        if name not in people:
            raise AttributeError(name)
        return people[name]

    def members(self) -> list[Membership]:
        return [seat for seat in self.seats.values() if seat.decides and seat.body_id == self.body.pk]


def administrator() -> Person:
    person, _new = Person.objects.get_or_create(
        username="console", defaults={"name": "Console", "is_administrator": True, "password": "!"}
    )
    return person


def make_body(slug: str, rules: str = "estonia", *, root: Person, level: str = "national") -> Body:
    return found_body(
        slug,
        name={"en": slug.title(), "et": f"{slug.title()} (et)", "id": f"{slug.title()} (id)"},
        country="EE",
        level=level,
        rules_text=preset_text(rules),
        by=root,
        time_zone="Europe/Tallinn",
    )


def make_member(
    body: Body, username: str, role: Role, organization: Organization | None, *, root: Person, rank: int = 100
) -> Membership:
    person = enrol(username, name=f"{username.title()} Example", by=root)
    title = {"en": f"{role} {username}"}
    return appoint(person, body=body, role=role, organization=organization, title=title, rank=rank, by=root)


@planted
def make_cast(rules: str = "estonia", *, extra_members: int = 0) -> Cast:
    """Two bodies with their people. `extra_members` adds members m1, m2, ... to the cabinet."""
    root = administrator()
    body, other = make_body("cabinet", rules, root=root), make_body("council", "council", root=root, level="municipal")
    organizations = {
        key: found_organization(body, key=key, name={"en": f"Ministry {label}"}, label={"en": label}, by=root)
        for key, label in ORGANIZATIONS.items()
    }
    roles = (
        ("kai", Role.CHAIR, "pm"),
        ("marin", Role.MEMBER, "finance"),
        ("pia", Role.MEMBER, "interior"),
        ("tomas", Role.MEMBER, "justice"),
        ("sara", Role.SECRETARY, None),
        ("nils", Role.SPEAKER, "audit"),
    )
    seats = {
        name: make_member(body, name, role, organizations.get(key or ""), root=root, rank=rank)
        for rank, (name, role, key) in enumerate(roles, start=1)
    }
    seats["olga"] = make_member(other, "olga", Role.MEMBER, None, root=root)
    for number in range(1, extra_members + 1):
        organization = found_organization(
            body, key=f"x{number}", name={"en": f"Ministry {number}"}, label={"en": f"Min {number}"}, by=root
        )
        seats[f"m{number}"] = make_member(body, f"m{number}", Role.MEMBER, organization, root=root, rank=100 + number)
    people = {name: seat.person for name, seat in seats.items()}
    return Cast(body, other, organizations, people, seats, root)


def make_adviser(cast: Cast, name: str = "ada", seat: str = "marin", *, ends: datetime | None = None) -> Mandate:
    """Somebody without a seat who prepares for a member, since an hour ago; `cast.<name>` from now on."""
    if name not in cast.people:
        cast.people[name] = enrol(name, name=f"{name.title()} Example", by=cast.root)
    starts = clock.now() - timedelta(hours=1)
    return give_mandate(cast.seats[seat], adviser=cast.people[name], starts=starts, ends=ends, by=cast.people[seat])


def make_meeting(
    cast: Cast,
    items: int = 3,
    *,
    state: str = "published",
    starts_at: datetime | None = None,
    kind: MeetingKind = MeetingKind.FORMAL,
    submitter: str | None = None,
) -> Meeting:
    """A meeting with items in a state: draft, published or confirmed."""
    sara, kai = cast.people["sara"], cast.people["kai"]
    meeting = convene(cast.body, starts_at=starts_at or clock.now() + timedelta(days=2), kind=kind, by=sara)
    for number in range(1, items + 1):
        draft = ItemDraft(
            title={"en": f"Matter {number}", "et": f"Asi {number}", "id": f"Perkara {number}"},
            ask={"en": f"Approve matter {number}."},
            kind="other",
            planned_minutes=5,
            complete=True,
        )
        add_item(meeting, draft, by=sara, submitter=cast.organizations[submitter] if submitter else None)
    if state in ("published", "confirmed"):
        publish_agenda(meeting, by=sara)
    if state == "confirmed":
        confirm_agenda(meeting, by=kai)
    meeting.refresh_from_db()
    return meeting


def make_parent(cast: Cast) -> Meeting:
    """The body that confirms what the cabinet decides, with a coming agenda of one item. `cast.uku` chairs it,
    `cast.ursa` is its secretary, `cast.ulla` a member."""
    parent = make_body("senate", root=cast.root)
    for name, role in (("uku", Role.CHAIR), ("ulla", Role.MEMBER), ("ursa", Role.SECRETARY)):
        cast.seats[name] = make_member(parent, name, role, None, root=cast.root)
        cast.people[name] = cast.seats[name].person
    place_under(cast.body, parent, by=cast.root)
    cast.body.refresh_from_db()
    meeting = convene(parent, starts_at=clock.now() + timedelta(days=5), by=cast.ursa)
    add_item(meeting, ItemDraft(title={"en": "Another matter"}), by=cast.ursa)
    return meeting


def items_of(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting).in_order())


def mark(cast: Cast, name: str, item: AgendaItem, stance: Stance = Stance.NO_OBJECTION, **more: Any) -> Position:
    item.refresh_from_db()
    return mark_position(
        item, seat=cast.seats[name], stance=stance, by=cast.people[name], seen_version=item.version, **more
    )
