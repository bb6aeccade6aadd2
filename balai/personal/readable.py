"""What a person may read of the things that their data point to; anything else is named by its number only."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model

from balai import clock
from balai.agenda.access import shown_to
from balai.agenda.models import AgendaItem, Meeting, Paper
from balai.agenda.picture import BY_READER
from balai.agenda.policy import may_read
from balai.decisions.models import Decision
from balai.meetings.models import Voting
from balai.people.models import Body, Membership, Organization, Person
from balai.people.standing import standing
from balai.programme.models import Goal
from balai.public.queries import SHOWN_KINDS, SHOWN_STATES
from balai.rules.access import Level, Shown

# What has to be read with a thing of this class to describe it.
NEEDED: dict[type[Model], str] = {
    AgendaItem: "__meeting__body",
    Membership: "__body",
    Meeting: "__body",
    Voting: "__item__meeting__body",
    Paper: "__item__meeting__body",
    Goal: "__body",
}


class Readable:
    """Describes values for one reader. Other persons are never named."""

    def __init__(self, person: Person) -> None:
        self.person, self.at = person, clock.now()

    def value(self, value: Any) -> Any:
        """As JSON."""
        if isinstance(value, Model):
            return self.thing(value)
        if isinstance(value, datetime):
            return value.isoformat()
        if isinstance(value, UUID | Decimal) or hasattr(value, "isoformat"):
            return str(value)
        return value

    def thing(self, thing: Model) -> Any:
        if isinstance(thing, Person):
            return "you" if thing.pk == self.person.pk else "another person"
        if isinstance(thing, Membership):
            said = {"id": str(thing.pk), "yours": thing.person_id == self.person.pk}
            return said | {"body": thing.body.slug, "role": thing.role, "title": thing.title}
        if isinstance(thing, Body | Organization):
            return str(thing)
        if isinstance(thing, Meeting):
            return {"id": str(thing.pk), "body": thing.body.slug, "starts_at": thing.starts_at.isoformat()}
        if isinstance(thing, AgendaItem):
            return self.item(thing)
        if isinstance(thing, Voting | Paper):
            return {"id": str(thing.pk), "item": self.item(thing.item)}
        return str(thing.pk)

    def item(self, item: AgendaItem) -> dict[str, Any]:
        said: dict[str, Any] = {"id": str(item.pk), "meeting": self.thing(item.meeting)}
        return said | {"number": item.number, "title": item.title} if self.may_read(item) else said

    def may_read(self, item: AgendaItem) -> bool:
        """As a member of the body, or as everybody. What is read under a clearance or by name is in no file."""
        level = item.level_at(self.at)
        if level in BY_READER:
            return False
        who = standing(self.person, item.meeting.body)
        if who.belongs and may_read(who, item.meeting):
            return shown_to(who, item) == Shown.WHOLE
        public = item.meeting.state in SHOWN_STATES and item.meeting.kind in SHOWN_KINDS
        return public and level == Level.PUBLIC

    def closes(self, item: AgendaItem) -> bool:
        """Whether the item is restricted and closed to the person: then also what they wrote on it is in no file."""
        return item.level_at(self.at) != Level.PUBLIC and not self.may_read(item)

    def decision(self, decision: Decision) -> dict[str, Any]:
        said = {"id": str(decision.pk), "body": decision.body.slug, "number": decision.number}
        if not self.may_read(decision.item):
            return said
        return said | {"title": decision.item.title, "outcome": decision.outcome, "text": decision.text}
