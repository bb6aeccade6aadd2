"""Until when a meeting is suspended, and whether attendance is noted anew, by table and by property."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.procedure import Rules
from balai.rules.suspension import attends_anew, law_of, why_not_resume, why_not_until
from balai.rules.tests.making import any_preset, raw, rules

DAY = datetime(2026, 1, 8, tzinfo=UTC)


def at(text):
    """'8 14:30': that day of January, at that time."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2026-01-{int(day):02}T{clock}:00+00:00")


# fmt: off
ANEW = (  # what the rules ask, suspended, resumed, noted anew
    ("always",      "8 11:00", "8 11:15", True),
    ("another_day", "8 11:00", "8 23:59", False),
    ("another_day", "8 23:59", "9 00:01", True),
    ("never",       "8 11:00", "12 10:00", False),
)
UNTIL = (  # days at most, now, suspended, to be resumed, refused
    (None, "8 11:00", "8 11:00", "8 11:15",  ""),
    (None, "8 11:00", "8 11:00", "30 10:00", ""),
    (None, "8 11:00", "8 11:00", "8 11:00",  "lies in the past"),
    (None, "9 11:00", "8 11:00", "9 10:59",  "lies in the past"),
    (0,    "8 11:00", "8 11:00", "8 23:59",  ""),
    (0,    "8 11:00", "8 11:00", "9 00:00",  "suspended: 0"),
    (7,    "8 11:00", "8 11:00", "15 23:59", ""),
    (7,    "8 11:00", "8 11:00", "16 00:00", "suspended: 7"),
    (7,    "14 11:00","8 11:00", "16 09:00", "suspended: 7"),
)
RESUMED = (  # what the rules ask, now, suspended, announced, refused
    ("another_day", "8 11:14", "8 11:00", "8 11:15", "at the time that was announced"),
    ("another_day", "8 11:15", "8 11:00", "8 11:15", ""),
    ("another_day", "8 18:00", "8 11:00", "8 11:15", ""),
    ("another_day", "9 10:00", "8 11:00", "8 11:15", "has passed"),
    ("another_day", "9 10:00", "8 11:00", "9 09:00", ""),
    ("another_day", "10 10:00","8 11:00", "9 09:00", ""),
    ("never",       "9 10:00", "8 11:00", "8 11:15", ""),
    ("always",      "9 10:00", "8 11:00", "8 11:15", ""),
)
# fmt: on


@pytest.mark.parametrize(("asked", "begins", "ends", "expected"), ANEW)
def test_whether_attendance_is_noted_anew(asked, begins, ends, expected):
    assert attends_anew(rules({"suspension.attendance_anew": asked}), at(begins), at(ends)) == expected


def check(reason, refused, law):
    assert bool(reason) == bool(refused)
    if reason:
        assert refused in str(reason)
        assert reason.rule == law_of(law).rule


@pytest.mark.parametrize(("days", "now", "begins", "ends", "refused"), UNTIL)
def test_until_when_a_meeting_is_suspended(days, now, begins, ends, refused):
    law = rules({"suspension.longest_days": days})
    check(why_not_until(law, at(now), at(begins), at(ends)), refused, law)


@pytest.mark.parametrize(("asked", "now", "begins", "ends", "refused"), RESUMED)
def test_when_it_is_resumed(asked, now, begins, ends, refused):
    law = rules({"suspension.attendance_anew": asked})
    check(why_not_resume(law, at(now), at(begins), at(ends)), refused, law)


def test_without_a_section_attendance_is_noted_anew_on_another_day():
    document = raw()
    del document["suspension"]
    law = Rules.model_validate(document)
    assert (law_of(law).rule, law_of(law).attendance_anew) == ("VVS § 16", "another_day")
    assert why_not_until(law, DAY, DAY, DAY + timedelta(days=300)) is None


minutes = st.integers(min_value=1, max_value=60 * 24 * 30)


@given(any_preset, minutes, minutes)
def test_what_may_be_announced_may_be_resumed_at_that_moment(preset, pause, late):
    """No announcement leads into a corner: at its time the meeting can go on, by any preset."""
    law, ends = rules(preset=preset), DAY + timedelta(minutes=pause)
    if why_not_until(law, DAY, DAY, ends) is None:
        assert why_not_resume(law, ends, DAY, ends) is None
    if why_not_resume(law, ends + timedelta(minutes=late), DAY, ends) is not None:
        assert attends_anew(law, DAY, ends + timedelta(minutes=late))
