"""The form of an agenda item."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.models import AgendaItem
from balai.agenda.secretariat.words_form import Text, WordsForm
from balai.people.models import Body, Organization
from balai.rules.access import Restriction
from balai.web.vocabulary import ITEM_KINDS
from balai.words import best

MOST_MINUTES = 600
PLAIN = ("number", "kind", "submitter", "planned_minutes", "reading_minutes")


class OrganizationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no arguments at run time
    def label_from_instance(self, obj: Any) -> str:
        return best(obj.name)[0]


class OrganizationsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return best(obj.name)[0]


def minutes_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_MINUTES, required=False)


class ItemForm(WordsForm):
    texts = (
        Text("title", _("Title"), rows=2, required=True, one_line=True),
        Text("ask", _("Text of the decision"), rows=3),
        Text("summary", _("Summary"), rows=5),
        Text("section", _("Section"), one_line=True),
    )
    number = forms.CharField(label=_("Number"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    submitter = OrganizationField(Organization.objects.none(), label=_("Submitter"), required=False, empty_label="–")
    planned_minutes = minutes_field(_("Planned minutes"))
    reading_minutes = minutes_field(_("Reading minutes"))
    touches = OrganizationsField(
        Organization.objects.none(), label=_("Touches"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, body: Body, item: AgendaItem | None = None, **kwargs: Any) -> None:
        given = {text.name: getattr(item, text.name) for text in self.texts} if item else None
        super().__init__(*args, given=given, initial=_initial(item) if item else None, **kwargs)
        organizations = Organization.objects.filter(body=body).order_by("key")
        kinds = dict.fromkeys((*(body.rules.kinds.allowed or ITEM_KINDS), item.kind if item else ""))
        for name, field in self.fields.items():
            field.show_hidden_initial = item is not None
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = organizations
            elif isinstance(field, forms.ChoiceField) and name == "kind":
                field.choices = [("", "–"), *((kind, ITEM_KINDS.get(kind, kind)) for kind in kinds if kind)]

    def draft(self, access: Restriction) -> ItemDraft:
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in PLAIN if name != "submitter"}
        values |= {text.name: self.words(text.name) for text in self.texts}
        return ItemDraft(**values, access=access)

    def changes(self) -> dict[str, Any]:
        """What was changed on this form, for `edit_item`."""
        changed = {name: self.cleaned_data[name] for name in PLAIN if name in self.changed_data}
        for text in self.texts:
            if (words := self.words(text.name)) != self.given.get(text.name):
                changed[text.name] = words
        return changed

    def touched(self) -> Any:
        """The organisations that the item touches; None where nothing was changed on this form."""
        return self.cleaned_data["touches"] if "touches" in self.changed_data else None


def _initial(item: AgendaItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in PLAIN} | {"touches": list(item.touches.all())}
