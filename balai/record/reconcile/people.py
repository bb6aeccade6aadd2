"""Bodies with their rules, seats, substitutes, mandates of advisers."""

from collections.abc import Callable, Iterator, Mapping

from balai.people.models import Body, Mandate, Membership, Substitution
from balai.record.reconcile.table import Event, Found, Key, Table, found_in, moment


class Bodies(Table):
    model = Body

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {"people.body.founded": self.founded, "people.body.placed": self.placed}

    def founded(self, event: Event) -> None:
        said = event.content
        self.put((event.about,), event, slug=said["slug"], rules_text=said["rules"], parent_id=None)

    def placed(self, event: Event) -> None:
        self.change((event.about,), event, parent_id=event.content["parent"])

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Body, ("id",), ("slug", "rules_text", "parent_id"))


class Memberships(Table):
    model = Membership

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {"people.member.appointed": self.appointed, "people.membership.ended": self.ended}

    def appointed(self, event: Event) -> None:
        said = event.content
        self.put(
            (event.about,),
            event,
            body_id=event.body,
            person_id=said["person"],
            role=said["role"],
            organization_id=said["organization"],
            title=said["title"],
            rank=said["rank"],
            starts=moment(said["starts"]),
            ends=None,
        )

    def ended(self, event: Event) -> None:
        self.change((event.about,), event, ends=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        fields = ("body_id", "person_id", "role", "organization_id", "title", "rank", "starts", "ends")
        return found_in(Membership, ("id",), fields)


class ActsFor(Table):
    """Somebody acts or prepares for a seat, from when to when; the entry names that person as `person` does."""

    person: str
    seat: str
    begins: str
    ends: str

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {self.begins: self.begun, self.ends: self.ended}

    def begun(self, event: Event) -> None:
        said = event.content
        told = {f"{self.seat}_id": event.seat, f"{self.person}_id": said[self.person]}
        self.put((event.about,), event, **told, starts=moment(said["starts"]), ends=moment(said["ends"]), ended_at=None)

    def ended(self, event: Event) -> None:
        self.change((event.about,), event, ended_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(self.model, ("id",), (f"{self.seat}_id", f"{self.person}_id", "starts", "ends", "ended_at"))


class Substitutions(ActsFor):
    model = Substitution
    person, seat = "substitute", "absent"
    begins, ends = "people.substitute.named", "people.substitution.ended"


class Mandates(ActsFor):
    model = Mandate
    person, seat = "adviser", "seat"
    begins, ends = "people.mandate.given", "people.mandate.ended"
