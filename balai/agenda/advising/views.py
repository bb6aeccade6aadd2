"""An adviser prepares, the member confirms: each act once, then the screen shows what is."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.agenda.actions.confirm_prepared import confirm_all_prepared, confirm_prepared
from balai.agenda.actions.prepare_position import prepare_position
from balai.agenda.actions.withdraw_prepared import withdraw_prepared
from balai.agenda.actions.write_briefing import write_briefing
from balai.agenda.advising.forms import BriefingForm, ConfirmAllForm, ConfirmForm, PrepareForm, WithdrawPreparedForm
from balai.agenda.advising.policy import may_write_briefing
from balai.agenda.advising.queries import briefing_for
from balai.agenda.queries import item_for, meeting_for
from balai.agenda.sheet import pen_for
from balai.agenda.views.answering import all_lines
from balai.agenda.views.answers import answered, attempt, seat_query
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.stance import Stance
from balai.verdict import Refused
from balai.web.http import PersonRequest, signed_in
from balai.web.refusals import STATUS


def _seat(who: Standing, sent: QueryDict) -> Membership | None:
    """The seat that the screen was drawn for; none where it is not (or no longer) this person's: the policy refuses."""
    wanted = sent.get("seat")
    seat = who.seat_to_read(wanted or None)
    return seat if seat is not None and (not wanted or str(seat.pk) == wanted) else None


@require_POST
@signed_in
def prepare(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    form = PrepareForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        prepare_position(
            item,
            seat=_seat(who, request.POST),
            stance=Stance(given["stance"]),
            by=request.user,
            seen_version=given["seen_version"],
            seen_prepared=given["seen_prepared"],
            opinion=given["opinion"] if "opinion" in request.POST else None,
        )

    return answered(request, pk, form, attempt(request, form, act))


@require_POST
@signed_in
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    form = WithdrawPreparedForm(request.POST)

    def act() -> None:
        seen = form.cleaned_data["seen_prepared"]
        withdraw_prepared(item, seat=_seat(who, request.POST), by=request.user, seen_prepared=seen)

    return answered(request, pk, form, attempt(request, form, act))


@require_POST
@signed_in
def confirm(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    form = ConfirmForm(request.POST)

    def act() -> None:
        seen = form.cleaned_data
        confirm_prepared(
            item,
            seat=_seat(who, request.POST),
            by=request.user,
            seen_prepared=seen["seen_prepared"],
            seen_position=seen["seen_position"],
        )

    return answered(request, pk, form, attempt(request, form, act))


@require_POST
@signed_in
def confirm_all(request: PersonRequest, pk: UUID) -> HttpResponse:
    """All that the screen showed as prepared, as it showed it."""
    meeting, who = meeting_for(request.user, pk)
    seen = ConfirmAllForm(request.POST).seen()
    confirm_all_prepared(meeting, seat=_seat(who, request.POST), by=request.user, seen=seen)
    return all_lines(request, pk, list(seen))


@require_POST
@signed_in
def brief(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep the briefing; where it cannot be kept it comes back beside the reason, nothing lost."""
    item, who = item_for(request.user, pk)
    form, seat = BriefingForm(request.POST), _seat(who, request.POST)
    refusal = attempt(
        request, form, lambda: write_briefing(item, seat=seat, text=form.cleaned_data["text"], by=request.user)
    )
    if request.htmx:
        context = {
            "item": item,
            "seat": seat,
            "briefing": briefing_for(item, who, seat),
            "may_brief": may_write_briefing(who, item, seat),
            "typed": request.POST.get("text", "") if refusal is not None else None,
            "refusal": refusal,
            "saved": refusal is None,
        }
        status = 200 if refusal is None else STATUS[refusal.ground]
        return render(request, "agenda/advising/briefing.html", context, status=status)
    if refusal is not None:
        raise Refused(refusal)
    pen = pen_for(item.meeting, who, get_token(request), seat=request.POST.get("seat"))
    return redirect(reverse("item", args=[pk]) + seat_query(pen) + f"#briefing-{pk}")
