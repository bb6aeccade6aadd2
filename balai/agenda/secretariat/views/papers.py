"""Papers of an item: new ones, and new versions of them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from balai.agenda import policy
from balai.agenda.actions.add_paper import add_paper, renew_paper
from balai.agenda.models import PaperKind
from balai.agenda.secretariat.access_form import AccessForm
from balai.agenda.secretariat.attempts import done, status
from balai.agenda.secretariat.fetch import item_of_secretariat, paper_of_secretariat
from balai.agenda.secretariat.forms import PaperForm, RenewForm
from balai.web.http import PersonRequest, signed_in

PAGE = "agenda/secretariat/paper_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_paper(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_of_secretariat(request.user, pk)
    form = PaperForm(request.POST or None)
    access = AccessForm(request.POST or None, body=item.meeting.body)

    def act() -> None:
        kind = PaperKind(form.cleaned_data["kind"])
        title, text = form.words("title"), form.words("text")
        add_paper(item, kind=kind, title=title, text=text, access=access.restriction(), by=request.user)
        messages.success(request, _("The paper is added."))

    if done(request, form, act, access):
        return redirect("edit-item", pk=pk)
    context = {"meeting": item.meeting, "item": item, "form": form, "may": policy.may_renew_papers(who, item)}
    return render(request, PAGE, context | {"access": access}, status=status(form, access))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_version(request: PersonRequest, pk: UUID) -> HttpResponse:
    paper, who = paper_of_secretariat(request.user, pk)
    latest = paper.versions.order_by("-number").first()
    form = RenewForm(request.POST or None, latest=latest)

    def act() -> None:
        version = renew_paper(paper, text=form.words("text"), by=request.user)
        messages.success(request, _("Version %(number)s is added.") % {"number": version.number})

    if done(request, form, act):
        return redirect("edit-item", pk=paper.item_id)
    may = policy.may_renew_papers(who, paper.item)
    context = {"meeting": paper.item.meeting, "item": paper.item, "paper": paper, "latest": latest} | {"may": may}
    return render(request, PAGE, context | {"form": form}, status=status(form))
