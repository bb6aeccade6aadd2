"""The text of the minutes: what happened, and what was written by hand, with the names of that day.

It is kept as it was circulated and as it was confirmed, so that nothing that changes later changes it.
"""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import rfc8785

from balai.agenda.models import Meeting
from balai.minutes.models import Dissent, Minutes, Objection, Remark
from balai.minutes.protocol import ItemCourse, Part, Protocol
from balai.minutes.reading import protocol_of
from balai.people.models import Membership, Organization, Person
from balai.rules.access import Shown
from balai.words import Words

AT_THE_END = ""  # the key of a remark that is about no item


class Named(Part):
    """A seat: who holds it, as what, for which organisation. `rank`: its place in the order of precedence."""

    person: str
    title: Words
    label: Words
    role: str
    rank: int


class Dissented(Part):
    """`decision`: what it dissents from; None where the item was only agreed."""

    item: str
    decision: str | None = None
    seat: str
    text: str


class Objected(Part):
    """An objection and its answer; `accepted` None: not answered."""

    key: str
    item: str | None
    seat: str
    text: str
    accepted: bool | None = None
    correction: Words = {}
    because: str = ""


class Document(Part):
    """`withheld`: items of which this reader sees number and title only."""

    protocol: Protocol
    seats: dict[str, Named]
    persons: dict[str, str]
    organizations: dict[str, Words]
    remarks: dict[str, Words] = {}
    dissents: list[Dissented] = []
    objections: list[Objected] = []
    withheld: list[str] = []

    def rank(self, seat: str) -> tuple[int, str]:
        """By precedence; seats of the same rank always in the same order."""
        named = self.seats.get(seat)
        return (named.rank if named else 0, seat)

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


def fingerprint(document: Mapping[str, Any]) -> str:
    """SHA-256 of the text as canonical JSON (RFC 8785), in hexadecimal."""
    return hashlib.sha256(rfc8785.dumps(dict(document))).hexdigest()


def draft_of(meeting: Meeting) -> Document:
    """The text as it stands while nobody has circulated it."""
    protocol = protocol_of(meeting)
    seats = Membership.objects.filter(body=meeting.body_id).select_related("person", "organization")
    keys = {one.submitter for one in protocol.items if one.submitter}
    noted = {person for item in protocol.items for ballot in item.ballots for person in ballot.noted.values()}
    persons = noted | {one.person for one in protocol.attendance} | {one.by for one in protocol.sittings}
    persons |= {one.person for item in protocol.items for one in item.guests}
    persons |= {one.person for item in protocol.items for one in item.spoke if not one.seat}
    persons |= {one.person for item in protocol.items for one in item.motions}
    return Document(
        protocol=protocol,
        seats={str(seat.pk): _named(seat) for seat in seats if str(seat.pk) in _seats_in(protocol)},
        persons={str(pk): name for pk, name in Person.objects.filter(pk__in=persons).values_list("pk", "name")},
        organizations={str(one.pk): one.name for one in Organization.objects.filter(pk__in=keys)},
        remarks=remarks_of(meeting),
        dissents=dissents_of(meeting),
    )


def document_of(meeting: Meeting, minutes: Minutes | None) -> Document:
    """The text as it stands now: written, circulated with what was said of it since, or as confirmed."""
    if minutes is None:
        return draft_of(meeting)
    if minutes.confirmed is not None:
        return Document.model_validate(minutes.confirmed)
    return with_answers(meeting, minutes)


def with_answers(meeting: Meeting, minutes: Minutes) -> Document:
    """The text as circulated, with objections, their corrections, and dissents attached since."""
    document = Document.model_validate(minutes.circulated)
    document.objections = [_objected(one) for one in minutes.objections.all()]
    document.dissents = dissents_of(meeting)
    missing = (
        {one.seat for one in document.objections} | {one.seat for one in document.dissents}
    ) - document.seats.keys()
    found = Membership.objects.filter(pk__in=missing).select_related("person", "organization")
    document.seats |= {str(seat.pk): _named(seat) for seat in found}
    return document


def remarks_of(meeting: Meeting) -> dict[str, Words]:
    found = Remark.objects.filter(meeting=meeting).values_list("item_id", "text")
    return {str(item) if item else AT_THE_END: text for item, text in found if text}


def dissents_of(meeting: Meeting) -> list[Dissented]:
    return [_dissented(one) for one in Dissent.objects.filter(item__meeting=meeting)]


def _dissented(one: Dissent) -> Dissented:
    decision = str(one.decision_id) if one.decision_id else None
    return Dissented(item=str(one.item_id), decision=decision, seat=str(one.seat_id), text=one.text)


def _objected(one: Objection) -> Objected:
    return Objected(
        key=str(one.pk),
        item=str(one.item_id) if one.item_id else None,
        seat=str(one.seat_id),
        text=one.text,
        accepted=one.accepted,
        correction=one.correction,
        because=one.because,
    )


def _named(seat: Membership) -> Named:
    label = seat.organization.label if seat.organization else {}
    return Named(person=seat.person.name, title=seat.title, label=label, role=seat.role, rank=seat.rank)


def _seats_in(protocol: Protocol) -> frozenset[str]:
    """Whoever is spoken of; the deciding seats of a meeting without attendance among them."""
    found = {one.seat for one in protocol.attendance}
    for sitting in protocol.sittings:
        found |= {*sitting.present, sitting.chair or ""}
    for item in protocol.items:
        found |= (
            {one.seat for one in item.recused}
            | {*item.asked_for_floor, item.proposed_by or ""}
            | {one.seat for one in item.spoke if one.seat}
            | {one.seat for one in item.motions}
        )
        found |= {seat for ballot in item.ballots for seat in ballot.votes}
    return frozenset(found)


def seen(document: Document, shown: Mapping[UUID, Shown]) -> Document:
    """The text as somebody reads it who is shown so much of each item; items that are not named are not shown.

    What was said to an item, its remark and its organisation go with it.
    """
    what = {str(pk): one for pk, one in shown.items()}
    protocol = document.protocol
    listed = [one for one in protocol.items if what.get(one.key, Shown.NOTHING) != Shown.NOTHING]
    whole = {one.key for one in listed if what[one.key] == Shown.WHOLE}
    items = [one if one.key in whole else _title_only(one) for one in listed]
    keys = {one.key for one in listed}
    blocks = [one.model_copy(update={"items": [key for key in one.items if key in keys]}) for one in protocol.blocks]
    return document.model_copy(
        update={
            "protocol": protocol.model_copy(update={"items": items, "blocks": [one for one in blocks if one.items]}),
            "organizations": {
                one.submitter: document.organizations[one.submitter]
                for one in items
                if one.submitter in document.organizations
            },
            "remarks": {key: text for key, text in document.remarks.items() if key in (*whole, AT_THE_END)},
            "dissents": [one for one in document.dissents if one.item in whole],
            "objections": [one for one in document.objections if one.item is None or one.item in whole],
            "withheld": sorted(keys - whole),
        }
    )


def _title_only(one: ItemCourse) -> ItemCourse:
    return ItemCourse(key=one.key, number=one.number, title=one.title, outcome=one.outcome, in_block=one.in_block)
