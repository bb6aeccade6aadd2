"""Forms of the programme room."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReportForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    value = forms.DecimalField(label=_("Value"), max_digits=14, decimal_places=3)


class FinishForm(forms.Form):
    report = forms.CharField(
        label=_("What was done"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
