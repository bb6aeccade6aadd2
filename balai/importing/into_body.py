"""The whole import of a file: its body, its meeting, its items; all of it or nothing."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from balai.agenda.models import Meeting
from balai.importing import mapping
from balai.importing.actions.import_agenda import import_agenda
from balai.importing.agenda_file import AgendaFile, clean, read_agenda
from balai.importing.mapping import Notes
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
    rules: str | None = None,
    time_zone: str | None = None,
    starts_at: datetime | None = None,
    dry_run: bool = False,
) -> tuple[Report, Meeting | None]:
    """Import a file; with `dry_run` do everything and keep nothing.

    Raises:
        AgendaFileError: the file is not right, or names a body that does not exist.
        Refused: the agenda has been published since and the file differs.
    """
    agenda = read_agenda(path)
    meeting = None
    report = Report(path.name, slug or mapping.slug_of(agenda), False, "", "", False, dry_run=dry_run)
    try:
        with transaction.atomic():
            by = console()
            preset = rules or mapping.rules_for(agenda)
            body = _body(path, agenda, report, chosen=slug is not None, preset=preset, zone=time_zone, by=by)
            meeting = import_agenda(agenda, body=body, report=report, rules=preset, starts_at=starts_at, by=by)
            if dry_run:
                raise DryRun
    except DryRun:
        meeting = None
    return report, meeting


def _body(
    path: Path, agenda: AgendaFile, report: Report, *, chosen: bool, preset: str, zone: str | None, by: Person
) -> Body:
    body = Body.objects.filter(slug=report.body).first()
    if body is not None:
        report.rules = "its own"
        return body
    if chosen:
        known = ", ".join(Body.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise refuse(path, f"there is no body '{report.body}' here; there are: {known}")
    report.body_created, report.rules = True, preset
    return found_body(
        report.body,
        name={agenda.language: clean(agenda.body.name)},
        country=agenda.body.country,
        level=agenda.body.level,
        time_zone=zone or mapping.time_zone_of(agenda.body.country, Notes(report.warnings)),
        language=agenda.language,
        rules_text=preset_text(preset),
        by=by,
    )
