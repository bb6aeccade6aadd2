"""The chair suspends the meeting, gives it another time, and resumes it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from balai.agenda.queries import meeting_for
from balai.live.marks import now_shown
from balai.meetings.actions.resume_meeting import resume_meeting
from balai.meetings.actions.suspend_meeting import move_resumption, suspend_meeting
from balai.meetings.forms import SuspendForm
from balai.meetings.views.chair import console_of, led_by, show_console
from balai.web.http import PersonRequest, signed_in


@require_POST
@signed_in
def suspend(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _announced(request, pk, suspend_meeting)


@require_POST
@signed_in
def move(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _announced(request, pk, move_resumption)


def _announced(request: PersonRequest, pk: UUID, act: Callable[..., object]) -> HttpResponse:
    """What is missing is said beside the field, and nothing typed is lost."""
    since = now_shown()
    meeting, who = led_by(request, pk)
    form = SuspendForm(request.POST)
    if not form.is_valid():
        context = console_of(meeting, who) | {"suspend_form": form, "live_since": since}
        template = "meetings/console_body.html" if request.htmx else "meetings/console.html"
        return render(request, template, context, status=422)
    until = form.in_zone(meeting.body.time_zone)
    act(meeting, until=until, because=form.cleaned_data["because"], by=request.user)
    return show_console(request, pk)


@require_POST
@signed_in
def resume(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    resume_meeting(meeting, by=request.user)
    return show_console(request, pk)
