"""Working days: every day but weekends and the public holidays of the country, by the `holidays` library.

Where a government exchanges a Friday for a Saturday (Latvia does), the Saturday is the working day.
"""

from datetime import date, timedelta
from functools import lru_cache
from threading import Lock

import holidays

ONE_DAY = timedelta(days=1)
_one_at_a_time = Lock()  # the library fills in a year when it is first asked for, and is not safe between threads


class NoCalendar(ValueError):  # noqa: N818 (reads as what is wrong)
    """The library knows no public holidays of this country or subdivision."""


@lru_cache(maxsize=256)
def _holidays(country: str, subdivision: str | None) -> holidays.HolidayBase:
    try:
        return holidays.country_holidays(country, subdiv=subdivision)
    except NotImplementedError:
        raise NoCalendar(f"no calendar of public holidays for {country} {subdivision or ''}".rstrip()) from None


def has_calendar(country: str, subdivision: str | None = None) -> bool:
    """Whether there is a calendar for this ISO 3166 country and subdivision."""
    try:
        _holidays(country, subdivision)
    except NoCalendar:
        return False
    return True


@lru_cache(maxsize=8192)
def is_working_day(day: date, country: str, subdivision: str | None = None) -> bool:
    """Neither weekend (by the country's own week) nor public holiday.

    Raises:
        NoCalendar: for a country that the library does not know.
    """
    known = _holidays(country, subdivision)
    with _one_at_a_time:
        return bool(known.is_working_day(day))


def add_working_days(day: date, count: int, country: str, subdivision: str | None = None) -> date:
    """The day that lies `count` working days after `day`, or before it where `count` is negative.

    `day` itself is never counted. 0 gives `day`, be it a working day or not.
    """
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, country, subdivision)
    return day


def working_days_between(start: date, end: date, country: str, subdivision: str | None = None) -> int:
    """How many working days lie after `start` up to and with `end`; negative where `end` is earlier."""
    if end < start:
        return -working_days_between(end - ONE_DAY, start - ONE_DAY, country, subdivision)
    days = (start + ONE_DAY * step for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, country, subdivision) for day in days)


def deadline(
    start: date, working_days: int, country: str, subdivision: str | None = None, *, from_next: bool = True
) -> date:
    """The last day of a term of so many working days.

    Args:
        from_next: the term runs from the next working day (Latvia, Regulation No 606, p. 56); otherwise
            the day itself counts as the first, if it is a working day.
    """
    if working_days < 1:
        raise ValueError("a term has at least one working day")
    begin = start if from_next else start - ONE_DAY
    return add_working_days(begin, working_days, country, subdivision)
