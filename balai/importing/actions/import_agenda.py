"""Importing an agenda: a body's meeting with its items, as a file gives them. The same file again changes nothing."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from balai.action import action, nothing_changed, require
from balai.agenda.actions.convene import call
from balai.agenda.announcing import changed
from balai.agenda.deadline import positions_close
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting
from balai.importing import mapping, policy
from balai.importing.agenda_file import AgendaFile
from balai.importing.bringing import bring_items
from balai.importing.mapping import Notes
from balai.importing.plain_text import one_line
from balai.importing.report import Report
from balai.ledger.log import append
from balai.people.models import Body, Person


@action("importing.import_agenda")
def import_agenda(
    agenda: AgendaFile, *, body: Body, report: Report, by: Person, starts_at: datetime | None = None
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
    report.meeting = f"{agenda.meeting.date} {agenda.meeting.kind}"
    meeting = _meeting(agenda, body, report, notes, by, starts_at)
    mapping.note_what_is_doubtful(agenda, notes)
    bring_items(meeting, list(mapping.drafts(agenda, notes)), report, by)
    if not report.changed:
        nothing_changed()
        return meeting
    counts = {"created": report.created, "updated": report.updated, "removed": report.removed}
    source = one_line(agenda.source)
    times = {"starts_at": meeting.starts_at.isoformat(), "positions_close_at": meeting.positions_close_at.isoformat()}
    append("importing.agenda.imported", by=by, about=meeting, body=body, content={"source": source, **counts, **times})
    changed("importing.import_agenda", meeting)
    return meeting


def _meeting(
    agenda: AgendaFile, body: Body, report: Report, notes: Notes, by: Person, starts_at: datetime | None
) -> Meeting:
    """The meeting that an earlier file made, or a new one. Its key ends in the beginning that the file gave."""
    key, beginning = mapping.meeting_key(agenda), mapping.beginning(agenda)
    known = Meeting.objects.filter(body=body, source_key__startswith=f"{key} ").first()
    if known is None:
        _warn_of_others(agenda, body, notes)
        report.meeting_created = True
        return locked_meeting(
            call(
                body,
                starts_at=starts_at or mapping.starts_at(agenda, body.time_zone, notes),
                kind=mapping.kind_of(agenda, body.rules, notes),
                source=one_line(agenda.source),
                source_key=f"{key} {beginning}",
                by=by,
            )
        )
    meeting = locked_meeting(known)
    if meeting.source_key != f"{key} {beginning}":
        require(policy.may_change_by_import(meeting))
        meeting.starts_at = starts_at or mapping.starts_at(agenda, body.time_zone, notes)
        meeting.positions_close_at = positions_close(body, meeting.starts_at)
        meeting.source_key = f"{key} {beginning}"
        meeting.save(update_fields=["starts_at", "positions_close_at", "source_key"])
        report.meeting_updated = True
    return meeting


def _warn_of_others(agenda: AgendaFile, body: Body, notes: Notes) -> None:
    day = datetime.combine(agenda.day, time(), tzinfo=ZoneInfo(body.time_zone))
    if Meeting.objects.filter(body=body, starts_at__gte=day, starts_at__lt=day + timedelta(days=1)).exists():
        notes.warn("This body has another meeting on that day, of another kind or from another source.")
