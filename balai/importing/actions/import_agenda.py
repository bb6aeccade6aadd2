"""Importing an agenda: a body's meeting with its items, as a file gives them. The same file again changes nothing."""

from datetime import datetime

from balai.action import action, nothing_changed, require
from balai.agenda.actions.add_item import ItemDraft, enter
from balai.agenda.actions.convene import call
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting
from balai.importing import mapping, policy
from balai.importing.agenda_file import AgendaFile
from balai.importing.mapping import Notes
from balai.importing.report import Report
from balai.ledger.log import append
from balai.people.models import Body, Person

FIELDS = ("title", "number", "kind", "submitter_name", "public", "source_note")


@action("importing.import_agenda")
def import_agenda(
    agenda: AgendaFile,
    *,
    body: Body,
    report: Report,
    by: Person,
    rules: str,
    starts_at: datetime | None = None,
) -> Meeting:
    """Bring a meeting of `body` to what the file says.

    Args:
        report: is filled with what was done.
        starts_at: hold the meeting at another moment than the file's (a demonstration on an old agenda).

    Raises:
        Refused: where the agenda has been published since and the file differs; nothing is imported.
    """
    require(policy.may_import(by, body))
    notes = Notes(report.warnings)
    meeting = Meeting.objects.filter(body=body, source_key=mapping.meeting_key(agenda)).first()
    report.meeting_created = meeting is None
    if meeting is None:
        meeting = call(
            body,
            starts_at=starts_at or mapping.starts_at(agenda, body.time_zone, notes),
            kind=mapping.kind_of(agenda, rules, notes),
            source=agenda.source,
            source_key=mapping.meeting_key(agenda),
            by=by,
        )
    meeting = locked_meeting(meeting)
    report.meeting = mapping.meeting_key(agenda)
    if not agenda.complete:
        notes.warn("The source was cut: this agenda is not complete.")
    _bring_items(meeting, list(mapping.drafts(agenda, notes)), report, by)
    if report.changed:
        counts = {"created": report.created, "updated": report.updated, "removed": report.removed}
        append(
            "importing.agenda.imported", by=by, about=meeting, body=body, content={"source": agenda.source, **counts}
        )
        changed("importing.import_agenda", meeting)
    else:
        nothing_changed()
    return meeting


def _bring_items(meeting: Meeting, drafts: list[ItemDraft], report: Report, by: Person) -> None:
    known = {item.source_key: item for item in AgendaItem.objects.filter(meeting=meeting).exclude(source_key="")}
    for draft in drafts:
        item = known.pop(draft.source_key, None)
        if item is None:
            require(policy.may_change_by_import(meeting))
            enter(meeting, draft, by=by, submitter=None, touches=(), act="agenda.item.added")
            report.created += 1
        elif _update(item, draft, meeting):
            report.updated += 1
        else:
            report.unchanged += 1
    for item in known.values():
        require(policy.may_change_by_import(meeting))
        item.delete()
        report.removed += 1


def _update(item: AgendaItem, draft: ItemDraft, meeting: Meeting) -> bool:
    different = [name for name in FIELDS if getattr(item, name) != getattr(draft, name)]
    if not different:
        return False
    require(policy.may_change_by_import(meeting))
    for name in different:
        setattr(item, name, getattr(draft, name))
    item.stamp += 1
    item.save(update_fields=[*different, "stamp"])
    return True
