"""Reporting an indicator: its value on a day."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from balai.action import action, require
from balai.ledger.log import append
from balai.people.local_time import today_in
from balai.people.models import Person
from balai.people.standing import standing
from balai.programme import policy
from balai.programme.models import Goal, Measurement
from balai.verdict import bad_input


@action("programme.report_indicator")
def report_indicator(goal: Goal, *, on: date, value: Decimal, by: Person) -> Measurement:
    """Report the value that the indicator had on a day; a second report of a day corrects the first."""
    require(policy.may_report(standing(by, goal.body), goal))
    if on > today_in(goal.body):
        require(bad_input(_("A value can be reported for today or an earlier day.")))
    measurement, _new = Measurement.objects.update_or_create(
        goal=goal, on=on, defaults={"value": value, "reported_by": by}
    )
    append(
        "programme.indicator.reported",
        by=by,
        about=goal,
        body=goal.body,
        content={"on": on.isoformat(), "value": str(value)},
    )
    return measurement
