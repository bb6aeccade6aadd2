"""Typing the text of the decision: kept as one types, shown on every screen."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from balai.agenda.queries import item_for
from balai.meetings.actions.draft_decision import draft_decision
from balai.meetings.forms import DraftForm, checked, in_page_language
from balai.web.http import PersonRequest, signed_in


@require_POST
@signed_in
def write_draft(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Answers with the number of the text, for the next key; without script with the meeting page."""
    item, _who = item_for(request.user, pk)
    sent = checked(DraftForm(request.POST)).cleaned_data
    draft = draft_decision(item, in_page_language(sent["text"]), by=request.user, seen=sent["seen"])
    if not request.htmx:
        return redirect("meeting", pk=item.meeting_id)
    return render(request, "meetings/draft_saved.html", {"draft": draft, "meeting": item.meeting})
