"""The agenda builder: items, their order, their papers."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balai.agenda import policy
from balai.agenda.actions.add_item import add_item
from balai.agenda.actions.add_paper import add_paper, renew_paper
from balai.agenda.actions.arrange import arrange
from balai.agenda.actions.check_item import check_item
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.remove_item import remove_item
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.agenda_versions import changes_since
from balai.agenda.models import AgendaItem, AgendaVersion, Meeting, PaperKind, Stage
from balai.agenda.queries import papers_of
from balai.agenda.secretariat.fetch import item_of_secretariat, meeting_of_secretariat, paper_of_secretariat
from balai.agenda.secretariat.forms import ItemForm, PaperForm, RenewForm, WithdrawForm, initial_words, item_initial
from balai.people.standing import Standing
from balai.web.http import PersonRequest, signed_in

COMPLETE = {"yes": True, "no": False, "unchecked": None}


def _builder_context(meeting: Meeting, who: Standing) -> dict[str, object]:
    items = list(AgendaItem.objects.filter(meeting=meeting).select_related("submitter").in_order())
    last = AgendaVersion.objects.filter(meeting=meeting).select_related("meeting").order_by("-number").first()
    listed = [item for item in items if item.stage != Stage.WITHDRAWN]
    return {
        "meeting": meeting,
        "items": items,
        "may_build": policy.may_build(who, meeting),
        "may_publish": policy.may_publish(who, meeting),
        "last": last,
        "changes": changes_since(last) if last else (),
        "unchecked": [item for item in listed if item.complete is None],
        "incomplete": [item for item in listed if item.complete is False],
        "planned": sum(item.planned_minutes or 0 for item in listed),
    }


@require_safe
@signed_in
def builder(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, who = meeting_of_secretariat(request.user, pk)
    return render(request, "agenda/secretariat/builder.html", _builder_context(meeting, who))


def _rows(request: PersonRequest, pk: UUID) -> HttpResponse:
    """After a change: the list as it is now."""
    if not request.htmx:
        return redirect("agenda-builder", pk=pk)
    meeting, who = meeting_of_secretariat(request.user, pk)
    return render(request, "agenda/secretariat/builder_rows.html", _builder_context(meeting, who))


@require_POST
@signed_in
def order(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The whole new order, or one item moved up or down (`move`: '<item> up')."""
    meeting, _who = meeting_of_secretariat(request.user, pk)
    try:
        wanted = [UUID(one) for one in request.POST.getlist("order")]
        item, direction = (request.POST.get("move", "").split(" ") + [""])[:2]
        moved = UUID(item) if item else None
    except ValueError:
        return _rows(request, pk)
    if moved is not None:
        wanted = _moved(wanted, moved, -1 if direction == "up" else 1)
    arrange(meeting, wanted, by=request.user, renumber=request.POST.get("renumber") == "yes")
    return _rows(request, pk)


def _moved(order: list[UUID], item: UUID, by: int) -> list[UUID]:
    if item not in order:
        return order
    place = order.index(item)
    target = min(max(place + by, 0), len(order) - 1)
    order.insert(target, order.pop(place))
    return order


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_item(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, who = meeting_of_secretariat(request.user, pk)
    form = ItemForm(request.POST or None, body=meeting.body)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        add_item(meeting, form.draft(), submitter=data["submitter"], touches=data["touches"], by=request.user)
        return redirect("agenda-builder", pk=pk)
    context = {"meeting": meeting, "form": form, "may": policy.may_build(who, meeting)}
    return render(request, "agenda/secretariat/item_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_item(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_of_secretariat(request.user, pk)
    form = ItemForm(request.POST or None, body=item.meeting.body, kind=item.kind, initial=item_initial(item))
    if request.method == "POST" and form.is_valid():
        edit_item(item, form.changes(), touches=form.cleaned_data["touches"], by=request.user)
        return redirect("agenda-builder", pk=item.meeting_id)
    context = {
        "meeting": item.meeting,
        "item": item,
        "form": form,
        "may": policy.may_change_item(who, item),
        "may_renew": policy.may_renew_papers(who, item),
        "may_remove": policy.may_remove_item(who, item),
        "may_withdraw": policy.may_withdraw_before(who, item),
        "papers": papers_of(item, None),
    }
    return render(request, "agenda/secretariat/item_form.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def check(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_of_secretariat(request.user, pk)
    if (said := request.POST.get("complete", "")) in COMPLETE:
        check_item(item, complete=COMPLETE[said], by=request.user)
    return _rows(request, item.meeting_id)


@require_POST
@signed_in
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_of_secretariat(request.user, pk)
    meeting = item.meeting_id
    remove_item(item, by=request.user)
    return redirect("agenda-builder", pk=meeting)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_of_secretariat(request.user, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_item(item, because=form.cleaned_data["because"], by=request.user)
        return redirect("agenda-builder", pk=item.meeting_id)
    context = {"meeting": item.meeting, "item": item, "form": form, "may": policy.may_withdraw_before(who, item)}
    return render(request, "agenda/secretariat/withdraw.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_paper(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_of_secretariat(request.user, pk)
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = PaperKind(form.cleaned_data["kind"])
        add_paper(item, kind=kind, title=form.words("title"), text=form.words("text"), by=request.user)
        return redirect("edit-item", pk=pk)
    context = {"meeting": item.meeting, "item": item, "form": form, "may": policy.may_renew_papers(who, item)}
    return render(request, "agenda/secretariat/paper_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_version(request: PersonRequest, pk: UUID) -> HttpResponse:
    paper, who = paper_of_secretariat(request.user, pk)
    latest = paper.versions.order_by("-number").first()
    form = RenewForm(request.POST or None, initial=initial_words("text", latest.text if latest else {}))
    if request.method == "POST" and form.is_valid():
        renew_paper(paper, text=form.words("text"), by=request.user)
        return redirect("edit-item", pk=paper.item_id)
    context = {
        "meeting": paper.item.meeting,
        "item": paper.item,
        "paper": paper,
        "latest": latest,
        "form": form,
        "may": policy.may_renew_papers(who, paper.item),
    }
    return render(request, "agenda/secretariat/paper_form.html", context, status=422 if form.errors else 200)
