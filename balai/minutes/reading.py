"""The protocol, read from the entries of the record and from nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from balai.agenda.models import AgendaItem, Meeting
from balai.decisions.models import Decision
from balai.ledger.events import Erased, Event, read
from balai.ledger.models import Entry
from balai.meetings.course import stands, taken_back
from balai.minutes.protocol import (
    Attended,
    Ballot,
    Block,
    ClosedPart,
    Heard,
    ItemCourse,
    Moved,
    Opening,
    Pause,
    Protocol,
    Recused,
    Spoke,
    Taken,
)
from balai.rules.undoing import UNDONE


def protocol_of(meeting: Meeting) -> Protocol:
    """What the record says of this meeting so far. Two queries for keys, one for entries."""
    items = [str(pk) for pk in AgendaItem.objects.filter(meeting=meeting).values_list("pk", flat=True)]
    decisions = [str(pk) for pk in Decision.objects.filter(item__meeting=meeting).values_list("pk", flat=True)]
    about = Q(about_kind="agenda.meeting", about_id=str(meeting.pk))
    about |= Q(about_kind="agenda.agendaitem", about_id__in=items)
    about |= Q(about_kind="decisions.decision", about_id__in=decisions)
    return told(str(meeting.pk), read(Entry.objects.filter(about, act__in=(*ACTS, UNDONE))))


def told(meeting: str, entries: Iterable[Event]) -> Protocol:
    """The protocol that these entries tell, in their order; entries of other meetings among them do not matter.

    A step that was taken back did not happen.
    """
    course, events = Course(Protocol(meeting=meeting)), list(entries)
    gone = taken_back(events)
    for event in events:
        if (tell := ACTS.get(event.act)) is None or course.over or not stands(event, gone):
            continue
        try:
            tell(course, event)
        except Erased:
            course.protocol.erased.append(event.index)
    return course.ended()


@dataclass
class Course:
    """The protocol while it is read. `items`: all on the agenda; `order`: those dealt with, as they were."""

    protocol: Protocol
    items: dict[str, ItemCourse] = field(default_factory=dict)
    ballots: dict[str, Ballot] = field(default_factory=dict)
    order: dict[str, None] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        return self.protocol.closed_at is not None

    @property
    def open(self) -> bool:
        return self.protocol.opening is not None

    def mine(self, event: Event) -> bool:
        return event.about == self.protocol.meeting

    def ended(self) -> Protocol:
        settled = [key for key, one in self.items.items() if one.outcome and key not in self.order]
        self.protocol.items = [self.items[key] for key in (*self.order, *settled)]
        return self.protocol

    def dealt_with(self, item: str) -> None:
        self.order.pop(item, None)
        self.order[item] = None

    # The meeting

    def convened(self, event: Event) -> None:
        if self.mine(event):
            names = ("kind", "starts_at", "extraordinary", "because")
            told = {name: event.content[name] for name in names}
            self.protocol = Protocol.model_validate({"meeting": event.about, **told})

    def moved(self, event: Event) -> None:
        """An agenda that was imported again says when the meeting begins."""
        if self.mine(event) and "starts_at" in (said := event.content):
            self.protocol = Protocol.model_validate(self.protocol.model_dump() | {"starts_at": said["starts_at"]})

    def noted(self, event: Event) -> None:
        if self.mine(event):
            said = event.content
            self._attends(event, event.seat or "", said["person"], said["presence"])

    def all_noted(self, event: Event) -> None:
        if self.mine(event):
            for seat, person in event.content["seats"].items():
                self._attends(event, seat, person, "in_room")

    def _attends(self, event: Event, seat: str, person: str, presence: str) -> None:
        self.protocol.attendance.append(Attended(seat=seat, person=person, presence=presence, at=event.at))

    def opened(self, event: Event) -> None:
        if self.mine(event):
            self.protocol.opening = _opening(event)

    def part_closed(self, event: Event) -> None:
        if self.mine(event):
            self.protocol.closed_parts.append(ClosedPart(at=event.at))

    def part_opened(self, event: Event) -> None:
        if self.mine(event):
            self.protocol.closed_parts[-1].ended = event.at

    def suspended(self, event: Event) -> None:
        if self.mine(event):
            said = event.content
            pause = {
                "at": event.at,
                "until": said["until"],
                "because": said["because"],
                "anew": said["attendance_anew"],
            }
            self.protocol.pauses.append(Pause.model_validate(pause | {"rule": event.rule}))

    def resumption_moved(self, event: Event) -> None:
        if self.mine(event):
            said, last = event.content, self.protocol.pauses.pop()
            moved = {"until": said["until"], "because": said["because"], "anew": last.anew or said["attendance_anew"]}
            self.protocol.pauses.append(Pause.model_validate(last.model_dump() | moved))

    def resumed(self, event: Event) -> None:
        if self.mine(event):
            self.protocol.pauses[-1].resumed = _opening(event)

    def closed(self, event: Event) -> None:
        if self.mine(event):
            self.protocol.closed_at = event.at

    def block_adopted(self, event: Event) -> None:
        if not self.mine(event):
            return
        keys = [one["id"] for one in event.content["items"] if one["id"] in self.items]
        self.protocol.blocks.append(Block(at=event.at, rule=event.rule, items=keys))
        for key in keys:
            item = self.items[key]
            item.in_block, item.settled_at = True, event.at
            item.outcome = "adopted" if item.decision else "agreed"
            self.dealt_with(key)

    # Its items

    def added(self, event: Event) -> None:
        said = event.content
        if said["meeting"] != self.protocol.meeting:
            return
        item = self.items[event.about] = ItemCourse(key=event.about, number=said["number"], title=said["title"])
        item.submitter, item.submitter_name = said["submitter"], said["submitter_name"]
        if said["urgent"]:
            item.urgent, item.proposed_by, item.added_at = True, said["proposed_by"], event.at

    def edited(self, event: Event) -> None:
        if item := self.items.get(event.about):
            said = event.content
            item.number, item.title = said["number"], said["title"]
            item.submitter, item.submitter_name = said["submitter"], said["submitter_name"]

    def restricted(self, event: Event) -> None:
        if item := self.items.get(event.about):
            item.number = event.content["number"]

    def arranged(self, event: Event) -> None:
        if self.mine(event):
            for key, number in event.content["order"]:
                if key in self.items:
                    self.items[key].number = number

    def removed(self, event: Event) -> None:
        self.items.pop(event.about, None)

    def recused(self, event: Event) -> None:
        if item := self.items.get(event.about):
            item.recused.append(Recused(seat=event.seat or "", reason=event.content["reason"] or ""))

    def recusal_ended(self, event: Event) -> None:
        if item := self.items.get(event.about):
            item.recused = [one for one in item.recused if one.seat != event.seat]

    def floor_asked(self, event: Event) -> None:
        if item := self.items.get(event.about):
            item.asked_for_floor.append(event.seat or "")

    def floor_given_back(self, event: Event) -> None:
        if item := self.items.get(event.about):
            item.asked_for_floor = [seat for seat in item.asked_for_floor if seat != event.seat]

    def floor_given(self, event: Event) -> None:
        if item := self.items.get(event.about):
            said = event.content
            item.spoke.append(Spoke(seat=said["to"], person=said["person"], at=event.at))

    def called_in(self, event: Event) -> None:
        if item := self.items.get(event.about):
            said = event.content
            item.guests.append(Heard(person=said["person"], may_speak=said["may_speak"], at=event.at))

    def taken_up(self, event: Event) -> None:
        if item := self.items.get(event.about):
            item.taken_up.append(event.at)
            self.dealt_with(item.key)

    def postponed(self, event: Event) -> None:
        self._set_aside(event, "postponed")

    def withdrawn(self, event: Event) -> None:
        self._set_aside(event, "withdrawn")

    def _set_aside(self, event: Event, outcome: str) -> None:
        if (item := self.items.get(event.about)) is None:
            return
        item.outcome, item.settled_at = outcome, event.at
        if self.open:
            self.order.setdefault(item.key, None)
        item.because = event.content["because"]

    def motion_proposed(self, event: Event) -> None:
        if item := self.items.get(event.about):
            item.motions.append(_moved(event, event.by))

    def motion_carried_over(self, event: Event) -> None:
        """It came with its item from an electronic session."""
        if item := self.items.get(event.about):
            item.motions.append(_moved(event, event.content["proposed_by"]))

    def motion_settled(self, event: Event) -> None:
        if (item := self.items.get(event.about)) and (motion := self._motion(item, event.content["motion"])):
            motion.settled = event.act.rpartition(".")[2]
            motion.settled_because = event.content.get("because", "")

    def _motion(self, item: ItemCourse, key: str | None) -> Moved | None:
        return next((one for one in item.motions if one.key == key), None)

    def voting_opened(self, event: Event) -> None:
        if item := self.items.get(event.about):
            said = event.content
            motion = self._motion(item, said.get("motion"))
            ballot = Ballot(
                key=said["voting"],
                form=said["form"],
                roll=said["roll"],
                opened_at=event.at,
                motion=motion.number if motion else None,
            )
            self.ballots[ballot.key] = ballot
            item.ballots.append(ballot)

    def voting_repeated(self, event: Event) -> None:
        """What was decided no longer stands; the item is in debate again."""
        if (item := self.items.get(event.about)) is None:
            return
        said = event.content
        if before := self.ballots.get(said["repeats"]):
            before.replaced = True
        self.voting_opened(event)
        ballot = self.ballots[said["voting"]]
        ballot.repeats, ballot.because = said["repeats"], said["because"]
        if item.decision:
            item.replaced.append(item.decision)
        item.decision, item.outcome, item.text, item.settled_at = None, "", {}, None

    def voting_closed(self, event: Event) -> None:
        said = event.content
        if event.about in self.items and (ballot := self.ballots.get(said["voting"])):
            ballot.closed_at, ballot.carried, ballot.rule = event.at, said["carried"], event.rule
            ballot.in_favour, ballot.against, ballot.abstained = said["for"], said["against"], said["abstained"]
            ballot.votes, ballot.noted, ballot.reasons = said["votes"], said["noted"], said["reasons"]
            ballot.box = said.get("box", "")
            if motion := self._motion(self.items[event.about], said.get("motion")):
                motion.settled = "carried" if said["carried"] else "lost"

    def broken_off(self, event: Event) -> None:
        if ballot := self.ballots.get(event.content["voting"]):
            ballot.closed_at, ballot.broken_off_because = event.at, event.content["because"]

    def decision_taken(self, event: Event) -> None:
        said = event.content
        if (item := self.items.get(said["item"])) is None:
            return
        names = ("number", "outcome", "way", "text", "rule")
        item.decision = Taken(key=event.about, at=event.at, **{name: said[name] for name in names})
        item.outcome, item.text, item.settled_at = said["outcome"], said["text"], event.at

    def decided(self, event: Event) -> None:
        if item := self.items.get(event.about):
            said = event.content
            agreed = item.decision is None and said["outcome"] != "rejected"
            item.outcome, item.text, item.settled_at = "agreed" if agreed else said["outcome"], said["text"], event.at


def _moved(event: Event, person: str) -> Moved:
    said = event.content
    return Moved(
        key=said["motion"],
        number=said["number"],
        seat=event.seat or "",
        person=person,
        text=said["text"],
        because=said["because"],
    )


def _opening(event: Event) -> Opening:
    said = event.content
    return Opening(
        at=event.at,
        chair=event.seat,
        by=event.by,
        present=said["present"],
        needed=said["needed"],
        members=said["members"],
        rule=event.rule,
    )


ACTS: Mapping[str, Callable[[Course, Event], None]] = {
    "agenda.meeting.convened": Course.convened,
    "importing.agenda.imported": Course.moved,
    "agenda.item.added": Course.added,
    "meetings.urgent_item.added": Course.added,
    "agenda.item.carried_over": Course.added,
    "agenda.item.reported": Course.added,
    "agenda.item.edited": Course.edited,
    "agenda.item.restricted": Course.restricted,
    "agenda.items.arranged": Course.arranged,
    "agenda.item.removed": Course.removed,
    "agenda.item.withdrawn": Course.withdrawn,
    "agenda.member.recused": Course.recused,
    "agenda.recusal.ended": Course.recusal_ended,
    "agenda.floor.asked": Course.floor_asked,
    "agenda.floor.given_back": Course.floor_given_back,
    "meetings.attendance.noted": Course.noted,
    "meetings.attendance.all_noted": Course.all_noted,
    "meetings.opened": Course.opened,
    "meetings.part.closed": Course.part_closed,
    "meetings.part.opened": Course.part_opened,
    "meetings.suspended": Course.suspended,
    "meetings.resumption_moved": Course.resumption_moved,
    "meetings.resumed": Course.resumed,
    "meetings.block.adopted": Course.block_adopted,
    "meetings.item.taken_up": Course.taken_up,
    "meetings.floor.given": Course.floor_given,
    "meetings.guest.called_in": Course.called_in,
    "meetings.motion.proposed": Course.motion_proposed,
    "meetings.motion.carried_over": Course.motion_carried_over,
    "meetings.motion.withdrawn": Course.motion_settled,
    "meetings.motion.taken_over": Course.motion_settled,
    "meetings.motion.declined": Course.motion_settled,
    "meetings.motion.fallen": Course.motion_settled,
    "meetings.voting.opened": Course.voting_opened,
    "meetings.voting.repeated": Course.voting_repeated,
    "meetings.voting.closed": Course.voting_closed,
    "meetings.voting.broken_off": Course.broken_off,
    "decisions.taken": Course.decision_taken,
    "meetings.item.decided": Course.decided,
    "meetings.item.postponed": Course.postponed,
    "meetings.item.carried_over": Course.postponed,
    "meetings.item.withdrawn": Course.withdrawn,
    "meetings.closed": Course.closed,
    "meetings.lapsed": Course.closed,
}
