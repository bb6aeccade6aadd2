"""The traffic light: the last value against the straight path from baseline to target, on the day it was measured."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.programme.lights import TOLERANCE, Course, Light, light

BEGIN = date(2026, 1, 1)
UP = Course(BEGIN, BEGIN + timedelta(days=100), Decimal(0), Decimal(200))
DOWN = Course(BEGIN, BEGIN + timedelta(days=100), Decimal(50), Decimal(10))


@pytest.mark.parametrize(
    ("course", "day", "value", "colour"),
    [
        # up: 2 a day
        (UP, 50, "100", Light.GREEN),  # on the path
        (UP, 50, "150", Light.GREEN),  # before it
        (UP, 50, "99.999", Light.AMBER),  # a hair behind
        (UP, 50, "70", Light.AMBER),  # 15 % of the whole way behind
        (UP, 50, "69.999", Light.RED),
        (UP, 0, "0", Light.GREEN),  # nothing is expected on the first day
        (UP, -10, "0", Light.GREEN),  # nor before it
        (UP, 100, "200", Light.GREEN),
        (UP, 100, "199", Light.AMBER),  # due and short of the target: never green
        (UP, 400, "199", Light.AMBER),
        (UP, 400, "100", Light.RED),
        (UP, 20, "-50", Light.RED),  # worse than at the beginning
        (UP, 20, "500", Light.GREEN),  # more than was asked for
        # down: 0.4 a day
        (DOWN, 50, "30", Light.GREEN),
        (DOWN, 50, "20", Light.GREEN),
        (DOWN, 50, "36", Light.AMBER),
        (DOWN, 50, "36.001", Light.RED),
        (DOWN, 100, "10", Light.GREEN),
        (DOWN, 100, "10.5", Light.AMBER),
    ],
)
def test_the_light_by_day_and_value(course, day, value, colour):
    assert light(course, (BEGIN + timedelta(days=day), Decimal(value))) == colour


def test_without_a_value_it_is_grey():
    assert light(UP, None) == Light.GREY


@pytest.mark.parametrize(("day", "expected"), [(-5, 0), (0, 0), (1, 2), (50, 100), (100, 200), (500, 200)])
def test_the_path_is_straight_and_ends_at_the_target(day, expected):
    assert UP.expected(BEGIN + timedelta(days=day)) == expected


numbers = st.decimals(-1000, 1000, places=3)


@given(baseline=numbers, target=numbers, value=numbers, day=st.integers(-50, 150))
def test_up_and_down_are_judged_alike(baseline, target, value, day):
    if baseline == target:
        return
    end, on = BEGIN + timedelta(days=100), BEGIN + timedelta(days=day)
    course = Course(BEGIN, end, baseline, target)
    mirrored = Course(BEGIN, end, -baseline, -target)
    behind = abs(course.share_done(course.expected(on)) - course.share_done(value))
    if min(behind, abs(behind - TOLERANCE)) > Decimal("1e-9"):
        assert light(course, (on, value)) == light(mirrored, (on, -value))
