"""Substitutes of a body: the form, and those in force or to come."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from balai import clock
from balai.people.models import Body, Membership, Person, Substitution
from balai.words import best


def substitutions_of(body: Body) -> tuple[Substitution, ...]:
    """In force now or later."""
    found = Substitution.objects.filter(Q(ends=None) | Q(ends__gt=clock.now()), absent__body=body, ended_at=None)
    return tuple(found.select_related("absent__person", "substitute").order_by("starts"))


class SeatField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no arguments at run time
    def label_from_instance(self, obj: Any) -> str:
        title = best(obj.title)[0]
        return f"{obj.person.name}, {title}" if title else obj.person.name


class SubstituteForm(forms.Form):
    absent = SeatField(Membership.objects.none(), label=_("Absent member"), empty_label="–")
    substitute = forms.ModelChoiceField(Person.objects.none(), label=_("Substitute"), empty_label="–")
    starts = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends = forms.DateField(
        label=_("To (this day included)"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(body.time_zone)
        seats = Membership.objects.in_force(clock.now()).filter(body=body).select_related("person")
        absent, substitute = self.fields["absent"], self.fields["substitute"]
        assert isinstance(absent, forms.ModelChoiceField)
        assert isinstance(substitute, forms.ModelChoiceField)
        absent.queryset, substitute.queryset = seats, _who_may_stand_in(body, seats)

    def clean(self) -> dict[str, Any]:
        """Whole days in the body's time zone."""
        data = super().clean() or {}
        if data.get("starts") and data.get("ends"):
            if data["ends"] < data["starts"]:
                self.add_error("ends", _now("The end lies before the beginning."))
            data["starts"] = datetime.combine(data["starts"], time.min, tzinfo=self.zone)
            data["ends"] = datetime.combine(data["ends"], time.max, tzinfo=self.zone)
        return data


def _who_may_stand_in(body: Body, seats: QuerySet[Membership]) -> QuerySet[Person]:
    """Where the rules know deputies: anybody of this installation, else those who have a seat in the body."""
    rules = body.rules.substitution
    people = Person.objects.filter(is_active=True, is_administrator=False).order_by("name")
    if "deputy" in (rules.who, rules.chair_substitute):
        return people
    return people.filter(memberships__in=seats).distinct()
