"""The chair's console and the meeting page."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.reopen_agenda import reopen_agenda
from balai.agenda.models import AgendaItem, Meeting, Stage
from balai.agenda.queries import item_for, meeting_for
from balai.decisions.models import Outcome
from balai.live.news import last_announced
from balai.meetings.actions.add_urgent_item import add_urgent_item
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.meetings.console import sitting
from balai.meetings.decision_page import decision_for
from balai.meetings.forms import AttendanceForm, DecideForm, SetAsideForm, UrgentForm, VoteForm
from balai.meetings.live_console import console_context, meeting_context
from balai.meetings.mine import mine
from balai.meetings.models import Presence, Voting
from balai.meetings.policy import may_lead
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.stance import Choice
from balai.verdict import Refused
from balai.web.http import PersonRequest, signed_in


@require_safe
@signed_in
def chair_console(request: PersonRequest, pk: UUID) -> HttpResponse:
    since = last_announced()
    meeting, who = meeting_for(request.user, pk)
    if not (verdict := may_lead(who)):
        raise Refused(verdict)
    context = console_context(sitting(meeting), who) | {"live_since": since, "standing": who}
    return render(request, "meetings/console.html", context)


@require_safe
@signed_in
def meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    since = last_announced()
    found, who = meeting_for(request.user, pk)
    now = sitting(found)
    context = meeting_context(now) | {"live_since": since, "standing": who, "mine": mine(now, who)}
    return render(request, "meetings/meeting.html", context)


@require_safe
@signed_in
def my_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The part of the meeting page that is the reader's own; fetched again after a change."""
    found, who = meeting_for(request.user, pk)
    now = sitting(found)
    return render(
        request, "meetings/mine.html", {"now": now, "meeting": found, "mine": mine(now, who), "standing": who}
    )


def _console(request: PersonRequest, pk: UUID) -> HttpResponse:
    """After an act of the chair: the console as it is now."""
    if not request.htmx:
        return redirect("chair-console", pk=pk)
    found, who = meeting_for(request.user, pk)
    return render(request, "meetings/console_body.html", console_context(sitting(found), who))


def _meeting_page(request: PersonRequest, pk: UUID) -> HttpResponse:
    """After an act of a member or the secretary: the page it came from."""
    if request.POST.get("from") == "console":
        return _console(request, pk)
    return my_meeting(request, pk) if request.htmx else redirect("meeting", pk=pk)


def _seen(request: PersonRequest) -> list[UUID]:
    try:
        return [UUID(one) for one in request.POST.getlist("seen")]
    except ValueError:
        return []


@require_POST
@signed_in
def confirm(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, _who = meeting_for(request.user, pk)
    confirm_agenda(found, by=request.user)
    return _console(request, pk)


@require_POST
@signed_in
def reopen(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, _who = meeting_for(request.user, pk)
    reopen_agenda(found, by=request.user)
    return _console(request, pk)


@require_POST
@signed_in
def begin(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, _who = meeting_for(request.user, pk)
    open_meeting(found, by=request.user)
    return _console(request, pk)


@require_POST
@signed_in
def adopt(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, _who = meeting_for(request.user, pk)
    adopt_block(found, by=request.user, seen=_seen(request))
    return _console(request, pk)


@require_POST
@signed_in
def close(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, _who = meeting_for(request.user, pk)
    close_meeting(found, by=request.user)
    return _console(request, pk)


@require_POST
@signed_in
def take(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    take_up(item, by=request.user)
    return _console(request, item.meeting_id)


@require_POST
@signed_in
def settle(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _console(request, item.meeting_id)
    decide(item, outcome=Outcome(form.cleaned_data["outcome"]), text=form.words(), by=request.user)
    return _console(request, item.meeting_id)


@require_POST
@signed_in
def put_aside(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return _console(request, item.meeting_id)
    set_aside(item, stage=Stage(form.cleaned_data["stage"]), because=form.cleaned_data["because"], by=request.user)
    return _console(request, item.meeting_id)


@require_POST
@signed_in
def put_to_vote(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    open_voting(item, by=request.user)
    return _console(request, item.meeting_id)


def _voting_for(request: PersonRequest, pk: UUID) -> tuple[Voting, Standing]:
    voting = Voting.objects.select_related("meeting__body", "item").filter(pk=pk).first()
    if voting is None:
        raise Http404
    _found, who = meeting_for(request.user, voting.meeting_id)
    return voting, who


@require_POST
@signed_in
def count_votes(request: PersonRequest, pk: UUID) -> HttpResponse:
    voting, _who = _voting_for(request, pk)
    close_voting(voting, by=request.user)
    return _console(request, voting.meeting_id)


@require_POST
@signed_in
def vote(request: PersonRequest, pk: UUID) -> HttpResponse:
    voting, who = _voting_for(request, pk)
    form = VoteForm(request.POST)
    if form.is_valid():
        seat = who.seat(str(form.cleaned_data["seat"])) if form.cleaned_data["seat"] else who.seat()
        cast_vote(voting, seat=seat, choice=Choice(form.cleaned_data["choice"]), by=request.user)
    return _meeting_page(request, voting.meeting_id)


@require_POST
@signed_in
def attend(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, _who = meeting_for(request.user, pk)
    form = AttendanceForm(request.POST)
    if form.is_valid():
        seat = Membership.objects.select_related("person").filter(pk=form.cleaned_data["seat"], body=found.body).first()
        if seat is None:
            raise Http404
        note_attendance(found, seat=seat, presence=Presence(form.cleaned_data["presence"]), by=request.user)
    return _meeting_page(request, pk)


@require_POST
@signed_in
def all_present(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, _who = meeting_for(request.user, pk)
    note_all_present(found, by=request.user)
    return _meeting_page(request, pk)


@require_POST
@signed_in
def add_urgent(request: PersonRequest, pk: UUID) -> HttpResponse:
    found, who = meeting_for(request.user, pk)
    form = UrgentForm(request.POST)
    if not form.is_valid():
        context = console_context(sitting(found), who) | {"urgent_form": form, "live_since": last_announced()}
        return render(request, "meetings/console.html", context, status=422)
    _enter_urgent(found, form, request)
    return _console(request, pk)


def _enter_urgent(found: Meeting, form: UrgentForm, request: PersonRequest) -> AgendaItem:
    seat = Membership.objects.filter(pk=form.cleaned_data["proposed_by"], body=found.body).first()
    if seat is None:
        raise Http404
    language = request.LANGUAGE_CODE.split("-")[0] if hasattr(request, "LANGUAGE_CODE") else "en"
    ask = {language: form.cleaned_data["ask"]} if form.cleaned_data["ask"] else {}
    draft = ItemDraft(title={language: form.cleaned_data["title"]}, ask=ask)
    return add_urgent_item(found, draft, proposed_by=seat, by=request.user)


@require_POST
@signed_in
def open_item_in_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A member takes an item out of the block from the meeting page."""
    item, who = item_for(request.user, pk)
    ask_to_open(item, seat=who.seat(), by=request.user)
    return _meeting_page(request, item.meeting_id)


@require_safe
@signed_in
def decision(request: PersonRequest, pk: UUID) -> HttpResponse:
    page = decision_for(request.user, pk)
    return render(
        request, "meetings/decision.html", {"page": page, "decision": page.decision, "item": page.decision.item}
    )
