"""The headers of every answer of the pages, and the policy that one of them has of its own."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from balai.headers import ALWAYS, NO_PAGE

POLICY = "Content-Security-Policy"


class HeadersMiddleware:
    """The outermost: files, redirects and refusals of other middleware pass it too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault(POLICY, NO_PAGE)
        # Nothing that somebody sees who is signed in stays on a lent tablet; and no page is shown again with the
        # nonce of an earlier answer without asking here.
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        response.headers.setdefault("Cache-Control", "no-store, private" if signed_in else "no-cache")
        return response
