"""The page of who is invited to an item, and calling them in."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from balai.agenda.guests.queries import invited_for
from balai.live.marks import now_shown
from balai.meetings.actions.call_in import call_in
from balai.meetings.actions.list_invited import list_invited
from balai.meetings.guests import guest_page, invitation_of_meeting
from balai.meetings.views.room import back_to_meeting
from balai.web.http import PersonRequest, signed_in


@require_safe
@never_cache
@signed_in
def invited(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The item, its papers, and whether it is being discussed."""
    since = now_shown()
    page = guest_page(request.user, pk)
    item = page.invitation.item
    context = {"page": page, "invitation": page.invitation, "item": item, "meeting": item.meeting, "live_since": since}
    return render(request, "meetings/guest.html", context)


@require_safe
@never_cache
@signed_in
def invited_call(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The part of the page that is the reader's own: whether they are called in."""
    found = invited_for(request.user, pk)
    return render(request, "meetings/guest_call.html", {"invitation": found, "item": found.item})


@require_POST
@signed_in
def call(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = invitation_of_meeting(request.user, pk)
    call_in(found, by=request.user)
    return back_to_meeting(request, found.item.meeting_id)


@require_POST
@signed_in
def list_to_speak(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = invitation_of_meeting(request.user, pk)
    list_invited(found, by=request.user)
    return back_to_meeting(request, found.item.meeting_id)
