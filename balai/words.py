"""Words in several languages: {"en": "Finance", "et": "Rahandus"}. An imported agenda has its own language only."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language

Words = dict[str, str]


def best(words: Words, language: str | None = None) -> tuple[str, str]:
    """The text for the reader and the language that it is in; ('', '') where there are no words."""
    wanted = language or get_language() or "en"
    for code in (wanted.split("-")[0], "en"):
        if words.get(code):
            return words[code], code
    return next(((text, code) for code, text in words.items() if text), ("", ""))


def _check(words: object) -> None:
    if not isinstance(words, dict) or not all(isinstance(k, str) and isinstance(v, str) for k, v in words.items()):
        raise ValidationError("Words are a mapping of language codes to texts.")


class WordsField(models.JSONField):
    """A text in one or more languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("validators", [_check])
        super().__init__(*args, **kwargs)
