"""One item: entering and editing it, taking it off the agenda."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from balai import clock
from balai.agenda import policy
from balai.agenda.actions.add_item import add_item
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.remove_item import remove_item
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.queries import item_for, papers_of
from balai.agenda.secretariat.access_form import AccessForm
from balai.agenda.secretariat.attempts import done, status
from balai.agenda.secretariat.fetch import item_of_secretariat, meeting_of_secretariat
from balai.agenda.secretariat.forms import WithdrawForm
from balai.agenda.secretariat.item_form import ItemForm
from balai.agenda.secretariat.policy import may_watch
from balai.verdict import Ground, Refused
from balai.web.http import PersonRequest, signed_in

PAGES = "agenda/secretariat"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_item(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, who = meeting_of_secretariat(request.user, pk)
    form = ItemForm(request.POST or None, body=meeting.body)
    access = AccessForm(request.POST or None, body=meeting.body)

    def act() -> None:
        data, draft = form.cleaned_data, form.draft(access.restriction())
        item = add_item(meeting, draft, submitter=data["submitter"], touches=data["touches"], by=request.user)
        messages.success(request, _("Item %(number)s is on the agenda.") % {"number": item.number})

    if done(request, form, act, access):
        return redirect("agenda-builder", pk=pk)
    context = {"meeting": meeting, "form": form, "access": access, "may": policy.may_build(who, meeting)}
    return render(request, f"{PAGES}/item_form.html", context, status=status(form, access))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_item(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_of_secretariat(request.user, pk)
    form = ItemForm(request.POST or None, body=item.meeting.body, item=item)

    def act() -> None:
        edit_item(item, form.changes(), touches=form.touched(), by=request.user)
        messages.success(request, _("Item %(number)s is saved.") % {"number": item.number})

    if done(request, form, act):
        return redirect("agenda-builder", pk=item.meeting_id)
    context = {
        "meeting": item.meeting,
        "item": item,
        "form": form,
        "may": policy.may_change_item(who, item),
        "may_renew": policy.may_renew_papers(who, item),
        "may_remove": policy.may_remove_item(who, item),
        "level": item.level_at(clock.now()),
        "may_restrict": policy.may_restrict(who, item),
        "may_withdraw": policy.may_withdraw_before(who, item),
        "papers": papers_of(item, who, None),
    }
    return render(request, f"{PAGES}/item_form.html", context, status=status(form))


@require_POST
@signed_in
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_of_secretariat(request.user, pk)
    meeting, number = item.meeting_id, item.number
    remove_item(item, by=request.user)
    messages.success(request, _("Item %(number)s is removed.") % {"number": number})
    return redirect("agenda-builder", pk=meeting)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    """For the secretary and for the submitter, who does not build the agenda."""
    item, who = item_for(request.user, pk)
    may = policy.may_withdraw_before(who, item)
    if may.ground == Ground.PERMISSION and not may:
        raise Refused(may)
    back = "agenda-builder" if may_watch(who) else "agenda"
    form = WithdrawForm(request.POST or None)

    def act() -> None:
        withdraw_item(item, because=form.cleaned_data["because"], by=request.user)
        messages.success(request, _("Item %(number)s is withdrawn.") % {"number": item.number})

    if done(request, form, act):
        return redirect(back, pk=item.meeting_id)
    context = {"meeting": item.meeting, "item": item, "form": form, "may": may, "back": back}
    return render(request, f"{PAGES}/withdraw.html", context, status=status(form))
