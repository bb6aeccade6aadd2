"""How long the body's meetings took, one after another, against the goal: as SVG (pygal). Its table has the numbers."""

import re
from collections.abc import Sequence

import pygal
from django.utils.translation import gettext as _
from pygal.style import Style

from balai.meetings.times import HeldMeeting

# For tooltips, which an image has not; and no style stands in an attribute (the Content Security Policy refuses it).
LEFT_OUT = re.compile(rb"<script.*?</script>| style=\"[^\"]*\"", re.DOTALL)
# Mid tones that hold on a light and on a dark page; goal and lengths differ by shape too.
STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#6b7280",
    foreground_strong="#6b7280",
    foreground_subtle="#9ca3af",
    colors=("#2f6fdb", "#b45309"),
    font_family="system-ui, sans-serif",
    label_font_size=13,
    major_label_font_size=13,
    legend_font_size=14,
)
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
