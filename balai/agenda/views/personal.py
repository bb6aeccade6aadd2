"""What readers do for themselves: a private note, the order of their lists."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.agenda.actions import personal
from balai.agenda.forms import NoteForm
from balai.agenda.queries import item_for, meeting_for
from balai.agenda.views.answers import attempt
from balai.verdict import Refused
from balai.web.http import PersonRequest, signed_in


@require_POST
@signed_in
def write_note(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep the note; where it cannot be kept it comes back beside the reason, nothing lost."""
    item, _who = item_for(request.user, pk)
    form = NoteForm(request.POST)
    refusal = attempt(request, form, lambda: personal.write_note(item, text=form.cleaned_data["text"], by=request.user))
    context = {"item": item, "note": request.POST.get("text", ""), "refusal": refusal, "saved": refusal is None}
    if request.htmx:
        return render(request, "agenda/parts/note.html", context, status=200 if refusal is None else 422)
    if refusal is not None:
        raise Refused(refusal)
    query = f"?seat={request.POST['seat']}" if request.POST.get("seat") else ""
    return redirect(reverse("item", args=[pk]) + query + f"#note-{pk}")


@require_POST
@signed_in
def choose_order(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    personal.choose_order(request.POST.get("order", ""), by=request.user)
    query = f"?seat={request.POST['seat']}" if request.POST.get("seat") else ""
    return redirect(reverse("agenda", args=[meeting.pk]) + query)
