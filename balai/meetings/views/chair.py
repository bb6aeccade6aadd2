"""The chair's console and the acts that its buttons are."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from balai.agenda.access import seen_by
from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.reopen_agenda import reopen_agenda
from balai.agenda.models import Meeting, Stage
from balai.agenda.queries import item_for, meeting_for
from balai.decisions.models import Outcome
from balai.live.marks import now_shown
from balai.meetings.actions.add_urgent_item import add_urgent_item
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.carry_over import carry_over
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.closed_part import close_part, end_closed_part
from balai.meetings.actions.decide import decide
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.meetings.actions.undo_step import undo_step
from balai.meetings.fetch import voting_for
from balai.meetings.forms import (
    BreakOffForm,
    CarryForm,
    DecideForm,
    OpenVotingForm,
    RepeatForm,
    SetAsideForm,
    UndoForm,
    UrgentForm,
    checked,
    in_page_language,
    seen,
)
from balai.meetings.live_console import console_context
from balai.meetings.policy import may_lead
from balai.meetings.queries import sitting
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.voting import Form, RepeatGround
from balai.verdict import Refused
from balai.web.http import PersonRequest, signed_in


@require_safe
@signed_in
def chair_console(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The whole console."""
    since = now_shown()
    meeting, who = led_by(request, pk)
    context = console_of(meeting, who) | {"live_since": since}
    return render(request, "meetings/console.html", context)


def console_of(meeting: Meeting, who: Standing) -> dict[str, object]:
    return console_context(sitting(meeting, seen_by(who, meeting).picture), who)


def led_by(request: PersonRequest, pk: UUID) -> tuple[Meeting, Standing]:
    meeting, who = meeting_for(request.user, pk)
    if not (verdict := may_lead(who)):
        raise Refused(verdict)
    return meeting, who


def show_console(request: PersonRequest, pk: UUID, said: str = "") -> HttpResponse:
    """After an act of the chair: the console. A secretary, who confirms in some bodies, returns to the desk."""
    meeting, who = meeting_for(request.user, pk)
    if not who.is_chair:
        return redirect("secretary-desk", pk=pk)
    if not request.htmx:
        return redirect("chair-console", pk=pk)
    return render(request, "meetings/console_body.html", console_of(meeting, who) | {"said": said})


# The meeting --------------------------------------------------------------------------------------------------------


@require_POST
@signed_in
def confirm(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    confirm_agenda(meeting, by=request.user)
    return show_console(request, pk)


@require_POST
@signed_in
def reopen(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    reopen_agenda(meeting, by=request.user)
    return show_console(request, pk)


@require_POST
@signed_in
def begin(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    open_meeting(meeting, by=request.user)
    return show_console(request, pk)


@require_POST
@signed_in
def adopt(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    adopt_block(meeting, by=request.user, seen=seen(request.POST))
    return show_console(request, pk)


@require_POST
@signed_in
def close(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    close_meeting(meeting, by=request.user)
    return show_console(request, pk)


@require_POST
@signed_in
def begin_closed_part(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    close_part(meeting, by=request.user)
    return show_console(request, pk)


@require_POST
@signed_in
def end_part(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    end_closed_part(meeting, by=request.user)
    return show_console(request, pk)


@require_POST
@signed_in
def carry(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What the electronic session does not decide goes to the chosen meeting."""
    session, _who = meeting_for(request.user, pk)
    to, _reader = meeting_for(request.user, checked(CarryForm(request.POST)).cleaned_data["to"])
    carry_over(session, to=to, by=request.user)
    return show_console(request, pk)


@require_POST
@signed_in
def undo(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take back the step that stood on the button."""
    meeting, _who = meeting_for(request.user, pk)
    sent = checked(UndoForm(request.POST)).cleaned_data
    undo_step(meeting, by=request.user, key=sent["step"])
    return show_console(request, pk)


@require_POST
@signed_in
def add_urgent(request: PersonRequest, pk: UUID) -> HttpResponse:
    """An urgent item; what is missing is said beside the field, and nothing typed is lost."""
    since = now_shown()
    meeting, who = led_by(request, pk)
    form = UrgentForm(request.POST)
    if not form.is_valid():
        context = console_of(meeting, who) | {
            "urgent_form": form,
            "live_since": since,
        }
        template = "meetings/console_body.html" if request.htmx else "meetings/console.html"
        return render(request, template, context, status=422)
    seat = Membership.objects.filter(pk=form.cleaned_data["proposed_by"], body=meeting.body).first()
    if seat is None:
        raise Http404
    title, ask = in_page_language(form.cleaned_data["title"]), in_page_language(form.cleaned_data["ask"])
    add_urgent_item(meeting, ItemDraft(title=title, ask=ask), proposed_by=seat, by=request.user)
    return show_console(request, pk)


# An item ------------------------------------------------------------------------------------------------------------


@require_POST
@signed_in
def take(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    take_up(item, by=request.user, nothing_open="nothing_open" in request.POST)
    return show_console(request, item.meeting_id)


@require_POST
@signed_in
def settle(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    form = checked(DecideForm(request.POST))
    given = form.cleaned_data
    decide(item, outcome=Outcome(given["outcome"]), text=form.words(), seen=given["seen"], by=request.user)
    return show_console(request, item.meeting_id)


@require_POST
@signed_in
def put_aside(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    form = checked(SetAsideForm(request.POST))
    set_aside(item, stage=Stage(form.cleaned_data["stage"]), because=form.cleaned_data["because"], by=request.user)
    return show_console(request, item.meeting_id)


# A vote -------------------------------------------------------------------------------------------------------------


@require_POST
@signed_in
def put_to_vote(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    form = checked(OpenVotingForm(request.POST)).cleaned_data["form"]
    open_voting(item, form=Form(form or Form.OPEN), by=request.user)
    return show_console(request, item.meeting_id)


@require_POST
@signed_in
def count_votes(request: PersonRequest, pk: UUID) -> HttpResponse:
    voting, _who = voting_for(request.user, pk)
    close_voting(voting, by=request.user)
    return show_console(request, voting.meeting_id)


@require_POST
@signed_in
def break_off(request: PersonRequest, pk: UUID) -> HttpResponse:
    voting, _who = voting_for(request.user, pk)
    because = checked(BreakOffForm(request.POST)).cleaned_data["because"]
    break_off_voting(voting, because=because, by=request.user)
    return show_console(request, voting.meeting_id)


@require_POST
@signed_in
def repeat(request: PersonRequest, pk: UUID) -> HttpResponse:
    voting, _who = voting_for(request.user, pk)
    sent = checked(RepeatForm(request.POST)).cleaned_data
    repeat_voting(voting, ground=RepeatGround(sent["ground"]), because=sent["because"], by=request.user)
    return show_console(request, voting.meeting_id)
