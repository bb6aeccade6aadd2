"""Signing in: by passkey, or by password and one-time code; in a demonstration by picking a person."""

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from balai.headers import LEFT_BEHIND
from balai.people.demo_cast import advisers, cast
from balai.people.language import remember_language
from balai.people.models import Person
from balai.people.next_page import next_page
from balai.people.sign_in.forms import CodeForm, PasskeyAfterPasswordForm, PasskeyForm, SignInForm
from balai.security_log import Event, note


class SignIn(LoginView):  # type: ignore[misc]
    template_name = "people/sign_in.html"
    form_class = SignInForm

    def form_invalid(self, form: Any) -> HttpResponse:
        tell_failed("password")
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = cast() if settings.DEMO else ()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "cast": people,
            "advisers": advisers() if settings.DEMO else (),
            "demo": settings.DEMO,
            "next": self.get_next_url() or "",
            "provider": settings.OIDC_NAME,
        }


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """After the password: a one-time code, a recovery code, or a passkey."""

    template_name = "people/second_step.html"
    form_class = CodeForm
    webauthn_form_class = PasskeyAfterPasswordForm

    def form_invalid(self, form: Any) -> HttpResponse:
        tell_failed("second_step")
        answer: HttpResponse = super().form_invalid(form)
        return answer


@method_decorator(never_cache, name="dispatch")
class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    """GET gives the browser a challenge (JSON); POST takes its answer."""

    form_class = PasskeyForm

    def form_invalid(self, form: Any) -> HttpResponse:
        tell_failed("passkey")
        return redirect(reverse("sign-in") + "?refused=1")


def start_again(request: HttpRequest) -> HttpResponse:
    """The addresses that allauth knows and that are not ours lead to the sign-in page."""
    return redirect("sign-in")


def tell_failed(way: str) -> None:
    """A line of the security log: not who it was said to be, for people type passwords into the wrong field."""
    note(Event.SIGN_IN_FAILED, "failure", level=logging.WARNING, way=way)


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Demonstration only: sign in as one of its people without a password."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(
        Person, username=request.POST.get("username", ""), is_active=True, is_administrator=False
    )
    request.picked_from_list = True  # type: ignore[attr-defined]
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = HttpResponseRedirect(next_page(request))
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember_language(response, person.language)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    get_adapter(request).logout(request)
    response = redirect("sign-in")
    # A lent tablet keeps nothing: pages, and what the Back button would show.
    response["Clear-Site-Data"] = LEFT_BEHIND
    return response
