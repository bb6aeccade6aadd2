"""Minutes planned and taken: a page with tables, and the chart beside them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from balai.meetings.lengths_chart import chart_of
from balai.meetings.times import times_for
from balai.web.fragments import fragment
from balai.web.http import PersonRequest, signed_in


@require_safe
@signed_in
def meeting_times(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = times_for(request.user, pk)
    return render(request, "meetings/times.html", {"times": found, "meeting": found.meeting})


@require_safe
@signed_in
def lengths_chart(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The chart as an image of its own: its styles stand in the SVG, under this answer's nonce."""
    found = times_for(request.user, pk)
    values = tuple((one.meeting.pk, one.minutes) for one in found.held)
    key = ("lengths", found.meeting.body_id, values, found.goal, get_language())
    drawn = fragment(key, lambda: chart_of(found.held, found.goal).decode())
    styled = drawn.replace("<style ", f'<style nonce="{request.csp_nonce}" ')  # type: ignore[attr-defined]
    return HttpResponse(styled, content_type="image/svg+xml")
