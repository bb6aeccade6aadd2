"""My advisers: the page on which a member gives and ends mandates, and an adviser sees for whom they prepare."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from balai import clock
from balai.people.actions.end_mandate import end_mandate
from balai.people.actions.give_mandate import give_mandate
from balai.people.models import Body, Mandate, Membership, Person, Substitution
from balai.people.policy import gives_mandates
from balai.people.standing import Standing, deciding_in, standing, standings
from balai.verdict import Refused, Verdict, bad_input
from balai.words import best


class SeatField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no arguments at run time
    def label_from_instance(self, obj: Any) -> str:
        title = best(obj.title)[0]
        return f"{obj.person.name}, {title}" if title else obj.person.name


class MandateForm(forms.Form):
    """Whole days in the body's time zone; without an end it lasts until it is ended."""

    seat = SeatField(Membership.objects.none(), label=_("For"), empty_label=None)
    adviser = forms.ModelChoiceField(Person.objects.none(), label=_("Adviser"), empty_label="–")
    starts = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends = forms.DateField(
        label=_("To (this day included)"),
        help_text=_("Empty: until you end it."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, body: Body, seats: tuple[Membership, ...], **kwargs: Any) -> None:
        self.zone = ZoneInfo(body.time_zone)
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{body.slug}_%s"  # a page can have one for each body
        self.fields["starts"].initial = clock.now().astimezone(self.zone).date()
        seat, adviser = self.fields["seat"], self.fields["adviser"]
        assert isinstance(seat, forms.ModelChoiceField)
        assert isinstance(adviser, forms.ModelChoiceField)
        seat.queryset = Membership.objects.filter(pk__in=[one.pk for one in seats]).select_related("person")
        if len(seats) == 1:
            seat.initial, seat.widget = seats[0].pk, forms.HiddenInput()
        adviser.queryset = _who_may_advise(body)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _now("The end lies before the beginning."))
        if starts:
            data["starts"] = datetime.combine(starts, time.min, tzinfo=self.zone)
        if ends:
            data["ends"] = datetime.combine(ends + timedelta(days=1), time.min, tzinfo=self.zone)
        return data


def _who_may_advise(body: Body) -> QuerySet[Person]:
    """Staff: active, without a seat, and concerned with no other body; people of other bodies are not shown here."""
    now = clock.now()
    elsewhere = Mandate.objects.in_force(now).exclude(seat__body=body).values("adviser")
    standing_in = Substitution.objects.in_force(now).exclude(absent__body=body).values("substitute")
    staff = Person.objects.filter(is_active=True, is_administrator=False)
    seated = Membership.objects.in_force(now).values("person")
    return staff.exclude(pk__in=seated).exclude(pk__in=elsewhere).exclude(pk__in=standing_in).order_by("name")


@dataclass(frozen=True, slots=True)
class Part:
    """One body: the seats for which the reader gives mandates, those given, and the form; or why there are none."""

    body: Body
    verdict: Verdict
    mandates: tuple[Mandate, ...]
    form: MandateForm | None


def my_parts(person: Person, sent: MandateForm | None = None, of: Body | None = None) -> tuple[Part, ...]:
    """Bodies in which the person holds a deciding seat, or gives mandates on members' behalf."""
    parts = []
    for who in standings(person):
        seats, verdict = seats_to_give_for(who)
        if verdict is None:
            continue
        form = (sent if of == who.body else MandateForm(body=who.body, seats=seats)) if seats else None
        parts.append(Part(who.body, verdict, _mandates_of(seats), form))
    return tuple(parts)


def seats_to_give_for(who: Standing) -> tuple[tuple[Membership, ...], Verdict | None]:
    """The seats for which this reader gives mandates, and the answer; None: it does not concern them."""
    own = tuple(seat for seat in who.own if seat.decides)
    concerned = deciding_in(who.body.pk, clock.now()) if who.is_secretary else own
    verdicts = {seat: gives_mandates(who, seat) for seat in concerned}
    allowed = tuple(seat for seat, verdict in verdicts.items() if verdict)
    if allowed:
        return allowed, verdicts[allowed[0]]
    return (), verdicts[own[0]] if own else None


def _mandates_of(seats: tuple[Membership, ...]) -> tuple[Mandate, ...]:
    """In force now or later."""
    given = Mandate.objects.filter(Q(ends=None) | Q(ends__gt=clock.now()), seat__in=seats, ended_at=None)
    return tuple(given.select_related("adviser", "seat__person", "seat__body").order_by("seat__rank", "starts"))


def mandates_held(person: Person) -> tuple[Mandate, ...]:
    held = Mandate.objects.in_force(clock.now()).filter(adviser=person)
    return tuple(held.select_related("seat__person", "seat__body").order_by("seat__rank"))


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_advisers(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _give(request)
    return _page(request, my_parts(_person(request)))


def _page(request: HttpRequest, parts: tuple[Part, ...], status: int = 200) -> HttpResponse:
    context = {"parts": parts, "held": mandates_held(_person(request))}
    return render(request, "people/my_advisers.html", context, status=status)


def _give(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    body = Body.objects.filter(slug=request.POST.get("body", "")).first()
    if body is None or not (who := standing(person, body)).belongs:
        raise Http404
    seats, verdict = seats_to_give_for(who)
    if not seats:
        raise Refused(verdict if verdict is not None else _nothing_to_give(who))
    form = MandateForm(request.POST, body=body, seats=seats)
    if form.is_valid() and _done(form, person):
        return redirect("my-advisers")
    return _page(request, my_parts(person, form, body), status=422)


def _nothing_to_give(who: Standing) -> Verdict:
    """Why somebody without a seat of their own gives none: the answer for any seat of the body."""
    seat = next(iter((*who.advises, *deciding_in(who.body.pk, clock.now()))), None)
    return gives_mandates(who, seat) if seat else bad_input(_now("Nobody holds this seat now."))


def _done(form: MandateForm, person: Person) -> bool:
    """What the act refuses stands beside the form, nothing typed is lost."""
    sent = form.cleaned_data
    try:
        give_mandate(sent["seat"], adviser=sent["adviser"], starts=sent["starts"], ends=sent["ends"], by=person)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_POST
@never_cache
@login_required
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    mandate = Mandate.objects.select_related("seat__body").filter(pk=pk).first()
    if mandate is None or not standing(_person(request), mandate.seat.body).belongs:
        raise Http404
    end_mandate(mandate, by=_person(request))
    return redirect("my-advisers" if mandate.adviser_id != request.user.pk else "home")
