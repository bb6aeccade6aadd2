"""The secretariat invites to an item and takes invitations back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from balai.agenda.actions.invite_to_item import invite_to_item, take_back_invitation
from balai.agenda.guests.form import GuestForm
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.guests.policy import may_invite
from balai.agenda.guests.queries import guests_of
from balai.agenda.secretariat.attempts import done, status
from balai.agenda.secretariat.fetch import item_of_secretariat
from balai.rules.invitations import law_of
from balai.web.http import PersonRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guests(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who is invited to this item, and one more."""
    item, who = item_of_secretariat(request.user, pk)
    form = GuestForm(request.POST or None)

    def act() -> None:
        person = form.person
        invite_to_item(item, person=person, may_speak=form.cleaned_data["may_speak"], by=request.user)
        said = _("%(name)s is invited to item %(number)s.")
        messages.success(request, said % {"name": person.name, "number": item.number})

    if done(request, form, act):
        return redirect("item-guests", pk=pk)
    context = {
        "meeting": item.meeting,
        "item": item,
        "form": form,
        "may": may_invite(who, item),
        "guests": guests_of(item),
        "rule": law_of(who.body.rules).rule,
    }
    return render(request, "agenda/guests/guests.html", context, status=status(form))


@require_POST
@signed_in
def take_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = ItemInvitation.objects.select_related("item", "person").filter(pk=pk).first()
    item, _who = item_of_secretariat(request.user, found.item_id if found else pk)
    if found is None:
        raise Http404
    take_back_invitation(found, by=request.user)
    messages.success(request, _("The invitation of %(name)s is taken back.") % {"name": found.person.name})
    return redirect("item-guests", pk=item.pk)
