"""Forms of the secretariat: papers, withdrawal, the line of an item in the builder."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from balai.agenda.models import AgendaItem, PaperKind, PaperVersion
from balai.agenda.secretariat.item_form import minutes_field
from balai.agenda.secretariat.words_form import Text, WordsForm
from balai.web.vocabulary import PAPER_KINDS


class PaperForm(WordsForm):
    texts = (
        Text("title", _("Title"), required=True, one_line=True),
        Text("text", _("Text"), rows=14, required=True),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[(one.value, PAPER_KINDS[one.value]) for one in PaperKind])


class RenewForm(WordsForm):
    """A new text of a paper. `seen` is the version that it was written on; the page always sends the one it shows."""

    texts = (Text("text", _("Text"), rows=18, required=True),)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, latest: PaperVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, given={"text": latest.text if latest else {}}, **kwargs)
        self.latest = latest.number if latest else 0

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("seen") not in (None, self.latest):
            said = _now("Somebody added version %(number)s while you were writing. Look at it, then save yours again.")
            self.add_error(None, said % {"number": self.latest})
        return data


class WithdrawForm(forms.Form):
    because = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class LineForm(forms.Form):
    """What can be changed of an item without leaving the list: its minutes, and the section of another item."""

    planned_minutes = minutes_field(_("Planned minutes"))
    section_of = forms.UUIDField(required=False)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item

    def clean_section_of(self) -> UUID | None:
        """An item of the same agenda."""
        named: UUID | None = self.cleaned_data["section_of"]
        if named and not AgendaItem.objects.filter(pk=named, meeting=self.item.meeting_id).exists():
            raise forms.ValidationError(_now("The agenda has changed meanwhile. Look again."))
        return named

    def changes(self) -> dict[str, Any]:
        """For `edit_item`: only fields that were sent."""
        changed: dict[str, Any] = {}
        if "planned_minutes" in self.data:
            changed["planned_minutes"] = self.cleaned_data["planned_minutes"]
        if named := self.cleaned_data["section_of"]:
            changed["section"] = AgendaItem.objects.get(pk=named).section
        return changed
