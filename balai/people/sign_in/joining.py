"""Joining by an invitation: the person makes a passkey, or chooses a password with one-time codes."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from balai.people.actions.accept_invitation import accept_invitation
from balai.people.actions.invite import hash_of
from balai.people.models import Invitation
from balai.people.sign_in.forms import NewPasskeyForm, NewPasswordForm
from balai.people.sign_in.keys import NewKey, NewPassword
from balai.people.sign_in.qr import picture
from balai.people.sign_in_policy import may_use_invitation

KEY = "joining"


@never_cache
def join_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address before anything is shown: it must stand in no Referer and no history."""
    invitation = Invitation.objects.filter(secret_hash=hash_of(secret)).first()
    if request.user.is_authenticated:
        get_adapter(request).logout(request)
    if invitation is not None:
        request.session[KEY] = str(invitation.pk)
    else:
        request.session.pop(KEY, None)
    return redirect("join")


def _invitation(request: HttpRequest) -> Invitation | None:
    """The invitation with which this browser came, as long as it can be used."""
    key = request.session.get(KEY)
    found = Invitation.objects.select_related("person").filter(pk=key).first() if key else None
    return found if found and may_use_invitation(found) else None


@never_cache
def join(request: HttpRequest) -> HttpResponse:
    invitation = _invitation(request)
    if invitation is None:
        return render(request, "people/join_not.html", status=404)
    return _page(request, invitation)


def _page(request: HttpRequest, invitation: Invitation, **forms: Any) -> HttpResponse:
    person = invitation.person
    password = forms.get("password") or NewPasswordForm(person=person)
    context = {
        "person": person,
        "passkey": auth.begin_registration(person, passwordless=True),
        "passkey_form": forms.get("passkey") or NewPasskeyForm(),
        "password_form": password,
        "picture": picture(person, password.secret),
        "secret": password.secret,
    }
    return render(request, "people/join.html", context, status=422 if forms else 200)


@require_POST
@never_cache
def join_by_passkey(request: HttpRequest) -> HttpResponse:
    invitation = _invitation(request)
    if invitation is None:
        raise Http404
    form = NewPasskeyForm(request.POST)
    if not form.is_valid():
        return _page(request, invitation, passkey=form)
    _enter(request, invitation, form.key(_("First key")))
    return redirect("my-sign-in")


@require_POST
@never_cache
def join_by_password(request: HttpRequest) -> HttpResponse:
    invitation = _invitation(request)
    if invitation is None:
        raise Http404
    form = NewPasswordForm(request.POST, person=invitation.person)
    if not form.is_valid():
        return _page(request, invitation, password=form)
    _enter(request, invitation, form.key())
    return redirect("my-sign-in")


def _enter(request: HttpRequest, invitation: Invitation, key: NewKey) -> None:
    """Keep the key and sign its owner in: they have just shown that they can use it."""
    person = accept_invitation(invitation, key).person
    kind = Authenticator.Type.TOTP if isinstance(key, NewPassword) else Authenticator.Type.WEBAUTHN
    if isinstance(key, NewPassword):
        record_authentication(request, person, method="password")
        clear_totp_secret(request)
    newest = Authenticator.objects.filter(user=person, type=kind).order_by("-pk")[0]
    record_authentication(request, person, method="mfa", type=kind.value, id=newest.pk)
    request.session.pop(KEY, None)
    get_adapter(request).login(request, person)
