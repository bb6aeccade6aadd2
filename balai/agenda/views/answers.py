"""What a screen gets back after an act: for htmx the pieces that changed, otherwise the page again."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from balai.agenda.advising.policy import may_write_briefing
from balai.agenda.advising.queries import briefing_for
from balai.agenda.facts import meeting_head
from balai.agenda.lines import Pen, line
from balai.agenda.models import AgendaItem
from balai.agenda.opened import Opened, open_item
from balai.agenda.queries import Row, item_for
from balai.agenda.sheet import foot, pen_for, row_of
from balai.live.once import once
from balai.verdict import Refused, Verdict, bad_input
from balai.web.http import PersonRequest
from balai.web.refusals import STATUS


def attempt(request: PersonRequest, form: Form, act: Callable[[], object]) -> Verdict | None:
    """Do it, once, if the form can be read; the refusal otherwise, for the screen to show where the tap was."""
    if not form.is_valid():
        return bad_input(" ".join(str(error) for errors in form.errors.values() for error in errors))
    try:
        with once(request):
            act()
    except Refused as refused:
        return refused.verdict
    return None


def item_context(pen: Pen, row: Row, opened: Opened) -> dict[str, object]:
    return {
        "agenda": pen.agenda,
        "meeting": pen.agenda.meeting,
        "standing": pen.agenda.standing,
        "seat": pen.agenda.seat,
        "hand": pen.hand,
        "opened": opened,
        "prepared": pen.prepared.get(row.item.pk),
        "briefing": briefing_for(row.item, pen.agenda.standing, pen.agenda.seat),
        "may_brief": may_write_briefing(pen.agenda.standing, row.item, pen.agenda.seat),
        "row": row,
        "item": row.item,
        "line": line(pen, row),
        "head": meeting_head(pen.agenda.meeting),
        "foot": foot(pen),
    }


def lines_and_foot(
    request: PersonRequest, pen: Pen, rows: Sequence[Row], refusal: Verdict | None = None, more: Sequence[str] = ()
) -> HttpResponse:
    """Each piece replaces the one with its id (htmx out-of-band swaps)."""
    context = {"agenda": pen.agenda, "meeting": pen.agenda.meeting, "foot": foot(pen), "hand": pen.hand}
    drawn = [str(line(pen, row, refusal=refusal)) for row in rows]
    drawn.append(render_to_string("agenda/parts/foot.html", context, request))
    return HttpResponse("".join([*drawn, *more]), status=_status(refusal))


def answered(
    request: PersonRequest, item: UUID, form: Form, refusal: Verdict | None, *, whole_panel: bool = False
) -> HttpResponse:
    """After an act on one item. `whole_panel`: more than the answer changed in an open panel."""
    found, who = item_for(request.user, item)
    pen = pen_for(found.meeting, who, get_token(request), seat=form.data.get("seat"), order="official")
    row = row_of(pen.agenda, found)
    if not request.htmx:
        return _page(request, pen, row, form, refusal)
    more = []
    if request.POST.get("opened"):
        context = item_context(pen, row, open_item(pen, row)) | {"form": form, "refusal": refusal, "oob": True}
        answering = "agenda/advising/preparing.html" if pen.hand == "prepare" else "agenda/parts/answering.html"
        template = "agenda/parts/panel.html" if whole_panel else answering
        more.append(render_to_string(template, context, request))
    return lines_and_foot(request, pen, [row], refusal, more)


def _page(request: PersonRequest, pen: Pen, row: Row, form: Form, refusal: Verdict | None) -> HttpResponse:
    """Without script: back to where the tap was; a refusal comes with the item, and what was typed stays."""
    if refusal is not None:
        context = item_context(pen, row, open_item(pen, row)) | {"alone": True, "form": form, "refusal": refusal}
        return render(request, "agenda/item.html", context, status=_status(refusal))
    if request.POST.get("opened"):
        return redirect(reverse("item", args=[row.item.pk]) + seat_query(pen))
    return redirect(reverse("agenda", args=[row.item.meeting_id]) + seat_query(pen) + f"#line-{row.item.pk}")


def seat_query(pen: Pen) -> str:
    return f"?seat={pen.agenda.seat.pk}" if pen.several_seats and pen.agenda.seat else ""


def _status(refusal: Verdict | None) -> int:
    return 200 if refusal is None else STATUS[refusal.ground]


def item_of(request: PersonRequest, pk: UUID) -> AgendaItem:
    return item_for(request.user, pk)[0]
