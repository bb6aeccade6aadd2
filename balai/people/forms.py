"""Forms of the people room."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name and password. The same words whatever was wrong, so that nobody learns who has an account."""

    error_messages = {
        "invalid_login": _("User name and password do not match."),
        "inactive": _("User name and password do not match."),
    }

    username = forms.CharField(
        label=_("User name"), widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
