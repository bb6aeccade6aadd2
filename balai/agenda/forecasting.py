"""How long a meeting will take: the body's own history and the triage as it stands, put to the rules' forecast."""

from collections.abc import Sequence
from datetime import datetime

from balai.agenda.models import AgendaItem, MeetingState
from balai.agenda.picture import Picture
from balai.memory import Memory
from balai.people.models import Body
from balai.rules.calibration import variation_of
from balai.rules.forecast import Forecast, Past, Planned, forecast
from balai.rules.stance import Track

MOST_PAST_ITEMS = 500  # the latest ones; older debates say little about the next

_kept: Memory[tuple[object, ...], Forecast] = Memory(500)


def history(body: Body, before: datetime | None = None) -> tuple[Past, ...]:
    """How long the items took that this body debated in its closed meetings (until a moment). One query."""
    debated = AgendaItem.objects.filter(
        meeting__body=body, meeting__state=MeetingState.CLOSED, taken_up_at__isnull=False, settled_at__isnull=False
    ).order_by("-settled_at")
    if before is not None:
        debated = debated.filter(settled_at__lt=before)
    debated = debated[:MOST_PAST_ITEMS]
    return tuple(
        Past(kind, Track.DISCUSS, (settled - taken).total_seconds() / 60, str(meeting))
        for kind, taken, settled, meeting in debated.values_list("kind", "taken_up_at", "settled_at", "meeting")
        if taken and settled
    )


def planned(whole: Picture) -> tuple[Planned, ...]:
    """The items that are still to be taken, as the triage sends them."""
    return tuple(
        Planned(str(one.item.pk), one.track, one.item.kind, one.item.planned_minutes)
        for one in whole.items
        if one.item.pending
    )


def forecast_of(whole: Picture) -> Forecast:
    """The forecast for what is left of the meeting."""
    coming = planned(whole)
    key = (whole.meeting.body_id, whole.meeting.state, coming)
    return _kept.get(key) or _kept.put(key, foretold(coming, history(whole.meeting.body)))


def foretold(coming: Sequence[Planned], past: Sequence[Past]) -> Forecast:
    """By what this body's meetings took, each debate and each meeting as a whole."""
    return forecast(coming, past, variation=variation_of(past))
