"""The language of the pages. Signing in has its own folder."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from balai.people.actions.choose_language import choose_language
from balai.people.language import remember_language
from balai.people.models import Person
from balai.people.next_page import next_page


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, and remember it for the person who is signed in."""
    response = redirect(next_page(request))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        remember_language(response, code)
        if isinstance(request.user, Person):
            choose_language(code, by=request.user)
    return response
