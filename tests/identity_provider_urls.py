"""Addresses and claims of the identity provider of `tests/identity_provider.py`; read in its process only."""

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
        acr, _comma, amr = user.first_name.partition(",")
        return {**claims, "acr": acr, "amr": amr.split(","), "email": "marin@example.org"}


def be(request: HttpRequest, name: str, how: str) -> HttpResponse:
    """`how` is 'acr,amr,amr...'."""
    users: Any = get_user_model().objects  # the provider has Django's own users
    user, _new = users.update_or_create(username=name, defaults={"first_name": how})
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponse("in")


urlpatterns = [
    path("be/<slug:name>/<str:how>/", be),
    path("accounts/", include("allauth.account.urls")),
    path("", include("allauth.idp.urls")),
]
