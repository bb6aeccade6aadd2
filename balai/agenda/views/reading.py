"""Reading: my desk, the agenda of a meeting, one item of it."""

from uuid import UUID

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe

from balai.agenda.desk import my_desk
from balai.agenda.facts import meeting_head
from balai.agenda.kept import sheet_for
from balai.agenda.lines import Pen
from balai.agenda.models import AgendaItem
from balai.agenda.opened import open_item
from balai.agenda.queries import item_for, meeting_for
from balai.agenda.sheet import ORDERS, pen_for, row_of
from balai.agenda.views.answers import item_context, lines_and_foot
from balai.live.marks import now_shown
from balai.web.http import PersonRequest, signed_in


@require_safe
@signed_in
def desk(request: PersonRequest) -> HttpResponse:
    return render(request, "agenda/desk.html", {"desk": my_desk(request.user)})


@require_safe
@signed_in
def agenda(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The whole list; asked by htmx (the state of the meeting changed), its lines and foot anew."""
    since = now_shown()
    meeting, who = meeting_for(request.user, pk)
    order = _order(request)
    seat, csrf = request.GET.get("seat"), get_token(request)
    if request.htmx:
        pen = pen_for(meeting, who, csrf, seat=seat, order=order)
        return lines_and_foot(request, pen, pen.agenda.rows)
    sheet = sheet_for(meeting, who, seat=seat, order=order)
    context = {
        "agenda": sheet,
        "meeting": meeting,
        "standing": who,
        "hand": sheet.hand,
        "head": meeting_head(meeting),
        "parts": sheet.parts,
        "foot": sheet.foot,
        "order": order,
        "live_since": since,
    }
    page = render(request, "agenda/agenda.html", context)
    page.content = sheet.put_into(page.content, csrf)
    return page


def _order(request: PersonRequest) -> str:
    wanted = request.GET.get("order", "")
    return wanted if wanted in ORDERS else request.user.item_order


@require_safe
@signed_in
def item(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One item: for htmx the panel under its line, otherwise a page of its own."""
    since = now_shown()
    found, who = item_for(request.user, pk)
    pen = pen_for(found.meeting, who, get_token(request), seat=request.GET.get("seat"))
    row = row_of(pen.agenda, found)
    if request.htmx:
        return render(request, "agenda/parts/panel.html", item_context(pen, row, open_item(pen, row)))
    context = item_context(pen, row, open_item(pen, row)) | {"alone": True, "live_since": since} | _beside(pen, found)
    return render(request, "agenda/item.html", context)


def _beside(pen: Pen, found: AgendaItem) -> dict[str, object]:
    """The items before and after this one, in the reader's order."""
    keys = [row.item for row in pen.agenda.rows]
    place = next(place for place, one in enumerate(keys) if one.pk == found.pk)
    return {"before": keys[place - 1] if place else None, "after": keys[place + 1] if place + 1 < len(keys) else None}


@require_safe
@signed_in
def item_row(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A line anew, because this person answered on another device; nothing where this screen shows it already."""
    found, who = item_for(request.user, pk)
    pen = pen_for(found.meeting, who, get_token(request), seat=request.GET.get("seat"), order="official")
    row = row_of(pen.agenda, found)
    shown = tuple(request.GET.get(name, "0") for name in ("position", "version", "prepared"))
    prepared = pen.prepared.get(row.item.pk)
    now = (row.mine.position if row.mine else 0, row.item.version, prepared.pk if prepared else 0)
    if shown == tuple(map(str, now)) and not request.GET.get("always"):
        return HttpResponse(status=204)
    return lines_and_foot(request, pen, [row])
