"""Signing in and out, and the language of the pages."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from balai.people.actions.choose_language import choose_language
from balai.people.demo_cast import cast
from balai.people.forms import SignInForm
from balai.people.models import Person
from balai.people.next_page import next_page


class SignIn(LoginView):
    """By user name and password; in a demonstration also by picking a person."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        people = cast() if settings.DEMO else ()
        return super().get_context_data(**kwargs) | {"cast": people, "demo": settings.DEMO}


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Demonstration only: sign in as one of its people without a password."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(
        Person, username=request.POST.get("username", ""), is_active=True, is_administrator=False
    )
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    response = HttpResponseRedirect(next_page(request))
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        _remember(response, person.language)
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, and remember it for the person who is signed in."""
    response = redirect(next_page(request))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        _remember(response, code)
        if isinstance(request.user, Person):
            choose_language(code, by=request.user)
    return response


def _remember(response: HttpResponseBase, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=31_536_000,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
