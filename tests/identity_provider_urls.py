"""Addresses and claims of the identity provider of `tests/identity_provider.py`; read in its process only."""

import time
from collections.abc import Callable
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


class Adapter(DefaultOIDCAdapter):  # type: ignore[misc]
    """The subject is the user's name; how they were authenticated is kept with them."""

    def get_user_sub(self, client: Any, user: Any) -> str:
        return str(user.get_username())

    def get_user_by_sub(self, client: Any, sub: str) -> Any:
        return get_user_model().objects.filter(username=sub).first()

    def get_claims(self, purpose: str, user: Any, client: Any, scopes: Any, **rest: Any) -> dict[str, Any]:
        claims: dict[str, Any] = super().get_claims(purpose, user, client, scopes, **rest)
        ways, _colon, fault = user.first_name.partition(":")
        acr, _comma, amr = ways.partition(",")
        claims |= {"acr": acr, "amr": amr.split(","), "email": "marin@example.org"}
        return {**claims, "auth_time": int(user.last_login.timestamp()), "fault": fault}

    def populate_id_token(self, id_token: dict[str, Any], client: Any, scopes: Any, **rest: Any) -> None:
        """What is wrong with the token, where something is to be."""
        FAULTS[id_token.pop("fault")](id_token)


FAULTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "": lambda token: None,
    "no-nonce": lambda token: token.pop("nonce"),
    "wrong-nonce": lambda token: token.update(nonce="an answer to another question"),
    "no-time": lambda token: token.pop("auth_time"),
    "words-as-time": lambda token: token.update(auth_time="a moment ago"),
    "half-an-hour-ago": lambda token: token.update(auth_time=time.time() - 1800),
    "two-hours-ago": lambda token: token.update(auth_time=time.time() - 7200),
    "tomorrow": lambda token: token.update(auth_time=time.time() + 86400),
}


def be(request: HttpRequest, name: str, how: str) -> HttpResponse:
    """`how` is 'acr,amr,amr...', and, after a colon, what is wrong with the token."""
    users: Any = get_user_model().objects  # the provider has Django's own users
    user, _new = users.update_or_create(username=name, defaults={"first_name": how})
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponse("in")


urlpatterns = [
    path("be/<slug:name>/<str:how>/", be),
    path("accounts/", include("allauth.account.urls")),
    path("", include("allauth.idp.urls")),
]
