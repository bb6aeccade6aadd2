"""The secretary's desk and the versions of the agenda."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from balai.agenda import policy
from balai.agenda.access import sight_of
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.agenda_versions import changes_between, changes_seen
from balai.agenda.models import AgendaVersion
from balai.agenda.secretariat import pieces
from balai.agenda.secretariat.board import board
from balai.agenda.secretariat.fetch import meeting_of_secretariat
from balai.live.marks import now_shown
from balai.rules.stance import Track
from balai.web.http import PersonRequest, signed_in


@require_safe
@signed_in
def desk(request: PersonRequest, pk: UUID) -> HttpResponse:
    since = now_shown()
    meeting, who = meeting_of_secretariat(request.user, pk)
    now = board(meeting, sight_of(who, meeting))
    context = {
        "meeting": meeting,
        "board": now,
        "overview": pieces.overview(now),
        "columns": [pieces.column(now, track) for track in Track],
        "rows": [pieces.matrix_row(now, one) for one in now.whole.items],
        "live_since": since,
    }
    return render(request, "agenda/secretariat/desk.html", context)


@require_POST
@signed_in
def publish(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, _who = meeting_of_secretariat(request.user, pk)
    publish_agenda(meeting, by=request.user)
    return redirect("agenda-builder", pk=pk)


@require_safe
@signed_in
def versions(request: PersonRequest, pk: UUID) -> HttpResponse:
    """All versions, and what changed between two of them: the last two unless others are chosen."""
    meeting, who = meeting_of_secretariat(request.user, pk)
    found = list(AgendaVersion.objects.filter(meeting=meeting).select_related("made_by"))
    older, newer = _chosen(request, found)
    context = {
        "meeting": meeting,
        "versions": found,
        "older": older,
        "newer": newer,
        "changes": changes_seen(changes_between(older, newer), sight_of(who, meeting)) if older and newer else (),
        "may_publish": policy.may_publish(who, meeting),
    }
    return render(request, "agenda/secretariat/versions.html", context)


def _chosen(request: PersonRequest, found: list[AgendaVersion]) -> tuple[AgendaVersion | None, AgendaVersion | None]:
    numbers = {str(version.number): version for version in found}
    wanted = [request.GET.get(name, "") for name in ("older", "newer")]
    if any(number and number not in numbers for number in wanted):
        raise Http404
    newer = numbers.get(wanted[1]) or (found[-1] if found else None)
    older = numbers.get(wanted[0]) or (found[-2] if len(found) > 1 else None)
    return older, newer
