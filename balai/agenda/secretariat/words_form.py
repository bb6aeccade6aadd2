"""Forms with texts in several languages. Only what was changed on the form is written, so that two secretaries who work
on the same thing at once do not undo each other's changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from balai.words import Words

LONGEST = 200_000  # characters


@dataclass(frozen=True, slots=True)
class Text:
    """A text that the form asks for in each language. `rows`: lines of its field. One-line texts lose line breaks."""

    name: str
    label: Any
    rows: int = 1
    required: bool = False
    one_line: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one text, for the page."""

    text: Text
    fields: tuple[forms.BoundField, ...]


class WordsForm(forms.Form):
    """One field for each text and language: the installation's languages, and others that the words are already in."""

    texts: tuple[Text, ...] = ()

    def __init__(self, *args: Any, given: Mapping[str, Words] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = given or {}
        self.languages = _languages(self.given)
        for text in self.texts:
            for code, language in self.languages.items():
                self.fields[f"{text.name}_{code}"] = forms.CharField(
                    label=language,
                    required=False,
                    max_length=LONGEST,
                    initial=self.given.get(text.name, {}).get(code, ""),
                    show_hidden_initial=given is not None,
                    widget=forms.Textarea(attrs={"rows": text.rows, "lang": code, "dir": "auto"}),
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for text in self.texts:
            if text.required and not self.words(text.name):
                self.add_error(f"{text.name}_{next(iter(self.languages))}", _("Write this in at least one language."))
        return data

    def words(self, name: str) -> Words:
        """The text as it will stand: what was there, with the languages that were changed on this form."""
        words = dict(self.given.get(name, {}))
        one_line = any(text.one_line for text in self.texts if text.name == name)
        for code in self.languages:
            if f"{name}_{code}" in self.changed_data:
                typed = self.cleaned_data.get(f"{name}_{code}", "").replace("\r\n", "\n").strip()
                words[code] = " ".join(typed.split()) if one_line else typed
        return {code: text for code, text in words.items() if text}

    def groups(self) -> tuple[Group, ...]:
        return tuple(Group(text, tuple(self[f"{text.name}_{code}"] for code in self.languages)) for text in self.texts)

    def plain(self) -> tuple[forms.BoundField, ...]:
        """The fields that are no texts in several languages."""
        named = {f"{text.name}_{code}" for text in self.texts for code in self.languages}
        return tuple(field for field in self if field.name not in named and not field.is_hidden)


def _languages(given: Mapping[str, Words]) -> dict[str, str]:
    languages = {code: str(name) for code, name in settings.LANGUAGES}
    for code in (code for words in given.values() for code in words):
        languages.setdefault(code, _name_of(code))
    return languages


def _name_of(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
