"""Working days, against a loop that counts day by day."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.calendar import (
    NoCalendar,
    add_working_days,
    deadline,
    has_calendar,
    is_working_day,
    working_days_between,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
COUNTRIES = st.sampled_from(["EE", "LV", "ID", "NZ", "IS"])
KNOWN = {country: holidays.country_holidays(country) for country in ("EE", "LV", "ID", "NZ", "IS")}


def counted(start, end, country):
    """The definition: neither Saturday nor Sunday nor a holiday, or a Saturday worked in exchange for a free Friday."""
    day, found, known = start, 0, KNOWN[country]
    while day < end:
        day += timedelta(days=1)
        holiday = day in known
        found += day in known.weekend_workdays or (day.weekday() < 5 and not holiday)
    return found


def test_estonias_christmas_is_no_working_day():
    assert add_working_days(date(2026, 12, 23), 1, "EE") == date(2026, 12, 28)


def test_latvia_counts_from_the_next_working_day():
    """No 606, p. 56. Sent on a Friday; ten working days begin on Monday, over the 18th of November, Latvia's day."""
    assert deadline(date(2026, 11, 13), 10, "LV") == date(2026, 11, 30)


def test_latvia_works_on_a_saturday_in_exchange_for_a_free_friday():
    assert not is_working_day(date(2015, 1, 2), "LV")
    assert is_working_day(date(2015, 1, 10), "LV")


def test_a_term_can_count_its_first_day():
    monday = date(2026, 11, 23)
    assert deadline(monday, 3, "EE", from_next=False) == date(2026, 11, 25)
    assert deadline(monday, 3, "EE") == date(2026, 11, 26)


def test_a_term_has_at_least_one_day():
    with pytest.raises(ValueError, match="at least one"):
        deadline(date(2026, 11, 23), 0, "EE")


def test_a_subdivision_has_holidays_of_its_own():
    epiphany = date(2026, 1, 6)
    assert not is_working_day(epiphany, "DE", "BW")
    assert is_working_day(epiphany, "DE", "BE")


def test_a_country_without_a_calendar_is_named():
    assert not has_calendar("XX")
    assert not has_calendar("DE", "QQ")
    with pytest.raises(NoCalendar, match="XX"):
        is_working_day(date(2026, 1, 6), "XX")


@given(DAYS, st.integers(1, 60), COUNTRIES)
def test_so_many_working_days_later_is_so_many_working_days_later(day, count, country):
    later = add_working_days(day, count, country)
    assert is_working_day(later, country)
    assert counted(day, later, country) == count
    assert counted(day, later - timedelta(days=1), country) == count - 1


@given(DAYS, st.integers(1, 60), COUNTRIES)
def test_back_is_as_far_as_forth(day, count, country):
    earlier = add_working_days(day, -count, country)
    assert is_working_day(earlier, country)
    assert working_days_between(earlier - timedelta(days=1), day - timedelta(days=1), country) == count


@given(DAYS, st.integers(-90, 90), COUNTRIES)
def test_working_days_between_are_those_that_a_loop_counts(day, distance, country):
    other = day + timedelta(days=distance)
    if distance >= 0:
        assert working_days_between(day, other, country) == counted(day, other, country)
    else:
        whole = timedelta(days=1)
        assert working_days_between(day, other, country) == -counted(other - whole, day - whole, country)


@given(DAYS, st.integers(1, 30), st.integers(1, 30), COUNTRIES)
def test_terms_add_up(day, first, second, country):
    assert add_working_days(add_working_days(day, first, country), second, country) == add_working_days(
        day, first + second, country
    )


@given(DAYS, COUNTRIES)
def test_no_working_days_lead_nowhere(day, country):
    assert add_working_days(day, 0, country) == day
