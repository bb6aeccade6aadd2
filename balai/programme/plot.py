"""The plot of an indicator against its target path, as SVG (pygal)."""

import re
from collections.abc import Sequence

import pygal
from django.utils.translation import gettext as _

from balai.programme.models import Goal, Measurement
from balai.web.chart_style import BLUE, GREY, chart_style

SCRIPT = re.compile(rb"<script.*?</script>", re.DOTALL)  # pygal's, for tooltips that an image has not
STYLE = chart_style(GREY, BLUE)


def plot(goal: Goal, measurements: Sequence[Measurement]) -> bytes:
    """The measured values and the straight path from baseline to target."""
    chart = pygal.DateLine(
        width=680,
        height=260,
        style=STYLE,
        js=[],
        legend_at_bottom=True,
        show_minor_x_labels=False,
        x_label_rotation=0,
        truncate_legend=-1,
        dots_size=4,
        x_value_formatter=lambda day: f"{day:%Y-%m}",
        x_labels=_ticks(goal),
    )
    path = [(goal.begins, float(goal.baseline)), (goal.due, float(goal.target))]
    chart.add(_("Target path"), path, stroke_style={"dasharray": "6, 6", "width": 2}, show_dots=False)
    values = [(goal.begins, float(goal.baseline)), *((one.on, float(one.value)) for one in measurements)]
    chart.add(_("Measured"), values, stroke_style={"width": 3})
    return SCRIPT.sub(b"", chart.render())


def _ticks(goal: Goal) -> list[object]:
    span = goal.due - goal.begins
    return [goal.begins + span * part / 4 for part in range(5)]
