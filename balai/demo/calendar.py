"""Days of the demonstration, relative to the day on which it is loaded."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def weekday(today: date, name: str, occurrence: int) -> date:
    """The next (1), the one after (2), the last (-1) such weekday, not counting today."""
    if occurrence == 0:
        raise ValueError("an occurrence is before or after today")
    ahead = (WEEKDAYS.index(name) - today.weekday()) % 7 or 7
    behind = ahead - 7
    if behind == 0:
        behind = -7
    first = ahead if occurrence > 0 else behind
    return today + timedelta(days=first + 7 * (occurrence - 1 if occurrence > 0 else occurrence + 1))


def at(day: date, clock: str, zone: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=ZoneInfo(zone))
