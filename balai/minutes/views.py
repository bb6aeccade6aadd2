"""Reading the minutes, completing them, objecting to them, confirming them: one page, changed in place."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from balai.agenda.queries import item_for
from balai.meetings.forms import checked
from balai.minutes.actions.answer_objection import answer_objection
from balai.minutes.actions.attach_dissent import attach_dissent
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.minutes.actions.confirm_minutes import confirm_minutes
from balai.minutes.actions.object_to_minutes import object_to_minutes
from balai.minutes.actions.write_minutes import write_minutes
from balai.minutes.document import AT_THE_END, remarks_of
from balai.minutes.forms import AnswerForm, DissentForm, ObjectionForm, RemarkForm
from balai.minutes.queries import MinutesPage, item_of, minutes_page, objection_for
from balai.web.http import PersonRequest, signed_in


@require_safe
@signed_in
def minutes(request: PersonRequest, pk: UUID) -> HttpResponse:
    return render(request, "minutes/minutes.html", _context(minutes_page(request.user, pk)))


def _context(page: MinutesPage) -> dict[str, object]:
    """With a form for each remark, and for each objection that waits for an answer."""
    document = page.text.document if page.text else None
    remarks, answers = {}, {}
    if document and page.write:
        for key in (AT_THE_END, *page.items):
            given = {"text": document.remarks.get(key, {})}
            remarks[key] = RemarkForm(initial={"item": key}, given=given, prefix=None, auto_id=f"id_%s_{key or 'end'}")
    if document and page.answers:
        for one in document.objections:
            if one.accepted is None:
                answers[one.key] = AnswerForm(auto_id=f"id_%s_{one.key}")
    return {
        "page": page,
        "meeting": page.meeting,
        "text": page.text,
        "language": page.meeting.body.language,
        "remark_forms": remarks,
        "answer_forms": answers,
    }


def _back(request: PersonRequest, pk: UUID, done: str, at: str = "") -> HttpResponse:
    """The minutes as they are now: in place, or as a page at the item that was changed."""
    if request.htmx:
        return render(request, "minutes/parts/minutes.html", _context(minutes_page(request.user, pk)) | {"done": done})
    messages.success(request, done)
    response = redirect("minutes", pk=pk)
    response["Location"] += f"#item-{at}" if at else ""
    return response


@require_POST
@signed_in
def write(request: PersonRequest, pk: UUID) -> HttpResponse:
    page = minutes_page(request.user, pk)
    key = request.POST.get("item", "")
    item = item_of(page, key)
    form = checked(RemarkForm(request.POST, given={"text": remarks_of(page.meeting).get(key, {})}))
    write_minutes(page.meeting, form.words("text"), item=item, by=request.user)
    return _back(request, pk, _("The remark is saved."), key)


@require_POST
@signed_in
def circulate(request: PersonRequest, pk: UUID) -> HttpResponse:
    page = minutes_page(request.user, pk)
    circulate_minutes(page.meeting, by=request.user)
    return _back(request, pk, _("The minutes are circulated."))


@require_POST
@signed_in
def object_to(request: PersonRequest, pk: UUID) -> HttpResponse:
    page = minutes_page(request.user, pk)
    key = request.POST.get("item", "")
    item = item_of(page, key)
    sent = checked(ObjectionForm(request.POST)).cleaned_data
    object_to_minutes(page.meeting, sent["text"], seat=page.seat, item=item, by=request.user)
    return _back(request, pk, _("Your objection is in the minutes."), key)


@require_POST
@signed_in
def answer(request: PersonRequest, pk: UUID) -> HttpResponse:
    objection, page = objection_for(request.user, pk)
    form = checked(AnswerForm(request.POST))
    sent = form.cleaned_data
    answer_objection(
        objection,
        accepted=sent["answer"] == "accept",
        correction=form.words("correction"),
        because=sent["because"],
        by=request.user,
    )
    key = str(objection.item_id) if objection.item_id else ""
    return _back(request, page.meeting.pk, _("The objection is answered."), key)


@require_POST
@signed_in
def confirm(request: PersonRequest, pk: UUID) -> HttpResponse:
    page = minutes_page(request.user, pk)
    confirm_minutes(page.meeting, by=request.user)
    return _back(request, pk, _("The minutes are confirmed."))


@require_safe
@signed_in
def my_dissents(request: PersonRequest, pk: UUID) -> HttpResponse:
    """For the meeting page: the form with which the reader attaches a dissent to what was decided just now."""
    page = minutes_page(request.user, pk)
    if not request.htmx:
        return redirect("minutes", pk=pk)
    return render(request, "minutes/parts/my_dissents.html", {"page": page})


@require_POST
@signed_in
def dissent_in_meeting(request: PersonRequest, pk: UUID) -> HttpResponse:
    """On the item chosen; the meeting page goes on where it was."""
    page = minutes_page(request.user, pk)
    item = page.items.get(request.POST.get("item", ""))
    if item is None:
        raise Http404
    sent = checked(DissentForm(request.POST)).cleaned_data
    attach_dissent(item, sent["text"], seat=page.seat, by=request.user)
    if not request.htmx:
        return redirect("meeting", pk=pk)
    context = {"page": minutes_page(request.user, pk), "done": _("Your dissent is attached.")}
    return render(request, "minutes/parts/my_dissents.html", context)


@require_POST
@signed_in
def dissent(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    sent = checked(DissentForm(request.POST)).cleaned_data
    attach_dissent(item, sent["text"], seat=who.seat(), by=request.user)
    return _back(request, item.meeting_id, _("Your dissent is attached."), str(item.pk))
