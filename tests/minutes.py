"""Meetings with minutes in each state."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from balai import clock
from balai.agenda.models import Meeting
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.minutes.actions.confirm_minutes import confirm_minutes
from balai.minutes.models import Minutes
from tests.factories import Cast
from tests.sitting import closed_meeting

Done = TypeVar("Done")
MOMENT = timedelta(seconds=1)


def circulated_meeting(cast: Cast, items: int = 2) -> Meeting:
    meeting = closed_meeting(cast, items)
    circulate_minutes(meeting, by=cast.sara)
    return meeting


def confirmed_meeting(cast: Cast, items: int = 2) -> Meeting:
    meeting = circulated_meeting(cast, items)
    after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.kai))
    return meeting


def after_the_term(meeting: Meeting, act: Callable[[], Done]) -> Done:
    """Do this just after the term for objections."""
    ends = Minutes.objects.get(meeting=meeting).objections_until
    assert ends is not None
    with clock.as_if(ends + MOMENT):
        return act()
