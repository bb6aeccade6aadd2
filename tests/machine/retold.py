"""The meeting as the entries of the ledger tell it, read from their bytes by this file alone.

It shares nothing with balai.minutes.reading: a fault there does not hide here.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from balai.ledger.models import Entry


@dataclass
class Told:
    act: str
    at: datetime
    by: str
    seat: str | None
    about: str
    rule: str
    content: dict[str, Any]


def read(entry: Entry) -> Told:
    said = json.loads(entry.canonical)
    content = json.loads(entry.content or "{}") | {name: part["text"] for name, part in entry.apart.items()}
    at = datetime.fromisoformat(said["at"].replace("Z", "+00:00"))
    return Told(said["act"], at, said["by"], said["seat"], said["about"]["id"], said["rule"], content)


SETTLING = ("agenda.item.withdrawn", "meetings.item.withdrawn", "meetings.item.postponed")
ITEM = {
    "outcome": "",
    "because": "",
    "text": {},
    "in_block": False,
    "decision": None,
    "proposed_by": None,
    "urgent": False,
}
LISTS = ("taken_up", "recused", "asked", "spoke", "motions", "ballots")


def retell(meeting: str, entries: Iterable[Entry]) -> dict[str, Any]:
    """Everything that the minutes must say, as plain values."""
    story, every = Story(meeting), [(entry.index, read(entry)) for entry in entries]
    undone = {one for _index, told in every if told.act == "meetings.step.undone" for one in told.content["undoes"]}
    for told in (told for index, told in every if index not in undone):
        handler = getattr(story, told.act.replace(".", "_"), None)
        if handler is not None:
            handler(told)
    return story.told()


class Story:
    """A method for each act, by its name in the ledger."""

    def __init__(self, meeting: str) -> None:
        self.meeting = meeting
        self.items: dict[str, dict[str, Any]] = {}
        self.votings: dict[str, dict[str, Any]] = {}
        self.motions: dict[str, dict[str, Any]] = {}
        self.objections: dict[str, dict[str, Any]] = {}
        self.remarks: dict[str, dict[str, str]] = {}
        self.dissents: list[tuple[str, str | None, str]] = []
        self.attendance: list[tuple[str, str, str, datetime]] = []
        self.blocks: list[tuple[datetime, list[str]]] = []
        self.opening: Any = None
        self.closing: Any = None

    def told(self) -> dict[str, Any]:
        dealt_with = {key: one for key, one in self.items.items() if one["taken_up"] or one["outcome"]}
        return {
            "attendance": self.attendance,
            "opening": self.opening,
            "closing": self.closing,
            "blocks": self.blocks,
            "items": dealt_with,
            "remarks": {key: text for key, text in self.remarks.items() if text},
            "dissents": self.dissents,
            "objections": self.objections,
        }

    # The agenda

    def agenda_item_added(self, told: Told) -> None:
        if told.content["meeting"] == self.meeting:
            said = told.content
            named = {"title": said["title"], "number": said["number"], "submitter": said["submitter"]}
            self.items[told.about] = ITEM | {name: [] for name in LISTS} | named

    def meetings_urgent_item_added(self, told: Told) -> None:
        self.agenda_item_added(told)
        self.items[told.about] |= {"urgent": True, "proposed_by": told.content["proposed_by"]}

    def agenda_item_withdrawn(self, told: Told) -> None:
        if item := self.items.get(told.about):
            item |= {"outcome": "withdrawn", "because": told.content["because"]}

    def agenda_member_recused(self, told: Told) -> None:
        if item := self.items.get(told.about):
            item["recused"].append((told.seat, told.content["reason"]))

    def agenda_recusal_ended(self, told: Told) -> None:
        if item := self.items.get(told.about):
            item["recused"] = [one for one in item["recused"] if one[0] != told.seat]

    def agenda_floor_asked(self, told: Told) -> None:
        if item := self.items.get(told.about):
            item["asked"].append(told.seat)

    def agenda_floor_given_back(self, told: Told) -> None:
        if item := self.items.get(told.about):
            item["asked"].remove(told.seat)

    # The meeting

    def meetings_attendance_noted(self, told: Told) -> None:
        if told.about == self.meeting:
            self.attendance.append((told.seat or "", told.content["person"], told.content["presence"], told.at))

    def meetings_attendance_all_noted(self, told: Told) -> None:
        if told.about == self.meeting:
            self.attendance += [(seat, person, "in_room", told.at) for seat, person in told.content["seats"].items()]

    def meetings_opened(self, told: Told) -> None:
        if told.about == self.meeting:
            self.opening = (told.at, told.seat, told.by, sorted(told.content["present"]), told.content["needed"])

    def meetings_closed(self, told: Told) -> None:
        if told.about == self.meeting:
            self.closing = told.at

    def meetings_block_adopted(self, told: Told) -> None:
        if told.about == self.meeting:
            keys = [one["id"] for one in told.content["items"]]
            self.blocks.append((told.at, keys))
            for key in keys:
                item = self.items[key]
                item |= {"in_block": True, "outcome": "adopted" if item["decision"] else "agreed"}

    def meetings_item_taken_up(self, told: Told) -> None:
        if item := self.items.get(told.about):
            item["taken_up"].append(told.at)

    def meetings_item_postponed(self, told: Told) -> None:
        if item := self.items.get(told.about):
            item |= {"outcome": "postponed", "because": told.content["because"]}

    meetings_item_withdrawn = agenda_item_withdrawn

    def meetings_item_decided(self, told: Told) -> None:
        if item := self.items.get(told.about):
            outcome = told.content["outcome"]
            agreed = item["decision"] is None and outcome != "rejected"
            item |= {"outcome": "agreed" if agreed else outcome, "text": told.content["text"]}

    def decisions_taken(self, told: Told) -> None:
        said = told.content
        if item := self.items.get(said["item"]):
            decision = {name: said[name] for name in ("number", "outcome", "way", "text", "rule")}
            item |= {"decision": decision, "outcome": said["outcome"], "text": said["text"]}

    def meetings_floor_given(self, told: Told) -> None:
        if item := self.items.get(told.about):
            item["spoke"].append((told.content["to"], told.content["person"]))

    # Motions

    def meetings_motion_proposed(self, told: Told) -> None:
        if item := self.items.get(told.about):
            said = {name: told.content[name] for name in ("number", "text", "because")}
            motion = said | {"seat": told.seat, "person": told.by, "settled": "", "settled_because": ""}
            self.motions[told.content["motion"]] = motion
            item["motions"].append(motion)

    def meetings_motion_withdrawn(self, told: Told) -> None:
        self.motions[told.content["motion"]]["settled"] = "withdrawn"

    def meetings_motion_taken_over(self, told: Told) -> None:
        self.motions[told.content["motion"]] |= {"settled": "taken_over", "settled_because": told.content["because"]}

    def meetings_motion_declined(self, told: Told) -> None:
        self.motions[told.content["motion"]] |= {"settled": "declined", "settled_because": told.content["because"]}

    def meetings_motion_fallen(self, told: Told) -> None:
        self.motions[told.content["motion"]] |= {"settled": "fallen", "settled_because": told.content["because"]}

    # Votes

    def meetings_voting_opened(self, told: Told) -> None:
        if item := self.items.get(told.about):
            on = told.content["motion"]
            ballot: dict[str, Any] = {
                "motion": self.motions[on]["number"] if on else None,
                "opened": told.at,
                "closed": None,
                "carried": None,
                "votes": {},
                "counts": (0, 0, 0),
            }
            self.votings[told.content["voting"]] = ballot
            item["ballots"].append(ballot)

    def meetings_voting_repeated(self, told: Told) -> None:
        """What was decided by the vote before is replaced, until this one is counted."""
        self.meetings_voting_opened(told)
        if item := self.items.get(told.about):
            item |= {"outcome": "", "decision": None, "text": {}}

    def meetings_voting_closed(self, told: Told) -> None:
        said = told.content
        if ballot := self.votings.get(said["voting"]):
            counts = (said["for"], said["against"], said["abstained"])
            if on := said.get("motion"):
                self.motions[on]["settled"] = "carried" if said["carried"] else "lost"
            ballot |= {"closed": told.at, "carried": said["carried"], "votes": said["votes"], "counts": counts}

    def meetings_voting_broken_off(self, told: Told) -> None:
        if ballot := self.votings.get(told.content["voting"]):
            ballot["closed"] = told.at

    # The minutes

    def minutes_written(self, told: Told) -> None:
        if told.content["meeting"] == self.meeting:
            self.remarks[told.content["item"] or ""] = told.content["text"]

    def minutes_dissent_attached(self, told: Told) -> None:
        if told.about in self.items:
            self.dissents.append((told.about, told.seat, told.content["text"]))

    def minutes_objected(self, told: Told) -> None:
        said = told.content
        answer: dict[str, Any] = {"accepted": None, "correction": {}, "because": ""}
        self.objections[told.about] = {"item": said["item"], "seat": told.seat, "text": said["text"]} | answer

    def minutes_objection_answered(self, told: Told) -> None:
        said = told.content
        self.objections[told.about] |= {name: said[name] for name in ("accepted", "correction", "because")}
