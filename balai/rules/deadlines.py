"""When positions close, when minutes and tasks are due, by a body's rules."""

from datetime import UTC, date, datetime, time, timedelta

from balai.rules.calendar import add_working_days, deadline
from balai.rules.procedure import Rules


def positions_close(rules: Rules, starts_at: datetime) -> datetime:
    """The moment after which positions can no longer be changed.

    Args:
        starts_at: the beginning of the meeting, in the body's own time zone (working days are that place's days).
    """
    if starts_at.tzinfo is None:
        raise ValueError("the beginning of a meeting needs a time zone")
    positions = rules.positions
    if positions.close_time is None or positions.close_working_days_before is None:
        elapsed = starts_at.astimezone(UTC) - timedelta(minutes=positions.close_minutes_before)
        return elapsed.astimezone(starts_at.tzinfo)
    day = add_working_days(starts_at.date(), -positions.close_working_days_before, rules.country, rules.subdivision)
    return datetime.combine(day, time.fromisoformat(positions.close_time), tzinfo=starts_at.tzinfo)


def minutes_due(rules: Rules, held_on: date) -> date | None:
    """The day on which the minutes are due, or None where the rules set no term."""
    if rules.minutes is None or not rules.minutes.due_working_days:
        return None
    return deadline(held_on, rules.minutes.due_working_days, rules.country, rules.subdivision)


def task_due(rules: Rules, decided_on: date) -> date | None:
    """The default due date of a task, or None where the rules set no term. A short month ends with its last day."""
    if rules.task is None or rules.task.default_months is None:
        return None
    years, month = divmod(decided_on.month - 1 + rules.task.default_months, 12)
    year, month = decided_on.year + years, month + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(decided_on.day, (first_of_next - timedelta(days=1)).day))
