"""Forms of the sitting. They check shape; who may do what is the policy's."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from balai.agenda.models import Stage
from balai.agenda.secretariat.convene_form import moment_field
from balai.decisions.models import Outcome
from balai.meetings.models import Presence
from balai.meetings.speaking_policy import UNSEEN, Unseen
from balai.rules.speakers import Kind
from balai.rules.stance import Choice
from balai.rules.voting import Form, RepeatGround
from balai.verdict import Refused, bad_input
from balai.words import Words

AnyForm = TypeVar("AnyForm", bound=forms.Form)


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(choices=[(one.value, one.value) for one in Outcome])
    text = forms.CharField(required=False, max_length=20_000, strip=True)
    seen = forms.IntegerField(required=False, min_value=0)  # the number of the text that the screen showed

    def words(self) -> Words | None:
        """The text as written, in the language of the page."""
        return in_page_language(self.cleaned_data["text"]) or None


class SetAsideForm(forms.Form):
    stage = forms.ChoiceField(choices=[(Stage.POSTPONED.value, ""), (Stage.WITHDRAWN.value, "")])
    because = forms.CharField(required=False, max_length=2000)


class AttendanceForm(forms.Form):
    """`person`: who sits in the seat, where that is not its member."""

    seat = forms.UUIDField()
    person = forms.UUIDField(required=False)
    presence = forms.ChoiceField(choices=Presence.choices)


class VoteForm(forms.Form):
    """`seen`: the vote that the screen showed as cast; empty where it showed none."""

    seat = forms.UUIDField(required=False)
    choice = forms.ChoiceField(choices=[(one.value, one.value) for one in Choice])
    seen = forms.ChoiceField(required=False, choices=[("", ""), *((one.value, one.value) for one in Choice)])


class BallotForm(forms.Form):
    """What is sent has the same length whatever is chosen, so that the traffic tells nothing."""

    CHOICES = {"1": Choice.FOR, "2": Choice.AGAINST, "3": Choice.ABSTAIN}

    seat = forms.UUIDField()
    choice = forms.ChoiceField(choices=[(one, one) for one in CHOICES])

    @property
    def chosen(self) -> Choice:
        return self.CHOICES[self.cleaned_data["choice"]]


class OpenVotingForm(forms.Form):
    form = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Form])


class AnswerForm(forms.Form):
    """`choice` is empty where who was called gave no answer."""

    seat = forms.UUIDField()
    choice = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Choice])


class RepeatForm(forms.Form):
    ground = forms.ChoiceField(choices=[(one.value, one.value) for one in RepeatGround])
    because = forms.CharField(required=False, max_length=2000)


class BreakOffForm(forms.Form):
    because = forms.CharField(required=False, max_length=2000)


class SpeakForm(forms.Form):
    """`seat`: whose, where it is not one's own."""

    seat = forms.UUIDField(required=False)
    kind = forms.ChoiceField(choices=[(one.value, one.value) for one in Kind])


class CarryForm(forms.Form):
    to = forms.UUIDField()


class SuspendForm(forms.Form):
    """`until` is typed in the body's own time zone."""

    until = moment_field(gettext_lazy("Resumes"))
    because = forms.CharField(label=gettext_lazy("Reason"), max_length=2000)

    def in_zone(self, zone: str) -> datetime:
        typed: datetime = self.cleaned_data["until"]
        return typed.replace(tzinfo=ZoneInfo(zone))


class DraftForm(forms.Form):
    """`seen`: the number of the text that was typed on."""

    text = forms.CharField(required=False, max_length=20_000)
    seen = forms.IntegerField(min_value=0)


class UndoForm(forms.Form):
    """`step`: its place in the record."""

    step = forms.IntegerField(min_value=0)


class UrgentForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    ask = forms.CharField(
        label=gettext_lazy("Text of the decision"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proposed_by = forms.UUIDField(label=gettext_lazy("Proposed by"))


def checked(form: AnyForm) -> AnyForm:
    """The form, if what was sent has the right shape.

    Raises:
        Refused: what our own buttons never send; in words all the same.
    """
    if not form.is_valid():
        faults = " ".join(str(fault) for found in form.errors.values() for fault in found)
        raise Refused(bad_input(_("This form cannot be accepted: %(faults)s") % {"faults": faults}))
    return form


def seen(data: QueryDict) -> list[UUID]:
    """The keys of the items that stood on the chair's button."""
    try:
        return [UUID(one) for one in data.getlist("seen")]
    except ValueError:
        raise Refused(bad_input(_("This form cannot be accepted: %(faults)s") % {"faults": "seen"})) from None


def seen_speaking(data: QueryDict) -> UUID | None | Unseen:
    """The speech that ran on the chair's screen, None where nobody spoke."""
    if "seen_speaking" not in data:
        return UNSEEN
    try:
        shown = data.get("seen_speaking")
        return UUID(str(shown)) if shown else None
    except ValueError:
        raise Refused(bad_input(_("This form cannot be accepted: %(faults)s") % {"faults": "seen_speaking"})) from None


def in_page_language(text: str) -> Words:
    """A text as written, under the language of the page; nothing for no text."""
    return {(get_language() or "en").split("-")[0]: text} if text else {}
