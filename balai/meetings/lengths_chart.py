"""How long the body's meetings took, one after another, against the goal: as SVG (pygal). Its table has the numbers."""

import re
from collections.abc import Sequence

import pygal
from django.utils.translation import gettext as _

from balai.meetings.times import HeldMeeting
from balai.web.chart_style import AMBER, BLUE, chart_style

# For tooltips, which an image has not; and no style stands in an attribute (the Content Security Policy refuses it).
LEFT_OUT = re.compile(rb"<script.*?</script>| style=\"[^\"]*\"", re.DOTALL)
# Goal and lengths differ by shape too.
STYLE = chart_style(BLUE, AMBER)
WIDTH, HEIGHT = 680, 280
MOST_LABELS = 8


def chart_of(held: Sequence[HeldMeeting], goal: int) -> bytes:
    """A line with a dot for each meeting, and the goal as a dashed line. An empty chart for no meetings."""
    chart = pygal.Line(
        width=WIDTH,
        height=HEIGHT,
        style=STYLE,
        js=[],
        legend_at_bottom=True,
        truncate_legend=-1,
        x_label_rotation=0,
        show_minor_x_labels=False,
        show_y_guides=False,
        dots_size=4,
        range=(0, max([goal, *(one.minutes for one in held)]) * 1.1),
        y_title=_("minutes"),
        no_data_text="",
    )
    labels = [f"{one.on:%d.%m.}" for one in held]
    chart.x_labels = labels
    chart.x_labels_major = labels[:: max(1, -(-len(labels) // MOST_LABELS))]
    chart.add(_("Length of the meeting"), [one.minutes for one in held], stroke_style={"width": 3})
    dashed = {"dasharray": "6, 6", "width": 2}
    chart.add(_("Goal"), [goal for _one in held], stroke_style=dashed, show_dots=False)
    return LEFT_OUT.sub(b"", chart.render())
