"""When positions close and when minutes and tasks are due."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from balai.rules.deadlines import minutes_due, positions_close, task_due
from balai.rules.procedure import preset
from balai.rules.tests.making import rules

TALLINN = ZoneInfo("Europe/Tallinn")
THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=TALLINN)


def test_in_estonia_positions_close_when_the_session_begins():
    assert positions_close(preset("estonia"), THURSDAY) == THURSDAY


def test_in_latvia_positions_close_an_hour_before():
    assert positions_close(preset("latvia"), THURSDAY) == datetime(2026, 11, 26, 9, 0, tzinfo=TALLINN)


def test_in_the_council_positions_close_at_noon_of_the_working_day_before():
    council = preset("council")
    assert positions_close(council, THURSDAY) == datetime(2026, 11, 25, 12, 0, tzinfo=TALLINN)
    monday = datetime(2026, 11, 30, 18, 0, tzinfo=TALLINN)
    assert positions_close(council, monday) == datetime(2026, 11, 27, 12, 0, tzinfo=TALLINN)


def test_minutes_before_the_meeting_are_real_minutes_when_the_clocks_change():
    after_the_change = datetime(2026, 10, 25, 4, 30, tzinfo=TALLINN)
    closes = positions_close(rules({"positions.close_minutes_before": 120}), after_the_change)
    assert after_the_change.timestamp() - closes.timestamp() == 120 * 60


def test_a_meeting_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        positions_close(preset("estonia"), datetime(2026, 11, 26, 10, 0))


def test_minutes_are_due_in_indonesia_within_three_working_days():
    assert minutes_due(preset("indonesia"), date(2026, 11, 26)) == date(2026, 12, 1)
    assert minutes_due(preset("estonia"), date(2026, 11, 26)) is None
    assert minutes_due(preset("latvia"), date(2026, 11, 26)) is None


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        (date(2026, 11, 24), date(2027, 1, 24)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2026, 10, 31), date(2026, 12, 31)),
    ],
)
def test_a_task_in_latvia_is_due_after_two_months(decided, due):
    assert task_due(preset("latvia"), decided) == due
    assert task_due(preset("estonia"), decided) is None
    assert task_due(preset("indonesia"), decided) is None
