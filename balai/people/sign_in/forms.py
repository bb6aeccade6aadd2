"""What is asked of people who sign in, join, or change their keys."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import get_totp_secret, validate_totp_code
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from balai.people.actions.count_try import count_try
from balai.people.actions.use_code import use_code
from balai.people.models import Person
from balai.people.sign_in import tries
from balai.people.sign_in.keys import NewPasskey, NewPassword
from balai.people.sign_in.recovery import is_right

REFUSED = _("This is not accepted. Please try again.")
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name and password. The same words whatever was wrong, so that nobody learns who has an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A one-time code or a recovery code, after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("One-time code or recovery code")
        self.fields["code"].widget.attrs = dict(CODE)

    def clean_code(self) -> str:
        if not count_try(tries.for_code(self.user.pk), get_adapter().get_client_ip(context.request)):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = normalize_user_code(self.cleaned_data["code"])
        key = _key_of(self.user, code)
        of_list = key.pk if key is not None and key.type == Authenticator.Type.RECOVERY_CODES else None
        if key is None or not use_code(code, by=self.user, of_list=of_list):
            raise get_adapter().validation_error("incorrect_code")
        self.authenticator = key
        return code


def _key_of(person: Person, code: str) -> Authenticator | None:
    """By which of the person's keys this code is right: the app's, or the list of recovery codes."""
    for key in Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.WEBAUTHN):
        of_list = key.type == Authenticator.Type.RECOVERY_CODES
        if is_right(key, code) if of_list else key.wrap().validate_code(code):
            key.user = person
            return key
    return None


class _Sturdy:
    """allauth stumbles over answers that no browser gives (KeyError); here they are refused like any wrong one."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValidationError(REFUSED) from error


class PasskeyForm(_Sturdy, LoginWebAuthnForm):  # type: ignore[misc]
    """Who signs in is said by the passkey itself."""


class PasskeyAfterPasswordForm(_Sturdy, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The second step by passkey."""


class PasskeyAgainForm(_Sturdy, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Somebody who is signed in shows again that it is them."""


class PasswordAgainForm(forms.Form):
    """The password, and for whoever has them a code, of somebody who is signed in."""

    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.person, password):
            raise ValidationError(REFUSED)
        return password


class NewPasskeyForm(forms.Form):
    """What a browser gives when it has made a passkey."""

    name = forms.CharField(label=_("Name of this key"), max_length=80, required=False)
    credential = forms.JSONField(widget=forms.HiddenInput)

    def clean_credential(self) -> dict[str, Any]:
        """Verified against the challenge of this session; its holder must have unlocked it."""
        credential: dict[str, Any] = self.cleaned_data["credential"]
        try:
            auth.parse_registration_response(credential)
            made = auth.complete_registration(credential)
        except (ValueError, TypeError, KeyError) as error:
            raise ValidationError(REFUSED) from error
        if not made.is_user_verified():
            raise ValidationError(REFUSED)
        return credential

    def key(self, otherwise: str) -> NewPasskey:
        return NewPasskey(self.cleaned_data["name"] or otherwise, self.cleaned_data["credential"])


class NewPasswordForm(forms.Form):
    """A new password, and a first code from the app that shall make codes from now on."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_(
            "At least 12 characters; several words are good, but no names and no words of this office."
            " No change is ever demanded."
        ),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    code = forms.CharField(label=_("Code that the app shows"), widget=forms.TextInput(attrs=dict(CODE)))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.secret = get_totp_secret()

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code):
            raise ValidationError(REFUSED)
        return code

    def key(self) -> NewPassword:
        return NewPassword(self.cleaned_data["password"], self.secret)
