"""Minutes planned and taken, and what the forecast learns from them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai.agenda.forecasting import history
from balai.agenda.models import AgendaItem, Meeting
from balai.decisions.models import Outcome
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.take_up import take_up
from balai.meetings.times import times_for
from balai.rules.calibration import variation_of
from balai.rules.forecast import MEETING_VARIATION
from balai.rules.stance import Stance
from tests.factories import items_of, make_meeting, mark
from tests.sitting import adopt, begin


def held(cast, minutes, *, after=0):
    """A meeting that is over: one item debated for so many minutes of so many and two, the others in the block."""
    meeting = make_meeting(cast, 2)
    debated = items_of(meeting)[1]
    mark(cast, "pia", debated, Stance.OBJECTION)
    begin(cast, meeting)
    adopt(cast, meeting)
    take_up(debated, by=cast.kai)
    decide(debated, outcome=Outcome.ADOPTED, by=cast.kai)
    close_meeting(meeting, by=cast.kai)
    meeting.refresh_from_db()
    debated.refresh_from_db()
    assert meeting.closed_at
    assert debated.settled_at
    began = meeting.closed_at - timedelta(minutes=minutes + 2)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=began, starts_at=began + timedelta(days=after))
    taken_up = debated.settled_at - timedelta(minutes=minutes)
    AgendaItem.objects.filter(pk=debated.pk).update(taken_up_at=taken_up, planned_minutes=10)
    return Meeting.objects.get(pk=meeting.pk)


def test_items_and_the_meeting_planned_and_taken(cast):
    meeting = held(cast, 25)
    times = times_for(cast.marin, meeting.pk)
    assert (times.planned, times.actual, times.goal) == (10, 27, 30)
    (row,) = times.debated
    assert (row.planned, row.actual, row.over) == (10, 25.0, True)
    assert [(one.minutes, one.debated) for one in times.held] == [(27, 1)]
    assert times.within_goal == 1


def test_meetings_stand_in_their_order_and_others_of_the_body_only(cast):
    meetings = [held(cast, minutes, after=number) for number, minutes in enumerate((20, 40, 10))]
    times = times_for(cast.kai, meetings[0].pk)
    assert [one.minutes for one in times.held] == [22, 42, 12]
    assert times.within_goal == 2


def test_the_forecast_learns_how_much_this_bodys_meetings_differ(cast):
    even = [held(cast, 10) for _meeting in range(2)]
    assert len(even) == 2
    assert variation_of(history(cast.body)) == MEETING_VARIATION  # two meetings tell nothing
    held(cast, 60)
    assert variation_of(history(cast.body)) > MEETING_VARIATION


def test_page_and_chart(client_of, cast):
    meetings = [held(cast, minutes, after=number) for number, minutes in enumerate((20, 40))]
    client = client_of(cast.marin)
    page = client.get(reverse("meeting-times", args=[meetings[0].pk])).content.decode()
    assert "1 of the last 2 meetings kept to" in page
    assert "<td>42 " in page
    chart = client.get(reverse("lengths-chart", args=[meetings[0].pk]))
    assert chart["Content-Type"] == "image/svg+xml"
    drawn = chart.content.decode()
    assert "<script" not in drawn
    assert 'style="' not in drawn
    assert "Goal" in drawn


@pytest.mark.parametrize("route", ["meeting-times", "lengths-chart"])
def test_nobody_else_is_told(client_of, cast, route):
    meeting = held(cast, 5)
    assert client_of(cast.olga).get(reverse(route, args=[meeting.pk])).status_code == 404
