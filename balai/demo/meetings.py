"""Loading the meetings: each through the same actions, at the moments when its people would have acted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.add_paper import add_paper, renew_paper
from balai.agenda.actions.ask_for_floor import ask_for_floor
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.convene import convene
from balai.agenda.actions.invite_to_item import invite_to_item
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.mark_rest import mark_rest, unanswered
from balai.agenda.actions.prepare_position import prepare_position
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.write_briefing import write_briefing
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, Paper, PaperKind
from balai.agenda.policy import OutOfTurn
from balai.demo.access import restriction
from balai.demo.calendar import at, weekday
from balai.demo.files import Table
from balai.demo.minutes import keep_minutes
from balai.demo.motions import propose
from balai.demo.people import People
from balai.demo.sitting import conclude, hold
from balai.people.models import Membership, Role
from balai.people.standing import standing
from balai.rules.access import Restriction
from balai.rules.stance import Stance
from balai.words import Words, best


@dataclass
class Loaded:
    """What was loaded, by the keys of the data."""

    meetings: dict[str, Meeting]
    items: dict[str, AgendaItem]


def load_meetings(
    data: Table, items: tuple[Table, ...], people: People, *, today: date, without: str | None = None
) -> Loaded:
    """Load all meetings but one, the earliest first."""
    loaded = Loaded({}, {})
    sections = {one["key"]: cast("Words", one["title"]) for one in data["sections"]}
    whens = {one["key"]: moment_of(one, people, today) for one in data["meetings"]}
    held = [one for one in data["meetings"] if one["key"] != without]
    for one in sorted(held, key=lambda table: whens[table["key"]]):
        mine = [item for item in items if item["meeting"] == one["key"]]
        _Loader(people, sections, one, mine, whens[one["key"]]).load(loaded)
    for one in held:
        if one["kind"] == "electronic" and one["state"] == "closed":
            conclude(loaded.meetings[one["key"]], _takes(one, items, loaded), people, one["body"])
    for one in held:
        if "minutes" in one:
            keep_minutes(loaded.meetings[one["key"]], one, loaded.items, people)
    return loaded


def _takes(session: Table, items: tuple[Table, ...], loaded: Loaded) -> Meeting | None:
    """The meeting that takes what the electronic session does not decide; none where it is not loaded."""
    carried = (one.get("carried_to") for one in items if one["meeting"] == session["key"])
    return next((loaded.meetings[key] for key in carried if key in loaded.meetings), None)


def moment_of(meeting: Table, people: People, today: date) -> datetime:
    """When a meeting begins."""
    day = weekday(today, meeting["weekday"], meeting["occurrence"])
    return at(day, meeting["time"], people.bodies[meeting["body"]].time_zone)


@dataclass
class _Loader:
    people: People
    sections: dict[str, Words]
    data: Table
    items: list[Table]
    starts_at: datetime

    def load(self, loaded: Loaded) -> None:
        """Convene, build, publish, answer, and hold the meeting, as far as its state says."""
        now, state = clock.now(), self.data["state"]
        with clock.as_if(self._before(days=6, now=now)):
            meeting = self._build(loaded)
            loaded.meetings[self.data["key"]] = meeting
            if state == "draft" or not self.items:
                return
            publish_agenda(meeting, by=self._secretary.person)
        with clock.as_if(self._before(days=3, now=now)):
            self._answer(meeting, loaded, before_changes=True)
            self._renew(loaded)
        with clock.as_if(min(self._before(days=1, now=now), meeting.positions_close_at - timedelta(hours=1))):
            self._answer(meeting, loaded, before_changes=False)
            if state in ("confirmed", "closed"):
                confirm_agenda(meeting, by=self._chair.person)
        if state == "closed" and self.data["kind"] != "electronic":
            hold(meeting, self.data, self.items, loaded.items, self.people, self.starts_at)

    def _before(self, *, days: int, now: datetime) -> datetime:
        """So many days before the meeting, or just before now where that is still to come."""
        return min(self.starts_at - timedelta(days=days), now - timedelta(minutes=days * 40))

    @property
    def _body(self) -> str:
        return str(self.data["body"])

    @property
    def _secretary(self) -> Membership:
        return self.people.in_role(self._body, Role.SECRETARY)

    @property
    def _chair(self) -> Membership:
        return self.people.in_role(self._body, Role.CHAIR)

    def _build(self, loaded: Loaded) -> Meeting:
        by, why = self._secretary.person, self.data.get("extraordinary")
        out_of_turn = OutOfTurn(best(why, self.people.bodies[self._body].language)[0]) if why else None
        meeting = convene(
            self.people.bodies[self._body],
            starts_at=self.starts_at,
            kind=MeetingKind(self.data["kind"]),
            title=self.data["title"],
            place=self.data["place"],
            by=self._chair.person if out_of_turn else by,
            out_of_turn=out_of_turn,
        )
        rules = meeting.body.rules
        for one in self.items:
            item = add_item(
                meeting,
                _draft(one, self.sections, restriction(one, self.people, rules)),
                submitter=self.people.organizations.get((self._body, one.get("submitter", ""))),
                touches=[self.people.organizations[self._body, key] for key in one.get("touches", ())],
                by=by,
            )
            for paper in one.get("papers", ()):
                add_paper(
                    item,
                    kind=PaperKind(paper["kind"]),
                    title=paper["title"],
                    text=paper["versions"][0]["text"],
                    by=by,
                    access=restriction(paper, self.people, rules),
                )
            loaded.items[one["key"]] = item
        return meeting

    def _renew(self, loaded: Loaded) -> None:
        for one in self.items:
            papers = Paper.objects.filter(item=loaded.items[one["key"]])
            for paper, stored in zip(one.get("papers", ()), papers, strict=True):
                for version in paper["versions"][1:]:
                    renew_paper(stored, text=version["text"], by=self._secretary.person)

    def _answer(self, meeting: Meeting, loaded: Loaded, *, before_changes: bool) -> None:
        for one in self.items:
            item = loaded.items[one["key"]]
            for kind, tell in (("positions", self._mark), ("prepared", self._prepare)):
                for told in one.get(kind, ()):
                    if told.get("before_change", False) == before_changes:
                        tell(item, told)
            if not before_changes:
                self._besides(item, one)
        answers = self.data.get("answers", {})
        for username in answers.get("rest_before_changes" if before_changes else "rest", ()):
            seat = self.people.seat(self._body, username)
            if unanswered(meeting, seat, standing(seat.person, meeting.body)):
                mark_rest(meeting, seat=seat, by=seat.person)

    def _mark(self, item: AgendaItem, given: Table) -> None:
        seat = self.people.seat(self._body, given["member"])
        item.refresh_from_db()
        mark_position(
            item,
            seat=seat,
            stance=Stance(given["stance"]),
            opinion=best(given.get("opinion", {}), seat.person.language)[0],
            by=seat.person,
            seen_version=item.version,
        )

    def _prepare(self, item: AgendaItem, laid: Table) -> None:
        """What the member's adviser lays before them."""
        adviser = self.people.advisers[self._body, laid["member"]]
        item.refresh_from_db()
        prepare_position(
            item,
            seat=self.people.seat(self._body, laid["member"]),
            stance=Stance(laid["stance"]),
            opinion=best(laid.get("opinion", {}), adviser.language)[0],
            by=adviser,
            seen_version=item.version,
        )

    def _besides(self, item: AgendaItem, one: Table) -> None:
        for motion in one.get("motions", ()):
            propose(item, motion, self.people.seat(self._body, motion["member"]))
        for recusal in one.get("recusals", ()):
            seat = self.people.seat(self._body, recusal["member"])
            recuse(item, seat=seat, reason=best(recusal["reason"], seat.person.language)[0], by=seat.person)
        for note in one.get("briefings", ()):
            adviser = self.people.advisers[self._body, note["member"]]
            seat = self.people.seat(self._body, note["member"])
            write_briefing(item, seat=seat, text=best(note["text"], adviser.language)[0], by=adviser)
        for guest in one.get("invited", ()):
            person, secretary = self.people.persons[guest["person"]], self._secretary.person
            invite_to_item(item, person=person, may_speak=guest["may_speak"], by=secretary)
        for speaker in one.get("speakers", ()):
            ask_for_floor(item, by=self.people.persons[speaker if isinstance(speaker, str) else speaker["person"]])


def _draft(one: Table, sections: dict[str, Words], access: Restriction) -> ItemDraft:
    return ItemDraft(
        title=one["title"],
        number=one["number"],
        section=sections.get(one.get("section", ""), {}),
        summary=one.get("summary", {}),
        ask=one.get("ask", {}),
        kind=one["kind"],
        planned_minutes=one.get("planned_minutes"),
        reading_minutes=one.get("reading_minutes"),
        complete=None if one.get("complete") == "none" else one.get("complete"),
        access=access,
    )
