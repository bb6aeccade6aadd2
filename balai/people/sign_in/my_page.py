"""A person's own page on signing in: keys, recovery codes, sessions."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from balai import clock
from balai.action import require
from balai.people.actions.add_key import add_key
from balai.people.actions.end_sessions import end_sessions
from balai.people.actions.remove_key import remove_key
from balai.people.actions.renew_recovery_codes import renew_recovery_codes
from balai.people.models import DeviceSession, Person
from balai.people.sign_in.forms import NewPasskeyForm, NewPasswordForm
from balai.people.sign_in.keys import Kind, ways_in
from balai.people.sign_in.qr import picture
from balai.people.sign_in.recovery import codes_left, new_codes
from balai.people.sign_in.sessions import FACTS
from balai.people.sign_in_policy import may_change_keys


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@never_cache
@login_required
def my_sign_in(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, **forms: Any) -> HttpResponse:
    person = _person(request)
    may_change = may_change_keys(person)
    context: dict[str, Any] = {
        "ways": ways_in(person),
        "codes_left": _codes_left(person),
        "sessions": _sessions(person),
        "here": str(request.session[FACTS]["handle"]),
        "may_change": may_change,
        "new_codes": forms.get("new_codes"),
    }
    if may_change:
        password = forms.get("password") or NewPasswordForm(person=person)
        context |= {
            "passkey": auth.begin_registration(person, passwordless=True),
            "passkey_form": forms.get("passkey") or NewPasskeyForm(),
            "password_form": password,
            "picture": picture(person, password.secret),
            "secret": password.secret,
        }
    status = 422 if {"passkey", "password"} & set(forms) else 200
    return render(request, "people/my_sign_in.html", context, status=status)


def _codes_left(person: Person) -> int | None:
    """How many recovery codes are left; None where they would be of no use, without one-time codes."""
    if not Authenticator.objects.filter(user=person, type=Kind.TOTP).exists():
        return None
    return codes_left(person)


def _sessions(person: Person) -> list[DeviceSession]:
    return list(DeviceSession.objects.filter(person=person, expire_date__gt=clock.now()).order_by("-used_at"))


@require_POST
@never_cache
@login_required
def add_passkey(request: HttpRequest) -> HttpResponse:
    form = NewPasskeyForm(request.POST)
    if not form.is_valid():
        return _page(request, passkey=form)
    add_key(form.key(_("Another key")), by=_person(request))
    return redirect("my-sign-in")


@require_POST
@never_cache
@login_required
def set_password(request: HttpRequest) -> HttpResponse:
    """A new password and new codes. Whoever is signed in elsewhere by the old ones is signed out."""
    person = _person(request)
    form = NewPasswordForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, password=form)
    add_key(form.key(), by=person)
    clear_totp_secret(request)
    update_session_auth_hash(request, person)
    _end_others(request)
    return redirect("my-sign-in")


@require_POST
@never_cache
@login_required
def drop_key(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request)
    remove_key(get_object_or_404(Authenticator, pk=pk, user=person), by=person)
    person.refresh_from_db()
    update_session_auth_hash(request, person)
    _end_others(request)
    return redirect("my-sign-in")


@require_POST
@never_cache
@login_required
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes stand in this one answer and nowhere else."""
    require(may_change_keys(_person(request)))  # before some seconds are spent on hashing
    codes = new_codes()
    renew_recovery_codes(codes.hashes, by=_person(request))
    return _page(request, new_codes=codes.shown)


@require_POST
@login_required
def end_session(request: HttpRequest, handle: UUID) -> HttpResponse:
    person = _person(request)
    session = get_object_or_404(DeviceSession, handle=handle, person=person)
    end_sessions(person, by=person, because="ended_by_hand", sessions=[session])
    return redirect("my-sign-in")


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    _end_others(request)
    return redirect("my-sign-in")


def _end_others(request: HttpRequest) -> None:
    person = _person(request)
    others = DeviceSession.objects.filter(person=person).exclude(handle=request.session[FACTS]["handle"])
    end_sessions(person, by=person, because="ended_by_hand", sessions=list(others))
