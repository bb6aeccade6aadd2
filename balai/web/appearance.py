"""Light, dark, or as the reader's system has it: a choice that a cookie remembers, because it belongs to the screen."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from balai.people.next_page import next_page

COOKIE = f"{settings.COOKIES}appearance"
APPEARANCES = (("auto", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
SCHEMES = ("light", "dark")


def appearance_of(request: HttpRequest) -> str:
    """'auto', 'light' or 'dark'; what anybody else wrote into the cookie counts for 'auto'."""
    chosen = request.COOKIES.get(COOKIE, "auto")
    return chosen if chosen in dict(APPEARANCES) else "auto"


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Choose the appearance and go back to the page."""
    response = redirect(next_page(request))
    chosen = request.POST.get("appearance", "")
    if chosen in dict(APPEARANCES):
        response.set_cookie(
            COOKIE,
            chosen,
            max_age=31_536_000,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
            httponly=True,
        )
    return response


def scheme_asked(request: HttpRequest) -> dict[str, object]:
    """?scheme=dark or light, for a screen at which nobody sits: whatever suits the projector."""
    asked = request.GET.get("scheme", "")
    return {"appearance": asked} if asked in SCHEMES else {}
