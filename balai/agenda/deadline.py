"""When positions close: by the body's rules, in the body's own time zone."""

from datetime import datetime, timedelta

from balai.people.models import Body


def positions_close(body: Body, starts_at: datetime) -> datetime:
    """The moment after which members can no longer change positions on a meeting that starts then."""
    return starts_at - timedelta(minutes=body.rules.positions.close_minutes_before)
