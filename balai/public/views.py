"""Pages for everybody: no sign-in, no script needed."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from balai.live.marks import now_shown
from balai.meetings.box_file import box_file
from balai.people.models import Body
from balai.public import queries
from balai.public.big_screen import big_screen
from balai.public.live_public import agenda_list, screen_body
from balai.record.opening import place_of
from balai.record.views import proof_answer
from balai.web.appearance import scheme_asked

PER_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Those who are signed in start at their desk, everybody else at the public front page."""
    return redirect("desk" if request.user.is_authenticated else "public-front")


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "public/front.html", {"front": queries.front()})


@require_safe
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    since = now_shown()
    page = queries.meeting_page(pk)
    context = {"page": page, "meeting": page.meeting, "agenda_list": agenda_list(page), "live_since": since}
    return render(request, "public/meeting.html", context)


@require_safe
def screen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For a wall where the public waits. ?scheme=dark or light: whatever suits it."""
    since = now_shown()
    found = big_screen(pk)
    context = {"meeting": found.meeting, "screen_body": screen_body(found), "live_since": since}
    return render(request, "public/screen.html", context | scheme_asked(request))


@require_safe
def minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = queries.minutes_page(pk)
    context = {"text": found.text, "meeting": found.meeting, "language": found.meeting.body.language, "outside": True}
    nothing_to_write: dict[str, object] = {"remark_forms": {}, "answer_forms": {}}
    return render(request, "public/minutes.html", context | nothing_to_write)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    body, year = request.GET.get("body", ""), request.GET.get("year", "")
    found = queries.search_decisions(body, year)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    years = [day.year for day in queries.decisions().dates("taken_at", "year", order="DESC")]
    context = {"decisions": page, "bodies": Body.objects.order_by("slug"), "years": years, "body": body, "year": year}
    return render(request, "public/decisions.html", context)


@require_safe
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    page = queries.decision_page(pk)
    context = {"page": page, "decision": page.decision, "item": page.decision.item}
    return render(request, "public/decision.html", context)


@require_safe
def ballot_box(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file by which anybody recounts a secret vote that led to a public decision."""
    return box_file(queries.public_box(pk))


@require_safe
def decision_proof(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The proof of a decision that is public, with what it says."""
    queries.decision_page(pk)
    return proof_answer(place_of(pk))


@require_safe
def forward_programme(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """The goals of a body that are public, with what is coming for each and what was decided."""
    bodies = queries.programme_bodies()
    body = next((one for one in bodies if slug in (None, one.slug)), None)
    if slug is not None and body is None:
        raise Http404
    shown = queries.forward(body) if body else None
    return render(request, "public/programme.html", {"forward": shown, "bodies": bodies, "body": body})
