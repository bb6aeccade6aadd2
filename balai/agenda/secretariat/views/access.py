"""Who may read an item or a paper; and who has."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from balai.agenda import policy
from balai.agenda.actions.restrict import restrict_item, restrict_paper
from balai.agenda.models import AgendaItem, Guarded, Paper
from balai.agenda.picture import BY_READER
from balai.agenda.queries import readings_of
from balai.agenda.secretariat.access_form import AccessForm
from balai.agenda.secretariat.attempts import done, status
from balai.agenda.secretariat.fetch import item_of_secretariat, paper_of_secretariat
from balai.people.standing import Standing
from balai.rules.access import law_of
from balai.web.http import PersonRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def item_access(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_of_secretariat(request.user, pk)
    form = AccessForm(request.POST or None, body=item.meeting.body, thing=item)

    def act() -> None:
        restrict_item(item, form.restriction(), by=request.user)
        messages.success(request, _("Access to item %(number)s is set.") % {"number": item.number})

    if done(request, form, act):
        return redirect("edit-item", pk=pk)
    return _page(request, item, who, form, item)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def paper_access(request: PersonRequest, pk: UUID) -> HttpResponse:
    paper, who = paper_of_secretariat(request.user, pk)
    form = AccessForm(request.POST or None, body=paper.item.meeting.body, thing=paper)

    def act() -> None:
        restrict_paper(paper, form.restriction(), by=request.user)
        messages.success(request, _("Access to the paper is set."))

    if done(request, form, act):
        return redirect("edit-item", pk=paper.item_id)
    return _page(request, paper.item, who, form, paper)


def _page(request: PersonRequest, item: AgendaItem, who: Standing, form: AccessForm, thing: Guarded) -> HttpResponse:
    law = law_of(who.body.rules)
    context = {
        "meeting": item.meeting,
        "item": item,
        "paper": thing if isinstance(thing, Paper) else None,
        "form": form,
        "access": form,
        "may": policy.may_restrict(who, item),
        "others": law.inside,
        "rule": law.rule,
        "watched": thing.access in BY_READER,
        "readings": readings_of(thing),
    }
    return render(request, "agenda/secretariat/access.html", context, status=status(form))
