"""Adding: a matter comes on the draft agenda."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from django.db.models import Max

from balai.action import action, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting
from balai.agenda.numbering import next_number
from balai.agenda.restricting import columns, keep_readers, may_be_restricted, told
from balai.ledger.log import Json, append
from balai.people.models import Membership, Organization, Person
from balai.people.standing import standing
from balai.rules.access import Restriction
from balai.words import Words

PUBLIC = Restriction()


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """What an item consists of when it is entered. Minutes are whole minutes."""

    title: Words
    number: str = ""  # empty: the next one
    section: Words = field(default_factory=dict)
    summary: Words = field(default_factory=dict)
    ask: Words = field(default_factory=dict)
    kind: str = ""
    submitter_name: str = ""
    planned_minutes: int | None = None
    reading_minutes: int | None = None
    complete: bool | None = None
    access: Restriction = PUBLIC
    source_note: str = ""
    source_key: str = ""


@action("agenda.add_item")
def add_item(
    meeting: Meeting,
    draft: ItemDraft,
    *,
    by: Person,
    submitter: Organization | None = None,
    touches: Iterable[Organization] = (),
) -> AgendaItem:
    """Put a matter at the end of the agenda."""
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    require(policy.may_build(who, meeting))
    require(may_be_restricted(who, draft.access))
    return enter(meeting, draft, by=by, submitter=submitter, touches=touches, act="agenda.item.added")


def substance(item: AgendaItem) -> dict[str, Json]:
    """What an entry about an item commits to: all that members answer on, and who may see it."""
    return {
        "number": item.number,
        "section": dict(item.section),
        "title": dict(item.title),
        "summary": dict(item.summary),
        "ask": dict(item.ask),
        "kind": item.kind,
        **told(item.restriction),
        "submitter": str(item.submitter_id) if item.submitter_id else None,
        "submitter_name": item.submitter_name,
        "version": item.version,
    }


def enter(
    meeting: Meeting,
    draft: ItemDraft,
    *,
    by: Person,
    submitter: Organization | None,
    touches: Iterable[Organization],
    act: str,
    urgent: bool = False,
    proposed_by: Membership | None = None,
    carried_from: AgendaItem | None = None,
    report_of: Meeting | None = None,
    to_be_debated: bool = False,
) -> AgendaItem:
    """Write the item, its entry and its announcement; for actions that have asked their policy."""
    place = (meeting.items.aggregate(last=Max("place_in_order"))["last"] or 0) + 1
    values = asdict(replace(draft, access=PUBLIC)) | columns(draft.access)
    values["number"] = values["number"] or next_number(meeting, draft.access)
    item = AgendaItem.objects.create(
        meeting=meeting,
        place_in_order=place,
        submitter=submitter,
        urgent=urgent,
        carried_from=carried_from,
        report_of=report_of,
        to_be_debated=to_be_debated,
        **values,
    )
    keep_readers(item, draft.access)
    if touches := list(touches):
        item.touches.set(touches)
    append(
        act,
        by=by,
        about=item,
        body=meeting.body,
        rule=meeting.body.rules.agenda.rule,
        content={
            **substance(item),
            "meeting": str(meeting.pk),
            "urgent": urgent,
            "proposed_by": str(proposed_by.pk) if proposed_by else None,
            "carried_from": str(carried_from.pk) if carried_from else None,
            "report_of": str(report_of.pk) if report_of else None,
            "to_be_debated": to_be_debated,
        },
    )
    changed(act, meeting, item)
    return item
