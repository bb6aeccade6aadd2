"""Passwords that stand in a list of stolen ones are refused (ASVS 6.2.12). The list is a file here; nobody is asked.

The file: a line for each SHA-1 in capital hexadecimal digits, perhaps with ':' and a count, sorted, as Pwned Passwords
gives it 'ordered by hash'. It may have tens of gigabytes: some forty lines of it are read for a password.
"""

import hashlib
import logging
import re
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)
LINE = re.compile(rb"[0-9A-F]{40}(:[0-9]+)?\r?\n?")
SAMPLES = 200  # lines that `problem_of` looks at


class BreachedPasswords:
    """A validator of passwords (AUTH_PASSWORD_VALIDATORS).

    Where no list is configured it accepts all, and `balai check` warns; where one cannot be read it accepts none.
    """

    def validate(self, password: str, user: Any = None) -> None:
        if settings.BREACHED_PASSWORDS is None:
            return
        try:
            found = stands_in(settings.BREACHED_PASSWORDS, password)
        except OSError as error:
            log.error("the list of stolen passwords cannot be read: %s", type(error).__name__)  # noqa: TRY400
            raise ValidationError(
                _("The list of stolen passwords cannot be read: no password can be chosen. Tell your administrator."),
                code="no_list",
            ) from error
        if found:
            raise ValidationError(
                _("This password stands in a list of stolen passwords. Choose another one."), code="breached"
            )

    def get_help_text(self) -> str:
        return str(_("No password that has been stolen anywhere."))


def stands_in(path: Path, password: str) -> bool:
    """Raises OSError where the file cannot be read."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:  # the first place after which a line begins that is not before what is wanted
            middle = (low + high) // 2
            line = _line_after(file, middle)
            low, high = (low, middle) if not line or line[:40] >= wanted else (middle + 1, high)
        return _line_after(file, low)[:40] == wanted


def problem_of(path: Path) -> str | None:
    """Why this file is no such list, as far as a look at some of its lines can tell; None where it is one."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            lines = [_line_after(file, size * part // SAMPLES) for part in range(SAMPLES)]
    except OSError as error:
        return f"{path} cannot be read ({type(error).__name__})"
    seen = [line for line in lines if line]
    if not seen or not all(LINE.fullmatch(line) for line in seen):
        return f"{path} is no list of SHA-1 hashes in capital hexadecimal digits, one a line"
    if seen != sorted(seen):
        return f"{path} is not sorted by hash"
    return None


def _line_after(file: BinaryIO, place: int) -> bytes:
    """The first line that begins there or later; empty at the end."""
    file.seek(max(0, place - 1))
    if place:
        file.readline()
    return file.readline()
