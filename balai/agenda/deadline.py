"""When positions close: by the body's rules, in the body's own time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from balai.people.models import Body
from balai.rules import deadlines


def positions_close(body: Body, starts_at: datetime) -> datetime:
    """The moment after which members can no longer change positions on a meeting that starts then."""
    return deadlines.positions_close(body.rules, starts_at.astimezone(ZoneInfo(body.time_zone)))
