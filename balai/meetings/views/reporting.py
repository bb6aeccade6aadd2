"""Sending the results of a meeting up."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from balai.agenda.models import Meeting
from balai.agenda.queries import meeting_for
from balai.meetings.actions.report_up import report_up
from balai.meetings.forms import CarryForm, checked
from balai.web.http import PersonRequest, signed_in


@require_POST
@signed_in
def report(request: PersonRequest, pk: UUID) -> HttpResponse:
    """To the chosen meeting of the body above; of other meetings the answer does not even say that there are any."""
    meeting, _who = meeting_for(request.user, pk)
    chosen = checked(CarryForm(request.POST)).cleaned_data["to"]
    to = Meeting.objects.filter(pk=chosen, body=meeting.body.parent_id).first()
    if to is None:
        raise Http404
    report_up(meeting, to=to, by=request.user)
    return redirect("meeting", pk=pk)
