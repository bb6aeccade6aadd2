"""Words that no password may contain: of the product, the office, the institution, the person (ASVS 6.1.2, 6.2.11).

docs/SIGN_IN.md describes the list.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from balai.people.models import Body, Organization, Person

SHORTEST = 4  # letters: shorter words stand in too many others
OFFICE = (
    "balai cabinet government minister ministry ministries secretary secretariat parliament president council session",
    "meeting agenda decision password passkey",
    "valitsus valitsuse kabinet minister ministeerium riigikantselei riigikogu istung koosolek otsus volikogu parool",
    "pemerintah kabinet menteri kementerian presiden sekretariat sekretaris sidang rapat keputusan katasandi",
)
ALIKE = str.maketrans("01!|l345$7@", "oiiiieassta")
OF_PERSON = _("This password contains '%(word)s', which stands in your name or user name. Choose other words.")
OF_INSTITUTION = _("This password contains '%(word)s', a word from the names of this institution. Choose other words.")
OF_OFFICE = _("This password contains '%(word)s', a word of this office. Choose other words.")


class ContextWords:
    """A validator of passwords (AUTH_PASSWORD_VALIDATORS)."""

    def validate(self, password: str, user: Any = None) -> None:
        written = flat(password)
        for sentence, words in _lists(user):
            for word in words:
                if flat(word) in written:
                    raise ValidationError(sentence, code="context_word", params={"word": word})

    def get_help_text(self) -> str:
        return str(_("No names and no words of this office."))


def flat(text: str) -> str:
    """Letters and digits alone, without accents; signs that stand for letters as these: 'B4lai' is as 'balai'."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(ALIKE)
    return "".join(one for one in plain if one.isalnum())


def words_in(texts: Iterable[str]) -> list[str]:
    """The words of these texts that are long enough, each once, in order."""
    found = (word for text in texts for word in re.split(r"[\W_]+", text))
    return list(dict.fromkeys(word for word in found if len(word) >= SHORTEST and not word.isdecimal()))


def _lists(user: Any) -> Iterator[tuple[Any, list[str]]]:
    if isinstance(user, Person):
        yield OF_PERSON, words_in([user.username, user.name])
    yield OF_OFFICE, words_in([*OFFICE, *settings.PASSWORD_WORDS])
    yield OF_INSTITUTION, words_in(_names())


def _names() -> Iterator[str]:
    """Of every body and organisation here, in every language."""
    for body in Body.objects.all():
        yield from (body.slug, *body.name.values(), *body.short_name.values())
    for organization in Organization.objects.all():
        yield from (organization.key, *organization.name.values(), *organization.label.values())
