"""Writing decisions: numbered within the year of the body, public as the item is."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from balai.agenda.models import Meeting
from balai.decisions.models import Decision


def record_decisions(meeting: Meeting, drafts: Sequence[Decision], *, at: datetime) -> tuple[Decision, ...]:
    """Number and store decisions taken at one moment. For actions that hold the meeting's lock.

    Meetings of one body are locked one by one, so the body is locked here for the counter's sake.
    """
    body = type(meeting.body).objects.select_for_update().get(pk=meeting.body_id)
    year = at.astimezone(ZoneInfo(body.time_zone)).year
    last = Decision.objects.filter(body=body, year=year).aggregate(last=Max("sequence"))["last"] or 0
    for sequence, decision in enumerate(drafts, start=last + 1):
        decision.body, decision.year, decision.sequence, decision.taken_at = body, year, sequence, at
        decision.public = decision.item.public and meeting.kind != "consultative"
    return tuple(Decision.objects.bulk_create(drafts))
