"""The hall screen, and the links by which the room's machine opens it."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from balai.agenda.queries import meeting_for
from balai.live.marks import now_shown
from balai.meetings.actions.hall_link import make_hall_link, revoke_hall_link
from balai.meetings.fetch import hall_link_for
from balai.meetings.hall_screen import (
    COOKIE,
    hall_context,
    hall_links_for,
    hall_screen,
    meeting_for_hall,
    meeting_of_link,
)
from balai.people.models import Person
from balai.web.appearance import SCHEMES, scheme_asked
from balai.web.http import PersonRequest, signed_in

COOKIE_SECONDS = 60 * 60 * 24 * 7


@require_safe
@cache_control(no_store=True, private=True)
def hall(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For the secretariat, or for the room's machine. ?scheme=dark or light: whatever suits the projector."""
    since = now_shown()
    if isinstance(request.user, Person):
        meeting = meeting_for_hall(request.user, pk)
    elif COOKIE in request.COOKIES:
        meeting = meeting_of_link(request.COOKIES[COOKIE], pk)
    else:
        return redirect_to_login(request.get_full_path(), reverse("sign-in"))
    context = hall_context(hall_screen(meeting)) | {"live_since": since} | scheme_asked(request)
    return render(request, "meetings/hall.html", context)


@require_safe
@cache_control(no_store=True, private=True)
def hall_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link that the secretary made: the machine keeps its secret, and the address no longer shows it."""
    meeting = meeting_of_link(secret)
    scheme = request.GET.get("scheme")
    response = redirect(reverse("hall", args=[meeting.pk]) + (f"?scheme={scheme}" if scheme in SCHEMES else ""))
    for name, value in ((COOKIE, secret), (settings.LANGUAGE_COOKIE_NAME, meeting.body.language)):
        response.set_cookie(
            name,
            value,
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=name == COOKIE,
            samesite="Lax",
        )
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@signed_in
def hall_links(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _links(request, pk)


def _links(request: PersonRequest, pk: UUID, secret: str = "") -> HttpResponse:
    meeting, links = hall_links_for(request.user, pk)
    fresh = request.build_absolute_uri(reverse("hall-by-link", args=[secret])) if secret else ""
    return render(request, "meetings/hall_links.html", {"meeting": meeting, "links": links, "fresh": fresh})


@require_POST
@signed_in
def make_link(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_for(request.user, pk)
    return _links(request, pk, make_hall_link(meeting, by=request.user))


@require_POST
@signed_in
def revoke_link(request: PersonRequest, pk: UUID) -> HttpResponse:
    link, _who = hall_link_for(request.user, pk)
    revoke_hall_link(link, by=request.user)
    return redirect("hall-links", pk=link.meeting_id)
