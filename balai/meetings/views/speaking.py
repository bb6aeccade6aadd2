"""The floor: asking for it, giving it back, giving it, ending a speech; closing the list."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from balai.agenda.queries import item_for
from balai.live.once import once
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.close_speaking_list import close_speaking_list, reopen_speaking_list
from balai.meetings.actions.end_speech import end_speech
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.leave_speaking_list import leave_speaking_list
from balai.meetings.fetch import given_back, speech_for
from balai.meetings.forms import SpeakForm, checked, seen_speaking
from balai.meetings.hall import hall
from balai.meetings.my_floor import own_seat
from balai.meetings.views.chair import show_console
from balai.meetings.views.room import back_to_meeting
from balai.people.models import Membership
from balai.rules.speakers import Kind
from balai.verdict import Refused
from balai.web.http import PersonRequest, signed_in


@require_POST
@signed_in
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    sent = checked(SpeakForm(request.POST)).cleaned_data
    if sent["seat"]:
        seat = Membership.objects.select_related("person").filter(pk=sent["seat"], body=item.meeting.body).first()
        if seat is None:
            raise Http404
    else:
        seat = own_seat(who, hall(item.meeting).attendance)
    with once(request):
        ask_to_speak(item, seat=seat, kind=Kind(sent["kind"]), by=request.user)
    return back_to_meeting(request, item.meeting_id)


@require_POST
@signed_in
def leave(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Given back before, when the answer was lost: it is said, and nothing changes."""
    try:
        speech, _who = speech_for(request.user, pk)
        leave_speaking_list(speech, by=request.user)
    except (Http404, Refused):
        if (item := given_back(request.user, pk)) is None:
            raise
        return back_to_meeting(request, item.meeting_id, _("This place on the list of speakers is given back."))
    return back_to_meeting(request, speech.meeting_id)


@require_POST
@signed_in
def give(request: PersonRequest, pk: UUID) -> HttpResponse:
    speech, _who = speech_for(request.user, pk)
    give_floor(speech, by=request.user, seen_speaking=seen_speaking(request.POST))
    return show_console(request, speech.meeting_id)


@require_POST
@signed_in
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    speech, _who = speech_for(request.user, pk)
    with once(request):
        end_speech(speech, by=request.user)
    return back_to_meeting(request, speech.meeting_id)


@require_POST
@signed_in
def close_list(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    close_speaking_list(item, by=request.user)
    return show_console(request, item.meeting_id)


@require_POST
@signed_in
def reopen_list(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    reopen_speaking_list(item, by=request.user)
    return show_console(request, item.meeting_id)
