"""Signing in, and showing again who one is, by an identity provider (OpenID Connect, code flow with PKCE and nonce).

Nobody is made a person by it.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn

import jwt
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from balai.outgoing import Outgoing
from balai.people.models import OutsideIdentity, Person
from balai.people.sign_in.again import go_on
from balai.people.sign_in.question import Question
from balai.people.sign_in.sessions import FACTS
from balai.people.sign_in_policy import may_sign_in
from balai.rules.assurance import Assurance, level_of_claims
from balai.security_log import Event, note

log = logging.getLogger(__name__)
ALGORITHMS = frozenset(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"])


class Provider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """allauth relies on TLS for the identity token (OpenID Connect Core § 3.1.3.7); we check its signature too."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        _check_algorithm(id_token)
        _check_issuer(self.openid_config["issuer"])
        told: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return told


def _check_algorithm(id_token: str) -> None:
    """Only signatures by a key of the provider: neither none, nor a shared secret (RFC 8725, section 3.1)."""
    try:
        algorithm = jwt.get_unverified_header(id_token).get("alg")
    except jwt.PyJWTError as error:
        raise OAuth2Error("no identity token") from error
    if algorithm not in ALGORITHMS:
        raise OAuth2Error("an algorithm that is not taken")


def _check_issuer(said: str) -> None:
    """The provider's own description must name the issuer that is configured (OpenID Connect Discovery, 4.3)."""
    if said.rstrip("/") != settings.OIDC_ISSUER:
        raise OAuth2Error("another issuer")


@require_POST
@never_cache
def go(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the provider; 404 where none is configured under this name. `again`: who is signed in proves it once more."""
    again = request.session[FACTS]["handle"] if request.user.is_authenticated and "again" in request.POST else None

    def ask() -> HttpResponseBase:
        question = Question.new(max_age=60 * settings.OIDC_MINUTES, again=again)
        answer: HttpResponseBase = (
            Provider(request, provider_id)
            .get_provider()
            .redirect(
                request,
                AuthProcess.LOGIN,
                next_url=request.POST.get("next", ""),
                auth_params=question.parameters(),
                question=question.kept(),
            )
        )
        return answer

    return _through(ask, request)


@require_GET
@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """With the provider's answer, in the session that asked."""
    return _through(lambda: OAuth2CallbackView.adapter_view(Provider(request, provider_id))(request), request)


def _through(act: Callable[[], HttpResponseBase], request: HttpRequest) -> HttpResponseBase:
    try:
        return act()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except ImmediateHttpResponse as instead:
        answer: HttpResponse = instead.response
        return answer
    except RequestException as error:  # the provider is not there
        log.warning("the identity provider does not answer: %s", type(error).__name__)
        return _refused(request)


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Matches the provider's subject with what the administrator has entered, and goes no further with allauth."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        claims: dict[str, Any] = sociallogin.account.extra_data.get("id_token") or {}
        question = Question(**sociallogin.state["question"])
        proved_at = question.proved_at(claims)
        identity = _identity(sociallogin.account.provider, claims)
        if identity is None or not may_sign_in(identity.person):
            raise ImmediateHttpResponse(_refused(request))
        wanted = sociallogin.state.get("next") or ""
        if question.again:
            same = request.user == identity.person and request.session[FACTS]["handle"] == question.again
            if not same:
                raise ImmediateHttpResponse(_refused(request))
            raise ImmediateHttpResponse(
                go_on(request, identity.person, _level(claims), proved_at=proved_at, wanted=wanted)
            )
        raise ImmediateHttpResponse(_enter(request, identity, _level(claims), proved_at, wanted))

    def get_requests_session(self) -> Outgoing:
        """All that allauth asks of the provider: its description, the token, the keys."""
        return Outgoing(settings.OIDC_ADDRESSES)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        log.warning("a sign-in by the identity provider failed: %s", type(kwargs.get("exception")).__name__)
        raise ImmediateHttpResponse(_refused(request))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


def _identity(provider: str, claims: dict[str, Any]) -> OutsideIdentity | None:
    subject = claims.get("sub")
    found = OutsideIdentity.objects.select_related("person").filter(provider=provider, subject=str(subject))
    return found.first() if subject else None


def _level(claims: dict[str, Any]) -> Assurance | None:
    amr = claims.get("amr") or []
    return level_of_claims(str(claims.get("acr", "")), [amr] if isinstance(amr, str) else amr, settings.OIDC_LEVELS)


def _enter(
    request: HttpRequest, identity: OutsideIdentity, level: Assurance | None, proved_at: datetime, wanted: str
) -> HttpResponse:
    """A session begins; what it may do, and until when, counts from the proof at the provider."""
    person: Person = identity.person
    if request.user.is_authenticated:
        account_adapter(request).logout(request)
    record_authentication(
        request,
        person,
        "socialaccount",
        provider=identity.provider,
        assurance=level,
        proved_at=proved_at.isoformat(),
    )
    account_adapter(request).login(request, person)
    safe = wanted and account_adapter(request).is_safe_url(wanted)
    return redirect(wanted if safe else settings.LOGIN_REDIRECT_URL)


def _refused(request: HttpRequest) -> HttpResponse:
    """The same for whoever is unknown, shut out, or stopped at the provider."""
    note(Event.SIGN_IN_FAILED, "failure", level=logging.WARNING, way="provider")
    return redirect(reverse("prove-again" if request.user.is_authenticated else "sign-in") + "?refused=1")
