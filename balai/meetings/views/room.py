"""The meeting page of everybody in the room: attendance, votes, items to have opened; and decisions."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from balai.agenda.access import seen_by
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.actions.recuse import end_recusal, recuse
from balai.agenda.actions.withdraw_objection import withdraw_objection
from balai.agenda.forms import RecusalForm
from balai.agenda.models import Meeting
from balai.agenda.queries import item_for, meeting_for
from balai.live.marks import now_shown
from balai.live.once import once
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_answer import note_answer
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.decision_page import decision_for
from balai.meetings.fetch import voting_for
from balai.meetings.forms import AnswerForm, AttendanceForm, VoteForm, checked
from balai.meetings.live_console import meeting_context
from balai.meetings.mine import mine
from balai.meetings.models import Presence
from balai.meetings.my_floor import my_floor
from balai.meetings.queries import sitting
from balai.meetings.reporting import reporting
from balai.meetings.views.chair import show_console
from balai.people.models import Membership, Person
from balai.people.standing import Standing
from balai.rules.stance import Choice
from balai.web.http import PersonRequest, signed_in


@require_safe
@signed_in
def meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The running meeting, plain, with the reader's own part beside it."""
    since = now_shown()
    found, who = meeting_for(request.user, pk)
    return render(request, "meetings/meeting.html", _context(found, who) | {"live_since": since})


@require_safe
@signed_in
def my_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The part of the meeting page that is the reader's own; fetched again when the meeting moves on."""
    found, who = meeting_for(request.user, pk)
    return render(request, "meetings/mine.html", _context(found, who))


def _context(found: Meeting, who: Standing) -> dict[str, object]:
    now = sitting(found, seen_by(who, found).picture)
    return meeting_context(now) | {
        "mine": mine(now, who),
        "mine_floor": my_floor(now, who),
        "standing": who,
        "reporting": reporting(who, found),
    }


def back_to_meeting(request: PersonRequest, pk: UUID, said: str = "") -> HttpResponse:
    """After an act of a member, the secretary or the chair: the page it came from. `said`: what to know beside it."""
    from_console = request.POST.get("from") == "console"
    if said and not request.htmx:
        messages.info(request, said)
    if from_console:
        return show_console(request, pk, said)
    if not request.htmx:
        return redirect("meeting", pk=pk)
    found, who = meeting_for(request.user, pk)
    return render(request, "meetings/mine.html", _context(found, who) | {"said": said})


@require_POST
@signed_in
def attend(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, _who = meeting_for(request.user, pk)
    sent = checked(AttendanceForm(request.POST)).cleaned_data
    seat = Membership.objects.select_related("person").filter(pk=sent["seat"], body=found.body).first()
    person = Person.objects.filter(pk=sent["person"]).first() if sent["person"] else None
    if seat is None or (sent["person"] and person is None):
        raise Http404
    with once(request):
        note_attendance(found, seat=seat, presence=Presence(sent["presence"]), person=person, by=request.user)
    return back_to_meeting(request, pk)


@require_POST
@signed_in
def all_present(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, _who = meeting_for(request.user, pk)
    note_all_present(found, by=request.user)
    return back_to_meeting(request, pk)


@require_POST
@signed_in
def vote(request: PersonRequest, pk: UUID) -> HttpResponse:
    voting, who = voting_for(request.user, pk)
    sent = checked(VoteForm(request.POST)).cleaned_data
    seat = who.seat(str(sent["seat"])) if sent["seat"] else who.seat()
    with once(request):
        seen = Choice(sent["seen"]) if sent["seen"] else None
        shown = "seen" in request.POST
        cast_vote(voting, seat=seat, choice=Choice(sent["choice"]), by=request.user, seen=seen, shown=shown)
    return back_to_meeting(request, voting.meeting_id)


@require_POST
@signed_in
def answer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The secretary notes an answer of the roll call; the secretary or the chair that there was none."""
    voting, _who = voting_for(request.user, pk)
    sent = checked(AnswerForm(request.POST)).cleaned_data
    seat = Membership.objects.filter(pk=sent["seat"], body=voting.meeting.body).first()
    if seat is None:
        raise Http404
    note_answer(voting, seat=seat, choice=Choice(sent["choice"]) if sent["choice"] else None, by=request.user)
    return back_to_meeting(request, voting.meeting_id)


@require_POST
@signed_in
def open_item_in_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A member takes an item out of the block from the meeting page."""
    item, who = item_for(request.user, pk)
    with once(request):
        ask_to_open(item, seat=who.seat(), by=request.user)
    return back_to_meeting(request, item.meeting_id)


@require_POST
@signed_in
def withdraw_objection_in_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    withdraw_objection(item, seat=who.seat(), by=request.user)
    return back_to_meeting(request, item.meeting_id)


@require_POST
@signed_in
def recuse_in_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """With the reason, which stands in the minutes."""
    item, who = item_for(request.user, pk)
    recuse(item, seat=who.seat(), reason=checked(RecusalForm(request.POST)).cleaned_data["reason"], by=request.user)
    return back_to_meeting(request, item.meeting_id)


@require_POST
@signed_in
def end_recusal_in_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    end_recusal(item, seat=who.seat(), by=request.user)
    return back_to_meeting(request, item.meeting_id)


@require_safe
@signed_in
def decision(request: PersonRequest, pk: UUID) -> HttpResponse:
    page = decision_for(request.user, pk)
    context = {"page": page, "decision": page.decision, "item": page.decision.item}
    return render(request, "meetings/decision.html", context)
