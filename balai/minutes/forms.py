"""Forms of the minutes. They check shape; who may do what is the policy's."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balai.agenda.secretariat.words_form import Text, WordsForm

LONGEST = 20_000  # characters


class RemarkForm(WordsForm):
    """A remark, in each language; `item` empty: at the end."""

    texts = (Text("text", _("Remark"), rows=3),)
    item = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ObjectionForm(forms.Form):
    item = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What is wrong, and what the minutes should say"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DissentForm(forms.Form):
    text = forms.CharField(
        label=_("Dissent"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(WordsForm):
    texts = (Text("correction", _("Correction"), rows=2),)
    answer = forms.ChoiceField(choices=[("accept", ""), ("reject", "")], widget=forms.HiddenInput)
    because = forms.CharField(
        label=_("Why it is rejected"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
