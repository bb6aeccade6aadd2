"""A person's own page: what is kept about them, and all of it in one file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from balai.people.models import Person
from balai.personal.actions.export import export_of
from balai.personal.kinds import ENDS
from balai.personal.policy import may_export
from balai.personal.queries import SCHEMA, kept_about


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@require_safe
@never_cache
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    groups = [(*ENDS[end], kept) for end, kept in kept_about(person).items()]
    context = {"groups": groups, "may_export": may_export(person, person), "schema": SCHEMA}
    return render(request, "personal/my_data.html", context)


@require_POST
@never_cache
@login_required
def export_my_data(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    name = f"balai-person-{person.username}.json"
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(export_of(person, by=person), content_type="application/json", headers=attached)
