"""Showing once more who one is, and going on with what one was about to do."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from balai.people.models import OutsideIdentity, Person
from balai.people.next_page import next_page
from balai.people.sign_in import tries
from balai.people.sign_in.assurance import level_of_passkey
from balai.people.sign_in.beginning import prove
from balai.people.sign_in.forms import CodeForm, PasskeyAgainForm, PasswordAgainForm
from balai.people.sign_in.kept_act import take_act
from balai.rules.assurance import Assurance

Kind = Authenticator.Type


def _has(person: Person, kind: Authenticator.Type) -> bool:
    return bool(Authenticator.objects.filter(user=person, type=kind).exists())


@never_cache
@login_required
def prove_again_page(request: HttpRequest) -> HttpResponse:
    """GET asks; POST takes the password, with a code from whoever has codes."""
    person = request.user
    assert isinstance(person, Person)
    data = request.POST if request.method == "POST" else None
    password = PasswordAgainForm(data, person=person) if person.has_usable_password() else None
    code = CodeForm(user=person, data=data) if password and _has(person, Kind.TOTP) else None
    # Both are looked at whatever the first says, so that nobody learns which of the two was wrong.
    asked = [form for form in (password, code) if form is not None]
    if data is not None and asked and password and all([form.is_valid() for form in asked]):
        if code is not None:
            code.authenticator.record_usage()
        return go_on(request, person, Assurance.TWO_FACTORS if code else Assurance.PASSWORD)
    forms: dict[str, Any] = {"password": password, "code": code}
    if data is None and "refused" in request.GET:  # by the identity provider, or its answer by us
        forms["refused"] = True
    return _page(request, person, forms, 422 if data is not None else 200)


@require_POST
@never_cache
@login_required
def prove_again_by_passkey(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person)
    form = PasskeyAgainForm(user=person, data=request.POST)
    if not form.is_valid():
        return _page(request, person, {"refused": True}, 422)
    key = form.cleaned_data["credential"]
    key.record_usage()
    return go_on(request, person, level_of_passkey(key))


def _page(request: HttpRequest, person: Person, forms: dict[str, Any], status: int) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    passkey = auth.begin_authentication(person) if _has(person, Kind.WEBAUTHN) else None
    if "refused" in forms and person.has_usable_password():
        forms["password"] = PasswordAgainForm(person=person)
        forms["code"] = CodeForm(user=person) if _has(person, Kind.TOTP) else None
    linked = bool(settings.OIDC_NAME) and OutsideIdentity.objects.filter(person=person).exists()
    provider = settings.OIDC_NAME if linked else ""
    context = {**forms, "passkey": passkey, "provider": provider, "next": wanted}
    return render(request, "people/prove_again.html", context, status=status)


def go_on(
    request: HttpRequest,
    person: Person,
    level: Assurance | None,
    *,
    proved_at: datetime | None = None,
    wanted: str | None = None,
) -> HttpResponse:
    """The proof is made, now or when a provider says; on to what waited for it, or to the page that is `wanted`."""
    prove(request, person, level, at=proved_at)
    tries.forget(tries.for_name(person.username), tries.for_code(person.pk))
    act = take_act(request)
    if act is None:
        return redirect(next_page(request, wanted))
    return render(request, "people/go_on.html", {"act": act})
