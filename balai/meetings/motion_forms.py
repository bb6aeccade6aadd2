"""What is sent about motions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balai.meetings.drafting import LONGEST
from balai.meetings.motion_policy import LONGEST_REASON
from balai.rules.motions import Settling
from balai.rules.voting import Form


class ProposeForm(forms.Form):
    """`text`: the whole text of the decision as it would read."""

    text = forms.CharField(
        label=_("Text of the decision as you propose it"),
        max_length=LONGEST,
        error_messages={"required": _("Write the text that you propose.")},
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    because = forms.CharField(
        label=_("Because (one or two sentences)"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SettleForm(forms.Form):
    how = forms.ChoiceField(choices=[(one.value, one.value) for one in Settling])
    because = forms.CharField(required=False, max_length=2000)


class PutForm(forms.Form):
    form = forms.ChoiceField(required=False, choices=[(Form.OPEN, Form.OPEN), (Form.ROLL_CALL, Form.ROLL_CALL)])
