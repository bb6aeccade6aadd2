"""Writing decisions: numbered within the year of the body, each with an entry of its own."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from balai.agenda.models import Meeting
from balai.decisions.models import Decision
from balai.ledger.log import Json, append_each
from balai.people.models import Membership, Person

TAKEN = "decisions.taken"


def record_decisions(
    meeting: Meeting,
    drafts: Sequence[Decision],
    *,
    at: datetime,
    by: Person,
    seat: Membership | None,
    votes: Mapping[str, int] | None = None,
    ballot_box: str | None = None,
) -> tuple[Decision, ...]:
    """Number and store decisions taken at one moment. For actions that hold the meeting's lock.

    Meetings of one body are locked one by one, so the body is locked here for the counter's sake.
    """
    body = type(meeting.body).objects.select_for_update().get(pk=meeting.body_id)
    year = at.astimezone(ZoneInfo(body.time_zone)).year
    last = Decision.objects.filter(body=body, year=year).aggregate(last=Max("sequence"))["last"] or 0
    for sequence, decision in enumerate(drafts, start=last + 1):
        decision.body, decision.year, decision.sequence, decision.taken_at = body, year, sequence, at
    decisions = tuple(Decision.objects.bulk_create(drafts))
    things = [(one, content_of_decision(one, votes, ballot_box)) for one in decisions]
    append_each(TAKEN, things, by=by, body=body, seat=seat, rule=decisions[0].rule)
    return decisions


def content_of_decision(
    decision: Decision, votes: Mapping[str, int] | None, ballot_box: str | None = None
) -> dict[str, Json]:
    """What the entry of a decision commits to: what its public page says, so that it can be opened to everybody.

    Args:
        ballot_box: SHA-256 of the published box of a secret vote, in hexadecimal.
    """
    item = decision.item
    return {
        "number": decision.number,
        "item": str(item.pk),
        "item_version": item.version,
        "title": dict(item.title),
        "outcome": str(decision.outcome),
        "way": str(decision.way),
        "text": dict(decision.text),
        "rule": decision.rule,
        "taken_at": decision.taken_at.astimezone(UTC).isoformat(),
        "votes": dict(votes) if votes else None,
        **({"ballot_box": ballot_box} if ballot_box else {}),
    }
