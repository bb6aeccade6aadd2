"""Bodies with their rules, seats, substitutes, mandates of advisers."""

from collections.abc import Callable, Iterator, Mapping

from balai.people.models import Body, Mandate, Membership, Substitution
from balai.record.reconcile.table import Event, Found, Key, Table, found_in, moment


class Bodies(Table):
    model = Body

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {"people.body.founded": self.founded}

    def founded(self, event: Event) -> None:
        self.put((event.about,), event, slug=event.content["slug"], rules_text=event.content["rules"])

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Body, ("id",), ("slug", "rules_text"))


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


class Substitutions(Table):
    model = Substitution

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {"people.substitute.named": self.named, "people.substitution.ended": self.ended}

    def named(self, event: Event) -> None:
        said = event.content
        self.put(
            (event.about,),
            event,
            absent_id=event.seat,
            substitute_id=said["substitute"],
            starts=moment(said["starts"]),
            ends=moment(said["ends"]),
            ended_at=None,
        )

    def ended(self, event: Event) -> None:
        self.change((event.about,), event, ended_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Substitution, ("id",), ("absent_id", "substitute_id", "starts", "ends", "ended_at"))


class Mandates(Table):
    model = Mandate

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {"people.mandate.given": self.given, "people.mandate.ended": self.ended}

    def given(self, event: Event) -> None:
        said = event.content
        self.put(
            (event.about,),
            event,
            seat_id=event.seat,
            adviser_id=said["adviser"],
            starts=moment(said["starts"]),
            ends=moment(said["ends"]),
            ended_at=None,
        )

    def ended(self, event: Event) -> None:
        self.change((event.about,), event, ended_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Mandate, ("id",), ("seat_id", "adviser_id", "starts", "ends", "ended_at"))
