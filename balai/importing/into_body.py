"""The whole import of a file: its body, its meeting, its items; all of it or nothing."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from balai.agenda.models import Meeting
from balai.importing import mapping
from balai.importing.actions.import_agenda import import_agenda
from balai.importing.agenda_file import AgendaFile, read_agenda
from balai.importing.mapping import Notes
from balai.importing.plain_text import one_line
from balai.importing.problems import refuse
from balai.importing.report import Report
from balai.people.actions.found_body import found_body
from balai.people.console import console
from balai.people.models import Body, Person
from balai.rules.procedure import preset_text


class DryRun(Exception):
    """Leaves the transaction, so that nothing is kept."""


def import_file(
    path: Path,
    *,
    slug: str | None = None,
    create_body: bool = False,
    rules: str | None = None,
    time_zone: str | None = None,
    starts_at: datetime | None = None,
    dry_run: bool = False,
) -> tuple[Report, Meeting | None]:
    """Import a file; with `dry_run` do everything and keep nothing.

    Args:
        slug: the body; None for the file's own, which is founded where it is not known. A body that is named must be
            there, or `create_body` be said, so that a slip of the pen founds nothing.
        rules: the preset of a new body.

    Raises:
        AgendaFileError: the file is not right, or names a body that does not exist.
        Refused: the agenda has been published since and the file differs.
    """
    agenda = read_agenda(path)
    meeting = None
    report = Report(path.name, slug or mapping.slug_of(agenda), dry_run=dry_run)
    try:
        with transaction.atomic():
            by = console()
            body = Body.objects.filter(slug=report.body).first()
            if body is None:
                if slug is not None and not create_body:
                    raise refuse(path, _no_such_body(slug))
                body = _found(agenda, report, rules=rules, time_zone=time_zone, by=by)
            else:
                _keep(agenda, body, report, given=rules is not None or time_zone is not None)
            meeting = import_agenda(agenda, body=body, report=report, starts_at=starts_at, by=by)
            if dry_run:
                raise DryRun
    except DryRun:
        meeting = None
    return report, meeting


def _no_such_body(slug: str) -> str:
    known = ", ".join(Body.objects.order_by("slug").values_list("slug", flat=True)) or "none"
    return f"there is no body '{slug}' here (to found it: --create-body); there are: {known}"


def _found(agenda: AgendaFile, report: Report, *, rules: str | None, time_zone: str | None, by: Person) -> Body:
    report.body_created, report.rules = True, rules or mapping.rules_for(agenda)
    return found_body(
        report.body,
        name={agenda.language: one_line(agenda.body.name)},
        country=agenda.body.country,
        level=agenda.body.level,
        time_zone=time_zone or mapping.time_zone_of(agenda, Notes(report.warnings)),
        language=agenda.language,
        rules_text=preset_text(report.rules),
        by=by,
    )


def _keep(agenda: AgendaFile, body: Body, report: Report, *, given: bool) -> None:
    """A body that is known keeps its rules and its time zone; what looks like a mistake is said."""
    notes, name = Notes(report.warnings), one_line(agenda.body.name)
    report.rules = "its own"
    if given:
        notes.warn("The body is known: its own rules and time zone hold, the ones given are not used.")
    if name not in body.name.values():
        notes.warn(f"The file is of '{name}', imported into {body.slug}.")
