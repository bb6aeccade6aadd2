"""Forms of the secretariat: texts in the languages of the installation."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.models import AgendaItem, MeetingKind, PaperKind
from balai.people.models import Body, Organization
from balai.web.vocabulary import ITEM_KINDS, MEETING_KINDS, PAPER_KINDS
from balai.words import Words

LANGUAGES = [code for code, _name in settings.LANGUAGES]
MINUTES = {"min_value": 1, "max_value": 600, "required": False}


class WordsForm(forms.Form):
    """A form with texts in several languages: one field for each, at least one of them filled where required."""

    texts: tuple[tuple[str, Any, int, bool], ...] = ()  # name, label, rows, required

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, rows, _required in self.texts:
            for code, language in settings.LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{label} ({language})",
                    required=False,
                    max_length=20_000,
                    widget=forms.Textarea(attrs={"rows": rows, "lang": code}),
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, _label, _rows, required in self.texts:
            if required and not any(data.get(f"{name}_{code}") for code in LANGUAGES):
                self.add_error(f"{name}_{LANGUAGES[0]}", _now("Write this in at least one language."))
        return data

    def words(self, name: str) -> Words:
        found = {code: self.cleaned_data.get(f"{name}_{code}", "").strip() for code in LANGUAGES}
        return {code: text for code, text in found.items() if text}


def initial_words(name: str, words: Words) -> dict[str, str]:
    return {f"{name}_{code}": words.get(code, "") for code in LANGUAGES}


class ItemForm(WordsForm):
    texts = (
        ("title", _("Title"), 2, True),
        ("section", _("Section"), 1, False),
        ("summary", _("Summary"), 5, False),
        ("ask", _("Text of the decision"), 3, False),
    )
    number = forms.CharField(label=_("Number"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    submitter = forms.ModelChoiceField(Organization.objects.none(), label=_("Submitter"), required=False)
    touches = forms.ModelMultipleChoiceField(
        Organization.objects.none(), label=_("Touches"), required=False, widget=forms.CheckboxSelectMultiple
    )
    planned_minutes = forms.IntegerField(label=_("Planned minutes"), **MINUTES)
    reading_minutes = forms.IntegerField(label=_("Reading minutes"), **MINUTES)
    public = forms.BooleanField(label=_("Public"), required=False, initial=True)

    def __init__(self, *args: Any, body: Body, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organizations = Organization.objects.filter(body=body).order_by("key")
        allowed = body.rules.kinds.allowed or tuple(ITEM_KINDS)
        choices = [("", "")] + [(one, ITEM_KINDS.get(one, one)) for one in dict.fromkeys((*allowed, kind)) if one]
        for name in ("submitter", "touches"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = organizations
            field.label_from_instance = said_name  # type: ignore[method-assign]
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = choices

    def draft(self) -> ItemDraft:
        data = self.cleaned_data
        return ItemDraft(
            title=self.words("title"),
            number=data["number"],
            section=self.words("section"),
            summary=self.words("summary"),
            ask=self.words("ask"),
            kind=data["kind"],
            planned_minutes=data["planned_minutes"],
            reading_minutes=data["reading_minutes"],
            public=data["public"],
        )

    def changes(self) -> dict[str, Any]:
        """For `edit_item`."""
        data = self.cleaned_data
        plain = {
            name: data[name] for name in ("number", "kind", "submitter", "planned_minutes", "reading_minutes", "public")
        }
        return plain | {name: self.words(name) for name, *_rest in self.texts}


def said_name(organization: Any) -> str:
    from balai.words import best

    return best(organization.name)[0]


def item_initial(item: AgendaItem) -> dict[str, Any]:
    plain = ("number", "kind", "submitter", "planned_minutes", "reading_minutes", "public")
    initial: dict[str, Any] = {name: getattr(item, name) for name in plain}
    for name, *_rest in ItemForm.texts:
        initial |= initial_words(name, getattr(item, name))
    return initial | {"touches": list(item.touches.all())}


class PaperForm(WordsForm):
    texts = (("title", _("Title"), 1, True), ("text", _("Text"), 8, True))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(one.value, PAPER_KINDS[one.value]) for one in PaperKind])


class RenewForm(WordsForm):
    texts = (("text", _("Text"), 10, True),)


class WithdrawForm(forms.Form):
    because = forms.CharField(label=_("Reason"), max_length=2000)


class ConveneForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of meeting"))
    starts_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    positions_close_at = forms.DateTimeField(
        label=_("Positions close"),
        required=False,
        help_text=_("Left empty: as the rules of procedure say."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    place = forms.CharField(label=_("Place"), max_length=300, required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(body.time_zone)
        held = [kind for kind in MeetingKind if getattr(body.rules.meeting_kinds, kind.value) is not None]
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(kind.value, MEETING_KINDS[kind.value]) for kind in held]

    def clean(self) -> dict[str, Any]:
        """Times are typed in the body's own time zone."""
        data = super().clean() or {}
        for name in ("starts_at", "positions_close_at"):
            typed: datetime | None = data.get(name)
            if typed is not None:
                data[name] = typed.replace(tzinfo=self.zone)
        begins, closes = data.get("starts_at"), data.get("positions_close_at")
        if begins and closes and closes > begins:
            self.add_error("positions_close_at", _now("Positions close before the meeting begins, or with it."))
        return data
