"""Forms of the sitting. They check shape; who may do what is the policy's."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from balai.agenda.models import Stage
from balai.decisions.models import Outcome
from balai.meetings.models import Presence
from balai.rules.stance import Choice
from balai.words import Words


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(choices=[(one.value, one.value) for one in Outcome])
    text = forms.CharField(required=False, max_length=20_000, strip=True)

    def words(self) -> Words | None:
        """The text as written, in the language of the page."""
        text = self.cleaned_data["text"]
        return {(get_language() or "en").split("-")[0]: text} if text else None


class SetAsideForm(forms.Form):
    stage = forms.ChoiceField(choices=[(Stage.POSTPONED.value, ""), (Stage.WITHDRAWN.value, "")])
    because = forms.CharField(required=False, max_length=2000)


class AttendanceForm(forms.Form):
    seat = forms.UUIDField()
    presence = forms.ChoiceField(choices=Presence.choices)


class VoteForm(forms.Form):
    seat = forms.UUIDField(required=False)
    choice = forms.ChoiceField(choices=[(one.value, one.value) for one in Choice])


class UrgentForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    ask = forms.CharField(
        label=_("Text of the decision"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    proposed_by = forms.UUIDField(label=_("Proposed by"))
