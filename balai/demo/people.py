"""Loading who there is: bodies, organisations, persons, seats, substitutes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from balai.demo.calendar import at
from balai.demo.files import Table
from balai.people.actions.appoint import appoint
from balai.people.actions.clear import clear
from balai.people.actions.enrol import enrol
from balai.people.actions.found_body import found_body
from balai.people.actions.found_organization import found_organization
from balai.people.actions.give_mandate import give_mandate
from balai.people.actions.name_substitute import name_substitute
from balai.people.actions.place_under import place_under
from balai.people.console import console
from balai.people.models import Body, Membership, Organization, Person, Role
from balai.rules.access import Clearance
from balai.rules.procedure import preset_text


@dataclass
class People:
    """By the keys of the data; organisations and seats by body and key."""

    bodies: dict[str, Body] = field(default_factory=dict)
    organizations: dict[tuple[str, str], Organization] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    seats: dict[tuple[str, str], Membership] = field(default_factory=dict)
    advisers: dict[tuple[str, str], Person] = field(default_factory=dict)  # by body and the member's key

    def seat(self, body: str, username: str) -> Membership:
        return self.seats[body, username]

    def in_role(self, body: str, role: Role) -> Membership:
        return next(seat for (where, _who), seat in self.seats.items() if where == body and seat.role == role)


def load_people(data: Table, *, today: date) -> People:
    root, people = console(), People()
    for body in data["bodies"]:
        people.bodies[body["slug"]] = found_body(
            body["slug"],
            name=body["name"],
            short_name=body.get("short_name"),
            country=body["country"],
            level=body["level"],
            time_zone=body["time_zone"],
            language=body.get("language", "en"),
            rules_text=preset_text(body["rules"]),
            by=root,
        )
    for body in (one for one in data["bodies"] if "parent" in one):
        place_under(people.bodies[body["slug"]], people.bodies[body["parent"]], by=root)
    for one in data["organizations"]:
        people.organizations[one["body"], one["key"]] = found_organization(
            people.bodies[one["body"]], key=one["key"], name=one["name"], label=one["label"], by=root
        )
    for one in data["people"]:
        people.persons[one["username"]] = enrol(
            one["username"], name=one["name"], email=one.get("email", ""), language=one.get("language", "en"), by=root
        )
    for one in data["people"]:
        if level := one.get("clearance"):
            clear(people.persons[one["username"]], level=Clearance[level.upper()], by=root)
    for rank, one in enumerate(data["memberships"], start=1):
        people.seats[one["body"], one["person"]] = appoint(
            people.persons[one["person"]],
            body=people.bodies[one["body"]],
            role=Role(one["role"]),
            organization=people.organizations.get((one["body"], one.get("organization", ""))),
            title=one.get("title"),
            rank=one.get("rank", rank),
            by=root,
        )
    _give_mandates(data, people, today=today)
    return people


def _give_mandates(data: Table, people: People, *, today: date) -> None:
    """By the members themselves."""
    for one in data.get("mandates", ()):
        seat, adviser = people.seat(one["body"], one["member"]), people.persons[one["adviser"]]
        starts = at(today + timedelta(days=one["starts_days"]), "00:00", people.bodies[one["body"]].time_zone)
        give_mandate(seat, adviser=adviser, starts=starts, ends=None, by=seat.person)
        people.advisers[one["body"], one["member"]] = adviser


def load_substitutions(data: Table, people: People, *, today: date) -> None:
    """Named by the secretary of the body."""
    for one in data.get("substitutions", ()):
        body = people.bodies[one["body"]]
        name_substitute(
            people.seat(one["body"], one["absent"]),
            substitute=people.persons[one["substitute"]],
            starts=at(today + timedelta(days=one["starts_days"]), "00:00", body.time_zone),
            ends=at(today + timedelta(days=one["ends_days"]), "00:00", body.time_zone),
            by=people.in_role(one["body"], Role.SECRETARY).person,
        )
