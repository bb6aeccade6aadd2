"""The form that invites to an item."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from balai.people.models import Person


class GuestForm(forms.Form):
    """Accounts are not listed: whoever invites knows whom."""

    username = forms.CharField(label=_("Account"), help_text=_("The name that they sign in with."), max_length=150)
    may_speak = forms.BooleanField(label=_("With the right to speak on this item"), required=False)

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"].strip()
        if not Person.objects.filter(username=name, is_active=True).exists():
            raise forms.ValidationError(_now("Nobody has an account with this name."))
        return name

    @property
    def person(self) -> Any:
        return Person.objects.get(username=self.cleaned_data["username"])
