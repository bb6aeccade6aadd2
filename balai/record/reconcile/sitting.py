"""The sitting: who was there, how the votes fell, what was decided."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from balai.decisions.models import Decision
from balai.ledger.events import AT_ONCE
from balai.meetings.models import Attendance, BallotBox, BallotGiven, HallLink, RollCall, Vote, Voting
from balai.record.reconcile.numbered import Marked
from balai.record.reconcile.table import Event, Found, Key, Table, found_in, moment
from balai.rules import undoing

Told = Mapping[str, Callable[[Event], None]]


class Attendances(Marked):
    model, names, mark = Attendance, ("meeting_id", "seat_id"), "until"
    fields = ("presence", "person_id")

    def acts(self) -> Told:
        return {
            "meetings.attendance.noted": self.noted,
            "meetings.attendance.all_noted": self.all_noted,
            "meetings.suspended": self.suspended,
            "meetings.resumption_moved": self.suspended,
        }

    def suspended(self, event: Event) -> None:
        """Where attendance is noted anew, nobody is there until then."""
        if event.content["attendance_anew"]:
            for key in [key for key in self.counted if key[0] == event.about]:
                self.end(key, event, event.at)

    def noted(self, event: Event) -> None:
        said = event.content
        self.write((event.about, event.seat or ""), event, presence=said["presence"], person_id=said["person"])

    def all_noted(self, event: Event) -> None:
        for seat, person in event.content["seats"].items():
            self.write((event.about, seat), event, presence="in_room", person_id=person)

    def undone(self, event: Event, at: datetime) -> None:
        """What was noted of a seat of which nothing was noted stays, marked; otherwise it is as it was before."""
        said = event.content
        if event.act == undoing.ALL_NOTED:
            self.all_noted(event)
            for seat in said["seats"]:
                self.end((event.about, seat), event, at)
        elif said["before"] is None:
            self.noted(event)
            self.end((event.about, event.seat or ""), event, at)


class HallLinks(Table):
    """Who may look at a meeting without being signed in: a link that nobody of the secretariat made is found here."""

    model = HallLink

    def acts(self) -> Told:
        return {"meetings.hall_link.made": self.made, "meetings.hall_link.revoked": self.revoked}

    def made(self, event: Event) -> None:
        said = event.content
        values = {"meeting_id": event.about, "secret_hash": said["secret_hash"], "made_by_id": event.by}
        self.put((said["link"],), event, **values, revoked_at=None)

    def revoked(self, event: Event) -> None:
        self.change((event.content["link"],), event, revoked_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(HallLink, ("id",), ("meeting_id", "secret_hash", "made_by_id", "revoked_at"))


class Votings(Table):
    model = Voting

    def acts(self) -> Told:
        return {
            "meetings.voting.opened": self.opened,
            "meetings.voting.repeated": self.opened,
            "meetings.voting.closed": self.closed,
            "meetings.voting.broken_off": self.broken_off,
        }

    def opened(self, event: Event) -> None:
        said = event.content
        self.put(
            (said["voting"],),
            event,
            item_id=event.about,
            text=said["text"],
            form=said["form"],
            motion_id=said.get("motion"),
            repeats_id=said.get("repeats"),
            because=said.get("because", ""),
            broken_off_because="",
            opened_at=event.at,
            seconds=said.get("seconds"),
            closed_at=None,
            carried=None,
            for_count=0,
            against_count=0,
            abstain_count=0,
        )

    def closed(self, event: Event) -> None:
        said = event.content
        self.change(
            (said["voting"],),
            event,
            closed_at=event.at,
            carried=said["carried"],
            for_count=said["for"],
            against_count=said["against"],
            abstain_count=said["abstained"],
            reasons=said["reasons"],
        )

    def broken_off(self, event: Event) -> None:
        said = event.content
        self.change((said["voting"],), event, closed_at=event.at, broken_off_because=said["because"])

    def actual(self) -> Iterator[tuple[Key, Found]]:
        counts = ("for_count", "against_count", "abstain_count")
        why = ("form", "motion_id", "repeats_id", "because", "broken_off_because", "reasons")
        when = ("opened_at", "seconds", "closed_at")
        return found_in(Voting, ("id",), ("item_id", "text", *when, "carried", *counts, *why))


class RollCalls(Table):
    model = RollCall

    def acts(self) -> Told:
        return {
            "meetings.voting.opened": self.called,
            "meetings.voting.repeated": self.called,
            "meetings.answer.noted": self.noted,
        }

    def called(self, event: Event) -> None:
        for place, seat in enumerate(event.content["roll"], start=1):
            self.put((event.content["voting"], seat), event, place=place, passed_at=None)

    def noted(self, event: Event) -> None:
        said, key = event.content, (event.content["voting"], event.seat or "")
        if said["choice"] is None and key in self.rows:
            self.change(key, event, passed_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(RollCall, ("voting_id", "seat_id"), ("place", "passed_at"))


class Votes(Marked):
    model, names, mark = Vote, ("voting_id", "seat_id"), "taken_back_at"
    fields = ("choice", "cast_by_id", "noted", "at")

    def acts(self) -> Told:
        return {"meetings.vote.cast": self.cast, "meetings.answer.noted": self.noted}

    def cast(self, event: Event) -> None:
        said = event.content
        key = (said["voting"], event.seat or "")
        self.write(key, event, choice=said["choice"], cast_by_id=event.by, noted=False, at=event.at)

    def noted(self, event: Event) -> None:
        said, key = event.content, (event.content["voting"], event.seat or "")
        if said["choice"] is None:
            self.end(key, event, event.at)
        else:
            self.write(key, event, choice=said["choice"], cast_by_id=event.by, noted=True, at=event.at)


class BallotsGiven(Table):
    """Who has voted in secret ballots; how they voted is nowhere."""

    model = BallotGiven

    def acts(self) -> Told:
        return {"meetings.secret_vote.cast": self.cast}

    def cast(self, event: Event) -> None:
        self.put((event.content["voting"], event.seat or ""), event)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(BallotGiven, ("voting_id", "seat_id"), ())


class BallotBoxes(Table):
    """The published boxes, each by the digest that its entry has."""

    model = BallotBox

    def acts(self) -> Told:
        return {"meetings.voting.closed": self.opened}

    def opened(self, event: Event) -> None:
        if "box" in (said := event.content):
            self.put((said["voting"],), event, engine=said["engine"], digest=said["box"], ballots=said["cast"])

    def actual(self) -> Iterator[tuple[Key, Found]]:
        for box in BallotBox.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
            values = {"engine": box.engine, "digest": box.digest, "ballots": len(box.trackers)}
            yield (str(box.pk),), Found(box.pk, values)


class Decisions(Table):
    model = Decision

    def acts(self) -> Told:
        return {"decisions.taken": self.taken, "meetings.voting.repeated": self.replaced}

    def taken(self, event: Event) -> None:
        said = event.content
        year, _slash, sequence = said["number"].partition("/")
        self.put(
            (event.about,),
            event,
            item_id=said["item"],
            body_id=event.body,
            year=int(year),
            sequence=int(sequence),
            outcome=said["outcome"],
            way=said["way"],
            text=said["text"],
            rule=said["rule"],
            taken_at=moment(said["taken_at"]),
            replaced_at=None,
            undone_at=None,
        )

    def undone(self, event: Event, at: datetime) -> None:
        self.taken(event)
        self.change((event.about,), event, undone_at=at)

    def replaced(self, event: Event) -> None:
        if event.content["decision"]:
            self.change((event.content["decision"],), event, replaced_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        number, marks = ("body_id", "year", "sequence"), ("taken_at", "replaced_at", "undone_at")
        return found_in(Decision, ("id",), ("item_id", *number, "outcome", "way", "text", "rule", *marks))
