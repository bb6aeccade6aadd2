"""Choosing the language of the pages: concerns only the person."""

from django.conf import settings
from django.utils.translation import gettext as _

from balai.action import action, require
from balai.people.models import Person
from balai.verdict import bad_input, yes


@action("people.choose_language", personal=True)
def choose_language(code: str, *, by: Person) -> None:
    """Remember in which language this person reads."""
    require(yes() if code in dict(settings.LANGUAGES) else bad_input(_("There is no such language.")))
    Person.objects.filter(pk=by.pk).update(language=code)
