"""Motions: a member proposes and withdraws; the chair settles and puts to the vote."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from balai.agenda.models import AgendaItem, MeetingState
from balai.agenda.queries import item_for
from balai.agenda.secretariat.attempts import done, status
from balai.live.once import once
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.put_motion import put_motion
from balai.meetings.actions.settle_motion import settle_motion
from balai.meetings.actions.withdraw_motion import withdraw_motion
from balai.meetings.drafting import text_of
from balai.meetings.fetch import motion_for
from balai.meetings.forms import checked
from balai.meetings.motion_forms import ProposeForm, PutForm, SettleForm
from balai.meetings.motions import proposing
from balai.meetings.views.chair import show_console
from balai.meetings.views.room import back_to_meeting
from balai.rules.motions import Settling
from balai.rules.voting import Form
from balai.verdict import Ground, Refused
from balai.web.http import PersonRequest, signed_in
from balai.words import best


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def propose(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The text as it stands, to be changed; in the language in which it stands. What was typed stays on a refusal."""
    item, who = item_for(request.user, pk)
    seat, may = proposing(who, item, request.POST.get("seat") or request.GET.get("seat"))
    if may.ground is Ground.PERMISSION and not may:
        raise Refused(may)
    stands, language = best(text_of(item))
    form = ProposeForm(request.POST or None, initial={"text": stands})

    def act() -> None:
        sent = form.cleaned_data
        words = {language or (get_language() or "en").split("-")[0]: sent["text"]}
        with once(request):
            propose_motion(item, words, seat=seat, because=sent["because"], by=request.user)

    if done(request, form, act):
        return redirect("meeting", item.meeting_id) if _in_meeting(item) else redirect("item", item.pk)
    context = {
        "meeting": item.meeting,
        "item": item,
        "form": form,
        "may": may,
        "seat": seat,
        "rule": may.rule,
        "in_meeting": _in_meeting(item),
    }
    return render(request, "meetings/propose_motion.html", context, status=status(form))


def _in_meeting(item: AgendaItem) -> bool:
    return item.meeting.state == MeetingState.OPEN


@require_POST
@signed_in
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    motion, _who = motion_for(request.user, pk)
    with once(request):
        withdraw_motion(motion, by=request.user)
    if request.POST.get("from") == "item":
        return redirect("item", motion.item_id)
    return back_to_meeting(request, motion.item.meeting_id)


@require_POST
@signed_in
def settle(request: PersonRequest, pk: UUID) -> HttpResponse:
    motion, _who = motion_for(request.user, pk)
    sent = checked(SettleForm(request.POST)).cleaned_data
    settle_motion(motion, how=Settling(sent["how"]), because=sent["because"], by=request.user)
    return show_console(request, motion.item.meeting_id)


@require_POST
@signed_in
def put(request: PersonRequest, pk: UUID) -> HttpResponse:
    motion, _who = motion_for(request.user, pk)
    form = checked(PutForm(request.POST)).cleaned_data["form"]
    put_motion(motion, form=Form(form or Form.OPEN), by=request.user)
    return show_console(request, motion.item.meeting_id)
