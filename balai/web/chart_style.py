"""How charts look (pygal): mid tones that hold on a light and on a dark page. A table beside each has the numbers."""

from pygal.style import Style

GREY, BLUE, AMBER = "#9ca3af", "#2f6fdb", "#b45309"


def chart_style(*colors: str) -> Style:
    """`colors`: of the series, in their order."""
    return Style(
        background="transparent",
        plot_background="transparent",
        foreground="#6b7280",
        foreground_strong="#6b7280",
        foreground_subtle=GREY,
        colors=colors,
        font_family="system-ui, sans-serif",
        label_font_size=13,
        major_label_font_size=13,
        legend_font_size=14,
    )
