"""How django-allauth signs people in here: nobody registers by themselves, nothing tells who exists."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from balai.people.actions.count_try import count_try
from balai.people.actions.end_sessions import end_sessions
from balai.people.actions.rehash_password import rehash_password
from balai.people.language import remember_language
from balai.people.models import DeviceSession, Person
from balai.people.sign_in import secrets, tries
from balai.people.sign_in.keys import is_outdated
from balai.people.sign_in.sessions import FACTS, kept_as
from balai.people.sign_in_policy import may_sign_in

MISMATCH = _("User name and password do not match.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's account, without its self-service."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "invalid_login": MISMATCH,
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, or sign in with a passkey."),
        "incorrect_code": _("This is not accepted. Please try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if not count_try(tries.for_name(credentials.get("username", "")), self.get_client_ip(request)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Who may not sign in is told what everybody is told whose password is wrong."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is None or not may_sign_in(person):
            return None
        if is_outdated(person.password):
            rehash_password(credentials["password"], by=person)
        return person

    def pre_login(self, request: HttpRequest, user: Person, **rest: Any) -> HttpResponse | None:
        if may_sign_in(user):
            return None
        clear_login(request)
        messages.error(request, str(self.error_messages["incorrect_code"]))
        return HttpResponseRedirect(reverse("sign-in"))

    def login(self, request: HttpRequest, user: Person) -> None:
        """A try that succeeded is struck out from its address; those for the name the sign-in itself strikes out."""
        by_password = any(one["method"] == "password" for one in get_authentication_records(request, user))
        super().login(request, user)
        if by_password:
            tries.strike_one(tries.for_address(self.get_client_ip(request)))

    def post_login(self, request: HttpRequest, user: Person, **rest: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **rest)
        if vain := request.session[FACTS]["tries_before"]:
            said = ngettext(
                "Before this, somebody tried %(count)s time to sign in as you, in vain.",
                "Before this, somebody tried %(count)s times to sign in as you, in vain.",
                vain,
            )
            messages.warning(request, said % {"count": vain})
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response

    def logout(self, request: HttpRequest) -> None:
        row = DeviceSession.objects.filter(session_key=kept_as(request.session.session_key))
        if isinstance(request.user, Person):
            end_sessions(request.user, by=request.user, because="signed_out", sessions=list(row))
        super().logout(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth greets and confirms in its own words; our pages say what there is to say."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail leaves: whoever can read a mailbox could otherwise become its owner."""


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not accepted. Please try again."),
    }

    def get_totp_issuer(self) -> str:
        return "Balai"

    def get_totp_label(self, user: Person) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.username, "display_name": user.name}
