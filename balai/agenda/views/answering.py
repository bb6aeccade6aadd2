"""What members and speakers do on an agenda: each act once, then the screen shows what is."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.agenda.actions import ask_for_floor as floor
from balai.agenda.actions import mark_rest as rest
from balai.agenda.actions import recuse as recusal
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.take_back_position import take_back_position
from balai.agenda.forms import BatchForm, PositionForm, RecusalForm, RestForm, SeatForm, TakeBackForm
from balai.agenda.queries import item_for, meeting_for
from balai.agenda.sheet import pen_for
from balai.agenda.views.answers import answered, attempt, lines_and_foot, seat_query
from balai.live.once import once
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.stance import Stance
from balai.verdict import Refused, Verdict
from balai.web.http import PersonRequest, signed_in


def _seat(who: Standing, sent: QueryDict) -> Membership | None:
    """The seat that the screen answered for.

    A seat that is not (or no longer) this person's is none: the policy refuses it.
    """
    return who.seat(sent.get("seat") or None)


@require_POST
@signed_in
def mark(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    form = PositionForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        mark_position(
            item,
            seat=_seat(who, request.POST),
            stance=Stance(given["stance"]),
            by=request.user,
            seen_version=given["seen_version"],
            seen_position=given["seen_position"],
            opinion=given["opinion"] if "opinion" in request.POST else None,
        )

    return answered(request, pk, form, attempt(request, form, act))


@require_POST
@signed_in
def take_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    form = TakeBackForm(request.POST)

    def act() -> None:
        seen = form.cleaned_data["seen_position"]
        take_back_position(item, seat=_seat(who, request.POST), by=request.user, seen_position=seen)

    return answered(request, pk, form, attempt(request, form, act))


@require_POST
@signed_in
def recuse(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    form = RecusalForm(request.POST)

    def act() -> None:
        recusal.recuse(item, seat=_seat(who, request.POST), reason=form.cleaned_data["reason"], by=request.user)

    return answered(request, pk, form, attempt(request, form, act), whole_panel=True)


@require_POST
@signed_in
def end_recusal(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    form = SeatForm(request.POST)
    refusal = attempt(request, form, lambda: recusal.end_recusal(item, seat=_seat(who, request.POST), by=request.user))
    return answered(request, pk, form, refusal, whole_panel=True)


@require_POST
@signed_in
def ask_floor(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    form = SeatForm(request.POST)
    return answered(request, pk, form, attempt(request, form, lambda: floor.ask_for_floor(item, by=request.user)))


@require_POST
@signed_in
def give_back_floor(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, _who = item_for(request.user, pk)
    form = SeatForm(request.POST)
    return answered(request, pk, form, attempt(request, form, lambda: floor.give_back_floor(item, by=request.user)))


@require_POST
@signed_in
def open_item(request: PersonRequest, pk: UUID) -> HttpResponse:
    item, who = item_for(request.user, pk)
    form = SeatForm(request.POST)
    return answered(
        request,
        pk,
        form,
        attempt(request, form, lambda: ask_to_open(item, seat=_seat(who, request.POST), by=request.user)),
    )


@require_POST
@signed_in
def mark_rest(request: PersonRequest, pk: UUID) -> HttpResponse:
    """'No objection' to all that the screen showed as unanswered, in the versions that it showed."""
    meeting, who = meeting_for(request.user, pk)
    seen = RestForm(request.POST).seen()
    with once(request):
        rest.mark_rest(meeting, seat=_seat(who, request.POST), by=request.user, seen=seen)
    return all_lines(request, pk, list(seen))


@require_POST
@signed_in
def take_back_rest(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting, who = meeting_for(request.user, pk)
    form = BatchForm(request.POST)

    def act() -> None:
        rest.take_back_rest(meeting, batch=form.cleaned_data["batch"], seat=_seat(who, request.POST), by=request.user)

    _or_refuse(attempt(request, form, act))
    return all_lines(request, pk, None)


def _or_refuse(refusal: Verdict | None) -> None:
    if refusal is not None:
        raise Refused(refusal)


def all_lines(request: PersonRequest, meeting: UUID, only: list[UUID] | None) -> HttpResponse:
    found, who = meeting_for(request.user, meeting)
    pen = pen_for(found, who, get_token(request), seat=request.POST.get("seat"))
    if not request.htmx:
        return redirect(reverse("agenda", args=[meeting]) + seat_query(pen) + "#agenda-foot")
    rows = [row for row in pen.agenda.rows if only is None or row.item.pk in set(only)]
    return lines_and_foot(request, pen, rows)
