"""Calling a meeting, and naming substitutes."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from balai.agenda.actions.convene import convene
from balai.agenda.models import MeetingKind
from balai.agenda.secretariat.fetch import body_of_secretariat
from balai.agenda.secretariat.forms import ConveneForm
from balai.agenda.secretariat.substitutes import SubstituteForm, substitutions_of
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Substitution
from balai.web.http import PersonRequest, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_meeting(request: PersonRequest, slug: str) -> HttpResponse:
    body, _who = body_of_secretariat(request.user, slug)
    form = ConveneForm(request.POST or None, body=body)
    if request.method == "POST" and form.is_valid():
        data, language = form.cleaned_data, (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        meeting = convene(
            body,
            kind=MeetingKind(data["kind"]),
            starts_at=data["starts_at"],
            positions_close_at=data["positions_close_at"],
            title={language: data["title"]} if data["title"] else {},
            place={language: data["place"]} if data["place"] else {},
            by=request.user,
        )
        return redirect("agenda-builder", pk=meeting.pk)
    context = {"body": body, "form": form}
    return render(request, "agenda/secretariat/convene.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def substitutes(request: PersonRequest, slug: str) -> HttpResponse:
    body, _who = body_of_secretariat(request.user, slug)
    form = SubstituteForm(request.POST or None, body=body)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        name_substitute(
            data["absent"], substitute=data["substitute"], starts=data["starts"], ends=data["ends"], by=request.user
        )
        return redirect("substitutions", slug=slug)
    context = {"body": body, "form": form, "substitutions": substitutions_of(body)}
    return render(request, "agenda/secretariat/substitutes.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def end_substitute(request: PersonRequest, slug: str, pk: UUID) -> HttpResponse:
    body, _who = body_of_secretariat(request.user, slug)
    substitution = Substitution.objects.select_related("absent__body").filter(pk=pk, absent__body=body).first()
    if substitution is None:
        raise Http404
    end_substitution(substitution, by=request.user)
    return redirect("substitutions", slug=slug)
