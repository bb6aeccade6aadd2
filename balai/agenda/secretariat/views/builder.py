"""The agenda builder: the list of items, their order, and what can be changed without leaving it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from balai.agenda.actions.arrange import arrange
from balai.agenda.actions.check_item import check_item
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.models import Meeting
from balai.agenda.secretariat.building import draft
from balai.agenda.secretariat.fetch import item_of_secretariat, meeting_of_secretariat
from balai.agenda.secretariat.forms import LineForm
from balai.people.standing import Standing
from balai.verdict import Refused, Verdict, bad_input
from balai.web.http import PersonRequest, signed_in
from balai.web.refusals import STATUS

COMPLETE = {"yes": True, "no": False, "unchecked": None}


@require_safe
@signed_in
def builder(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, who = meeting_of_secretariat(request.user, pk)
    return _page(request, meeting, who)


def _page(request: PersonRequest, meeting: Meeting, who: Standing, refusal: Verdict | None = None) -> HttpResponse:
    """The builder; for htmx the list alone."""
    now = draft(meeting, who, refusal=refusal)
    name = "parts/builder.html" if request.htmx else "builder.html"
    status = 200 if refusal is None else STATUS[refusal.ground]
    return render(request, f"agenda/secretariat/{name}", {"draft": now, "meeting": meeting}, status=status)


def _after(request: PersonRequest, pk: UUID, act: Callable[[], object]) -> HttpResponse:
    """Act, then show the list as it is now. A refusal stands above it: what was sent is gone, the list is fresh."""
    refusal = None
    try:
        act()
    except Refused as refused:
        refusal = refused.verdict
    if refusal is None and not request.htmx:
        return redirect("agenda-builder", pk=pk)
    meeting, who = meeting_of_secretariat(request.user, pk)
    return _page(request, meeting, who, refusal)


@require_POST
@signed_in
def order(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The whole new order, or one item moved up or down (`move`: '<item> up')."""
    meeting, _who = meeting_of_secretariat(request.user, pk)
    renumber = request.POST.get("renumber") == "yes"
    return _after(request, pk, lambda: arrange(meeting, _wanted(request), by=request.user, renumber=renumber))


def _wanted(request: PersonRequest) -> list[UUID]:
    """The order that was sent; what cannot be read names no item, and is refused as such by the action."""
    try:
        wanted = [UUID(one) for one in request.POST.getlist("order")]
        item, direction = (request.POST.get("move", "").split(" ") + [""])[:2]
        return _moved(wanted, UUID(item), -1 if direction == "up" else 1) if item else wanted
    except ValueError:
        return []


def _moved(order: list[UUID], item: UUID, by: int) -> list[UUID]:
    if item not in order:
        return order
    place = order.index(item)
    order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
    return order


@require_POST
@signed_in
def check(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Complete, not complete, or not checked."""
    item, _who = item_of_secretariat(request.user, pk)
    said = request.POST.get("complete", "")
    if said not in COMPLETE:
        return redirect("agenda-builder", pk=item.meeting_id)
    return _after(request, item.meeting_id, lambda: check_item(item, complete=COMPLETE[said], by=request.user))


@require_POST
@signed_in
def change_line(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Minutes and section, inline."""
    item, _who = item_of_secretariat(request.user, pk)
    form = LineForm(request.POST, item=item)

    def act() -> None:
        if not form.is_valid():
            raise Refused(bad_input(" ".join(str(said) for errors in form.errors.values() for said in errors)))
        edit_item(item, form.changes(), by=request.user)

    return _after(request, item.meeting_id, act)
