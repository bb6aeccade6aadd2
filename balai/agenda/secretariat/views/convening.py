"""Calling a meeting, and naming substitutes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from balai.agenda.actions.convene import convene
from balai.agenda.models import Meeting, MeetingKind
from balai.agenda.secretariat.attempts import done, status
from balai.agenda.secretariat.convene_form import ConveneForm
from balai.agenda.secretariat.fetch import body_of_secretariat
from balai.agenda.secretariat.substitutes import SubstituteForm, substitutions_of
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Substitution
from balai.web.http import PersonRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_meeting(request: PersonRequest, slug: str) -> HttpResponse:
    """With GET and values the form shows them and when positions would close; it is called with POST only."""
    body, _who = body_of_secretariat(request.user, slug)
    form = ConveneForm(request.POST or None, body=body, shown=request.GET.dict())
    called: list[Meeting] = []

    def act() -> None:
        data = form.cleaned_data
        meeting = convene(
            body,
            kind=MeetingKind(data["kind"]),
            starts_at=data["starts_at"],
            positions_close_at=data["positions_close_at"],
            title=form.words("title"),
            place=form.words("place"),
            out_of_turn=form.out_of_turn,
            by=request.user,
        )
        called.append(meeting)

    if done(request, form, act):
        return redirect("agenda-builder", pk=called[0].pk)
    context = {"body": body, "form": form, "rules": body.rules}
    return render(request, "agenda/secretariat/convene.html", context, status=status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def substitutes(request: PersonRequest, slug: str) -> HttpResponse:
    body, _who = body_of_secretariat(request.user, slug)
    form = SubstituteForm(request.POST or None, body=body)

    def act() -> None:
        data = form.cleaned_data
        name_substitute(
            data["absent"], substitute=data["substitute"], starts=data["starts"], ends=data["ends"], by=request.user
        )
        named = {"substitute": data["substitute"].name, "absent": data["absent"].person.name}
        messages.success(request, _("%(substitute)s stands in for %(absent)s.") % named)

    if done(request, form, act):
        return redirect("substitutions", slug=slug)
    context = {"body": body, "form": form, "substitutions": substitutions_of(body), "rules": body.rules}
    return render(request, "agenda/secretariat/substitutes.html", context, status=status(form))


@require_POST
@signed_in
def end_substitute(request: PersonRequest, slug: str, pk: UUID) -> HttpResponse:
    body, _who = body_of_secretariat(request.user, slug)
    substitution = Substitution.objects.select_related("absent__body").filter(pk=pk, absent__body=body).first()
    if substitution is None:
        raise Http404
    end_substitution(substitution, by=request.user)
    return redirect("substitutions", slug=slug)
