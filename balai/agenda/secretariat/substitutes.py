"""Substitutes of a body: the form, and those in force or to come."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from balai import clock
from balai.people.models import Body, Membership, Person, Substitution


def substitutions_of(body: Body) -> tuple[Substitution, ...]:
    """In force now or later."""
    found = Substitution.objects.filter(Q(ends=None) | Q(ends__gt=clock.now()), absent__body=body, ended_at=None)
    return tuple(found.select_related("absent__person", "substitute").order_by("starts"))


class SubstituteForm(forms.Form):
    absent = forms.ModelChoiceField(Membership.objects.none(), label=_("Absent member"))
    substitute = forms.ModelChoiceField(Person.objects.none(), label=_("Substitute"))
    starts = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends = forms.DateField(
        label=_("To (this day included)"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(body.time_zone)
        seats = Membership.objects.in_force(clock.now()).filter(body=body).select_related("person")
        people = Person.objects.filter(memberships__in=seats).distinct().order_by("name")
        absent, substitute = self.fields["absent"], self.fields["substitute"]
        assert isinstance(absent, forms.ModelChoiceField)
        assert isinstance(substitute, forms.ModelChoiceField)
        absent.queryset, substitute.queryset = seats, people
        absent.label_from_instance = lambda seat: seat.person.name  # type: ignore[method-assign]

    def clean(self) -> dict[str, Any]:
        """Whole days in the body's time zone."""
        data = super().clean() or {}
        if data.get("starts") and data.get("ends"):
            if data["ends"] < data["starts"]:
                self.add_error("ends", _now("The end lies before the beginning."))
            data["starts"] = datetime.combine(data["starts"], time.min, tzinfo=self.zone)
            data["ends"] = datetime.combine(data["ends"], time.max, tzinfo=self.zone)
        return data
